"""Interchange with those who do not write YAML: spreadsheets, bibliographies, graphs, tables, partners' casebooks."""

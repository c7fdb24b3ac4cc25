"""Book: the compiled casebook, a folder with a DuckDB file, Parquet and a manifest."""

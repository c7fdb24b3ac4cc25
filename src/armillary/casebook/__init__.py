"""Casebook: the text people write, read into frozen records with their places, checked, formatted and scaffolded."""

"""A sample package that adds a format to Armillary."""

"""Text: files, YAML with places, forms, dates and values; what everything people write is read with."""

"""The version of the tool, which caches and books name."""

__version__ = "0.1.0"

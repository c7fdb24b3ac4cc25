"""Armillary: an instrument for observing an armed-group landscape."""

__version__ = "0.1.0"

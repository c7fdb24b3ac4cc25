"""Tests of dates, values and the reading of text."""

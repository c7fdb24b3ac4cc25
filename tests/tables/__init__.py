"""Tests of plain tables."""

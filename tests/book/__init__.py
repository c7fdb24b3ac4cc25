"""Tests of the compiled book."""

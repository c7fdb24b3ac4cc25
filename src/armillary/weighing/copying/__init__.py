"""Copying found, not only declared: which sources repeat which, seen in the errors and rare answers that they share."""

"""Checks: what the records of a casebook say together, each check a pass from casebook and vocabulary to findings."""

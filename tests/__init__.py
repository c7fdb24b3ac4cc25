"""The tests; a package, so that they may import from one another."""

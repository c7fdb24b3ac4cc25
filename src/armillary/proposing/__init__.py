"""Proposing: from passages to proposed claims, each tied to its exact place; a person decides what becomes a claim."""

"""Pictures: read-only answers computed from a book; each is a function, a schema and a template, registered once."""

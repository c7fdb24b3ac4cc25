"""Names: spellings in any script, and from a written name to whom or what it means."""

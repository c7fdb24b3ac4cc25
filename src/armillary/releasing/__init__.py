"""A book for an audience: what a release holds, what it keeps back, and what a reader could still work out."""

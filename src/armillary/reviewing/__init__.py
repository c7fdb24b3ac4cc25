"""The review desk: proposals one by one, decided by a person; what is accepted is written into the casebook."""

"""Plain tables: votes of sources on questions, weighed without a casebook."""

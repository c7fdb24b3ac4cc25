"""Documents to passages, and what a casebook has coded of them."""

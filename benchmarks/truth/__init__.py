"""Plain tables against baselines: data with known truth, from elsewhere and planted."""

"""Values: numbers, places, dates and choices."""

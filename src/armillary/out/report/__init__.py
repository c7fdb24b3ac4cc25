"""The report: sections made from a book, rendered as one HTML page and as PDF."""

"""Figures: what a book holds, drawn as static SVG for a report, a page or a paper of one's own."""

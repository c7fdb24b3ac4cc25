"""PDF: pages to lines with their boxes, lines to blocks of text in reading order."""

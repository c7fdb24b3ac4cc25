"""Reading the text of a bibliography, and finding the line that a work stands on."""

from __future__ import annotations

from pathlib import Path

from armillary.exchange.files import read_text
from armillary.exchange.works import LONGEST_FILE
from armillary.finding import Finding


def read_lines(path: Path) -> str | Finding:
    """The text of a file of bounded size with one kind of line end, or why it cannot be read."""
    text = read_text(path, LONGEST_FILE)
    return text if isinstance(text, Finding) else text.replace("\r\n", "\n").replace("\r", "\n")


def line_of(text: str, sign: str) -> int:
    """The line on which a sign stands first; 0 if nowhere."""
    at = text.find(sign)
    return text.count("\n", 0, at) + 1 if at >= 0 else 0

"""Reading the text of a bibliography, and finding the line that a work stands on."""

from __future__ import annotations

from pathlib import Path

from armillary.exchange.works import LONGEST_FILE
from armillary.finding import Finding, Place, find
from armillary.text.files import decode


def read_text(path: Path) -> str | Finding:
    """The text of a file of bounded size, or why it cannot be read."""
    place = Place(path.name)
    try:
        if path.stat().st_size > LONGEST_FILE:
            return find("X801", place, f"the file has more than {LONGEST_FILE // 2**20} MB", "split it")
        text = decode(path.read_bytes(), path.name)
    except OSError as problem:
        return find(
            "X801", place, f"cannot read this file: {problem.strerror}", "check that it exists and who may read it"
        )
    if isinstance(text, Finding):
        return find("X801", text.place, text.message, text.hint)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def line_of(text: str, sign: str) -> int:
    """The line on which a sign stands first; 0 if nowhere."""
    at = text.find(sign)
    return text.count("\n", 0, at) + 1 if at >= 0 else 0

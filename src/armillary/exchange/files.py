"""Reading the text of a file that is to be imported."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding, Place, find
from armillary.text.files import decode


def read_text(path: Path, most: int, hint: str = "") -> str | Finding:
    """The text of a file of at most so many bytes, or why it cannot be read; `hint` is for one that is not UTF-8."""
    place = Place(path.name)
    try:
        if path.stat().st_size > most:
            return find("X801", place, f"the file has more than {most // 2**20} MB", "split it")
        text = decode(path.read_bytes(), path.name)
    except OSError as problem:
        what = f"cannot read this file: {problem.strerror}"
        return find("X801", place, what, "check that it exists and who may read it")
    if isinstance(text, Finding):
        return find("X801", text.place, text.message, hint or text.hint)
    return text

"""Dates as English writes them."""

from __future__ import annotations

import re

from armillary.text.months import said_date

_RANGE = re.compile(r"(\d)\.\.(\d)")
_ISO = re.compile(r"\b(\d{4}-\d\d(?:-\d\d)?)\b")


def show_stretch(written: str | None) -> str:
    """The date of a claim: a day, a stretch, an open one, or about."""
    if not written:
        return "undated"
    about = "about " if "~" in written else ""
    text = written.replace("~", "")
    if text.startswith(".."):
        return f"by {said_date(text[2:].lstrip('/'))}"
    if text.endswith(".."):
        return f"from {about}{said_date(text[:-2].rstrip('/'))}"
    first, _, last = text.partition("/")
    if first == "..":
        return f"by {said_date(last)}"
    return f"{about}{said_date(first)} to {said_date(last)}" if last else f"{about}{said_date(first)}"


def in_words(text: str) -> str:
    """A message with its dates and ranges as English writes them: 20..99 is 20 to 99, 1994.. is from 1994."""
    text = _RANGE.sub(r"\1 to \2", text)
    text = re.sub(r"\bof (\d{4}(?:-\d\d){0,2})\.\.(?!\d)", r"of \1", text)
    text = re.sub(r"(?:\bfrom )?\b(\d{4}(?:-\d\d){0,2})\.\.(?!\d)", r"from \1", text)
    return _ISO.sub(lambda match: said_date(match[1]), text)

"""Dates as English writes them."""

from __future__ import annotations

import re

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def show_date(written: str) -> str:
    """An ISO date as English writes it: 29 January 2024, January 2024, 2024; anything else as it is."""
    parts = written.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return written
    if len(parts) == 1:
        return written
    month = _MONTHS[int(parts[1]) - 1] if 1 <= int(parts[1]) <= 12 else parts[1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


_RANGE = re.compile(r"(\d)\.\.(\d)")
_ISO = re.compile(r"\b(\d{4}-\d\d(?:-\d\d)?)\b")


def show_stretch(written: str | None) -> str:
    """The date of a claim: a day, a stretch, an open one, or about."""
    if not written:
        return "undated"
    about = "about " if "~" in written else ""
    text = written.replace("~", "")
    if text.startswith(".."):
        return f"by {show_date(text[2:].lstrip('/'))}"
    if text.endswith(".."):
        return f"from {about}{show_date(text[:-2].rstrip('/'))}"
    first, _, last = text.partition("/")
    if first == "..":
        return f"by {show_date(last)}"
    return f"{about}{show_date(first)} to {show_date(last)}" if last else f"{about}{show_date(first)}"


def in_words(text: str) -> str:
    """A message with its dates and ranges as English writes them: 20..99 is 20 to 99, 1994.. is from 1994."""
    text = _RANGE.sub(r"\1 to \2", text)
    text = re.sub(r"(?:\bfrom )?\b(\d{4}(?:-\d\d){0,2})\.\.(?!\d)", r"from \1", text)
    return _ISO.sub(lambda match: show_date(match[1]), text)

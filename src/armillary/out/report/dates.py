"""Dates as English writes them."""

from __future__ import annotations

import re

from armillary.text.months import said_date

_RANGE = re.compile(r"(\d)\.\.(\d)")
_ISO = re.compile(r"\b(\d{4}-\d\d(?:-\d\d)?)\b")


def in_words(text: str) -> str:
    """A message with its dates and ranges as English writes them: 20..99 is 20 to 99, 1994.. is from 1994."""
    text = _RANGE.sub(r"\1 to \2", text)
    text = re.sub(r"\bof (\d{4}(?:-\d\d){0,2})\.\.(?!\d)", r"of \1", text)
    text = re.sub(r"(?:\bfrom )?\b(\d{4}(?:-\d\d){0,2})\.\.(?!\d)", r"from \1", text)
    return _ISO.sub(lambda match: said_date(match[1]), text)

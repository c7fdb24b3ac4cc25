"""Lengths of time as people write them: '18 months', '3 years'."""

from __future__ import annotations

import re

from armillary.finding import Wrong

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_SHAPE = re.compile(r"(\d+(?:\.\d+)?) (day|week|month|year)s?")


def parse_duration(text: str) -> float:
    """Days in a duration; a month is a twelfth of 365.25 days."""
    match = _SHAPE.fullmatch(text.strip())
    if not match:
        raise Wrong(f"'{text[:80]}' is not a duration", "such as 90 days, 18 months or 3 years")
    return float(match[1]) * _DAYS[match[2]]

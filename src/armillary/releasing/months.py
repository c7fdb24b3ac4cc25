"""Months and years: days made coarse, so that a date cannot be told to the day."""

from __future__ import annotations

import re
from datetime import date

from armillary.text.dates import Precision, When, parse_when
from armillary.weighing.questions import NEVER

LAST = date.max.toordinal()
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# A day of a month, as texts name it.
DAY = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}(?!\w)|\b{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)",
    re.IGNORECASE,
)


def first_of_month(day: int) -> int:
    """The first day of a day's month; days that do not come stay."""
    return date.fromordinal(day).replace(day=1).toordinal() if _real(day) else day


def last_of_month(day: int) -> int:
    """The last day of a day's month; days that do not come stay."""
    if not _real(day):
        return day
    here = date.fromordinal(day)
    following = here.replace(year=here.year + (here.month == 12), month=here.month % 12 + 1, day=1)
    return following.toordinal() - 1


def first_of_year(day: int) -> int:
    """The first day of a day's year."""
    return date.fromordinal(day).replace(month=1, day=1).toordinal() if _real(day) else day


def last_of_year(day: int) -> int:
    """The last day of a day's year."""
    return date.fromordinal(day).replace(month=12, day=31).toordinal() if _real(day) else day


def month_of(when: When) -> When:
    """The month of a date, or its months from the first to the last; what names no day stays."""
    if Precision.DAY not in (when.first_precision, when.last_precision):
        return when
    first, last = when.first, when.last
    begins = "" if first is None else date.fromordinal(first).isoformat()[:7]
    ends = "" if last is None else date.fromordinal(last).isoformat()[:7]
    if begins == ends:
        return parse_when(begins) if begins else when
    return parse_when(f"{begins}/{ends}" if begins and ends else f"{begins}.." if begins else f"..{ends}")


def _real(day: int) -> bool:
    return abs(day) < NEVER and 0 < day < LAST - 400

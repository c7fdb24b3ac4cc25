"""Dates as people write them: intervals of days with a precision at each edge, in the manner of EDTF (ISO 8601-2)."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import enum
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import msgspec

from armillary.finding import Wrong
from armillary.text.calendars import CALENDARS, first_of_month
from armillary.text.misdates import explain_date, explain_month


class Precision(enum.IntEnum):
    """How coarse an edge is: the unit in which it was written."""

    DAY = 0
    MONTH = 1
    YEAR = 2
    DECADE = 3


class When(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An interval of days with a precision at each edge; made by `parse_when` alone, so that text and days agree.

    Days are proleptic Gregorian ordinals (`date.toordinal`), both edges included.
    """

    text: str  # as written, without the space around it
    first: int | None  # the earliest day it may begin; None: beginning unknown
    last: int | None  # the latest day it may end; None: still so when it was said
    first_precision: Precision | None
    last_precision: Precision | None
    approximate: bool


class Reversed(Wrong):
    """A range whose end comes before its beginning."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint, "F112")


class _Edge(NamedTuple):
    calendar: str  # "", "sh:" or "ah:"
    precision: Precision
    number: int  # the ordinal of the day, year * 12 + month - 1, the year, or the year // 10
    approximate: bool

    def first(self, widened: int = 0) -> int:
        return _first_day(self.calendar, self.precision, self.number - widened)

    def last(self, widened: int = 0) -> int:
        return _first_day(self.calendar, self.precision, self.number + 1 + widened) - 1


_EDGE = re.compile(r"(sh:|ah:)?(?:([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?|([0-9]{3})(0s|X))(~?)")


@lru_cache(maxsize=65536)
def parse_when(text: str) -> When:
    """Read a date; each edge marked `~` is widened by one unit of its precision."""
    written = text.strip()
    begin, end = _edges(written)
    if begin and end and begin is not end and begin.first() > end.last():
        left, _, right = written.partition("/")
        hint = f"did you mean {right}/{left}?"
        if begin.calendar and not end.calendar:
            hint = f"each edge names its own calendar: {left}/{begin.calendar}{right}"
        raise Reversed(f"'{written}' ends before it begins", hint)
    return When(
        text=written,
        first=begin.first(begin.approximate) if begin else None,
        last=end.last(end.approximate) if end else None,
        first_precision=begin.precision if begin else None,
        last_precision=end.precision if end else None,
        approximate=bool((begin and begin.approximate) or (end and end.approximate)),
    )


def parse_day(text: str) -> int:
    """Read the one date that a picture answers for; an imprecise date means its last day."""
    when = parse_when(text)
    if when.last is None or when.first is None or "/" in when.text or when.approximate:
        raise Wrong(
            f"'{when.text}' is not one date", "write a day, month or year; an imprecise date means its last day"
        )
    return when.last


def begins_by(when: When) -> int | None:
    """The latest day on which an interval may begin: 2013-12-31 of `2013..`; None when its beginning is unknown."""
    begin, _ = _edges(when.text)
    return begin.last(begin.approximate) if begin else None


def ends_from(when: When) -> int | None:
    """The earliest day on which an interval may end: 2013-01-01 of `2009/2013`; None when it is still so."""
    _, end = _edges(when.text)
    return end.first(end.approximate) if end else None


def as_written(when: When) -> When:
    """A date with the edges that are written, not widened where they are about: how long it lasted, in a sum."""
    begin, end = _edges(when.text)
    return msgspec.structs.replace(when, first=begin.first() if begin else None, last=end.last() if end else None)


def show_day(day: int) -> str:
    """A day as ISO 8601 writes it."""
    return date.fromordinal(day).isoformat()


def show_when(when: When) -> str:
    """A date in the one spelling it is shown in; a Hijri day becomes Gregorian, a Hijri month or year stays exact."""
    begin, end = (_show(edge) if edge else "" for edge in _edges(when.text))
    if begin and end:
        return begin if begin == end else f"{begin}/{end}"
    return f"{begin}..{end}"


def _edges(written: str) -> tuple[_Edge | None, _Edge | None]:
    """Both edges of a date, the same one twice if it has no range, None for an open one."""
    if not written:
        raise Wrong("expected a date, found nothing", "write a day, a month or a year: 2021-08-15, 2021-08 or 2021")
    if "/" in written:
        left, _, right = written.partition("/")
    elif written.endswith(".."):
        left, right = written[:-2], ".."
    elif written.startswith(".."):
        left, right = "..", written[2:]
    else:
        edge = _read_edge(written, written, 0)
        return edge, edge
    if not (left + right).strip("."):
        raise Wrong(f"'{written[:80]}' is open at both edges, so it says nothing", "leave the date out")
    begin = None if left == ".." else _read_edge(left, written, 0)
    end = None if right == ".." else _read_edge(right, written, len(written) - len(right))
    return begin, end


def _read_edge(edge: str, written: str, offset: int) -> _Edge:
    match = _EDGE.fullmatch(edge)
    if not match:
        raise explain_date(written, edge, offset)
    calendar, year, month, day, decade, ending, about = match.groups("")
    name, lowest, highest = CALENDARS[calendar]
    in_full = int(year or decade + "0")
    if not lowest <= in_full <= highest:
        span = f"the years {lowest} to {highest} of {name}"
        hint = f"a year after {calendar} is a Hijri year; write this date in the Gregorian calendar"
        raise Wrong(f"'{edge}' is outside {span}", hint if calendar else "check the year", offset=offset)
    if decade:
        if ending == "0s" and decade.endswith("0") and decade != "200":
            century = f"{calendar}{in_full}/{calendar}{min(in_full + 99, highest)}"
            hint = f"write {calendar}{decade}X for the decade, {century} for the century"
            raise Wrong(f"'{edge}' is a decade to one reader and a century to another", hint, offset=offset)
        return _Edge(calendar, Precision.DECADE, int(decade), bool(about))
    if not month:
        return _Edge(calendar, Precision.YEAR, in_full, bool(about))
    if not 1 <= int(month) <= 12:
        raise explain_month(edge, year, month, day, offset)
    of_month = _Edge(calendar, Precision.MONTH, in_full * 12 + int(month) - 1, bool(about))
    if not day:
        return of_month
    first = of_month.first()
    length = of_month.last() - first + 1
    if not 1 <= int(day) <= length:
        raise Wrong(
            f"'{edge}' has no day {day}: the month has {length} days", f"days are 01 to {length}", offset=offset
        )
    return _Edge(calendar, Precision.DAY, first + int(day) - 1, bool(about))


def _show(edge: _Edge) -> str:
    about = "~" if edge.approximate else ""
    if edge.precision is Precision.DAY:
        return show_day(edge.number) + about
    if edge.precision is Precision.MONTH:
        year, month = divmod(edge.number, 12)
        return f"{edge.calendar}{year:04}-{month + 1:02}{about}"
    if edge.precision is Precision.YEAR:
        return f"{edge.calendar}{edge.number:04}{about}"
    ending = "0s" if edge.number % 10 or edge.number == 200 else "X"  # "1900s" would read as a century
    return f"{edge.calendar}{edge.number:03}{ending}{about}"


def _first_day(calendar: str, precision: Precision, number: int) -> int:
    """The first day of a unit; its last day is the day before the next unit begins."""
    if precision is Precision.DAY:
        return number
    year, month = number, 1
    if precision is Precision.MONTH:
        year, month = divmod(number, 12)
        month += 1
    elif precision is Precision.DECADE:
        year *= 10
    return first_of_month(calendar, year, month)

"""Values: numbers with units and dates with precision, read from text; one dimension and one time zone for a table."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from armillary.vocab.terms import Unit

NUMBER = re.compile(
    r"[~≈]?\s*([+-]?(?:\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+)(e[+-]?\d+)?\s*([^\d\s].{0,40})?",
    re.IGNORECASE,
)
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s?(?:([ap])\.?m?\.?)?", re.IGNORECASE)
MOST_DIGITS = 300
MOSTLY = 0.9  # the share of a table's distinct values, and of its questions, from which the others are mistakes
_MAGNITUDES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers in the order of the texts, NaN where a text is none; in the base of `dimension` where units were given.

    `strange` are the texts that are numbers of another dimension than most, or lack the unit that most have.
    """

    values: list[float]
    dimension: str
    strange: list[bool]


def read_number(text: str) -> tuple[float, str] | None:
    """A number and what stands behind it; None where the text is no number."""
    if text.isascii() and text.isdigit() and len(text) < MOST_DIGITS:  # most are: no pattern is needed
        return float(text), ""
    found = NUMBER.fullmatch(text.strip())
    if not found:
        return None
    number = float(re.sub(r"[,\u202f\u00a0 ]", "", found[1]) + (found[2] or ""))
    unit = (found[3] or "").strip()
    word, _, rest = unit.partition(" ")
    if unit and unit.casefold() in _MAGNITUDES and unit.casefold() not in ("m", "k"):
        return number * _MAGNITUDES[unit.casefold()], ""
    if rest and word.casefold() in _MAGNITUDES:
        return number * _MAGNITUDES[word.casefold()], rest.strip()
    return (number, unit) if math.isfinite(number) else None


def read_numbers(told: Sequence[tuple[float, str] | None], units: Mapping[str, Unit]) -> Numbers:
    """Numbers of one dimension, from texts as `read_number` read them: the one that most have.

    A unit that is not known is a dimension of its own.
    """
    known = {alias.casefold(): unit for name, unit in units.items() for alias in (name, *unit.aliases)}
    read: list[tuple[float, str]] = []
    for found in told:
        if found is None:
            read.append((math.nan, ""))
            continue
        number, written = found
        unit = known.get(written.casefold())
        read.append((number * unit.factor, unit.dimension) if unit else (number, written.casefold()))
    counts = Counter(dimension for number, dimension in read if not math.isnan(number))
    most = min(counts, key=lambda name: (-counts[name], name)) if counts else ""
    strange = [not math.isnan(number) and dimension != most for number, dimension in read]
    return Numbers([math.nan if odd else number for (number, _), odd in zip(read, strange, strict=True)], most, strange)


def read_date(text: str) -> tuple[float, str] | None:
    """Seconds since 1970 of the beginning, and the text in its one form; None where it is no date. No zone is UTC."""
    text = text.strip()
    if clock := CLOCK.fullmatch(text):
        return _read_clock(clock)
    if not DATE.fullmatch(text):
        return None
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text + "-01-01"[: 0 if len(text) == 10 else 3 if len(text) == 7 else 6])
            return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp(), text
        moment = datetime.fromisoformat(text.replace(" Z", "Z"))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.timestamp(), moment.strftime("%Y-%m-%d %H:%M:%S")


def _read_clock(found: re.Match[str]) -> tuple[float, str] | None:
    """Seconds since midnight of a time of day, of 24 hours or of 12 with a.m. or p.m."""
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found[4].lower() == "p")
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour * 3600.0 + minute * 60 + second, f"{hour:02d}:{minute:02d}:{second:02d}"


def is_written_as_date(text: str) -> bool:
    """Whether a text is written as a date, right or wrong; a bare year might as well be a number."""
    text = text.strip()
    return (len(text) > 4 and bool(DATE.fullmatch(text))) or bool(CLOCK.fullmatch(text))


def is_number(text: str) -> bool:
    """Whether a text is a number, with or without a unit."""
    return read_number(text) is not None


def show_moment(seconds: float, form: str) -> str:
    """A moment as it is written: a `day`, a `moment` with the clock, or a `clock` alone."""
    if form == "clock":
        whole = round(seconds) % 86400
        return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S" if form == "moment" else "%Y-%m-%d")


def date_steps(text: str) -> list[tuple[str, str]]:
    """The steps from a date to the month and the year that hold it."""
    return (
        [(text[:10], text[:7]), (text[:7], text[:4])]
        if len(text) >= 10
        else [(text, text[:4])]
        if len(text) == 7
        else []
    )

"""Numbers with their units, as people read them."""

from __future__ import annotations

import math

from armillary.text.dates import show_day
from armillary.weighing.questions import EVER

SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
WHOLE = frozenset({"count", "persons"})
DIGITS = 3  # that a number is rounded to; one that has no more than four keeps them


def amount(value: float) -> str:
    """A number to three digits, large ones with a scale word."""
    for size, word in SCALES:
        if abs(value) >= size * (1 - 5e-4):
            return f"{_plain(value / size)} {word}"
    return _plain(value)


def _plain(value: float) -> str:
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    exact = math.isclose(value, round(value, DIGITS - size), rel_tol=1e-9)
    digits = DIGITS - size if exact else DIGITS - 1 - size
    text = f"{round(value, digits):,.{max(digits, 0)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def whole(low: float, high: float) -> tuple[float, float]:
    """A range of things that are counted: the whole numbers in it, or the nearest one."""
    slack = 1e-6
    first = math.ceil(low - slack * abs(low)) if math.isfinite(low) else low
    last = math.floor(high + slack * abs(high)) if math.isfinite(high) else high
    if first > last:
        first = last = round((low + high) / 2)
    return float(first), float(last)


def bounds_text(low: float | None, high: float | None, unit: str) -> str:
    """A range, a bound or one number, with its unit."""
    after = f" {unit}" if unit else ""
    if low is None and high is None:
        return "any number"
    if low is None:
        return f"at most {amount(high or 0.0)}{after}"
    if high is None:
        return f"at least {amount(low)}{after}"
    one, two = amount(low), amount(high)
    if one == two:
        return f"{one}{after}"
    number, _, word = one.rpartition(" ")
    if number and two.endswith(word):  # 9.7–10.3 million
        one = number
    sign = " to " if low < 0 else "–"
    return f"{one}{sign}{two}{after}"


def days_text(low: float, high: float) -> str:
    """A range of days."""
    first, last = (show_day(int(day)) if math.isfinite(day) else None for day in (low, high))
    if first == last and first:
        return first
    if first is None:
        return f"by {last}" if last else "any day"
    return f"{first} to {last}" if last else f"on or after {first}"


def day_or_none(day: int) -> str | None:
    """A day, None where it is as far away as can be."""
    return None if day in EVER else show_day(day)

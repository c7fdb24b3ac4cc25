"""Axes: from values to pixels, with ticks at round numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from one value to another over a stretch of pixels, linear or logarithmic."""

    low: float
    high: float
    begin: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """Where a value stands; one that is off the axis at its end."""
        value = min(max(value, self.low), self.high)
        if self.log:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self, most: int = 7) -> list[float]:
        """Round values on it, so many at most."""
        return _log_ticks(self.low, self.high, most) if self.log else _ticks(self.low, self.high, most)


def linear(values: Sequence[float], begin: float, end: float, zero: bool = False) -> Axis:
    """An axis that holds these values, its ends round."""
    low, high = min(values), max(values)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-9 * max(abs(high), 1.0):
        low, high = low - 1, high + 1
    step = _step(high - low, 7)
    return Axis(math.floor(low / step) * step, math.ceil(high / step) * step, begin, end)


def logarithmic(values: Sequence[float], begin: float, end: float) -> Axis:
    """A logarithmic axis that holds these values, all above 0, its ends 1, 2 or 5 times a power of ten."""
    low, high = min(values), max(values)
    rounds = [
        m * 10.0**e for e in range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 2) for m in (1, 2, 5)
    ]
    first = max(r for r in rounds if r <= low * (1 + 1e-9))
    last = min(r for r in rounds if r >= high * (1 - 1e-9))
    return Axis(first, last if last > first else first * 10, begin, end, log=True)


def _step(span: float, most: int) -> float:
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))


def _ticks(low: float, high: float, most: int) -> list[float]:
    step = _step(high - low, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def _log_ticks(low: float, high: float, most: int) -> list[float]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for mantissas in ((1, 2, 5), (1, 3), (1,)):
        found = [m * 10.0**p for p in powers for m in mantissas if low * (1 - 1e-9) <= m * 10.0**p <= high * (1 + 1e-9)]
        if len(found) <= most:
            return found
    return found[:: math.ceil(len(found) / most)]


def show_number(value: float) -> str:
    """A number as people read it: 1,200 and 3.5, millions as 2.5 M."""
    for size, letter in ((1e12, " T"), (1e9, " bn"), (1e6, " M")):
        if abs(value) >= size:
            return f"{value / size:.3g}{letter}"
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def year_ticks(first: int, last: int, most: int = 12) -> list[tuple[int, str]]:
    """The first days of years between two days (ordinals); of many years every second, fifth or tenth."""
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    every = next(e for e in (1, 2, 5, 10, 20, 50, 100, 1000) if len(years) / e <= most)
    days = [(date(year, 1, 1).toordinal(), str(year)) for year in years if year % every == 0]
    return [(day, text) for day, text in days if first <= day <= last]

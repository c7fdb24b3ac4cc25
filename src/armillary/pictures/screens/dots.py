"""A plot of rival values in a terminal: dots, intervals and arrows over one axis, and the range under them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from armillary.pictures.screens.parts import AGAINST, FOR, QUIET, STRONG

SPREAD = 5.0  # from this ratio of the largest number to the smallest on the axis goes by ratio
NARROW, WIDE = 72, 110  # columns of the window: under the one no notes, from the other long ones
LEAST = 18  # columns of the plot
TICK = 11  # columns that a tick wants for itself


@dataclass(frozen=True)
class Mark:
    """One value: from `low` to `high`, None where open; it `fits` the range, or not; a denial is crossed out."""

    label: str
    note: str
    low: float | None
    high: float | None
    about: float = 0.0  # a rough number reaches by this ratio or part on either side
    fits: bool = True
    denied: bool = False


@dataclass(frozen=True)
class Axis:
    """Where numbers lie on so many columns."""

    low: float
    high: float
    log: bool
    width: int
    dates: bool = False

    def at(self, value: float) -> int:
        """The column of a number, kept within the axis."""
        low, high, here = (math.log(v) if self.log else v for v in (self.low, self.high, max(value, self.least)))
        part = (here - low) / (high - low)
        return min(max(round(part * (self.width - 1)), 0), self.width - 1)

    @property
    def least(self) -> float:
        """What may still be drawn."""
        return self.low if self.log else -math.inf

    def ticks(self) -> list[float]:
        """Round numbers on the axis, as many as have room."""
        most = max(2, self.width // TICK)
        if self.dates:
            return self._days(max(2, self.width // (TICK + 2)))
        if self.log:
            decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            for steps in ((1, 2, 5), (1, 3), (1,)):
                found = [n * 10.0**d for d in decades for n in steps if self.low <= n * 10.0**d <= self.high]
                if len(found) <= most:
                    return found
            return found[:: -(-len(found) // most)]
        step = 10.0 ** math.floor(math.log10((self.high - self.low) / most))
        for factor in (1, 2, 5, 10, 20):
            first = math.ceil(self.low / (step * factor) - 1e-9)
            last = math.floor(self.high / (step * factor) + 1e-9)
            if last - first + 1 <= most:
                return [n * step * factor for n in range(first, last + 1)]
        return []

    def _days(self, most: int) -> list[float]:
        """Days on the axis at which a month or a year begins, else every so many days."""
        for months in (1, 3, 6, 12, 24, 60, 120, 240):
            if 1 < len(found := _firsts(self.low, self.high, months)) <= most:
                return found
        first, last = math.ceil(self.low), math.floor(self.high)
        step = -(-(last - first + 1) // most)
        return [float(day) for day in range(first + step // 2, last + 1, step)]


def _firsts(low: float, high: float, months: int) -> list[float]:
    """The first days of every so many months within an axis."""
    start, found = date.fromordinal(math.ceil(low)), []
    month = -(-(start.year * 12 + start.month - 1) // months) * months
    while (day := date(month // 12, month % 12 + 1, 1).toordinal()) <= high:
        if day >= low:
            found.append(float(day))
        month += months
    return found


def axis_for(values: list[float], width: int, dates: bool = False) -> Axis:
    """An axis that has room for every number, by ratio where they lie far apart."""
    low, high = min(values), max(values)
    if dates:
        room = max((high - low) * 0.08, 3.0)
        return Axis(low - room, high + room, False, width, dates=True)
    if low > 0 and high / low >= SPREAD:
        return Axis(low / 1.15, high * 1.15, True, width)
    room = (high - low) * 0.08 or abs(high) * 0.25 or 1.0
    return Axis(low - room if low < 0 or low - room > 0 else low * 0.9, high + room, False, width)


@dataclass(frozen=True)
class Dots:
    """Marks over one axis; `show` writes a number of it, `range_` is drawn under them with its `title`.

    With `dates` numbers are days, as ordinals.
    """

    marks: list[Mark]
    range_: tuple[float | None, float | None] | None
    title: str
    show: Callable[[float], str]
    dates: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        values = [v for mark in self.marks for v in (mark.low, mark.high) if v is not None]
        values += [v * (1 + sign * mark.about) for mark in self.marks for v in (mark.low,) if v for sign in (-1, 1)]
        values += [v for v in self.range_ or () if v is not None]
        if not values:
            return
        labels = [mark.label for mark in self.marks] + ([self.title] if self.range_ else [])
        label = min(max(map(cell_len, labels), default=0), max(12, width // 4))
        note = 0 if width < NARROW else min(max((cell_len(m.note) for m in self.marks), default=0), width // 3)
        axis = axis_for(values, max(LEAST, width - label - note - 4), self.dates)
        for mark in self.marks:
            yield self._line(mark.label, self._drawn(mark, axis), mark.note if note else "", label, mark.fits)
        if self.range_ is not None:
            band = Text("".join(_band(self.range_, axis)), style=STRONG)
            yield Text.assemble((_cut(self.title, label), STRONG), "  ", band)
        yield from self._axis(axis, label)

    def _line(self, label: str, drawn: str, note: str, width: int, fits: bool) -> Text:
        text = Text.assemble(_cut(label, width), "  ", (drawn, FOR if fits else AGAINST), "  ", (note, QUIET))
        text.no_wrap, text.overflow = True, "ellipsis"
        return text

    def _drawn(self, mark: Mark, axis: Axis) -> str:
        cells = [" "] * axis.width
        dot = "×" if mark.denied else "●" if mark.fits else "○"
        low, high = mark.low, mark.high
        if low is not None and low == high:
            if mark.about:
                for i in range(axis.at(low * (1 - mark.about)), axis.at(low * (1 + mark.about)) + 1):
                    cells[i] = "┈"
            cells[axis.at(low)] = dot
            return "".join(cells)
        first = 0 if low is None else axis.at(low)
        last = axis.width - 1 if high is None else axis.at(high)
        for i in range(first, last + 1):
            cells[i] = "─"
        cells[first] = "◀" if low is None else "├"
        cells[last] = "▶" if high is None else "┤"
        if mark.denied:
            cells[(first + last) // 2] = "×"
        elif first == last:
            cells[first] = dot
        return "".join(cells)

    def _axis(self, axis: Axis, label: int) -> list[Text]:
        line, names = ["─"] * axis.width, [" "] * axis.width
        taken = -1
        for tick in axis.ticks():
            at, name = axis.at(tick), self.show(tick)
            start = min(max(at - len(name) // 2, 0), axis.width - len(name))
            if start > taken and len(name) <= axis.width:
                line[at] = "┴"
                names[start : start + len(name)] = name
                taken = start + len(name)
        lead = "by ratio" if axis.log else ""
        return [
            Text(" " * (label + 2) + "".join(line), style=QUIET),
            Text(_cut(lead, label) + "  " + "".join(names), style=QUIET),
        ]


def _band(bounds: tuple[float | None, float | None], axis: Axis) -> list[str]:
    low, high = bounds
    first = 0 if low is None else axis.at(low)
    last = axis.width - 1 if high is None else axis.at(high)
    cells = [" "] * first + ["█"] * (last - first + 1)
    if low is None:
        cells[0] = "◀"
    if high is None:
        cells[-1] = "▶"
    return cells


def _cut(text: str, width: int) -> str:
    found = Text(text)
    found.truncate(width, overflow="ellipsis", pad=True)
    return found.plain

"""Support of numbers: each voice's word spread over a scale, the sum of them, and the shortest range of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.columns import Bools, Floats
from armillary.weighing.values.testimony import Answer

LOG, LINEAR, SIGNED_LOG = "log", "linear", "signed_log"
STEPS = 2000  # of the grid between the outermost knots; every knot is on it as well
EDGE = 1e-9  # an interval's edges fall this steeply, of the whole width
PERCENT = "percent"


class Scale(NamedTuple):
    """How numbers are laid out: by ratio, by difference, or by ratio on both sides of zero."""

    kind: str
    unit: float = 1.0  # below it a signed logarithm is nearly linear

    def to(self, value: float) -> float:
        """Where a number lies."""
        if self.kind == LINEAR:
            return value
        return math.log(value) if self.kind == LOG else math.asinh(value / self.unit)

    def back(self, x: float) -> float:
        """The number that lies there."""
        if self.kind == LINEAR:
            return x
        return math.exp(x) if self.kind == LOG else math.sinh(x) * self.unit


class Spread(NamedTuple):
    """A trapezium over a scale: nothing before `start` and after `stop`, level from `left` to `right`, of area one."""

    start: float
    left: float
    right: float
    stop: float

    def at(self, x: Floats) -> Floats:
        """Its height."""
        top = 2 / ((self.stop - self.start) + (self.right - self.left))
        return np.interp(x, self, (0.0, top, top, 0.0), left=0.0, right=0.0)

    def within(self, x: Floats) -> Floats:
        """How far a place lies in it: 1 where it is level, 0 outside."""
        return np.interp(x, self, (0.0, 1.0, 1.0, 0.0), left=0.0, right=0.0)


def scale_for(answers: list[Answer], dimension: str) -> Scale:
    """Percentages by difference; all else by ratio, on both sides of zero where a number is zero or below."""
    if dimension == PERCENT:
        return Scale(LINEAR)
    bounds = [abs(b) for a in answers for b in (a.low, a.high) if math.isfinite(b) and b]
    if all(bound > 0 for a in answers for bound in (a.low, a.high) if math.isfinite(bound)):
        return Scale(LOG)
    return Scale(SIGNED_LOG, min(bounds, default=1.0))


def spread_of(answer: Answer, scale: Scale, vocab: Vocabulary) -> Spread:
    """What a number as given speaks for: about itself, within its interval, or ever less beyond its bound."""
    if math.isinf(answer.low) or math.isinf(answer.high):
        bound = answer.low if math.isfinite(answer.low) else answer.high
        at = scale.to(bound)
        linear = scale.kind == LINEAR
        reach = vocab.constant("value_reach_points") if linear else math.log(vocab.constant("value_reach"))
        steep = EDGE * reach
        if math.isfinite(answer.low):
            return Spread(at - steep, at, at, at + reach)
        return Spread(at - reach, at, at, at + steep)
    part = vocab.constant("value_about") if answer.about else vocab.constant("value_tolerance")
    low, high = scale.to(answer.low), scale.to(answer.high)
    if answer.low < answer.high and not answer.about:
        steep = EDGE * (high - low)
        return Spread(low - steep, low, high, high + steep)
    most = max(abs(answer.low), abs(answer.high))
    slack = max(1.0, part * most) if scale.kind == LINEAR else math.log1p(part)
    return Spread(low - slack, low, high, high + slack)


@dataclass(frozen=True, slots=True)
class Support:
    """The support of every place on a scale: `density` at `x`, its area one, and the area up to there."""

    x: Floats
    density: Floats
    area: Floats

    def mass(self, low: float, high: float) -> float:
        """The part of the support between two places."""
        return float(np.interp(high, self.x, self.area) - np.interp(low, self.x, self.area))

    def quantile(self, part: float) -> float:
        """The place below which a part of the support lies."""
        return float(np.interp(part, self.area, self.x))

    def shortest(self, part: float) -> tuple[float, float]:
        """The shortest interval with at least this part of the support; a level stretch is taken whole.

        Of several that are equally short it is the lowest.
        """
        starts = np.concatenate((self.x, np.interp(self.area - part, self.area, self.x)))
        begun = np.interp(starts, self.x, self.area)
        stops = np.interp(begun + part, self.area, self.x)
        whole: Bools = begun + part <= 1 + 1e-12
        width = np.where(whole, stops - starts, np.inf)
        best = int(np.flatnonzero(width <= width.min() * (1 + 1e-9) + 1e-12)[0])
        return self._widened(float(starts[best]), float(stops[best]))

    def _widened(self, low: float, high: float) -> tuple[float, float]:
        """An interval with the level stretches that it ends in."""
        level = 1 - 1e-6
        i, j = int(np.searchsorted(self.x, low, "right")) - 1, int(np.searchsorted(self.x, high, "left"))
        floor = float(np.interp(low, self.x, self.density)) * level
        while i >= 0 and floor > 0 and self._level(i, floor):
            low = min(low, float(self.x[i]))
            i -= 1
        floor = float(np.interp(high, self.x, self.density)) * level
        while j < len(self.x) and floor > 0 and self._level(j, floor):
            high = max(high, float(self.x[j]))
            j += 1
        return low, high

    def _level(self, i: int, floor: float) -> bool:
        return floor <= float(self.density[i]) <= floor / (1 - 1e-6) * (1 + 1e-6)


class Heights:
    """The heights of spreads over the places of one support, each worked out once, for adding up some of them again."""

    def __init__(self, scale: Scale, x: Floats) -> None:
        self.scale = scale
        self.x = x
        self._known: dict[Spread, Floats] = {}

    def of(self, spread: Spread) -> Floats:
        """The height of a spread at every place."""
        found = self._known.get(spread)
        if found is None:
            found = self._known[spread] = spread.at(self.x)
        return found

    def add(self, spoken: list[tuple[Spread, float]], denied: list[tuple[Spread, float]]) -> Support:
        """The support of these spreads alone."""
        density = np.zeros(len(self.x))
        for spread, says in spoken:
            density += says * self.of(spread)
        return _support(self.x, density, denied)


def add_support(spoken: list[tuple[Spread, float]], denied: list[tuple[Spread, float]]) -> Support:
    """The sum of spreads, each times what its voice says; a denial divides the support by what it says where it is."""
    knots = np.array([knot for spread, _ in (*spoken, *denied) for knot in spread])
    ends = np.array([knot for spread, _ in spoken for knot in (spread.start, spread.stop)])
    x = np.unique(np.concatenate((knots, np.linspace(ends.min(), ends.max(), STEPS))))
    x = x[(x >= ends.min()) & (x <= ends.max())]
    density = np.zeros(len(x))
    for spread, says in spoken:
        density += says * spread.at(x)
    return _support(x, density, denied)


def _support(x: Floats, density: Floats, denied: list[tuple[Spread, float]]) -> Support:
    for spread, says in denied:
        density *= np.exp(-says * spread.within(x))
    area = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(x))))
    return Support(x, density / area[-1], area / area[-1])

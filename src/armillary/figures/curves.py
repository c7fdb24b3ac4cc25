"""The ways of strands between boxes: round the boxes of others where they can, side by side where they are several."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from armillary.figures.nesting import Box
from armillary.figures.svg import Canvas, Point, number

Floats = NDArray[np.float64]
Frame = tuple[float, float, float, float]  # left, top, right, bottom

BENDS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.32, -0.32, 0.46, -0.46)  # how far a way may bow out, as a part of its length
SPREAD = 4.5  # between strands of one pair, in pixels
STEPS = np.linspace(0, 1, 97)


@dataclass(frozen=True, slots=True)
class Way:
    """A quadratic curve: begin, control, end."""

    a: Floats
    c: Floats
    b: Floats

    def points(self, t: Floats = STEPS) -> Floats:
        """Points on it."""
        u = 1 - t
        return np.outer(u * u, self.a) + np.outer(2 * u * t, self.c) + np.outer(t * t, self.b)

    def cut(self, t0: float, t1: float) -> Way:
        """The stretch of it from t0 to t1 (by blossoming)."""

        def at(s: float, t: float) -> Floats:
            return (1 - s) * ((1 - t) * self.a + t * self.c) + s * ((1 - t) * self.c + t * self.b)

        return Way(at(t0, t0), at(t0, t1), at(t1, t1))

    @property
    def d(self) -> str:
        """It as the path of SVG."""
        (ax, ay), (cx, cy), (bx, by) = self.a, self.c, self.b
        return f"M{number(ax)},{number(ay)}Q{number(cx)},{number(cy)} {number(bx)},{number(by)}"


def bundle(one: Box, two: Box, others: list[Box], strands: int, frame: Frame, spread: float = SPREAD) -> list[Way]:
    """The ways of so many strands between two boxes, ending at their borders; empty where the boxes touch.

    They keep within the frame.
    """
    start, end = np.array(one.centre), np.array(two.centre)
    along = end - start
    length = float(np.hypot(*along))
    if length < 1:
        return []
    across = np.array([-along[1], along[0]]) / length
    bend = _best_bend(start, end, across * length, others, frame)
    offsets = (np.arange(strands, dtype=np.float64) - (strands - 1) / 2) * spread
    ways = []
    for offset in offsets:
        a = start + across * _within(one, across, float(offset), offsets)
        b = end + across * _within(two, across, float(offset), offsets)
        way = Way(a, (start + end) / 2 + across * (2 * bend * length + offset * 1.3), b)
        cut = _between(way, one, two)
        if cut is not None:
            ways.append(cut)
    return ways


def _within(box: Box, across: Floats, offset: float, offsets: Floats) -> float:
    """An offset drawn in so far that the outermost strand still meets the box."""
    room = max(abs(across[0]) * box.width, abs(across[1]) * box.height) / 2 - 4
    most = float(np.abs(offsets).max(initial=0))
    return offset if most <= room else offset * max(room, 1.0) / most


def _best_bend(start: Floats, end: Floats, across: Floats, others: list[Box], frame: Frame) -> float:
    """The bend that runs behind the fewest boxes; of equals the straightest."""
    edges = np.array([[box.x - 3, box.y - 3, box.x + box.width + 3, box.y + box.height + 3] for box in others]).reshape(
        -1, 4
    )
    costs = []
    for bend in BENDS:
        at = Way(start, (start + end) / 2 + 2 * bend * across, end).points(STEPS[::2])
        behind = (
            (at[:, None, 0] > edges[:, 0])
            & (at[:, None, 0] < edges[:, 2])
            & (at[:, None, 1] > edges[:, 1])
            & (at[:, None, 1] < edges[:, 3])
        )
        (left, top, right, bottom), x, y = frame, at[:, 0], at[:, 1]
        outside = bool(((x < left) | (x > right) | (y < top) | (y > bottom)).any())
        costs.append(float(behind.any(axis=0).sum()) + 0.05 * behind.sum() + 2.5 * abs(bend) + 1000.0 * outside)
    return BENDS[int(np.argmin(costs))]


def _between(way: Way, one: Box, two: Box, gap: float = 1.5) -> Way | None:
    """The stretch of a way that lies outside both of its boxes."""
    at = way.points()
    outside = ~(_inside(at, one, gap) | _inside(at, two, gap))
    free = np.flatnonzero(outside)
    if len(free) < 3:
        return None
    return way.cut(float(STEPS[free[0]]), float(STEPS[free[-1]]))


def _inside(at: Floats, box: Box, gap: float) -> NDArray[np.bool_]:
    x, y = at[:, 0], at[:, 1]
    across = (x > box.x - gap) & (x < box.x + box.width + gap)
    return across & (y > box.y - gap) & (y < box.y + box.height + gap)


def mark_end(canvas: Canvas, tip: Point, back: Point, tone: str, ink: str, width: float, opacity: float) -> None:
    """The mark where a tie arrives: an arrowhead, open if neither friend nor foe, or a bar if hostile."""
    direction = np.array(tip) - np.array(back)
    length = float(np.hypot(*direction))
    if length < 0.1:
        return
    ahead = direction / length
    side = np.array([-ahead[1], ahead[0]])
    size = 3.0 + 1.1 * width
    end = np.array(tip)
    if tone == "hostile":
        one, two = end + side * (size * 0.8) - ahead * 0.8, end - side * (size * 0.8) - ahead * 0.8
        canvas.line((one[0], one[1]), (two[0], two[1]), ink, max(1.6, width * 0.9), opacity=opacity)
        return
    corners = [end, end - ahead * size * 1.5 + side * size * 0.62, end - ahead * size * 1.5 - side * size * 0.62]
    points = [(float(x), float(y)) for x, y in corners]
    if tone == "neutral":
        canvas.polygon(points, fill="paper", ink=ink, line=1.1, opacity=opacity)
    else:
        canvas.polygon(points, fill=ink, opacity=opacity)

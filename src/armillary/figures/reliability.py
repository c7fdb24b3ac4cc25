"""The reliability diagram: of what was judged so likely, how much turned out to be so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from armillary.figures.axes import Axis
from armillary.figures.figure import Figure
from armillary.figures.svg import Canvas
from armillary.figures.theme import Theme

WIDTH, HEIGHT = 460.0, 520.0
LEFT, RIGHT, TOP, BASE = 62.0, 16.0, 34.0, 398.0
BARS_TOP, BARS_BASE = 420.0, 466.0


class Bin(NamedTuple):
    """Judgements of like likelihood: mean predicted, share observed, how many, and the interval of the share."""

    predicted: float
    observed: float
    judged: int
    low: float
    high: float


def draw_reliability(
    bins: Sequence[Bin | tuple[float, float, int, float, float]],
    theme: Theme = Theme.PRINT,
    *,
    title: str = "",
    name: str = "reliability",
) -> Figure:
    """Draw observed against predicted shares, each with its interval, and below how many judgements each stands on."""
    found = sorted(Bin(*item) for item in bins if item[2] > 0)
    canvas = Canvas(theme, WIDTH, HEIGHT)
    across, up = Axis(0, 1, LEFT, WIDTH - RIGHT), Axis(0, 1, BASE, TOP)
    _ground(canvas, across, up)
    for item in found:
        x, y = across.at(item.predicted), up.at(item.observed)
        for edge in (item.low, item.high):
            canvas.line((x - 3.5, up.at(edge)), (x + 3.5, up.at(edge)), "for", 1.2)
        canvas.line((x, up.at(item.low)), (x, up.at(item.high)), "for", 1.2)
        canvas.circle((x, y), 4.5, fill="for", ink="paper", line=1)
    points = [(across.at(item.predicted), up.at(item.observed)) for item in found]
    for a, b in pairwise(points):
        canvas.line(a, b, "for", 1, "4 3", 0.7)
    _counts(canvas, across, found)
    total = sum(item.judged for item in found)
    if not found:
        canvas.text(((LEFT + WIDTH - RIGHT) / 2, 200), "Nothing has been scored.", anchor="middle", ink="quiet")
    held = sum(item.low <= item.predicted <= item.high for item in found)
    said = title or (f"{held} of {len(found)} bands are as likely as was said" if found else "Nothing has been scored")
    told = "; ".join(f"said {i.predicted:.0%}, was {i.observed:.0%} of {i.judged}" for i in found)
    alt = f"Reliability of {total:,} judgements. {told or 'None'}."
    return Figure(
        name=name,
        svg=canvas.document(said, alt),
        title=said,
        caption=(
            f"What was said to be so likely against how often it was so, for {total:,} judgements. On the diagonal the "
            "two agree. Lines are intervals; the columns below are how many judgements a point stands on."
        ),
        alt=alt,
        width=round(WIDTH),
        height=round(HEIGHT),
    )


def _ground(canvas: Canvas, across: Axis, up: Axis) -> None:
    for i in range(0, 101, 20):
        x, y = across.at(i / 100), up.at(i / 100)
        canvas.line((x, TOP), (x, BASE), "rule", 0.7)
        canvas.line((LEFT, y), (WIDTH - RIGHT, y), "rule", 0.7)
        canvas.text((LEFT - 8, y + 3.5), f"{i} %", size=10, anchor="end", ink="quiet")
        anchor = "end" if i == 100 else "middle"
        canvas.text((x + (6 if i == 100 else 0), BARS_BASE + 16), f"{i} %", size=10, anchor=anchor, ink="quiet")
    canvas.line((across.at(0), up.at(0)), (across.at(1), up.at(1)), "quiet", 1, "2 3")
    canvas.text((across.at(0.03), up.at(0.95)), "was more often so than was said", size=9.5, ink="quiet", halo=True)
    canvas.text((across.at(0.97), up.at(0.05)), "was less often so", size=9.5, ink="quiet", anchor="end", halo=True)
    middle = (LEFT + WIDTH - RIGHT) / 2
    canvas.text((middle, BARS_BASE + 36), "likelihood that was said", size=10.5, anchor="middle", ink="quiet")
    canvas.text((8, 16), "how often it was so", size=10.5, ink="quiet")


def _counts(canvas: Canvas, across: Axis, found: Sequence[Bin]) -> None:
    most = max((item.judged for item in found), default=1)
    canvas.line((LEFT, BARS_BASE), (WIDTH - RIGHT, BARS_BASE), "quiet", 0.8)
    for item in found:
        high = (BARS_BASE - BARS_TOP - 10) * item.judged / most
        x = across.at(item.predicted)
        canvas.rect(x - 6, BARS_BASE - high, 12, high, fill="ghost")
        canvas.text((x, BARS_BASE - high - 3), f"{item.judged:,}", size=9, anchor="middle", ink="quiet")

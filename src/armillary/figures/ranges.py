"""Rival values of one quantity, and the range that the evidence together allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from armillary.figures.axes import Axis, linear, logarithmic, show_number
from armillary.figures.figure import Figure
from armillary.figures.lettering import shorten
from armillary.figures.svg import Canvas
from armillary.figures.theme import Theme

WIDTH, ROW, LEFT, RIGHT, TOP = 720.0, 22.0, 220.0, 92.0, 34.0


class Rival(NamedTuple):
    """What one origin says of a quantity; None is no bound.

    `weight` is from 0 to 1; `side` is 1 where it says so, -1 where it denies it.
    """

    label: str
    low: float | None
    high: float | None
    weight: float = 1.0
    side: int = 1


def draw_range(
    rivals: Sequence[Rival | tuple[str, float | None, float | None, float, int]],
    weighed: tuple[float, float] | None,
    unit: str,
    *,
    title: str,
    best: float | None = None,
    log: bool = False,
    name: str = "range",
    theme: Theme = Theme.PRINT,
) -> Figure:
    """Draw what each origin says of a quantity as a bar, and the weighed range as a band behind all."""
    said = [Rival(*rival) for rival in rivals]
    bounds = [v for r in said for v in (r.low, r.high) if v is not None] + list(weighed or ())
    if log and any(value <= 0 for value in bounds):
        log = False  # nought has no place on a logarithmic axis
    open_high = any(r.high is None for r in said)
    bottom = TOP + ROW * max(len(said), 1) + 4
    canvas = Canvas(theme, WIDTH, bottom + 44)
    axis = _axis(bounds, log, open_high)
    for tick in axis.ticks(6):
        x = axis.at(tick)
        canvas.line((x, TOP - 6), (x, bottom), "rule", 0.7)
        canvas.text((x, bottom + 16), show_number(tick), size=10, anchor="middle", ink="quiet")
    if weighed is not None:
        _draw_weighed(canvas, axis, weighed, best, bottom, unit)
    for i, rival in enumerate(said):
        _draw_rival(canvas, axis, TOP + ROW * (i + 0.5), rival)
    if not said:
        canvas.text((WIDTH / 2, TOP + 14), "Nobody says how much.", anchor="middle", ink="quiet")
    scale = f"{unit}, logarithmic" if log else unit
    canvas.text(((axis.begin + axis.end) / 2, canvas.height - 8), scale, size=10, anchor="middle", ink="quiet")
    told = "; ".join(f"{r.label}: {_between(r)}{' (denies it)' if r.side < 0 else ''}" for r in said)
    range_ = f" Weighed range {show_number(weighed[0])} to {show_number(weighed[1])} {unit}." if weighed else ""
    alt = f"{title}. {told or 'No value is given'}.{range_}"
    caption = (
        "What each origin says, as a bar from its lowest to its highest value; an arrow means that it sets no bound. "
        "The heavier the bar the more it weighs; hollow with a cross means denied."
        + (" The band is the weighed range." if weighed else "")
    )
    return Figure(
        name=name,
        svg=canvas.document(title, alt),
        title=title,
        caption=caption,
        alt=alt,
        width=round(WIDTH),
        height=round(canvas.height),
    )


def _axis(bounds: list[float], log: bool, open_high: bool) -> Axis:
    values = bounds or [0.0, 1.0]
    if log:
        return logarithmic([*values, max(values) * (1.6 if open_high else 1.0)], LEFT, WIDTH - RIGHT)
    return linear([*values, max(values) * (1.15 if open_high else 1.0)], LEFT, WIDTH - RIGHT, zero=True)


def _draw_weighed(
    canvas: Canvas, axis: Axis, weighed: tuple[float, float], best: float | None, bottom: float, unit: str
) -> None:
    x0, x1 = axis.at(weighed[0]), axis.at(weighed[1])
    canvas.rect(x0, TOP - 6, max(x1 - x0, 1.5), bottom - TOP + 6, fill="band")
    for x in (x0, x1):
        canvas.line((x, TOP - 6), (x, bottom), "answer", 1, "3 2")
    if best is not None:
        canvas.line((axis.at(best), TOP - 6), (axis.at(best), bottom), "answer", 1.8)
    text = f"weighed: {show_number(weighed[0])} to {show_number(weighed[1])} {unit}"
    canvas.text((min(max((x0 + x1) / 2, 110), WIDTH - 110), TOP - 13), text, size=10.5, anchor="middle", bold=True)


def _draw_rival(canvas: Canvas, axis: Axis, y: float, rival: Rival) -> None:
    canvas.text((LEFT - 14, y + 4), shorten(rival.label, LEFT - 24, 11), size=11, anchor="end")
    low = axis.low if rival.low is None else rival.low
    high = axis.high if rival.high is None else rival.high
    x0, x1 = axis.at(low), axis.at(high)
    weight = min(max(rival.weight, 0.0), 1.0)
    ink = "for" if rival.side >= 0 else "against"
    thick = 2.0 + 5.0 * weight
    if x1 - x0 < 2:
        canvas.circle((x0, y), 3.0 + 2.5 * weight, fill=ink if rival.side >= 0 else "paper", ink=ink, line=1.4)
    elif rival.side >= 0:
        canvas.rect(x0, y - thick / 2, x1 - x0, thick, fill=ink)
    else:
        canvas.rect(x0, y - thick / 2, x1 - x0, thick, fill="paper", ink=ink, line=1.2)
    if rival.side < 0:
        middle = (x0 + x1) / 2
        canvas.line((middle - 4, y - 4), (middle + 4, y + 4), ink, 1.6)
        canvas.line((middle - 4, y + 4), (middle + 4, y - 4), ink, 1.6)
    if rival.high is None:
        canvas.polygon([(x1 + 7, y), (x1, y - 5), (x1, y + 5)], fill=ink)
    if rival.low is None:
        canvas.polygon([(x0 - 7, y), (x0, y - 5), (x0, y + 5)], fill=ink)
    canvas.text((WIDTH - RIGHT + 14, y + 3.5), _between(rival), size=10, ink="quiet")


def _between(rival: Rival) -> str:
    if rival.low is None and rival.high is None:
        return "no value"
    if rival.low is None or rival.high is None:
        return f"≥ {show_number(rival.low)}" if rival.low is not None else f"≤ {show_number(rival.high or 0)}"
    if rival.low == rival.high:
        return show_number(rival.low)
    return f"{show_number(rival.low)}–{show_number(rival.high)}"

"""A drawing in the report, made for paper and for the screen."""

from __future__ import annotations

from collections.abc import Callable

from armillary.figures.figure import Figure as Drawing
from armillary.figures.theme import Theme
from armillary.out.report.content import Figure
from armillary.out.report.draft import PAGE, PAPER, Draft


def drawn(draft: Draft, draw: Callable[[Theme], Drawing]) -> Figure:
    """A drawing on paper and on the screen, as far as the draft is for either."""
    made = {theme: draw(theme) for theme, form in ((Theme.PRINT, PAPER), (Theme.SCREEN, PAGE)) if form in draft.forms}
    one = next(iter(made.values()))
    svg = {theme: drawing.svg for theme, drawing in made.items()}
    return Figure(
        name=one.name,
        paper=svg.get(Theme.PRINT, ""),
        screen=svg.get(Theme.SCREEN, ""),
        title=one.title,
        caption=one.caption,
        alt=one.alt,
        width=one.width,
        height=one.height,
    )

"""The figures of the report, each drawn for paper and for the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from armillary.figures.figure import Figure as Drawing
from armillary.figures.multiples import draw_multiples
from armillary.figures.network import draw_network
from armillary.figures.origins import draw_origins
from armillary.figures.theme import Theme
from armillary.figures.timeline import draw_timeline
from armillary.figures.waterfall import draw_waterfall
from armillary.out.report.content import Block, Figure, Heading
from armillary.out.report.draft import PAGE, PAPER, Draft
from armillary.out.report.headlines import main_dangers, main_ties
from armillary.text.dates import show_day

PANELS = 4


def landscape_figures(draft: Draft) -> list[Block]:
    """Network, small multiples, timeline and the waterfalls of the headline judgements; none without ties."""
    book = draft.book
    if not any((tie.likelihood or 0) >= 0.5 for tie in draft.judged):
        return []
    since = None if draft.edition is None else show_day(draft.edition)
    blocks: list[Block] = [
        drawn(draft, lambda theme: draw_network(book, theme=theme)),
        drawn(draft, lambda theme: draw_multiples(book, panel_dates(draft), theme)),
        drawn(draft, lambda theme: draw_timeline(book, theme, since)),
    ]
    heads = [*main_ties(draft, 1), *main_dangers(draft, 1)]
    if heads:
        blocks.append(Heading("Why the first judgements are as they are"))
    for tie in heads:
        why = draft.why(tie)
        blocks.append(drawn(draft, lambda theme, why=why: draw_waterfall(why, book, theme)))  # type: ignore[misc]
    return blocks


def origins_figure(draft: Draft) -> list[Block]:
    """How many judged ties stand on how many origins."""
    return [drawn(draft, lambda theme: draw_origins(draft.judged, draft.book, theme))]


def panel_dates(draft: Draft) -> list[str]:
    """Four dates: the day before the one change is told from, the book's own, one between, and one as far before."""
    last, turn = draft.book.as_of, draft.then_day - 1
    span = max(last - turn, YEAR)
    between = date.fromordinal(turn + span // 2)
    before = date.fromordinal(max(turn - 2 * span, 1))
    return [before.isoformat(), show_day(max(turn, 1)), between.isoformat(), show_day(last)]


YEAR = 365


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

"""The landscape in pictures: the network, how it came about, and how one judgement adds up."""

from __future__ import annotations

from datetime import date
from functools import partial

from armillary.figures.figure import Figure as Drawing
from armillary.figures.multiples import draw_multiples
from armillary.figures.network import draw_network
from armillary.figures.theme import Theme
from armillary.figures.timeline import draw_timeline
from armillary.figures.waterfall import draw_waterfall
from armillary.out.report.answers import answers
from armillary.out.report.content import Section
from armillary.out.report.draft import YEAR, Draft
from armillary.out.report.figures import drawn
from armillary.pictures.records import TieRow
from armillary.text.dates import show_day

BORNE_OUT = 0.8  # so likely is only what more than one voice bears out
EASED = 0.7  # earlier dates have fewer voices


def landscape(draft: Draft) -> list[Section]:
    """The section of figures; none where nothing is likely enough to be drawn."""
    book = draft.book
    if not any((tie.likelihood or 0) >= 0.5 for tie in draft.holding):
        return []
    since = None if draft.edition is None else show_day(draft.edition)
    least = BORNE_OUT if any((tie.likelihood or 0) >= BORNE_OUT for tie in draft.holding) else 0.5
    figures = [
        drawn(draft, lambda theme: draw_network(book, theme=theme, least=least)),
        drawn(draft, lambda theme: draw_multiples(book, _panel_dates(draft), theme, least=min(least, EASED))),
        drawn(draft, lambda theme: draw_timeline(book, theme, since)),
        *(drawn(draft, partial(_waterfall, draft, tie)) for tie in _example(draft)),
    ]
    return [Section("landscape", "The landscape in pictures", tuple(figures))]


def _waterfall(draft: Draft, tie: TieRow, theme: Theme) -> Drawing:
    return draw_waterfall(draft.why(tie), draft.book, theme)


def _example(draft: Draft) -> list[TieRow]:
    """The key judgement that shows most: one that is denied, else the first."""
    heads = [told.tie for answer in answers(draft) for told in answer.heads if told.tie.likelihood is not None]
    return sorted(heads, key=lambda tie: (-len(tie.denied_by), tie.voices_for))[:1]


def _panel_dates(draft: Draft) -> list[str]:
    """Four dates: the eve of the one change is told from, the book's own, one between, and one as far before."""
    last, turn = draft.book.as_of, draft.since - 1
    span = max(last - turn, YEAR)
    between = date.fromordinal(turn + span // 2)
    before = date.fromordinal(max(turn - 2 * span, 1))
    return [before.isoformat(), show_day(max(turn, 1)), between.isoformat(), show_day(last)]

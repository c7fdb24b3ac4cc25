"""The landscape in pictures: the network, how one judgement adds up, and since when ties have been seen."""

from __future__ import annotations

from functools import partial

from armillary.figures.figure import Figure as Drawing
from armillary.figures.network import draw_network
from armillary.figures.theme import Theme
from armillary.figures.timeline import draw_timeline
from armillary.figures.waterfall import draw_waterfall
from armillary.out.report.answers import answers
from armillary.out.report.content import Paragraph, Section, runs
from armillary.out.report.draft import Draft
from armillary.out.report.figures import drawn
from armillary.pictures.records import TieRow
from armillary.text.dates import show_day

BORNE_OUT = 0.8  # so likely is only what more than one voice bears out


def landscape(draft: Draft) -> list[Section]:
    """The section of figures; none where nothing is likely enough to be drawn."""
    book = draft.book
    if not any((tie.likelihood or 0) >= 0.5 for tie in draft.holding):
        return []
    since = None if draft.edition is None else show_day(draft.edition)
    least = BORNE_OUT if any((tie.likelihood or 0) >= BORNE_OUT for tie in draft.holding) else 0.5
    figures = [
        drawn(draft, lambda theme: draw_network(book, theme=theme, least=least)),
        *(drawn(draft, partial(_waterfall, draft, tie)) for tie in _example(draft)),
        drawn(draft, lambda theme: draw_timeline(book, theme, since, least=least)),
    ]
    said = (
        "Drawn is what more than one voice bears out. The network shows who is tied to whom, the bars how a judgement "
        "adds up, the timeline since when ties have been seen."
    )
    return [Section("landscape", "The landscape in pictures", (Paragraph(runs(said)), *figures))]


def _waterfall(draft: Draft, tie: TieRow, theme: Theme) -> Drawing:
    return draw_waterfall(draft.why(tie), draft.book, theme)


def _example(draft: Draft) -> list[TieRow]:
    """The key judgement that shows most: one that is denied, else the first."""
    heads = [told.tie for answer in answers(draft) for told in answer.heads if told.tie.likelihood is not None]
    return sorted(heads, key=lambda tie: (-len(tie.denied_by), tie.voices_for))[:1]

"""The landscape in pictures: who is tied to whom, and since when that has been seen."""

from __future__ import annotations

from armillary.figures.network import draw_network
from armillary.figures.timeline import draw_timeline
from armillary.out.report.content import Paragraph, Section, runs
from armillary.out.report.draft import Draft
from armillary.out.report.figures import drawn
from armillary.text.dates import show_day

BORNE_OUT = 0.8  # so likely is only what more than one voice bears out


def landscape(draft: Draft) -> list[Section]:
    """The section of figures; none where nothing is likely enough to be drawn."""
    book = draft.book
    best = max((tie.likelihood or 0.0 for tie in draft.holding), default=0.0)
    if best < 0.5:
        return []
    since = None if draft.edition is None else show_day(draft.edition)
    least, what = (BORNE_OUT, "more than one voice bears out") if best >= BORNE_OUT else (0.5, "is likelier than not")
    figures = [
        drawn(draft, lambda theme: draw_network(book, theme=theme, least=least)),
        drawn(draft, lambda theme: draw_timeline(book, theme, since, least=least)),
    ]
    return [Section("landscape", "The landscape in pictures", (Paragraph(runs(f"Drawn is what {what}.")), *figures))]

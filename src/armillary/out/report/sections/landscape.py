"""The landscape in pictures: the network, how it came about, and why the first judgements are as they are."""

from __future__ import annotations

from armillary.out.report.content import Section
from armillary.out.report.draft import Draft
from armillary.out.report.figures import landscape_figures


def landscape(draft: Draft) -> list[Section]:
    """The section of figures; none where no figure can be drawn."""
    figures = landscape_figures(draft)
    return [Section("landscape", "The landscape in pictures", tuple(figures))] if figures else []

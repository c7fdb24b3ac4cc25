"""A section for every dimension: who is tied to whom, and how sure that is."""

from __future__ import annotations

from armillary.out.report.content import Block, Paragraph, Section, runs
from armillary.out.report.draft import Draft
from armillary.out.report.headlines import rank
from armillary.out.report.sections.tables import tie_table
from armillary.pictures.records import TieRow
from armillary.pictures.sentences import counted, listed, sentence

MOST = 10


def dimensions(draft: Draft) -> list[Section]:
    """Sections in the order of the vocabulary; a dimension without ties has none."""
    found = []
    for dimension in sorted(draft.book.vocab.lists.dimensions.values(), key=lambda d: d.order):
        ties = [tie for tie in draft.ties if tie.dimension == dimension.id]
        if ties:
            label = dimension.label or dimension.id.replace("_", " ").capitalize()
            title = f"{label} ties" if label.endswith(("al", "ic")) else label
            blocks = _dimension(draft, title, dimension.definition, ties)
            found.append(Section(f"dimension-{dimension.id}".replace("_", "-"), title, tuple(blocks)))
    return found


def _dimension(draft: Draft, label: str, definition: str, ties: list[TieRow]) -> list[Block]:
    judged = [tie for tie in ties if tie.likelihood is not None]
    likely = [tie for tie in judged if (tie.likelihood or 0) >= 0.55]
    unlikely = [tie for tie in judged if (tie.likelihood or 0) < 0.45]
    lapsed = len(ties) - len(judged)
    even = len(judged) - len(likely) - len(unlikely)
    counts = [
        f"{count:,} {words}"
        for count, words in (
            (len(likely), "are likely or better"),
            (even, "about even"),
            (len(unlikely), "unlikely or worse"),
            (lapsed, "not assessed, for want of fresh evidence"),
        )
        if count
    ]
    counted_out = sentence(f"of {counted(len(ties), 'claimed tie')}, {listed(counts)}")
    said = f"{definition} {counted_out}"
    blocks: list[Block] = [Paragraph(runs(said))]
    shown = sorted(judged, key=lambda tie: (-(tie.likelihood or 0.0), tie.subject, tie.object))
    best = sorted(shown, key=rank, reverse=True)[:MOST]
    ordered = [tie for tie in shown if tie in best] + [tie for tie in shown if tie not in best]
    blocks += tie_table(draft, f"{label}: what most evidence speaks to", ordered, MOST)
    return blocks

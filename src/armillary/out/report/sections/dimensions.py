"""The ties, dimension by dimension: the best borne out of each, and apart what is over or long unseen."""

from __future__ import annotations

from armillary.out.report.content import Block, Paragraph, Section, runs
from armillary.out.report.draft import Draft
from armillary.out.report.headlines import SURE
from armillary.out.report.sections.tables import tie_table
from armillary.pictures.records import TieRow, faded
from armillary.pictures.sentences import counted, listed, sentence

MOST, GONE = 5, 8


def dimensions(draft: Draft) -> list[Section]:
    """One section; a dimension without ties that hold has no table."""
    gone = [tie for tie in draft.judged if faded(tie)]
    counts = [
        f"{len(rows):,} {words}"
        for rows, words in (
            ([t for t in draft.holding if t.standing == "corroborated"], "corroborated"),
            ([t for t in draft.holding if t.standing == "reported"], "reported by one voice"),
            ([t for t in draft.holding if t.standing in ("disputed", "denied")], "disputed or denied"),
            (gone, "over or long unseen"),
            ([t for t in draft.ties if t.standing == "on_record"], "on record alone"),
            ([t for t in draft.ties if t.standing == "not_assessed"], "not assessed"),
        )
        if rows
    ]
    if not counts:
        return []
    said = sentence(f"of {counted(len(draft.ties), 'tie')}, {listed(counts)}")
    blocks: list[Block] = [
        Paragraph(runs(f"{said} Of each dimension the best borne out are shown, with the number of voices."))
    ]
    for dimension in sorted(draft.book.vocab.lists.dimensions.values(), key=lambda d: d.order):
        ties = sorted((tie for tie in draft.holding if tie.dimension == dimension.id), key=_worth)
        blocks += tie_table(draft, dimension.label or dimension.id.replace("_", " ").capitalize(), ties, MOST)
    blocks += tie_table(draft, "Over, or not seen for long", sorted(gone, key=_worth), GONE)
    return [Section("ties", "The ties, dimension by dimension", tuple(blocks))]


def _worth(tie: TieRow) -> tuple[object, ...]:
    voices = max(tie.voices_for, tie.voices_against)
    return -SURE[tie.confidence], -voices, -(tie.likelihood or 0.0), tie.subject, tie.object

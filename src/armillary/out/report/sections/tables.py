"""Tables of ties, as every section shows them: how the evidence stands, how likely, how sure, when seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from armillary.out.report.content import Block, Column, Paragraph, Runs, Table, quiet, runs
from armillary.out.report.draft import Draft, likelihood_text, standing_text, with_note, years
from armillary.out.report.prose import percent
from armillary.pictures.records import TieRow
from armillary.pictures.sentences import counted, sentence

COLUMNS = (
    Column("Tie", 4.3),
    Column("Evidence", 1.9),
    Column("Likelihood", 2.5),
    Column("Range, %", 1.25, numbers=True),
    Column("Confidence", 1.3),
    Column("Seen", 1.3, numbers=True),
)


def tie_table(draft: Draft, caption: str, ties: Sequence[TieRow], most: int) -> list[Block]:
    """The first ties of a list as a table, and how many are left out."""
    rows = [_row(draft, tie) for tie in ties[:most]]
    blocks: list[Block] = [Table(caption, COLUMNS, tuple(rows))] if rows else []
    return [
        *blocks,
        *left_out(len(ties) - most, "tie", f"armillary ties shows {'it' if len(ties) - most == 1 else 'all'}"),
    ]


def left_out(count: int, noun: str, where: str = "") -> list[Block]:
    """A line that says how many of something are not shown."""
    if count <= 0:
        return []
    said = f"{counted(count, f'more {noun}')} {'is' if count == 1 else 'are'} not shown here"
    return [Paragraph(runs(quiet(sentence(f"{said}; {where}" if where else said))), "small")]


def cells(texts: Iterable[str]) -> tuple[Runs, ...]:
    """Cells of plain text."""
    return tuple(runs(text) for text in texts)


def _row(draft: Draft, tie: TieRow) -> tuple[Runs, ...]:
    ranged = "–" if tie.range is None else f"{percent(tie.range[0])}–{percent(tie.range[1])}"
    return (
        with_note(sentence(draft.clause(tie)).rstrip("."), draft.note(tie)),
        *cells((standing_text(tie), likelihood_text(tie), ranged, tie.confidence or "–", years([tie]))),
    )

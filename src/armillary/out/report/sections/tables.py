"""Tables of ties, as every section shows them; for and against are numbers of origins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from armillary.out.report.content import Block, Column, Paragraph, Runs, Table, quiet, runs
from armillary.out.report.draft import Draft, likelihood_text, range_text, with_note, year_of
from armillary.pictures.records import TieRow
from armillary.pictures.sentences import counted, sentence

COLUMNS = (
    Column("Tie", 4.6),
    Column("Likelihood", 2.7),
    Column("Range, %", 1.25, numbers=True),
    Column("Confidence", 1.5),
    Column("For", 0.6, numbers=True),
    Column("Against", 0.9, numbers=True),
    Column("Seen", 1.35, numbers=True),
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
    return (
        with_note(sentence(draft.clause(tie)).rstrip("."), draft.note(tie)),
        *cells(
            (likelihood_text(tie), range_text(tie), tie.confidence or "–", f"{tie.for_}", f"{tie.against}", _seen(tie))
        ),
    )


def _seen(tie: TieRow) -> str:
    first, last = year_of(tie.first), year_of(tie.last)
    return (first or last or "–") if first == last or not (first and last) else f"{first}–{last}"

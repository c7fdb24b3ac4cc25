"""What moved between two dates."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import Comparison, Judged, Moved
from armillary.pictures.screens.parts import (
    QUIET,
    STRONG,
    currency_text,
    likelihood_text,
    signed,
    table_of,
    tie_text,
)
from armillary.pictures.sentences import counted, number

PARTS = (
    ("ended", "Ended"),
    ("resumed", "Seen again"),
    ("stale", "Gone stale: nothing new was said, and it became older"),
)


def show_compare(found: Comparison, book: Book) -> RenderableType:
    """What evidence moved, most first, with its causes; then what ended, and apart what merely became older."""
    other = "" if found.book == found.other else f" ({found.other} against {found.book})"
    parts: list[RenderableType] = [
        Text(
            f"from {found.before} to {found.after}{other}: {counted(len(found.moved), 'tie')} moved, "
            f"{number(found.unmoved) if found.unmoved else 'none'} did not",
            style=STRONG,
        )
    ]
    table = _table(found)
    table.add_column("dB", justify="right", no_wrap=True)
    table.add_column("because", ratio=2, overflow="fold")
    for row in found.moved:
        sums: dict[str, float] = {}
        for cause in row.causes:
            sums[cause.cause] = sums.get(cause.cause, 0.0) + cause.decibans
        big = [(name, value) for name, value in sums.items() if abs(value) >= 0.05]
        why = ", ".join(f"{name} {value:+.1f}" for name, value in sorted(big, key=lambda item: -abs(item[1])))
        table.add_row(
            tie_text(row.subject, row.relation, row.object, book),
            _side(row.before),
            _side(row.after),
            signed(row.decibans),
            Text(why, style=QUIET),
        )
    parts += [Text(""), table] if found.moved else [Text("No evidence moved anything.", style=QUIET)]
    for name, heading in PARTS:
        rows: list[Moved] = getattr(found, name)
        if rows:
            table = _table(found)
            for row in rows:
                still = [Text(currency_text(side)) if side else Text("") for side in (row.before, row.after)]
                table.add_row(tie_text(row.subject, row.relation, row.object, book), *still)
            parts += [Text(f"\n{heading}", style=STRONG), table]
    return Group(*parts)


def _table(found: Comparison) -> Table:
    table = table_of()
    table.add_column("tie", ratio=3, overflow="fold")
    table.add_column(found.before, no_wrap=True, min_width=18)
    table.add_column(found.after, no_wrap=True, min_width=18)
    table.expand = True
    return table


def _side(judged: Judged | None) -> Text:
    if judged is None:
        return Text("not asked", style=QUIET)
    if judged.likelihood is None:
        return Text(judged.standing.replace("_", " "), style=QUIET)
    return likelihood_text(judged.likelihood, judged.word)

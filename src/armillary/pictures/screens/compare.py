"""What moved between two dates."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import Comparison
from armillary.pictures.screens.parts import (
    QUIET,
    STRONG,
    likelihood_text,
    signed,
    table_of,
    tie_text,
)


def show_compare(found: Comparison, book: Book) -> RenderableType:
    """What moved, most first, with its causes."""
    other = "" if found.book == found.other else f" ({found.other} against {found.book})"
    parts: list[RenderableType] = [
        Text(
            f"from {found.before} to {found.after}{other}: {len(found.moved)} ties moved, {found.unmoved} did not",
            style=STRONG,
        )
    ]
    table = table_of()
    table.add_column("tie", ratio=3, overflow="fold")
    table.add_column(found.before, no_wrap=True)
    table.add_column(found.after, no_wrap=True)
    table.add_column("dB", justify="right", no_wrap=True)
    table.add_column("because", ratio=2, overflow="fold")
    for row in found.moved:
        sums: dict[str, float] = {}
        for cause in row.causes:
            sums[cause.cause] = sums.get(cause.cause, 0.0) + cause.decibans
        why = ", ".join(f"{name} {value:+.1f}" for name, value in sorted(sums.items(), key=lambda item: -abs(item[1])))
        table.add_row(
            tie_text(row.subject, row.relation, row.object, book),
            likelihood_text(row.before.likelihood, row.before.word),
            likelihood_text(row.after.likelihood, row.after.word),
            signed(row.decibans),
            Text(why, style=QUIET),
        )
    parts += [Text(""), table] if found.moved else [Text("Nothing moved.", style=QUIET)]
    return Group(*parts)

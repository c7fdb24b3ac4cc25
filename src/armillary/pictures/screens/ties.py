"""Ties by dimension."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import TieRow
from armillary.pictures.screens.parts import (
    AGAINST,
    CONFIDENCE,
    FOR,
    QUIET,
    STRONG,
    headline,
    likelihood_text,
    range_text,
    table_of,
    tie_text,
    years,
)


def show_ties(rows: list[TieRow], book: Book) -> RenderableType:
    """Ties by dimension, the likeliest first."""
    if not rows:
        return Text("No tie fits. Leave out a filter, or see `armillary ties BOOK`.", style=QUIET)
    parts: list[RenderableType] = [headline(rows[0].as_of, rows[0].known_by)]
    dimensions = sorted(book.vocab.lists.dimensions.values(), key=lambda d: d.order)
    for dimension in dimensions:
        here = [row for row in rows if row.dimension == dimension.id]
        if not here:
            continue
        parts += [Text(f"\n{dimension.label or dimension.id}", style=STRONG), TieTable(here, book)]
    parts.append(Text("\nconfidence ●●● high ●●○ moderate ●○○ low · origins: for/against", style=QUIET))
    return Group(*parts)


@dataclass(frozen=True)
class TieTable:
    """A table of ties that leaves out its last columns where the window is narrow."""

    rows: list[TieRow]
    book: Book

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide, roomy = options.max_width >= 96, options.max_width >= 72
        table = table_of()
        table.add_column("tie", overflow="fold", ratio=1)
        table.add_column("likelihood", no_wrap=True, min_width=23)  # as wide as its widest word, so that tables line up
        if roomy:
            table.add_column("range", no_wrap=True, justify="right", min_width=6)
        table.add_column("", no_wrap=True)
        table.add_column("origins" if wide else "", no_wrap=True, justify="right")
        if wide:
            table.add_column("seen", no_wrap=True, min_width=9)
        table.expand = True
        for row in self.rows:
            at = ", ".join(filter(None, (row.level, row.object_level, row.place)))
            tie = tie_text(row.subject, row.relation, row.object, self.book)
            cells = [tie + Text(f" ({at})", style=QUIET) if at else tie, likelihood_text(row.likelihood, row.word)]
            if roomy:
                cells.append(Text(range_text(row.range), style=QUIET))
            cells.append(Text(CONFIDENCE[row.confidence]))
            cells.append(
                Text.assemble((str(row.for_), FOR), ("/", QUIET), (str(row.against), AGAINST if row.against else QUIET))
            )
            if wide:
                cells.append(Text(years(row.first, row.last), style=QUIET))
            table.add_row(*cells)
        yield table

"""Ties by dimension."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import TieRow, faded
from armillary.pictures.screens.parts import (
    CONFIDENCE,
    QUIET,
    STRONG,
    currency_text,
    headline,
    likelihood_text,
    range_text,
    standing_text,
    table_of,
    tie_text,
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
    legend = "\nconfidence ●●● high ●●○ moderate ●○○ low · voices that can be heard: for/against"
    parts.append(Text(legend, style=QUIET))
    return Group(*parts)


@dataclass(frozen=True)
class TieTable:
    """A table of ties, what is over or was not seen for long last and faint; two lines a tie where it is narrow."""

    rows: list[TieRow]
    book: Book

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= 104
        table = table_of()
        table.add_column("tie" if wide else "tie\n  standing", overflow="fold", ratio=1)
        if wide:
            table.add_column("standing", no_wrap=True, min_width=16)
        heading = "likelihood" if wide else "likelihood\n    range"
        table.add_column(heading, no_wrap=True, min_width=18)  # as wide as its widest word, so that tables line up
        if wide:
            table.add_column("range", no_wrap=True, justify="right", min_width=6)
        table.add_column("", no_wrap=True)
        table.add_column("still?" if wide else "still?\n", no_wrap=True, min_width=13)
        table.expand = True
        was_faded = False
        for row in self.rows:
            gone = faded(row)
            if gone and not was_faded:
                table.add_row(Text("over, or not seen for long", style=f"{QUIET} italic"))
            was_faded = gone
            where = (row.level, row.object_level, row.place)
            tie = tie_text(row.subject, row.relation, row.object, self.book, *where)
            standing, span = Text(standing_text(row), style=QUIET), Text(range_text(row.range), style=QUIET)
            likely = likelihood_text(row.likelihood, row.word)
            confidence, still = Text(CONFIDENCE[row.confidence]), Text(currency_text(row))
            if wide:
                cells = [tie, standing, likely, span, confidence, still]
            else:
                with_ = Text(_with(row, self.book), style=QUIET)
                span.pad_left(4 if span.plain else 0)
                cells = [tie + "\n  " + standing, likely + "\n" + span, confidence, still + "\n" + with_]
            table.add_row(*cells, style=QUIET if gone else "")
        yield table


def _with(row: TieRow, book: Book) -> str:
    """With whom it ended, as much as a narrow column takes."""
    return "" if row.ended is None or row.ended.with_ is None else f"with {book.names.get(row.ended.with_, '')}"[:24]

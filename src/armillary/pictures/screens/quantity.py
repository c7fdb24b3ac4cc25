"""The values of an actor: each in full where one was asked for, else in a table."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.screens.parts import AGAINST, CONFIDENCE, QUIET, STRONG, headline, isolated, table_of, years
from armillary.pictures.screens.values import answer_of, show_sums, show_value, title_of
from armillary.pictures.value_records import Quantities, ValueAnswer

HEADINGS = {"quantity": "numbers", "flow": "flows", "position": "positions"}


def show_quantity(found: Quantities, book: Book) -> RenderableType:
    """One measure with its plots, or the table of all."""
    parts: list[RenderableType] = [
        Text(isolated(book, found.subject), style=STRONG),
        headline(found.as_of, found.known_by),
    ]
    if not found.values:
        parts.append(Text("\nNo value fits. Leave out a filter, or ask without a measure.", style=QUIET))
    elif found.measure:
        for value in found.values:
            parts += [Text(""), show_value(value, book, subject=value.question.subject != found.subject)]
    else:
        for sort, heading in HEADINGS.items():
            here = [v for v in found.values if v.question.sort == sort and v.question.kind != "names"]
            if here:
                parts += [Text(f"\n{heading}", style=STRONG), _Values(here, book)]
        parts.append(Text("\nconfidence ●●● high ●●○ moderate ●○○ low · ≠ voices that say something else", style=QUIET))
    parts += show_sums(found.sums)
    if found.also:
        parts.append(Text(f"\nalso known: {', '.join(found.also)}", style=QUIET))
    return Group(*parts)


@dataclass(frozen=True)
class _Values:
    """A table of values that leaves out its last columns where the window is narrow."""

    values: list[ValueAnswer]
    book: Book

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        roomy = options.max_width >= 66
        table = table_of()
        table.add_column("of", overflow="fold", ratio=3)
        table.add_column("value", overflow="fold", ratio=3)
        table.add_column("", no_wrap=True)
        table.add_column("origins", no_wrap=True, justify="right")
        if roomy:
            table.add_column("seen", no_wrap=True, min_width=9)
        table.expand = True
        for value in self.values:
            voices = [voice for rival in value.rivals for voice in rival.voices]
            against = len({voice.origin for rival in value.rivals if not rival.fits for voice in rival.voices})
            origins = Text(str(value.origins))
            if against and value.confidence is not None:
                origins.append(f" ≠{against}", style=AGAINST)
            cells: list[RenderableType] = [
                title_of(value.question, self.book, subject=False),
                Text(answer_of(value, self.book), style="" if value.confidence else QUIET),
                Text(CONFIDENCE[value.confidence]),
                origins,
            ]
            if roomy:
                firsts = [voice.first for voice in voices if voice.first]
                lasts = [voice.last for voice in voices if voice.last]
                cells.append(Text(years(min(firsts, default=None), max(lasts, default=None)), style=QUIET))
            table.add_row(*cells)
        yield table

"""What the templates share: colours, ties as sentences, likelihoods, ranges."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from armillary.book.book import Book

# blue and orange, told apart by every eye; the sign or word says the same without colour
FOR, AGAINST, QUIET, STRONG = "blue", "dark_orange", "dim", "bold"
CONFIDENCE = {"high": "●●●", "moderate": "●●○", "low": "●○○", None: ""}


def headline(as_of: str, known_by: str | None) -> Text:
    """The dates that an answer is for."""
    return Text(f"as of {as_of}" + (f", known by {known_by}" if known_by else ""), style=QUIET)


def table_of(*headers: str) -> Table:
    """A table without lines, its headings quiet."""
    return Table(*headers, box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, header_style=QUIET)


def tie_text(subject: str, relation: str, object_: str, book: Book) -> Text:
    """A tie as a sentence, by the names of its ends."""
    hostile = book.vocab.relations[relation].tone == "hostile"
    words = book.vocab.relations[relation].label or relation.replace("_", " ")
    return Text.assemble(
        isolated(book, subject), " ", (words, AGAINST if hostile else FOR), " ", isolated(book, object_)
    )


def isolated(book: Book, name: str) -> str:
    """A name that keeps its own direction in a line of the other one (Unicode isolates)."""
    shown = book.names.get(name, name)
    return f"\u2068{shown}\u2069" if not shown.isascii() else shown


def likelihood_text(likelihood: float | None, word: str) -> Text:
    """A likelihood with its word."""
    if likelihood is None:  # in a table the year is enough
        return Text(word[: len("not assessed since 2023")], style=QUIET)
    return Text(f"{percent(likelihood)} {word}")


def percent(likelihood: float) -> str:
    """A likelihood as people are shown it: from 1 to 99 %."""
    return f"{min(max(likelihood, 0.01), 0.99):3.0%}"


def range_text(found: tuple[float, float] | None) -> str:
    """A range of likelihoods in whole per cent."""
    return "" if found is None else f"{percent(found[0]).strip().rstrip('%')}–{percent(found[1]).strip()}"


def years(first: str | None, last: str | None) -> str:
    """The first and last year of a stretch."""
    if first is None and last is None:
        return ""
    one, two = (first or "")[:4], (last or "")[:4]
    return one if one == two else f"{one}–{two}"


def signed(decibans: float) -> Text:
    """Decibans with their sign, coloured by it."""
    return Text(f"{decibans:+.1f}", style=FOR if decibans > 0 else AGAINST)

"""What the templates share: colours, ties as sentences, likelihoods, ranges."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import Judged
from armillary.pictures.sentences import verb
from armillary.text.invisible import isolate
from armillary.weighing.likelihood import per_cent

# blue and orange, told apart by every eye; the sign or word says the same without colour
FOR, AGAINST, QUIET, STRONG = "blue", "dark_orange", "dim", "bold"
CONFIDENCE = {"high": "●●●", "moderate": "●●○", "low": "●○○", None: ""}
LEVELS = {"leadership": "leadership", "mid": "middle ranks", "local": "local commanders"}


def headline(as_of: str, known_by: str | None) -> Text:
    """The dates that an answer is for."""
    return Text(f"as of {as_of}" + (f", known by {known_by}" if known_by else ""), style=QUIET)


def table_of(*headers: str) -> Table:
    """A table without lines, its headings quiet."""
    return Table(*headers, box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, header_style=QUIET)


def tie_text(
    subject: str, relation: str, object_: str, book: Book, level: str = "", object_level: str = "", place: str = ""
) -> Text:
    """A tie as a sentence, by the names of its ends, each with the level that is meant, and the place."""
    hostile = book.vocab.relations[relation].tone == "hostile"
    words = verb(book, subject, relation)
    told = Text.assemble(
        isolated(book, subject), _level(level), " ", (words, AGAINST if hostile else FOR), " ", isolated(book, object_)
    )
    told.append(_level(object_level)[:-1] if object_level else "")
    return told + Text(f" ({book.names.get(place, place)})", style=QUIET) if place else told


def _level(level: str) -> str:
    return f", {LEVELS.get(level, level)}," if level else ""


def isolated(book: Book, name: str) -> str:
    """A name that keeps its own direction in a line of the other one."""
    return isolate(book.names.get(name, name))


def standing_text(row: Judged) -> str:
    """How the evidence stands, with the voices that can be heard: corroborated 3/0."""
    voices = f" {row.voices_for}/{row.voices_against}" if row.voices_for + row.voices_against else ""
    return row.standing.replace("_", " ") + voices


def currency_text(row: Judged) -> str:
    """Whether it still holds, and since when that is known; for a deed that it stands."""
    if row.ended is not None:
        return f"ended {row.ended.when[:7]}"
    if row.currency is None or row.last_seen is None:
        return row.currency or ""
    return row.currency if row.currency in ("stands", "current") else f"{row.currency}, {row.last_seen[:4]}"


def likelihood_text(likelihood: float | None, word: str) -> Text:
    """A likelihood with its word."""
    return Text("") if likelihood is None else Text(f"{percent(likelihood)} {word.removesuffix(' chance')}")


def percent(likelihood: float) -> str:
    """A likelihood as people are shown it: from 1 to 99 %."""
    return f"{per_cent(likelihood):2d}%"


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

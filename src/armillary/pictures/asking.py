"""What people type, understood: dates, actors by any name in any script, relations and levels."""

from __future__ import annotations

from typing import Annotated

from armillary.book.book import Book
from armillary.finding import ArmillaryError, Wrong
from armillary.names.called import Bearer, bearers, matcher
from armillary.names.matcher import Ambiguous, Found, Matcher
from armillary.text.dates import parse_day
from armillary.text.nearest import did_you_mean

AsOf = Annotated[str | None, "what was true on this date (2021-08-15, 2021-08, 2021); default: the casebook's date"]
KnownBy = Annotated[str | None, "use only what was published by this date; default: everything"]


def day(text: str | None, default: int | None) -> int | None:
    """A date as a day ordinal; an imprecise date means its last day."""
    if text is None:
        return default
    try:
        return parse_day(text)
    except Wrong as wrong:
        raise ArmillaryError(wrong.message, wrong.hint) from None


def fraction(value: float | None, option: str) -> float | None:
    """A likelihood from 0 to 1; a number of per cent is none."""
    if value is not None and not 0 <= value <= 1:
        hint = f"{value:g} % is written {value / 100:g}" if 1 < value <= 100 else "80 % is written 0.8"
        raise ArmillaryError(f"{option} {value:g} is not from 0 to 1", hint)
    return value


def end(book: Book, text: str) -> str:
    """The id of an actor, place or thing from an id, a name or an alias in any script."""
    return _resolve(ends_matcher(book), text, "actor, place or thing")


def actor_id(book: Book, text: str) -> str:
    """The id of an actor from its id, its name or an alias in any script."""
    return _resolve(matcher(_bearers(book), book.vocab.places, only_actors=True), text, "actor")


def place_id(book: Book, text: str) -> str:
    """The id of a place from its id or a name in any script."""
    return _resolve(Matcher(_place_names(book)), text, "place")


def speaker_id(book: Book, text: str) -> str:
    """The id of a speaker from its id or a name; every actor may speak."""
    rows = book.sql("SELECT id, name FROM speakers UNION ALL SELECT id, short FROM speakers")
    names = [(row["id"], row["name"]) for row in rows if row["name"]]
    speakers = [*names, *((item, item) for item, _ in names)]
    return _resolve(matcher(_bearers(book), book.vocab.places, speakers, only_actors=True), text, "speaker")


def source_id(book: Book, text: str) -> str:
    """The id of a source from its id or its title."""
    rows = book.sql("SELECT id, title FROM sources")
    return _resolve(Matcher([(row["id"], row["title"]) for row in rows]), text, "source")


def term(terms: object, text: str, what: str) -> str:
    """A word of the vocabulary."""
    known = list(terms)  # type: ignore[call-overload]
    word = text.strip().lower().replace(" ", "_")
    if word not in known:
        raise ArmillaryError(f"the vocabulary has no {what} '{text}'", did_you_mean(word, known))
    return word


def ends_matcher(book: Book) -> Matcher[str]:
    """Names of actors, places and things; an actor and a place of one id are one answer."""
    things = [(thing.id, thing.label or thing.id) for thing in book.vocab.things.values()]
    return matcher(_bearers(book), book.vocab.places, things)


def show_name(book: Book, name: str) -> str:
    """The name an id is shown by."""
    found = book.names.get(name)
    return found if found else name


def _bearers(book: Book) -> list[Bearer]:
    rows = book.sql("SELECT id, kind, name, short FROM actors")
    return bearers(rows, book.sql("SELECT actor, name, note FROM aliases"))


def _place_names(book: Book) -> list[tuple[str, str]]:
    return [
        (place.id, name)
        for place in book.vocab.places.values()
        for name in (place.name, *place.names.values(), *place.aliases)
    ]


def _resolve(known: Matcher[str], text: str, what: str) -> str:
    found = known.find(text)
    if isinstance(found, Found):
        return found.id
    if isinstance(found, Ambiguous):
        names = ", ".join(f"{c.id} ({c.name})" for c in found.candidates)
        raise ArmillaryError(f"'{text}' may be more than one {what}: {names}", "give the id")
    if found.suggestions:
        names = ", ".join(f"{s.id} ({s.name})" for s in found.suggestions)
        raise ArmillaryError(f"no {what} is known as '{text}'", f"did you mean {names}?")
    raise ArmillaryError(f"no {what} is known as '{text}'", "`armillary ties BOOK` shows who there is")

"""The values of one actor, place or thing: rival numbers and answers, whose they are, and the weighed range."""

from __future__ import annotations

from typing import Annotated

from armillary.book.book import Book
from armillary.finding import ArmillaryError
from armillary.pictures.asking import AsOf, KnownBy, day, end, place_id
from armillary.pictures.registry import picture
from armillary.pictures.screens.quantity import show_quantity
from armillary.pictures.sums import sums_of
from armillary.pictures.value_records import Quantities, ValueAnswer
from armillary.pictures.valued import Valued, value_at
from armillary.text.dates import show_day
from armillary.text.nearest import did_you_mean
from armillary.weighing.values.questions import ValueQuestion

SORTS = ("quantity", "flow", "position")


@picture(
    show_quantity,
    (
        "armillary quantity book ttp strength",
        "armillary quantity book al-qaeda",
        "armillary quantity book taliban ties-with-al-qaeda --as-of 2024",
    ),
)
def quantity(
    book: Book,
    actor: Annotated[str, "an actor, place or thing, by id or any name in any script"],
    measure: Annotated[
        str | None, "a measure such as strength, the goods of a flow such as money, or an issue; default: all there is"
    ] = None,
    *,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    of: Annotated[str | None, "only values of this: whose, of whom, or to whom"] = None,
    place: Annotated[str | None, "only values at this place, by id or any name"] = None,
) -> Quantities:
    """What numbers and positions are given of an actor, by how many origins, and the range that they come to."""
    name = end(book, actor)
    spot = place_id(book, place) if place else ""
    seen = value_at(book, day(as_of, book.as_of) or book.as_of, day(known_by, None))
    rows = [row for row, q in enumerate(book.values.questions) if q.sort in SORTS and _is_of(q, name)]
    word = _measure(book, name, measure, rows) if measure else None
    everything = rows
    rows = [row for row in rows if word in (None, book.values.questions[row].measure)]
    whose = _whose(book, of, rows) if of else ""
    rows = [
        row
        for row in rows
        if (not whose or whose in (book.values.questions[row].of, book.values.questions[row].subject))
        and (not spot or spot in book.values.questions[row].places.split(" + "))
    ]
    values = [answer for row in rows if word or _is_asked(seen, row) for answer in (seen.answer(row),)]
    measures = {book.values.questions[row].measure for row in everything}
    return Quantities(
        subject=name,
        measure=word,
        as_of=show_day(seen.ballots.as_of),
        known_by=None if seen.ballots.known_by is None else show_day(seen.ballots.known_by),
        values=sorted(values, key=rank),
        sums=sums_of(seen, rows),
        also=sorted(measures - {word}) if word else [],
    )


def rank(answer: ValueAnswer) -> tuple[object, ...]:
    """The order people read answers in: quantities, flows, then positions; the whole before parts, the newest first."""
    q = answer.question
    newest = max((voice.last or "" for rival in answer.rivals for voice in rival.voices), default="")
    age = tuple(-ord(letter) for letter in q.until or newest)
    return (SORTS.index(q.sort) if q.sort in SORTS else 0, q.kind == "names", q.measure, q.of, q.places, age)


def _is_of(question: ValueQuestion, name: str) -> bool:
    return question.subject == name or (question.sort == "flow" and question.of == name)


def _is_asked(seen: Valued, row: int) -> bool:
    """Whether somebody gives a value by the dates asked for, though it may have faded since."""
    return any(seen.ballots.heard[t] and seen.ballots.weight[t] > 0 for t in seen.ballots.told(row))


def _measure(book: Book, name: str, text: str, rows: list[int]) -> str:
    """A measure, issue or goods of the vocabulary that something is said of, or an error with what there is."""
    known = sorted({book.values.questions[row].measure for row in rows})
    by_word = {_folded(word): word for word in known}
    found = by_word.get(_folded(text))
    if found:
        return found
    lists = book.vocab.lists
    vocabulary = {_folded(word): word for word in (*lists.measures, *lists.issues, *lists.things)}
    if _folded(text) in vocabulary:
        hint = f"there is {', '.join(known)}" if known else "no value is given of it"
        raise ArmillaryError(f"nobody says anything of the {vocabulary[_folded(text)]} of {name}", hint)
    hint = did_you_mean(text.strip().lower(), known or vocabulary.values())
    raise ArmillaryError(f"there is no measure '{text}'", hint)


def _folded(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")


def _whose(book: Book, text: str, rows: list[int]) -> str:
    """What a value is of: a word that stands there, else an actor, place or thing."""
    known = {_folded(q.of): q.of for row in rows if (q := book.values.questions[row]).of}
    return known.get(_folded(text)) or end(book, text)

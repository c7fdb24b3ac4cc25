"""One incident: who did what to whom, and the rival numbers, places and dates of it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from armillary.book.book import Book
from armillary.finding import ArmillaryError
from armillary.names.folding import fold
from armillary.pictures.asking import AsOf, KnownBy, day
from armillary.pictures.registry import picture
from armillary.pictures.screens.incident import show_incident
from armillary.pictures.sums import sums_of
from armillary.pictures.value_records import IncidentPage, IncidentTie
from armillary.pictures.valued import claim_read, value_at
from armillary.text.dates import show_day
from armillary.text.nearest import did_you_mean

ORDER = ("when", "where", "deaths", "injured")


@picture(show_incident, ("armillary incident book kabul-airport-2021", "armillary incident book kerman-2024 --json"))
def incident(
    book: Book,
    event: Annotated[str, "the word that claims on the incident share (`event` in the casebook)"],
    *,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> IncidentPage:
    """What is claimed of one incident: its dead and injured, where and when, each weighed origin by origin."""
    rows = _claims(book)
    name = _event(event, {matter["event"] for _, matter, _ in rows})
    seen = value_at(book, day(as_of, book.as_of) or book.as_of, day(known_by, None))
    asked = [row for row, q in enumerate(book.values.questions) if q.sort == "incident" and q.subject == name]
    values = [seen.answer(row) for row in asked]
    values.sort(key=lambda v: (ORDER.index(v.question.measure), v.question.of))
    return IncidentPage(
        event=name,
        as_of=show_day(seen.ballots.as_of),
        known_by=None if seen.ballots.known_by is None else show_day(seen.ballots.known_by),
        ties=_ties([item for item in rows if item[1]["event"] == name]),
        values=values,
        sums=sums_of(seen, asked),
    )


def _claims(book: Book) -> list[tuple[dict[str, Any], dict[str, Any], str]]:
    """Every claim on an incident with an event: its row, the matter, and whether it is affirmed or denied."""
    found = []
    for row in book.sql("SELECT * FROM claims WHERE kind IN ('incident', 'statement') ORDER BY id"):
        matter = msgspec.json.decode(row["matter"])
        polarity = row["polarity"]
        if matter["is"] == "statement":
            about = matter["about"] or {}
            turned = book.vocab.verbs[matter["verb"]].about == "denies"
            polarity = "denies" if turned != (about.get("polarity") == "denies") else "asserts"
            matter = about.get("matter") or {}
        if matter.get("is") == "incident" and matter.get("event"):
            found.append((row, matter, polarity))
    return found


def _ties(rows: list[tuple[dict[str, Any], dict[str, Any], str]]) -> list[IncidentTie]:
    ties: dict[tuple[str, str, str, str], list[tuple[dict[str, Any], str]]] = {}
    for row, matter, polarity in rows:
        triple = matter["triple"]
        key = (_end(triple["subject"]), triple["relation"], _end(triple["object"]), polarity)
        ties.setdefault(key, []).append((row, matter["type"]))
    return [
        IncidentTie(
            subject=subject,
            relation=relation,
            object=object_,
            polarity=polarity,
            types=sorted({kind for _, kind in items}),
            claims=[claim_read(row) for row, _ in items],
        )
        for (subject, relation, object_, polarity), items in ties.items()
    ]


def _end(end: dict[str, Any]) -> str:
    if not end["is_class"]:
        return str(end["name"])
    return f"any {end['name']}" + (f" except {', '.join(end['exceptions'])}" if end["exceptions"] else "")


def _event(text: str, known: set[str]) -> str:
    by_word = {fold(word): word for word in known}
    found = by_word.get(fold(text))
    if found is None:
        if not known:
            raise ArmillaryError("no claim of this book names an event", "give incidents an 'event' in the casebook")
        raise ArmillaryError(f"there is no event '{text}'", did_you_mean(text.strip().lower(), known))
    return found

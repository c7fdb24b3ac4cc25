"""The judged ties of a release as a graph: what GraphML and GEXF both write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from armillary.book.book import Book
from armillary.casebook.casebook import Casebook
from armillary.exchange.protocol import Released
from armillary.pictures.records import TieRow
from armillary.pictures.ties import ties

Values = dict[str, str | float | int | bool]

# Of each attribute of a tie its type (that of GraphML and GEXF alike) and what it says.
TIE = {
    "relation": ("string", "the word between the ends"),
    "dimension": ("string", "the side of the landscape it belongs to"),
    "tone": ("string", "cooperative, hostile or neutral"),
    "symmetric": ("boolean", "whether it runs both ways"),
    "standing": (
        "string",
        "how the evidence stands: disputed, denied, corroborated, reported, not_assessed, on_record",
    ),
    "likelihood": ("double", "how probable it is that it held when last reported; absent where nobody can be heard"),
    "low": ("double", "the likelihood if grades and the starting odds were judged most harshly"),
    "high": ("double", "the likelihood if they were judged most kindly"),
    "word": ("string", "the likelihood word of ICD-203"),
    "currency": ("string", "current, ageing, lapsed or ended; stands, of a deed"),
    "last_seen": ("string", "the newest day on which somebody who can be heard saw it"),
    "still": ("double", "what so many half-lives leave of it, 1 to 0"),
    "ended": ("string", "when it was over"),
    "confidence": ("string", "low, moderate or high"),
    "voices_for": ("int", "independent voices that can be heard and assert it"),
    "voices_against": ("int", "independent voices that can be heard and deny it"),
    "denied_by": ("string", "who denies it, heard or not"),
    "origins": ("int", "independent origins that speak on it"),
    "claims": ("int", "claims that bear on it"),
    "for": ("int", "votes for it"),
    "against": ("int", "votes against it"),
    "first": ("string", "the first day on which it was seen to hold"),
    "last": ("string", "the last day on which it was seen to hold"),
    "as_of": ("string", "the day that it is judged for"),
}
NODE = {
    "kind": ("string", "what it is: a kind of actor, place, thing or class"),
    "name": ("string", "its name in full"),
    "marking": ("string", "who may see it"),
}
# Okabe and Ito's palette, which the colour-blind can tell apart; hostile ties are vermilion whatever their dimension.
COLOURS = {"allegiance": "0072B2", "logistical": "E69F00", "operational": "56B4E9", "economic": "009E73"}
HOSTILE, OTHER = "D55E00", "7F7F7F"


@dataclass(frozen=True, slots=True)
class End:
    """An actor, place, thing or class that is the end of a tie."""

    id: str
    label: str
    values: Values


@dataclass(frozen=True, slots=True)
class Edge:
    """One judged tie."""

    id: str
    subject: str
    object: str
    label: str
    first: str
    last: str
    weight: float | None
    colour: str
    values: Values


@dataclass(frozen=True, slots=True)
class Network:
    """Ends and ties, each in a fixed order."""

    title: str
    release: str
    as_of: str
    ends: tuple[End, ...]
    edges: tuple[Edge, ...]


def network_of(released: Released) -> Network:
    """The ties that are judged or on record at the book's date, with every end that one of them has."""
    book = released.open_book()
    rows = sorted(ties(book), key=lambda row: (row.subject, row.relation, row.object, row.level, row.object_level))
    names = sorted({name for row in rows for name in (row.subject, row.object)})
    return Network(
        title=released.casebook.settings.title,
        release=released.release,
        as_of=book.manifest.as_of,
        ends=tuple(_end(name, book, released.casebook) for name in names),
        edges=tuple(_edge(row, book) for row in rows),
    )


def _end(name: str, book: Book, casebook: Casebook) -> End:
    label = book.names.get(name, name)
    actor = casebook.actors.get(name)
    if actor is not None:
        said = {"kind": actor.kind, "name": actor.name, "marking": actor.marking}
        return End(name, label, {key: text for key, text in said.items() if text})
    kind = "place" if name in book.vocab.places else "thing" if name in book.vocab.things else "class"
    return End(name, label, {"kind": kind, "name": label})


def _edge(row: TieRow, book: Book) -> Edge:
    relation = book.vocab.relations[row.relation]
    said: dict[str, Any] = {
        "relation": row.relation,
        "dimension": row.dimension,
        "tone": relation.tone,
        "symmetric": relation.symmetric,
        "standing": row.standing,
        "likelihood": row.likelihood,
        "low": row.range[0] if row.range else None,
        "high": row.range[1] if row.range else None,
        "word": row.word or None,
        "currency": row.currency,
        "last_seen": row.last_seen,
        "still": row.still,
        "ended": row.ended.when if row.ended else None,
        "confidence": row.confidence,
        "voices_for": row.voices_for,
        "voices_against": row.voices_against,
        "denied_by": ", ".join(row.denied_by) or None,
        "origins": row.origins,
        "claims": row.claims,
        "for": row.for_,
        "against": row.against,
        "first": row.first,
        "last": row.last,
        "as_of": row.as_of,
    }
    colour = HOSTILE if relation.tone == "hostile" else COLOURS.get(row.dimension, OTHER)
    return Edge(
        id=f"{row.subject} {row.relation} {row.object}",
        subject=row.subject,
        object=row.object,
        label=relation.label or row.relation.replace("_", " "),
        first=row.first or "",
        last=row.last or "",
        weight=row.likelihood,
        colour=colour,
        values={key: value for key, value in said.items() if value is not None},
    )


def spell(value: object) -> str:
    """A value as XML Schema spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)

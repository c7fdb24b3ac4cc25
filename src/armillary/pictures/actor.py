"""One actor: who it is, its ties, what it says, what it has undertaken."""

from __future__ import annotations

from typing import Annotated

import msgspec

from armillary.book.book import Book
from armillary.pictures.asking import AsOf, KnownBy, actor_id
from armillary.pictures.records import ActorPage, Said, Undertaken
from armillary.pictures.registry import picture
from armillary.pictures.screens.actor import show_actor
from armillary.pictures.ties import ties


@picture(show_actor, ("armillary actor book ttp", "armillary actor book 'تحریک طالبان پاکستان' --as-of 2014"))
def actor(
    book: Book,
    actor: Annotated[str, "an actor, by id or any name in any script"],
    *,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> ActorPage:
    """Everything the book holds of one actor: names, parts, ties, statements, commitments."""
    name = actor_id(book, actor)
    row = book.sql("SELECT * FROM actors WHERE id = ?", [name])[0]
    aliases = book.sql("SELECT name FROM aliases WHERE actor = ?", [name])
    parts = book.sql("SELECT id FROM actors WHERE list_contains(part_of, ?) ORDER BY id", [name])
    grade = book.sql("SELECT grade FROM speakers WHERE id = ?", [name])
    return ActorPage(
        id=name,
        name=row["name"],
        kind=row["kind"],
        aliases=[alias["name"] for alias in aliases],
        exists=row["exists_text"],
        classes=row["classes"],
        part_of=row["part_of"],
        parts=[part["id"] for part in parts],
        ids=msgspec.json.decode(row["ids"], type=dict[str, str]),
        grade=grade[0]["grade"] if grade else None,
        ties=ties(book, as_of=as_of, known_by=known_by, actor=name),
        statements=[Said(**said) for said in book.query("statements", speaker=name)],
        commitments=[Undertaken(**item) for item in book.query("commitments", obligor=name)],
        note=row["note"],
    )

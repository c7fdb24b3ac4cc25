"""How actors stand at a date: which are parts of which, and which are not yet or no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from armillary.book.book import Book
from armillary.pictures.records import TieRow


def wholes_at(book: Book, day: int) -> dict[str, str]:
    """The whole of every actor that is part of one on a day (ordinal); of several the first by id."""
    found: dict[str, str] = {}
    for row in book.sql("SELECT * FROM on_record WHERE relation = 'part_of' ORDER BY actor, \"to\""):
        if _holds(row["when_first"], row["when_last"], day):
            found.setdefault(row["actor"], row["to"])
    return found


def alive_at(book: Book, day: int) -> frozenset[str]:
    """The actors that there are on a day (ordinal); one whose dates are not recorded is always."""
    rows = book.sql("SELECT id, exists_first, exists_last FROM actors")
    return frozenset(row["id"] for row in rows if _holds(row["exists_first"], row["exists_last"], day))


def ties_between(rows: Iterable[TieRow], actors: frozenset[str]) -> list[TieRow]:
    """The ties of which both ends are among these actors; so not places or things."""
    return [row for row in rows if row.subject in actors and row.object in actors]


def wholes_above(actor: str, wholes: Mapping[str, str]) -> list[str]:
    """The whole of an actor, the whole of that, and so on."""
    found: list[str] = []
    while actor in wholes and wholes[actor] not in (actor, *found):
        actor = wholes[actor]
        found.append(actor)
    return found


def _holds(first: date | None, last: date | None, day: int) -> bool:
    return (first is None or first.toordinal() <= day) and (last is None or day <= last.toordinal())

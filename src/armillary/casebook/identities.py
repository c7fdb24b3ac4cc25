"""Identity decisions: which ids mean one, by whose word; and a casebook in which they are one, made anew each time.

Nothing is merged in the text. A decision that is taken back parts again what it joined.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import ON_RECORD, Actor, Identity, Record
from armillary.casebook.renaming import Renaming
from armillary.vocab.vocabulary import Vocabulary

SHELVES = ("actors", "speakers", "sources")
UNITED = ("aliases", *ON_RECORD, "classes")


class Joined:
    """Ids that are the same by a chain of decisions."""

    def __init__(self, decisions: Iterable[Identity]) -> None:
        self.near: dict[str, list[tuple[str, Identity]]] = {}
        for decision in decisions:
            if decision.verdict == "same":
                one, other = decision.of
                self.near.setdefault(one, []).append((other, decision))
                self.near.setdefault(other, []).append((one, decision))

    def chain(self, one: str, other: str) -> list[Identity] | None:
        """The decisions by which one id is the other; None where none say so."""
        before: dict[str, tuple[str, Identity] | None] = {one: None}
        pending = [one]
        while pending:
            here = pending.pop(0)
            if here == other:
                steps = []
                while (step := before[here]) is not None:
                    here = step[0]
                    steps.append(step[1])
                return steps[::-1]
            for there, decision in self.near.get(here, ()):
                if there not in before:
                    before[there] = here, decision
                    pending.append(there)
        return None

    def groups(self) -> list[list[str]]:
        """The ids of each one, sorted."""
        found, seen = [], set()
        for name in sorted(self.near):
            if name in seen:
                continue
            group, pending = {name}, [name]
            while pending:
                for there, _ in self.near[pending.pop()]:
                    if there not in group:
                        group.add(there)
                        pending.append(there)
            seen |= group
            found.append(sorted(group))
        return found


def one_names(book: Casebook) -> dict[str, str]:
    """For each id that is another's, the one name that both go by: of this casebook rather than of a partner."""

    def rank(name: str) -> tuple[bool, str]:
        own = any((record := getattr(book, shelf).get(name)) and ":" not in record.file for shelf in SHELVES)
        return not own, name

    names: dict[str, str] = {}
    for group in Joined(book.identities.values()).groups():
        first, *others = sorted(group, key=rank)
        names |= dict.fromkeys(others, first)
    return names


def as_one(book: Casebook, vocab: Vocabulary) -> Casebook:
    """The casebook in which what is the same has one record and one name; the casebook itself if nothing is."""
    names = one_names(book)
    if not names:
        return book
    renaming = Renaming(book, vocab, lambda name: names.get(name, name))
    made: dict[str, Any] = {}
    for shelf in SHELVES:
        records: dict[str, Record] = getattr(book, shelf)
        united: dict[str, Record] = {}
        for record in sorted(records.values(), key=lambda r: r.id in names):  # those that keep their name first
            name = names.get(record.id, record.id)
            renamed = renaming.rename(msgspec.structs.replace(record, id=name))
            united[name] = _unite(united[name], renamed) if name in united else renamed
        made[shelf] = united
    made["claims"] = {claim.id: renaming.rename(claim) for claim in book.claims.values()}
    for shelf in ("commitments", "levers", "narratives", "requirements"):
        made[shelf] = {record.id: renaming.rename(record) for record in getattr(book, shelf).values()}
    return msgspec.structs.replace(book, **made)


def _unite(record: Record, other: Record) -> Record:
    """One record of two: the first's word stands, lists hold what either has."""
    if not isinstance(record, Actor) or not isinstance(other, Actor):
        return record
    lists = {}
    for key in UNITED:
        own = getattr(record, key)
        lists[key] = own + tuple(
            item for item in getattr(other, key) if item not in own and getattr(item, "to", "") != record.id
        )
    return msgspec.structs.replace(record, exists=record.exists or other.exists, **lists)

"""Records with other names in their references: under a partner's name, or under the one name of what is the same.

A name of a tie's end may be that of an actor and of a place at once; only where an actor is meant is it another's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import End, Record, Triple
from armillary.casebook.resolve import NOT_ACTORS, sort_of
from armillary.vocab.vocabulary import Vocabulary

R = TypeVar("R", bound=Record)
Rename = Callable[[str], str]

# The attributes that hold ids of records, in whatever part of a record.
REFERS = frozenset(
    (
        *("source", "speaker", "speaks_for", "derived_from", "to", "subject", "of", "lists", "giver", "receiver"),
        *("actor", "claim", "obligor", "beneficiary", "conditional_on", "holder", "on", "claims", "serves", "repeats"),
        *("chains", "event", "copier", "original", "answered_by", "quantity", "demanded_by", "mechanism"),
    )
)
BY_WHOM = frozenset({"deaths", "injured"})  # numbers under the ids of those who counted or were counted
PLACES = frozenset({"territory", "where"})


class Renaming:
    """Gives the references in the records of a casebook other names."""

    def __init__(self, book: Casebook, vocab: Vocabulary, name: Rename) -> None:
        self.book = book
        self.vocab = vocab
        self.name = name

    def rename(self, record: R) -> R:
        """The record with its references renamed; its own id is its own."""
        return self._struct(record)  # type: ignore[no-any-return]

    def _struct(self, part: Any) -> Any:
        if isinstance(part, Triple):
            return self._triple(part)
        changed = {}
        for key in part.__struct_fields__:
            old = getattr(part, key)
            new = self._value(key, old)
            if new is not old:
                changed[key] = new
        return msgspec.structs.replace(part, **changed) if changed else part

    def _value(self, key: str, value: Any) -> Any:
        if isinstance(value, str):
            return self.name(value) if key in REFERS and value else value
        if isinstance(value, tuple):
            if key == "where":
                return value
            if key == "territory":  # a place is everybody's; the source that says so is not
                made = tuple(msgspec.structs.replace(item, source=self._value("source", item.source)) for item in value)
            else:
                made = tuple(self._value(key, item) for item in value)
            return made if made != value else value
        if isinstance(value, dict):
            return {self.name(word): item for word, item in value.items()} if key in BY_WHOM and value else value
        if isinstance(value, msgspec.Struct) and type(value).__module__.startswith("armillary.casebook"):
            return self._struct(value)
        return value

    def _triple(self, triple: Triple) -> Triple:
        allowed = self.vocab.end_sorts.get(triple.relation, (frozenset(), frozenset()))
        subject, object_ = self._end(triple.subject, allowed[0]), self._end(triple.object, allowed[1])
        if subject is triple.subject and object_ is triple.object:
            return triple
        return Triple(subject, triple.relation, object_, triple.offset)

    def _end(self, end: End, allowed: frozenset[str]) -> End:
        if end.is_class:
            exceptions = tuple(self.name(name) for name in end.exceptions)
            return end if exceptions == end.exceptions else msgspec.structs.replace(end, exceptions=exceptions)
        if sort_of(end.name, allowed, self.book, self.vocab) in NOT_ACTORS:
            return end
        name = self.name(end.name)
        return end if name == end.name else msgspec.structs.replace(end, name=name)

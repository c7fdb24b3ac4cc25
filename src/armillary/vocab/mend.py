"""Mending for the time of a check: terms that have their finding, made such that they mislead no other check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from armillary.vocab.terms import PlaceTerm
from armillary.vocab.vocabulary import Lists

ANYTHING = ".+"  # a pattern that every id fits


def stand_in(kind: type[msgspec.Struct], word: str, values: dict[str, Any]) -> Any:
    """A term that could not be read whole: what uses it is not wrong, only the term is."""
    missing = {
        item.name: _nothing(item.type)
        for item in msgspec.structs.fields(kind)
        if item.required and item.name != "id" and item.name not in values
    }
    return kind(id=word, **missing, **values)


def _nothing(kind: Any) -> Any:
    return {str: "", bool: False, int: 0, float: 0.5}.get(kind, ())


def mend(lists: Lists, unsound: Iterable[tuple[str, str]]) -> None:
    """Take out of unsound terms, given as (list, id), what they refer to and cannot find, circles, and bad patterns."""
    for name, word in unsound:
        shelf = getattr(lists, name)
        term = shelf[word]
        if name == "relations":
            anything = (*lists.actor_kinds, "place", "thing")
            shelf[word] = msgspec.structs.replace(
                term,
                entails=(),
                subject=anything,
                object=anything,
                dimension=_known(term.dimension, lists.dimensions),
            )
        elif name in ("verbs", "things"):
            key = "relation" if name == "verbs" else "flow_relation"
            shelf[word] = msgspec.structs.replace(term, **{key: _known(getattr(term, key), lists.relations)})
        elif name == "classes":
            shelf[word] = msgspec.structs.replace(term, within="", of=())
        elif isinstance(term, PlaceTerm):
            shelf[word] = msgspec.structs.replace(term, within=())
        elif name == "id_schemes":
            shelf[word] = msgspec.structs.replace(term, pattern=ANYTHING)


def _known(word: str, terms: dict[str, Any]) -> str:
    return word if word in terms else ""

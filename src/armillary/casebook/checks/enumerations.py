"""Enumerations: a passage that lists who does one thing names each of them once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.sayings import days
from armillary.casebook.checks.spots import place_of_end
from armillary.casebook.identities import Joined
from armillary.casebook.records import Claim, Tie
from armillary.finding import Finding, find
from armillary.vocab.vocabulary import Vocabulary

LEAST = 3  # different names that make a list
_NOTES = re.compile(r",?\s*\b(?:nn?|fn|notes?)\.?\s?\d.*$", re.IGNORECASE)


def check_enumerations(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L322: ends of ties that one passage lists twice, as where a text has two names for one body.

    A list is what ties of one passage have in common that differ in one end alone. What is credited and placed alike
    besides is a repeat (L310).
    """
    del vocab
    passages: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in book.claims.values():
        if type(claim.matter) is Tie:
            key = claim.source, passage_of(claim.at), claim.matter.triple.relation
            passages.setdefault(key, []).append(claim)
    joined = {name: group[0] for group in Joined(book.identities.values()).groups() for name in group}
    return [found for group in passages.values() if len(group) > LEAST for found in _twice(group, joined)]


def _twice(group: list[Claim], joined: dict[str, str]) -> Iterator[Finding]:
    """What stands twice in a list among ties of one relation that one passage has."""
    lists: dict[tuple[str, object], dict[str, list[Claim]]] = {}
    for claim in group:
        triple = claim.matter.triple  # type: ignore[union-attr]
        subject, object_ = str(triple.subject), str(triple.object)
        rest = claim.polarity, claim.modality, days(claim.when), claim.where, claim.level, claim.object_level
        for side, name, fixed in (("subject", subject, object_), ("object", object_, subject)):
            listed = lists.setdefault((side, (fixed, *rest)), {})
            listed.setdefault(joined.get(name, name), []).append(claim)
    for (side, _), listed in lists.items():
        for named in listed.values() if len(listed) >= LEAST else ():
            if len(named) > 1 and (named[0].at, named[0].chains) != (named[1].at, named[1].chains):
                yield _say(named[0], named[1], side)


@lru_cache(maxsize=65536)
def passage_of(at: str) -> str:
    """A locator without the notes that stand in its passage."""
    return _NOTES.sub("", at) or at


def _say(one: Claim, other: Claim, side: str) -> Finding:
    end = getattr(other.matter.triple, side)  # type: ignore[union-attr]
    message = f"'{end}' stands twice in the list at {passage_of(other.at)}: '{one.id}' and '{other.id}'"
    hint = "two names for one? keep one claim and credit both works, or code two actors"
    return find("L322", place_of_end(other, "tie", end), message, hint, (one.place(),))

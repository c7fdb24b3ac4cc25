"""Whose word it is: a text that names who reports a thing has him credited, or is a statement."""

from __future__ import annotations

import re

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Position, Statement
from armillary.finding import Finding, find
from armillary.vocab.vocabulary import Vocabulary

_WORD = r"[^\W\d_a-z][\w.&'’-]*"
_NAME = rf"({_WORD}(?: (?:of|the|for|and|{_WORD}))*)"
_VERB = "(?:reported|reports|said|says|stated|states|wrote|writes|claimed|claims|alleged|alleges|announced|confirmed)"
_REPORTED = (
    re.compile(rf"^(?:The )?{_NAME} {_VERB} that\b"),
    re.compile(rf"\b(?:[Aa]ccording to|[Rr]eported by) (?:the |an? )?{_NAME}"),
)
_NOBODY = frozenset(["he", "she", "it", "they", "this", "that"])


def check_uncredited(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """L331: claims whose text begins 'X reported that', or says 'according to X', and that are credited to nobody.

    What a source says of itself needs no credit; a statement or position has its speaker.
    """
    out = []
    for claim in book.claims.values():
        if any(claim.chains) or type(claim.matter) in (Statement, Position):
            continue
        name = _reporter(claim.text)
        source = book.sources.get(claim.source)
        if not name or (source is not None and name.lower() in _names(book, source.speaker)):
            continue
        what = f"the text has it from {name[:80]}, and the claim is credited to nobody"
        hint = "credit whose word it is, 'credit: ID', or say in the text what the source itself vouches for"
        out.append(find("L331", claim.place("text"), what, hint))
    return out


def _reporter(text: str) -> str:
    """Who reports what a text says, as it names him; '' where it names nobody."""
    name = next((match[1] for pattern in _REPORTED if (match := pattern.search(text))), "").rstrip(".'’")
    return "" if name.lower() in _NOBODY else name


def _names(book: Casebook, speaker: str) -> set[str]:
    found = book.speakers.get(speaker)
    names = [speaker] if found is None else [speaker, found.name, found.short]
    bare = [name.lower() for name in names]
    return {*bare, *(name.removeprefix("the ") for name in bare)}

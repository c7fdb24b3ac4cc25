"""Joined names: what two names beside each other say, without any verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from armillary.proposing.clauses import Clauses
from armillary.proposing.end import End
from armillary.proposing.ends import Ends
from armillary.proposing.pairing import Pairing
from armillary.proposing.tie import PLAIN, Tie

if TYPE_CHECKING:
    from spacy.tokens import Token

# Participles that join two names, with the frame that says what they say: Taliban-controlled Kabul, X-backed Y.
_JOINED = {
    **dict.fromkeys(("controlled", "held", "ruled", "run"), "controlling"),
    **dict.fromkeys(("backed", "supported", "sponsored"), "supporting"),
    **dict.fromkeys(("linked", "allied", "aligned"), "linked"),
    "affiliated": "affiliated",
    "funded": "funding",
    "trained": "training",
    "armed": "supplying",
}
_TURNED = frozenset({"linked", "affiliated"})  # what is linked stands behind
_NO_OTHER_NAME = frozenset({"a", "an", "notably", "particularly", "especially", "including", "namely", "mainly"})


class Joined:
    """Reads the names of one sentence that stand joined."""

    def __init__(self, ends: Ends, clauses: Clauses, pairing: Pairing) -> None:
        self.clauses = clauses
        self.pairing = pairing
        self.parsed = ends.parsed
        self.cues = ends.cues
        self.discourse = ends.discourse
        self.ends = ends

    def same(self) -> Iterator[tuple[Token, Token]]:
        """Two names that the sentence gives to one: X (XY), Minister Y, Z, also known as W; by their tokens."""
        doc = self.parsed.doc
        for token in doc:
            if token.i not in self.parsed.names:
                continue
            for child in token.children:
                if child.dep_ == "appos" and child.i in self.parsed.names and self._renames(token, child):
                    yield token, child
            if token.i + 2 < len(doc) and doc[token.i + 1].text == "," and token.i + 2 in self.parsed.names:
                other = doc[token.i + 2]
                if self._is_title(token, other) and other.dep_ != "appos" and self._has_title(token, other):
                    yield token, other
            if token.i + 2 < len(doc) and doc[token.i + 1].text == "(" and token.i + 2 in self.parsed.names:
                yield token, doc[token.i + 2]
            before_name = token.dep_ in ("compound", "nmod") and token.head.i == token.i + 1
            if before_name and token.i + 1 in self.parsed.names and self._is_title(token, doc[token.i + 1]):
                yield token, doc[token.i + 1]
            if (
                token.dep_ == "pobj"
                and token.head.lower_ == "as"
                and token.head.head.lemma_ in ("know", "call", "refer")
            ):
                for named in self.clauses.objects(token.head.head):
                    if named.i in self.parsed.names and named.i != token.i:
                        yield named, token

    def _renames(self, token: Token, other: Token) -> bool:
        """Whether the second name is another for the first, and not its place, an example or the next of a list."""
        if any(self.parsed.names[t.i].kind == "place" for t in (token, other)):
            return False
        if token.i + 1 < other.i and token.nbor().text not in (",", "("):
            return False
        return not any(c.lower_ in _NO_OTHER_NAME or c.dep_ in ("cc", "conj") for c in other.children)

    def _is_title(self, token: Token, other: Token) -> bool:
        """Whether a name is the office of the person named behind it."""
        kinds = [self.pairing.kind(End(self.parsed.names[t.i].id, "actor", t.i)) for t in (token, other)]
        return kinds == ["person", "person"]

    def _has_title(self, *tokens: Token) -> bool:
        """Whether one of the names begins with an office: Minister for Trade."""
        return any(
            word.lower() in self.cues["leadership_nouns"]
            for t in tokens
            for word in self.parsed.names[t.i].text.split()[:3]
        )

    def _people(self, token: Token) -> tuple[End, ...]:
        """The state whose people's name a word is: Turkish-backed."""
        named = self.parsed.names[token.i]
        known = named.kind == "people" and named.id in self.discourse.finder.actors
        return (End(named.id, "actor", token.i, named.text, named.place),) if known else ()

    def possessed(self) -> Iterator[Tie]:
        """X's Y and Y of X, two names: a body of a group, or a leader's group."""
        frames = self.cues.vocab.terms("frames")
        for at in self.parsed.names:
            token = self.parsed.doc[at]
            of = token.dep_ == "pobj" and token.head.lower_ == "of"
            head = token.head.head if of else token.head
            if not (of or token.dep_ == "poss") or head.i not in self.parsed.names:
                continue
            for owner in self.ends.alone(token, False, 0):
                for owned in self.ends.alone(head, False, 0):
                    if of and not self.discourse.is_person(owner.id):
                        continue
                    if owner.kind != "actor" or owned.kind != "actor" or not self.discourse.is_group(owned.id):
                        continue
                    if self.discourse.is_person(owner.id):
                        yield Tie(owner, "leads", owned, frames["leader"], head, None, PLAIN)
                    elif self.pairing.kind(owner) not in ("state", "people", "organisation"):
                        yield Tie(owned, "part_of", owner, frames["being_part"], head, None, PLAIN)

    def joined(self) -> Iterator[Tie]:
        """Taliban-controlled Afghanistan, X-backed Y: a name and a participle in one word, and a name."""
        doc = self.parsed.doc
        frames = self.cues.vocab.terms("frames")
        for token in doc:
            joined = token.lower_.startswith(("-", "–"))
            if token.lower_.lstrip("-–") not in _JOINED or token.i < 2 - joined or token.i + 1 >= len(doc):
                continue
            before = doc[token.i - 1]
            one = before if joined else doc[token.i - 2]
            other = doc[token.i + 1]
            frame = frames.get(_JOINED[token.lower_.lstrip("-–")])
            if frame is None or not (joined or before.text in "-–"):
                continue
            if one.i in self.parsed.names and other.i in self.parsed.names:
                for subject in self.ends.alone(one, False, 0) or self._people(one):
                    for object_ in self.ends.alone(other, False, 0):
                        if frame.id == "controlling":
                            object_ = replace(object_, id=object_.place or object_.id, kind="place")
                        elif object_.kind != "actor":
                            continue
                        if subject.kind == "actor":
                            ends = (object_, subject) if frame.id in _TURNED else (subject, object_)
                            yield Tie(ends[0], frame.relation, ends[1], frame, token, None, PLAIN)

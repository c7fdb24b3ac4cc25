"""An end of a tie: what a word stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from armillary.proposing.cues import Cues
from armillary.proposing.discourse import Discourse
from armillary.proposing.parsing import Parsed
from armillary.vocab.terms import PlaceTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

SURE, BY_REFERENCE, BY_CLASS = 1.0, 0.8, 0.7  # how surely a name, what points to one, and a description are understood
DEEPEST = 4  # heads within heads: fighters of the leader of the network


@dataclass(frozen=True, slots=True)
class End:
    """What stands at an end: the id of an actor or place, else the words; where, and how surely it is understood."""

    id: str
    kind: str  # actor, place, class (groups in general), new (an actor only described)
    token: int
    text: str = ""
    place: str = ""  # of an actor whose name is also a place's
    level: str = ""
    sure: float = SURE

    @property
    def name(self) -> str:
        return self.id or self.text


class Resolver(Protocol):
    """What resolves the words of one sentence, as those see it that do a part of that."""

    parsed: Parsed
    cues: Cues
    discourse: Discourse
    sentence: int  # its number
    source: str  # the sentence as in the text
    places: Mapping[str, PlaceTerm]

    def resolve(self, token: Token, deep: bool = False) -> tuple[End, ...]:
        """The ends that a word stands for, with those joined to it."""
        ...

    def alone(self, token: Token, deep: bool, depth: int) -> tuple[End, ...]:
        """The ends that a word stands for by itself."""
        ...

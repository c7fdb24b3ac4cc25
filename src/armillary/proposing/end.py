"""An end of a tie: what a word stands for."""

from __future__ import annotations

from dataclasses import dataclass

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

"""A tie that a sentence proposes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from armillary.proposing.end import SURE, End
from armillary.proposing.stance import Stance
from armillary.vocab.terms import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 14  # words; ends that are more than three apart lose by how far
PLAIN = Stance(False, False, "stated", False, (), ())  # said as it is, by nobody in particular


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that a sentence proposes: ends, frame, the trigger, and how it is put."""

    subject: End
    relation: str
    object: End
    frame: Frame
    trigger: Token
    carrier: Token | None
    stance: Stance

    @property
    def score(self) -> float:
        """What the frame promises, lowered for references, hedges, and ends not named or far apart.

        On texts that no frame was written for the distance between the ends tells most.
        """
        ends = self.subject, self.object
        named = (0.8, 0.9, 1.0)[sum(bool(end.id) and end.sure == SURE for end in ends)]
        near = min(1.0, _NEAR / (_NEAR - 3 + abs(self.subject.token - self.object.token)))
        return self.frame.score * min(end.sure for end in ends) * named * near * (0.9 if self.stance.hedged else 1.0)

    @property
    def polarity(self) -> str:
        return "denies" if self.stance.negated != (self.frame.polarity == "denies") else "asserts"

"""A tie that a sentence proposes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from armillary.proposing.end import End
from armillary.proposing.stance import Stance
from armillary.vocab.terms import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    def polarity(self) -> str:
        return "denies" if self.stance.negated != (self.frame.polarity == "denies") else "asserts"

"""What is heard of ties and of values alike: which claim, through whom, with what weight and for which days."""

from __future__ import annotations

import msgspec

from armillary.weighing.credit import Credit

Coin = tuple[str, str, str]  # speaker, stance, grade


class Heard(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One claim, through one chain, for (+1) or against (-1) something.

    Days are ordinals. It votes from `first` and saw so until `last`; on `cut` it says that it ended. It was published
    on `known` and silenced, by retraction or withdrawal, on `silenced`.
    """

    claim: str
    side: int
    credit: Credit
    stance: str
    weight: float  # modality x credibility x relay
    first: int
    last: int
    cut: int
    event: bool
    half_life: float
    known: int
    silenced: int
    undated: bool

    @property
    def coin(self) -> Coin:
        """How its origin speaks here."""
        return (self.credit.origin, self.stance, self.credit.grade)

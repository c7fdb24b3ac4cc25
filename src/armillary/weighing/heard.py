"""What is heard of ties and of values alike: which claim, through whom, with what weight and for which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from armillary.weighing.credit import Credit

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Coin = tuple[str, str, str]  # speaker, stance, grade

# The columns of what is heard, by what they hold: which claim says what, and how it is said.
SAYS: dict[str, type] = {"claim": np.int64, "question": np.int64, "side": np.int64}
VOICED: dict[str, type] = {
    "origin": np.int64,
    "coin": np.int64,
    "relays": np.int64,
    "weight": np.float64,
    "first": np.int64,
    "last": np.int64,
    "cut": np.int64,
    "event": np.bool_,
    "half_life": np.float64,
    "known": np.int64,
    "silenced": np.int64,
    "undated": np.bool_,
}


class Heard(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One claim, through one chain, for (+1) or against (-1) something.

    Days are ordinals. It votes from `first`; it weighs fully until `last`, less after it unless it is of an event;
    from `cut` on it says nothing. It was published on `known` and silenced, by retraction or withdrawal, on `silenced`.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardColumns:
    """What is heard as columns: row i of the `t_` columns is the i-th, of the `u_` columns the i-th without a vote."""

    claims: list[str]
    origins: list[str]
    blocs: list[str]
    origin_bloc: Ints
    coins: list[Coin]
    t_claim: Ints
    t_question: Ints
    t_side: Ints
    t_origin: Ints
    t_coin: Ints
    t_relays: Ints
    t_weight: Floats
    t_first: Ints
    t_last: Ints
    t_cut: Ints
    t_event: Bools
    t_half_life: Floats
    t_known: Ints
    t_silenced: Ints
    t_undated: Bools
    u_claim: Ints
    u_question: Ints
    u_reason: list[str]


def as_columns(
    heard: Sequence[Heard], claims: Mapping[str, int], origins: Mapping[str, int], coins: Mapping[Coin, int]
) -> dict[str, Any]:
    """The columns of what is heard that say which claim, who and how; names are turned into their numbers."""
    numbered = {
        "claim": [claims[item.claim] for item in heard],
        "origin": [origins[item.credit.origin] for item in heard],
        "coin": [coins[item.coin] for item in heard],
        "relays": [item.credit.relays for item in heard],
    }
    kinds = (SAYS | VOICED).items()
    return {
        f"t_{name}": np.array(numbered.get(name) or [getattr(item, name) for item in heard], kind)
        for name, kind in kinds
        if name != "question"
    }

"""What is heard of ties and of values as columns, which the book stores and judging works on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from armillary.weighing.heard import Coin, Heard

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

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
OF_TIES: dict[str, type] = {
    "end_last": np.int64,
    "end_coin": np.int64,
    "of_class": np.bool_,
    "eye": np.bool_,
    "root": np.int64,
}


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

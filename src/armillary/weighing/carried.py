"""Carried: the judgements of the full book, which a release keeps for its own date, as it cannot make them itself."""

from __future__ import annotations

from dataclasses import dataclass

from armillary.weighing.columns import Floats, Ints


@dataclass(frozen=True, slots=True)
class Carried:
    """One row a question, as in judgements, as of a day (ordinal); log-odds are natural."""

    as_of: int
    own: Floats
    odds: Floats
    age: Floats
    bound: Floats
    low: Floats
    high: Floats
    standing: Ints
    confidence: Ints
    for_it: Ints  # audible voices
    against: Ints
    currency: Ints
    last_seen: Ints
    ended: Ints
    ended_last: Ints

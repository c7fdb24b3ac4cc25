"""What the weighing says to people: the parts of an explanation and of a change, as plain records."""

from __future__ import annotations

import msgspec


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """One origin's vote on a question, and the claims that carry it, the voting one first."""

    origin: str
    speaker: str
    bloc: str
    stance: str
    grade: str
    polarity: str
    weight: float
    relays: int
    decibans: float
    claims: tuple[str, ...]


class NotCounted(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that bears on a question and does not vote."""

    claim: str
    reason: str


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why a question is judged so; decibans add up: odds_db = prior_db + contributions + coherence_db.

    `lifted_by` is the row of the question that coherence took the odds from, more specific where it lifted them, more
    general where it held them down, -1 where it did neither.
    """

    question: int
    prior_db: float
    coherence_db: float
    lifted_by: int
    odds_db: float
    coins: str
    contributions: tuple[Contribution, ...]
    load_bearing: tuple[str, ...]
    would_change: tuple[str, ...]
    not_counted: tuple[NotCounted, ...]


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One cause of a change between two judgements, in decibans."""

    cause: str
    origin: str
    claim: str
    decibans: float

"""What the weighing says to people: the parts of an explanation and of a change, as plain records."""

from __future__ import annotations

import msgspec


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """One origin's vote on a question, and the claims that carry it, the voting one first.

    It adds nothing where another origin's vote stands for both as one voice; `one_with` is then that origin.
    `of_class` is what is said of a class alone, which adds and is no voice.
    """

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
    one_with: str
    audible: bool
    of_class: bool


class NotCounted(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that bears on a question and does not vote."""

    claim: str
    reason: str


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why a question is judged so, from even odds; decibans add up to `odds_db`.

    They are those of the contributions, `age_db` for what older evidence lost to newer, `bound_db` for what so few
    voices cannot carry, `coherence_db` and, in a release, `untold_db` for what cannot be told apart. `lifted_by` is the
    row of the question that coherence took the odds from, more specific where it lifted them, more general where it
    held them down, -1 where it did neither.
    """

    question: int
    age_db: float
    bound_db: float
    coherence_db: float
    untold_db: float
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

"""What the picture of a speaker answers with."""

from __future__ import annotations

import msgspec

from armillary.weighing.record import Tally


class CoinRow(msgspec.Struct, frozen=True, kw_only=True):
    """One coin of the speaker: as its grade has it, and as learned from `taught` votes' worth of disputes."""

    stance: str
    grade: str
    prior_sens: float
    prior_spec: float
    sens: float
    spec: float
    taught: float


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """One statement and what the rest says: `rest` is how likely all other evidence makes it."""

    claim: str
    kind: str
    question: str
    polarity: str
    stance: str
    grade: str
    date: str
    rest: float | None
    answer: str
    right: bool | None
    why: str
    questions: int
    text: str


class ForecastRow(msgspec.Struct, frozen=True, kw_only=True):
    """One prediction: flat, so that it counts as certain; `score` is its Brier score once it is due and clear."""

    claim: str
    question: str
    polarity: str
    due: str
    probability: float
    outcome: bool | None
    score: float | None
    text: str


class SpeakerPage(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker's record: tallies by stance, the last of all; coins; every statement with what the rest says."""

    id: str
    name: str
    kind: str
    party: str
    grade: str | None
    grade_reason: str
    as_of: str
    known_by: str | None
    verdict: str
    tallies: list[Tally]
    coins: list[CoinRow]
    coins_from: str
    statements: list[StatementRow]
    forecasts: list[ForecastRow]
    brier: float | None

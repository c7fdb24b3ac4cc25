"""Judgements: log-odds from votes, made coherent along the order, with their range and confidence."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coherence import DayOrder, cohere, order_on, taken_from
from armillary.weighing.coins import Coins, coins_from, weights_of_evidence
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.confidence import bearing, confide
from armillary.weighing.evidence import Evidence
from armillary.weighing.likelihood import likelihood
from armillary.weighing.votes import Votes, cast_votes
from armillary.weighing.withdrawal import Voices, withdraw_each


@dataclass(frozen=True, slots=True)
class Judgements:
    """One row a question, in the order of `evidence.questions`; log-odds are natural.

    `contribution` is what each vote adds, and `audible` whether it weighs enough to judge by. `own` is prior and votes,
    `odds` what coherence makes of it, and `floor` the row of the question whose odds it took, -1 where it took none.
    """

    as_of: int
    known_by: int | None
    votes: Votes
    contribution: Floats
    audible: Bools
    own: Floats
    odds: Floats
    floor: Ints
    assessed: Bools
    asserted: Bools  # by a vote that weighs enough
    order: DayOrder
    low: Floats  # likelihood, lowest and highest
    high: Floats
    confidence: Ints
    voices: Voices
    load_bearing: list[tuple[int, int]]  # (question, bloc)

    @property
    def likelihood(self) -> Floats:
        """Probability that each tie holds."""
        return likelihood(self.odds)


def judge(evidence: Evidence, coins: Coins, vocab: Vocabulary, as_of: int, known_by: int | None = None) -> Judgements:
    """Weigh everything heard by `known_by` on every question, as of a day (ordinals)."""
    votes = cast_votes(evidence, as_of, known_by)
    order = order_on(evidence, as_of)
    contribution = contributions(votes, coins.sens, coins.spec)
    audible = weighs_enough(votes, contribution, vocab)
    assessed = _any(votes.question[audible], evidence)
    asserted = _any(votes.question[audible & (votes.side > 0)], evidence)

    def odds_of(own: Floats) -> Floats:
        return cohere(own, assessed, asserted, order.specific, order.general)

    own = add_up(evidence, votes, contribution, 0.0)
    odds = low = high = odds_of(own)
    spread = math.log(vocab.constant("range_prior_factor"))
    for letters in (1, -1):
        moved = contributions(votes, *coins_from(evidence.coins, vocab, coins.counts, letters))
        for shift in (-spread, spread):
            there = odds_of(add_up(evidence, votes, moved, shift))
            low, high = np.minimum(low, there), np.maximum(high, there)
    voices = withdraw_each(evidence, votes, contribution, audible, own, order)
    confidence = confide(evidence, votes, contribution, audible, odds, voices, vocab, as_of)
    if evidence.q_surest is not None:
        confidence = np.minimum(confidence, evidence.q_surest)
    return Judgements(
        as_of=as_of,
        known_by=known_by,
        votes=votes,
        contribution=contribution,
        audible=audible,
        own=own,
        odds=odds,
        floor=taken_from(own, odds, order),
        assessed=assessed,
        asserted=asserted,
        order=order,
        low=likelihood(low),
        high=likelihood(high),
        confidence=confidence,
        voices=voices,
        load_bearing=bearing(odds, voices, vocab),
    )


def contributions(votes: Votes, sens: Floats, spec: Floats) -> Floats:
    """What each vote adds to the log-odds of its question: w times the weight of evidence of its coin."""
    yes, no = weights_of_evidence(sens, spec)
    return votes.weight * np.where(votes.side > 0, yes[votes.coin], no[votes.coin])


def add_up(evidence: Evidence, votes: Votes, contribution: Floats, shift: float) -> Floats:
    """Prior and votes of each question, before coherence."""
    total = np.bincount(votes.question, contribution, len(evidence.questions))
    return evidence.q_prior + shift + total


def weighs_enough(votes: Votes, contribution: Floats, vocab: Vocabulary) -> Bools:
    """Which votes a judgement may rest on: not too faint, and not from a voice whose word says nothing either way."""
    return (votes.weight >= vocab.constant("assessed_weight")) & (np.abs(contribution) > 1e-12)


def unassessed_since(evidence: Evidence, judgements: Judgements, vocab: Vocabulary, row: int) -> int | None:
    """The day on which the last of a question's votes became too faint to judge by; None if none ever was."""
    j, votes = judgements, judgements.votes
    least = vocab.constant("assessed_weight")
    days = []
    for vote in range(*(int(at) for at in np.searchsorted(votes.question, (row, row + 1)))):
        t = int(evidence.b_testimony[votes.ballot[vote]])
        full = float(evidence.t_weight[t])
        says = abs(float(j.contribution[vote]) / float(votes.weight[vote])) > 1e-12
        if full >= least and says and not evidence.t_event[t]:
            lasts = float(evidence.t_half_life[t]) * math.log2(full / least)
            days.append(int(evidence.t_last[t]) + math.floor(lasts) + 1)
    return max(days, default=None)


def _any(rows: Ints, evidence: Evidence) -> Bools:
    return np.bincount(rows, minlength=len(evidence.questions)) > 0

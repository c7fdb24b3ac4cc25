"""Judgements: log-odds from votes, coherence along the order, likelihood with its range, and the word for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins, coins_from, weights_of_evidence
from armillary.weighing.confidence import confide
from armillary.weighing.evidence import Bools, Evidence, Floats, Ints
from armillary.weighing.votes import Votes, cast_votes

DECIBANS = 10 / math.log(10)  # decibans in a natural unit of log-odds


@dataclass(frozen=True, slots=True)
class Judgements:
    """One row a question, in the order of `evidence.questions`; log-odds are natural.

    `evidence_for` each vote is `contribution`; `floor` is the row of the specific question that coherence lifted a
    question to, -1 where it did not. `confidence` indexes low, moderate, high.
    """

    as_of: int
    known_by: int | None
    votes: Votes
    contribution: Floats
    own: Floats  # prior and votes
    odds: Floats  # after coherence
    floor: Ints
    assessed: Bools
    low: Floats  # likelihood, lowest and highest
    high: Floats
    confidence: Ints
    load_bearing: list[tuple[int, int]]  # (question, bloc)

    @property
    def likelihood(self) -> Floats:
        """Probability that each tie holds."""
        return likelihood(self.odds)


def likelihood(odds: Floats) -> Floats:
    """Probability from natural log-odds, without overflow."""
    small = np.exp(-np.abs(odds))
    return np.where(odds >= 0, 1 / (1 + small), small / (1 + small))


def judge(evidence: Evidence, coins: Coins, vocab: Vocabulary, as_of: int, known_by: int | None = None) -> Judgements:
    """Weigh everything heard by `known_by` on every question, as of a day (ordinals)."""
    votes = cast_votes(evidence, as_of, known_by)
    pairs = order_at(evidence, votes, as_of)
    assessed = weighs_enough(evidence, votes, vocab)
    contribution = contributions(votes, coins.sens, coins.spec)
    own = add_up(evidence, votes, contribution, 0.0)
    odds, floor = cohere(own, assessed, pairs)

    low = high = odds
    spread = math.log(vocab.constant("range_prior_factor"))
    for letters in (1, -1):
        sens, spec = coins_from(evidence.coins, vocab, coins.counts, letters)
        moved = contributions(votes, sens, spec)
        for shift in (-spread, spread):
            there, _ = cohere(add_up(evidence, votes, moved, shift), assessed, pairs)
            low, high = np.minimum(low, there), np.maximum(high, there)
    confidence, load_bearing = confide(evidence, votes, contribution, own, odds, assessed, pairs, vocab, as_of)
    return Judgements(
        as_of,
        known_by,
        votes,
        contribution,
        own,
        odds,
        floor,
        assessed,
        likelihood(low),
        likelihood(high),
        confidence,
        load_bearing,
    )


def contributions(votes: Votes, sens: Floats, spec: Floats) -> Floats:
    """What each vote adds to the log-odds of its question: w times the weight of evidence of its coin."""
    yes, no = weights_of_evidence(sens, spec)
    return votes.weight * np.where(votes.side > 0, yes[votes.coin], no[votes.coin])


def add_up(evidence: Evidence, votes: Votes, contribution: Floats, shift: float) -> Floats:
    """Prior and votes of each question, before coherence."""
    total = np.bincount(votes.question, contribution, len(evidence.questions))
    return evidence.q_prior + shift + total


def weighs_enough(evidence: Evidence, votes: Votes, vocab: Vocabulary) -> Bools:
    """Which questions have a vote that weighs enough for a judgement."""
    heaviest = np.zeros(len(evidence.questions))
    np.maximum.at(heaviest, votes.question, votes.weight)
    return heaviest >= vocab.constant("assessed_weight")


def order_at(evidence: Evidence, votes: Votes, as_of: int) -> tuple[Ints, Ints]:
    """The pairs (specific, general) of the order that hold at a day.

    What happened before a part joined its whole, or a government came to its country, is not lifted by the later bond:
    for events the bond must have held when the first of them took place.
    """
    e = evidence
    first_yes = np.full(len(e.questions), as_of, np.int64)
    yes = votes.side > 0
    np.minimum.at(first_yes, votes.question[yes], e.t_first[e.b_testimony[votes.ballot[yes]]])
    day = np.where(e.q_event[e.o_specific], first_yes[e.o_specific], as_of)
    holds = (e.o_first <= day) & (day <= e.o_last)
    return e.o_specific[holds], e.o_general[holds]


def cohere(own: Floats, assessed: Bools, pairs: tuple[Ints, Ints]) -> tuple[Floats, Ints]:
    """Lift every general question to the likeliest assessed question under it; also which question that was.

    The order is already closed, so one pass is enough.
    """
    specific, general = pairs
    use = assessed[specific]
    specific, general = specific[use], general[use]
    odds = own.copy()
    np.maximum.at(odds, general, own[specific])
    floor = np.full(len(own), -1, np.int64)
    lifts = (own[specific] == odds[general]) & (odds[general] > own[general])
    # the smallest row among equals, so that the order of pairs cannot matter
    rank = np.lexsort((-specific[lifts],))
    floor[general[lifts][rank]] = specific[lifts][rank]
    return odds, floor


def word_for(probability: float, vocab: Vocabulary) -> str:
    """The ICD-203 word of a likelihood, its bands half-open, what is shown clipped to the lowest and highest."""
    shown = min(max(probability, vocab.constant("shown_low")), vocab.constant("shown_high"))
    words = list(vocab.lists.likelihood.values())
    for word in words:
        if word.low <= shown < word.high:
            return word.id
    return max(words, key=lambda word: word.high).id

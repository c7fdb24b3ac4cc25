"""Judgements: standing, likelihood, currency and confidence of every question, each told apart."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coherence import DayOrder, cohere, order_on, taken_from
from armillary.weighing.coins import Coins, coins_from, weights_of_evidence
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.confidence import bearing, confide
from armillary.weighing.currency import Currency, date_all
from armillary.weighing.evidence import Evidence
from armillary.weighing.fold import fold
from armillary.weighing.likelihood import likelihood
from armillary.weighing.standing import stand
from armillary.weighing.voices import Ballot, Tally, ballot_of, bounded, settle
from armillary.weighing.votes import Hearing, Votes, cast_votes
from armillary.weighing.withdrawal import Voices, withdraw_each


@dataclass(frozen=True, slots=True)
class Judgements:
    """One row a question, in the order of `evidence.questions`; log-odds are natural, even odds are 0.

    `worth` is what each vote would add by itself and `contribution` what it does, 0 where another stands for its voice.
    Their sum by question with `age` and `bound` is `own`; `odds` is what coherence makes of that, and `floor` the row
    of the question whose odds it took, -1 where it took none. `standing` is a row of STANDINGS.
    """

    as_of: int
    known_by: int | None
    hearing: Hearing
    ballot: Ballot
    tally: Tally
    contribution: Floats
    age: Floats
    bound: Floats
    own: Floats
    odds: Floats
    floor: Ints
    assessed: Bools
    asserted: Bools  # by an audible voice
    order: DayOrder
    low: Floats  # likelihood, lowest and highest
    high: Floats
    standing: Ints
    currency: Currency
    confidence: Ints
    for_it: Ints  # audible voices
    against: Ints
    voices: Voices
    load_bearing: list[tuple[int, int]]  # (question, bloc)

    @property
    def likelihood(self) -> Floats:
        """Probability that each tie held when it was last reported, or that the deed was done."""
        return likelihood(self.odds)

    @property
    def votes(self) -> Votes:
        """The votes that count."""
        return self.hearing.votes

    @property
    def worth(self) -> Floats:
        """What each vote would add by itself."""
        return self.ballot.odds

    @property
    def audible(self) -> Bools:
        """Which votes belong to a voice that is heard."""
        head = self.tally.stands_for
        return (head >= 0) & self.tally.audible[np.maximum(head, 0)] & ~self.votes.of_class


def judge(evidence: Evidence, coins: Coins, vocab: Vocabulary, as_of: int, known_by: int | None = None) -> Judgements:
    """Weigh everything heard by `known_by` on every question, as of a day (ordinals)."""
    hearing = cast_votes(evidence, as_of, known_by)
    votes = hearing.votes
    order = order_on(evidence, hearing.said)
    ballot = ballot_of(evidence, hearing, contributions(votes, coins.sens, coins.spec))
    tally = settle(ballot, evidence.q_half_life, evidence.q_event, vocab)
    assessed, asserted = tally.voices.sum(axis=1) > 0, tally.voices[:, 1] > 0
    own = bounded(tally.aged, tally.voices, vocab)

    def odds_of(own: Floats) -> Floats:
        return cohere(own, assessed, asserted, order.specific, order.general)

    odds = low = high = odds_of(own)
    spread = math.log(vocab.constant("range_factor"))
    for letters in (1, -1):
        moved = contributions(votes, *coins_from(evidence.coins, vocab, coins.counts, letters))
        aged = _anew(evidence, votes, tally, moved)
        for shift in (-spread, spread):
            there = odds_of(bounded(aged + shift, tally.voices, vocab))
            low, high = np.minimum(low, there), np.maximum(high, there)
    voices = withdraw_each(evidence, ballot, tally, own, order, vocab)
    standing = stand(tally, tally.aged, vocab)
    currency = date_all(evidence, hearing, ballot.odds, tally, coins, vocab, as_of)
    found = Judgements(
        as_of=as_of,
        known_by=known_by,
        hearing=hearing,
        ballot=ballot,
        tally=tally,
        contribution=np.where(tally.counts, ballot.odds, 0.0),
        age=tally.aged - tally.plain,
        bound=own - tally.aged,
        own=own,
        odds=odds,
        floor=taken_from(own, odds, order),
        assessed=assessed,
        asserted=asserted,
        order=order,
        low=likelihood(low),
        high=likelihood(high),
        standing=standing,
        currency=currency,
        confidence=confide(evidence, votes, tally, odds, standing, currency, voices, vocab, as_of),
        for_it=tally.voices[:, 1],
        against=tally.voices[:, 0],
        voices=voices,
        load_bearing=bearing(odds, voices, vocab),
    )
    return _as_carried(found, evidence)


def contributions(votes: Votes, sens: Floats, spec: Floats) -> Floats:
    """What each vote adds to the log-odds of its question: w times the weight of evidence of its coin."""
    yes, no = weights_of_evidence(sens, spec)
    return votes.weight * np.where(votes.side > 0, yes[votes.coin], no[votes.coin])


def _anew(evidence: Evidence, votes: Votes, tally: Tally, odds: Floats) -> Floats:
    """What the same voices come to if every vote weighed otherwise."""
    head = tally.stands_for
    rows = np.flatnonzero(head >= 0)
    value, day = np.zeros(len(head)), np.full(len(head), -(10**9), np.int64)
    np.maximum.at(value, head[rows], np.abs(odds[rows]))
    np.maximum.at(day, head[rows], votes.last[rows])
    heads = np.flatnonzero(tally.counts)
    signed = value[heads] * votes.side[heads]
    return fold(votes.question[heads], day[heads], signed, evidence.q_half_life).aged


def _as_carried(found: Judgements, evidence: Evidence) -> Judgements:
    """The judgements of a release on its own date as the full book makes them; on any other date its own."""
    carried = evidence.carried
    if carried is None or carried.as_of != found.as_of or found.known_by is not None:
        return found
    c = carried
    currency = replace(found.currency, kind=c.currency, last_seen=c.last_seen, ended=c.ended, ended_last=c.ended_last)
    return replace(
        found,
        own=c.own,
        odds=c.odds,
        age=c.age,
        bound=c.bound,
        low=c.low,
        high=c.high,
        standing=c.standing,
        confidence=c.confidence,
        for_it=c.for_it,
        against=c.against,
        assessed=c.for_it + c.against > 0,
        asserted=c.for_it > 0,
        currency=currency,
    )

"""Confidence: how well founded a judgement is, apart from how likely it says the matter is."""

from __future__ import annotations

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.evidence import Bools, Evidence, Floats, Ints
from armillary.weighing.votes import Votes

LEVELS = ("low", "moderate", "high")


def confide(
    evidence: Evidence,
    votes: Votes,
    contribution: Floats,
    own: Floats,
    odds: Floats,
    assessed: Bools,
    pairs: tuple[Ints, Ints],
    vocab: Vocabulary,
    as_of: int,
) -> tuple[Ints, list[tuple[int, int]]]:
    """Confidence of every question (0 low, 1 moderate, 2 high), and the voices that bear its load.

    Voices are blocs: origins that speak for one party count as one. A voice bears load when without it the likelihood
    would move by `high_removal` or more, or cross one half.
    """
    n = len(evidence.questions)
    voice_q, voice_bloc, voice_of_vote = _voices(evidence, votes)
    voice_sum = np.bincount(voice_of_vote, contribution, len(voice_q))

    before = _probability(odds)[voice_q]
    after = _probability(_without(voice_q, voice_bloc, voice_sum, own, odds, assessed, pairs))
    moved = np.abs(after - before)
    crossed = (before >= 0.5) != (after >= 0.5)
    alone = np.bincount(voice_q, minlength=n)[voice_q] == 1  # nothing would be left to judge by
    bears = crossed | (moved >= vocab.constant("high_removal")) | alone

    toward = np.where(odds >= 0, 1.0, -1.0)
    with_it = contribution * toward[votes.question]
    backing = np.bincount(votes.question, np.maximum(with_it, 0), n)
    against = np.bincount(votes.question, np.maximum(-with_it, 0), n)
    heaviest = np.zeros(len(voice_q))
    np.maximum.at(heaviest, voice_of_vote, votes.weight)
    heard = heaviest >= vocab.constant("assessed_weight")  # a voice too faint to judge by does not corroborate
    voices = np.bincount(voice_q[heard], minlength=n)
    any_crossed = np.bincount(voice_q, crossed | alone, n) > 0
    any_bears = np.bincount(voice_q, bears, n) > 0

    good = np.array([grade in "AB" for _, _, grade in evidence.coins], bool)
    first_hand = good[votes.coin] & (votes.relays == 0) & (with_it > 0)
    has_first_hand = np.bincount(votes.question, first_hand, n) > 0
    newest = np.full(n, -(10**9), np.int64)
    np.maximum.at(newest, votes.question, votes.last)
    fresh = evidence.q_event | (as_of - newest <= evidence.q_half_life)

    moderate = (voices >= vocab.constant("moderate_voices")) & ~any_crossed
    high = (
        (voices >= vocab.constant("high_voices"))
        & has_first_hand
        & (against < vocab.constant("high_against") * backing)
        & ~any_bears
        & fresh
    )
    confidence = np.where(high, 2, np.where(moderate, 1, 0)).astype(np.int64)
    load = [(int(q), int(b)) for q, b in zip(voice_q[bears], voice_bloc[bears], strict=True)]
    return confidence, load


def _voices(evidence: Evidence, votes: Votes) -> tuple[Ints, Ints, Ints]:
    """Question and bloc of every voice, and the voice of every vote."""
    bloc = evidence.origin_bloc[votes.origin] if len(votes.origin) else votes.origin
    width = max(len(evidence.blocs), 1)
    keys, voice_of_vote = np.unique(votes.question * width + bloc, return_inverse=True)
    return keys // width, keys % width, voice_of_vote.reshape(-1)


def _without(
    voice_q: Ints,
    voice_bloc: Ints,
    voice_sum: Floats,
    own: Floats,
    odds: Floats,
    assessed: Bools,
    pairs: tuple[Ints, Ints],
) -> Floats:
    """Log-odds of each voice's question had the voice not spoken, there or on any question under it."""
    left = own[voice_q] - voice_sum
    specific, general = pairs
    use = assessed[specific]
    specific, general = specific[use], general[use]
    lifted = odds > own
    rank = np.argsort(general, kind="stable")
    specific, general = specific[rank], general[rank]
    starts: Ints = np.searchsorted(general, np.arange(len(own) + 1)).astype(np.int64)
    share = {(int(q), int(b)): float(s) for q, b, s in zip(voice_q, voice_bloc, voice_sum, strict=True)}
    result: Floats = left.copy()
    for i in np.flatnonzero((starts[voice_q + 1] > starts[voice_q]) & (lifted[voice_q] | (left < own[voice_q]))):
        q, bloc = int(voice_q[i]), int(voice_bloc[i])
        for s in specific[starts[q] : starts[q + 1]]:
            below = own[s] - share.get((int(s), bloc), 0.0)
            if below > result[i]:
                result[i] = below
    return result


def _probability(odds: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(odds, -700, 700)))

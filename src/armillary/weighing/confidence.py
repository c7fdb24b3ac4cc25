"""Confidence: how well founded a judgement is, apart from how likely it says the matter is."""

from __future__ import annotations

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.likelihood import likelihood
from armillary.weighing.votes import Votes
from armillary.weighing.withdrawal import Voices

LEVELS = ("low", "moderate", "high")


def confide(
    evidence: Evidence,
    votes: Votes,
    contribution: Floats,
    audible: Bools,
    odds: Floats,
    voices: Voices,
    vocab: Vocabulary,
    as_of: int,
) -> Ints:
    """Confidence of every question: 0 low, 1 moderate, 2 high.

    Voices are blocs: origins that speak for one party count as one, and one too faint to judge by does not corroborate.
    """
    n = len(evidence.questions)
    moved, crossed = removals(odds, voices)
    bears = moved >= vocab.constant("high_removal")
    count = np.bincount(voices.question, voices.audible, n)
    any_crossed = np.bincount(voices.question, crossed, n) > 0
    any_bears = np.bincount(voices.question, crossed | bears, n) > 0

    toward = np.where(odds >= 0, 1.0, -1.0)
    with_it = contribution * toward[votes.question]
    backing = np.bincount(votes.question, np.maximum(with_it, 0), n)
    against = np.bincount(votes.question, np.maximum(-with_it, 0), n)
    good = np.array([grade in "AB" for _, _, grade in evidence.coins], bool)
    first_hand = audible & good[votes.coin] & (votes.relays == 0) & (with_it > 0)
    has_first_hand = np.bincount(votes.question, first_hand, n) > 0
    newest = np.full(n, -(10**9), np.int64)
    np.maximum.at(newest, votes.question[audible], votes.last[audible])
    fresh = evidence.q_event | (as_of - newest <= evidence.q_half_life)

    moderate = (count >= vocab.constant("moderate_voices")) & ~any_crossed
    high = (
        (count >= vocab.constant("high_voices"))
        & has_first_hand
        & (against < vocab.constant("high_against") * backing)
        & ~any_bears
        & fresh
    )
    return np.where(high, 2, np.where(moderate, 1, 0)).astype(np.int64)


def removals(odds: Floats, voices: Voices) -> tuple[Floats, Bools]:
    """How far the likelihood would move without each voice, and whether it would cross one half or have no grounds."""
    before, after = likelihood(odds[voices.question]), likelihood(voices.odds)
    return np.abs(after - before), ((before >= 0.5) != (after >= 0.5)) | ~voices.assessed


def bearing(odds: Floats, voices: Voices, vocab: Vocabulary) -> list[tuple[int, int]]:
    """The voices that a judgement leans on, as (question, bloc): without one it would move far, turn or fall."""
    moved, crossed = removals(odds, voices)
    bears = crossed | (moved >= vocab.constant("high_removal"))
    return [(int(q), int(b)) for q, b in zip(voices.question[bears], voices.bloc[bears], strict=True)]

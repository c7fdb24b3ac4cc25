"""Confidence: how well founded a judgement is, apart from how likely it says the matter is."""

from __future__ import annotations

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.currency import CURRENT, STANDS, Currency
from armillary.weighing.evidence import Evidence
from armillary.weighing.likelihood import likelihood
from armillary.weighing.standing import DISPUTED
from armillary.weighing.voices import Tally
from armillary.weighing.votes import Votes
from armillary.weighing.withdrawal import Voices

LEVELS = ("low", "moderate", "high")
BARELY = 1e-9  # likelihoods that differ by less are the same


def confide(
    evidence: Evidence,
    votes: Votes,
    tally: Tally,
    odds: Floats,
    standing: Ints,
    currency: Currency,
    voices: Voices,
    vocab: Vocabulary,
    as_of: int,
) -> Ints:
    """Confidence of every question: 0 low, 1 moderate, 2 high.

    What counts are audible independent voices on the side that the answer takes. A denial is fresh for a half-life.
    """
    n = len(evidence.questions)
    yes = odds >= 0
    count = np.where(yes, tally.voices[:, 1], tally.voices[:, 0])
    _, crossed = removals(odds, voices)
    any_crossed = np.bincount(voices.question, crossed, n) > 0
    without = likelihood(voices.odds)
    floor = vocab.constant("high_floor") - BARELY
    toward = np.where(yes[voices.question], without, 1 - without)
    falls = np.bincount(voices.question, ~voices.assessed | (toward < floor), n) > 0

    side = np.where(yes, 1, -1)[votes.question] == votes.side
    good = np.array([grade in "AB" for _, _, grade in evidence.coins], bool)
    mine = (tally.stands_for >= 0) & side & ~votes.of_class
    mine &= tally.audible[np.maximum(tally.stands_for, 0)]
    first_hand = np.bincount(votes.question, mine & good[votes.coin] & (votes.relays == 0), n) > 0
    newest = np.full(n, -(10**9), np.int64)
    np.maximum.at(newest, votes.question[mine], np.minimum(votes.seen[mine], as_of))
    fresh = np.where(
        yes, np.isin(currency.kind, (CURRENT, STANDS)), evidence.q_event | (as_of - newest <= evidence.q_half_life)
    )
    moderate = (count >= vocab.constant("moderate_voices")) & ~any_crossed
    high = moderate & (count >= vocab.constant("high_voices")) & first_hand & (standing != DISPUTED) & ~falls & fresh
    return np.where(high, 2, np.where(moderate, 1, 0)).astype(np.int64)


def removals(odds: Floats, voices: Voices) -> tuple[Floats, Bools]:
    """How far the likelihood would move without each voice, and whether it would cross one half or have no grounds."""
    before, after = likelihood(odds[voices.question]), likelihood(voices.odds)
    return np.abs(after - before), ((before >= 0.5) != (after >= 0.5)) | ~voices.assessed


def bearing(odds: Floats, voices: Voices, vocab: Vocabulary) -> list[tuple[int, int]]:
    """The audible voices that a judgement leans on, as (question, bloc): without one it would move far or fall."""
    moved, crossed = removals(odds, voices)
    bears = voices.audible & (crossed | (moved >= vocab.constant("bearing")))
    return list(zip(voices.question[bears].tolist(), voices.bloc[bears].tolist(), strict=True))

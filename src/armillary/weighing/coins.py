"""Coins: how often a speaker says yes to what is true and no to what is false, and what its word weighs for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.columns import Floats

GRADES = "ABCDEF"


@dataclass(frozen=True, slots=True)
class Coins:
    """sens = P(asserts | true, speaks) and spec = P(denies | false, speaks), one of each for every coin.

    `counts` are the learned statistics (asserts when true, true, denies when false, false), zero where nothing taught;
    `taught_by` is the number of questions that taught, 0 when the coins are the vocabulary's.
    """

    sens: Floats
    spec: Floats
    counts: Floats  # shape (coins, 4)
    taught_by: int = 0
    rounds: int = 0


def prior_coins(
    names: Sequence[tuple[str, str, str]], vocab: Vocabulary, letters: int = 0
) -> tuple[Floats, Floats, Floats]:
    """Prior mean of sens and of spec, and the pseudo-count, of coins named (speaker, stance, grade).

    `letters` moves every free coin's grade that many letters, up where it is negative; F cannot be judged and stays.
    """
    sens, spec, strength = [], [], []
    for _, stance, grade in names:
        interested = vocab.lists.stances[stance]
        letter = vocab.grades[move_grade(grade, letters)]
        if interested.sens is None or interested.spec is None:
            sens.append(letter.coin)
            spec.append(letter.coin)
        else:
            sens.append(interested.sens)
            spec.append(interested.spec)
        strength.append(vocab.grades[grade].pseudo_count)
    return np.array(sens, float), np.array(spec, float), np.array(strength, float)


def move_grade(grade: str, letters: int) -> str:
    """A grade a number of letters down, or up where negative; F, which cannot be judged, stays."""
    if grade == "F" or not letters:
        return grade
    return GRADES[min(max(GRADES.index(grade) + letters, 0), 4)]


def settle(sens: Floats, spec: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    """Clip coins, and make a voice that would be reversed worthless: sens + spec >= 1."""
    sens, spec = np.clip(sens, low, high), np.clip(spec, low, high)
    short = np.maximum(0.0, 1.0 - sens - spec) / 2
    return sens + short, spec + short


def coins_from(
    names: Sequence[tuple[str, str, str]], vocab: Vocabulary, counts: Floats | None = None, letters: int = 0
) -> tuple[Floats, Floats]:
    """Sens and spec of coins: the prior's mean with the learned counts, settled."""
    sens, spec, strength = prior_coins(names, vocab, letters)
    if counts is not None and len(counts):
        sens = (strength * sens + counts[:, 0]) / (strength + counts[:, 1])
        spec = (strength * spec + counts[:, 2]) / (strength + counts[:, 3])
    return settle(sens, spec, vocab.constant("coin_low"), vocab.constant("coin_high"))


def weights_of_evidence(sens: Floats, spec: Floats) -> tuple[Floats, Floats]:
    """Log-likelihood ratios of a yes and of a no (Good 1950), in natural units; a no's is negative."""
    return np.log(sens / (1 - spec)), np.log((1 - sens) / spec)

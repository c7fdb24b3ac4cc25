"""Likelihood: odds as probabilities, and the words for them."""

from __future__ import annotations

import math

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.columns import Floats

DECIBANS = 10 / math.log(10)  # decibans in a natural unit of log-odds


def likelihood(odds: Floats) -> Floats:
    """Probability from natural log-odds, without overflow."""
    small = np.exp(-np.abs(odds))
    return np.where(odds >= 0, 1 / (1 + small), small / (1 + small))


def per_cent(probability: float) -> int:
    """A likelihood as people are shown it, in whole per cent from 1 to 99."""
    return min(max(round(probability * 100), 1), 99)


def word_for(probability: float, vocab: Vocabulary) -> str:
    """The ICD-203 word of a likelihood as it is shown, its bands half-open: the word fits the number beside it."""
    shown = per_cent(probability) / 100
    words = list(vocab.lists.likelihood.values())
    for word in words:
        if word.low <= shown < word.high:
            return word.id
    return max(words, key=lambda word: word.high).id

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


def word_for(probability: float, vocab: Vocabulary) -> str:
    """The ICD-203 word of a likelihood, its bands half-open, what is shown clipped to the lowest and highest."""
    shown = min(max(probability, vocab.constant("shown_low")), vocab.constant("shown_high"))
    words = list(vocab.lists.likelihood.values())
    for word in words:
        if word.low <= shown < word.high:
            return word.id
    return max(words, key=lambda word: word.high).id

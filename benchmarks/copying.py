"""Copying found in planted data: sources that copy, partly and late, among honest ones that are no better or worse."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Planted:
    """A table with its truth; `family` numbers sources that depend on one original, -1 for a source all by itself."""

    source: Ints
    question: Ints
    value: Ints
    time: Floats
    truth: Ints
    original: Ints  # whom each source copies, -1 for none
    family: Ints


@dataclass(frozen=True, slots=True)
class Plan:
    """What to plant: how many sources and questions, how good, how many copy how much, how many wrong answers."""

    sources: int = 50
    questions: int = 200
    answered: float = 0.8
    accuracy: float = 0.8
    spread: float = 0.0
    copiers: float = 0.3
    rate: float = 0.8
    wrong: int = 10
    per_original: int = 3
    unseen: bool = False  # the originals are not in the table
    dated: bool = False
    popular: float = 0.0  # the share of errors that are the popular one of their question


def plant(plan: Plan, seed: int) -> Planted:
    """Plant a table; a copier copies each answer with the rate where its original has one, else answers by itself."""
    random = np.random.default_rng(seed)
    n, m = plan.sources, plan.questions
    truth = random.integers(0, plan.wrong + 1, m)
    famous = (truth + 1 + random.integers(0, plan.wrong, m)) % (plan.wrong + 1)
    accuracy = np.clip(plan.accuracy + plan.spread * random.uniform(-1, 1, n), 0.1, 0.98)
    any_wrong = (truth + random.integers(1, plan.wrong + 1, (n, m))) % (plan.wrong + 1)
    wrong = np.where(random.random((n, m)) < plan.popular, famous, any_wrong)
    value = np.where(random.random((n, m)) < accuracy[:, None], truth, wrong)
    answers = random.random((n, m)) < plan.answered
    day = random.integers(0, 1000, (n, m)).astype(float)
    shuffled = random.permutation(n)
    copiers = shuffled[: round(plan.copiers * n)]
    heads = shuffled[len(copiers) :][: max(1, -(-len(copiers) // plan.per_original))]
    original = np.full(n, -1, np.int64)
    original[copiers] = heads[np.arange(len(copiers)) % len(heads)]
    for copier in copiers:
        taken = (random.random(m) < plan.rate) & answers[original[copier]] & answers[copier]
        value[copier, taken] = value[original[copier], taken]
        day[copier, taken] = day[original[copier], taken] + random.integers(1, 30, int(taken.sum()))
    family = np.where(original >= 0, original, -1)
    family[heads] = heads
    if plan.unseen:
        answers[heads] = False
    source, question = np.nonzero(answers)
    row = random.permutation(len(source))
    source, question = source[row], question[row]
    time = day[source, question] if plan.dated else np.full(len(source), np.nan)
    return Planted(source, question, value[source, question], time, truth, original, family)

"""Scores of answers against the truth, question by question, and how sure a difference of two is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from armillary.tables.hierarchy import Hierarchy
from benchmarks.truth.data import Data

SAMPLES = 2000


@dataclass(frozen=True)
class Score:
    """What is counted of each question, and how sums of it make the score."""

    name: str
    counted: np.ndarray  # (questions, counts)
    made: Callable[[np.ndarray], Any]  # from sums of shape (..., counts)

    @property
    def value(self) -> float:
        """The score over all questions."""
        return float(self.made(self.counted.sum(axis=0)))


def mean(sums: np.ndarray) -> Any:
    """Of what and how many."""
    return sums[..., 0] / sums[..., 1]


def f1(sums: np.ndarray) -> Any:
    """Of true positives, false positives and false negatives."""
    return 2 * sums[..., 0] / np.maximum(2 * sums[..., 0] + sums[..., 1] + sums[..., 2], 1e-12)


def score_labels(data: Data, told: Mapping[str, str], positive: str = "1") -> dict[str, Score]:
    """Accuracy, and F1 of one label."""
    questions = sorted(data.truth)
    right = [[told.get(q) == data.truth[q], 1] for q in questions]
    pairs = [(told.get(q) == positive, data.truth[q] == positive) for q in questions]
    counts = [[a and b, a and not b, b and not a] for a, b in pairs]
    return {
        "accuracy": Score("accuracy", np.array(right, float), mean),
        "F1": Score("F1", np.array(counts, float), f1),
    }


def score_sets(data: Data, told: Mapping[str, set[str] | frozenset[str]]) -> dict[str, Score]:
    """Sets that are exactly right, and F1 over their members."""
    questions = sorted(data.truth)
    exact = [[told.get(q, set()) == data.truth[q], 1] for q in questions]
    counts = [
        [
            len(told.get(q, set()) & data.truth[q]),
            len(told.get(q, set()) - data.truth[q]),
            len(data.truth[q] - told.get(q, set())),
        ]
        for q in questions
    ]
    return {"exact": Score("exact", np.array(exact, float), mean), "F1": Score("F1", np.array(counts, float), f1)}


def score_places(data: Data, hierarchy: Hierarchy, told: Mapping[str, str]) -> dict[str, Score]:
    """The finest claimed place that is true; distance to it in steps; and the finest true place exactly."""
    questions = sorted(data.truth)
    right = [[told[q] == data.truth[q], 1] for q in questions]
    far = [[hierarchy.distance(told[q], data.truth[q]), 1] for q in questions]
    exact = [[told[q] == data.finest[q], 1] for q in questions]
    return {
        "accuracy": Score("accuracy", np.array(right, float), mean),
        "distance": Score("distance", np.array(far, float), mean),
        "exact hits": Score("exact hits", np.array(exact, float), mean),
    }


@lru_cache(maxsize=1)
def drawn(total: int, seed: int) -> np.ndarray:
    """How often each question is drawn in each sample: the same draws for all methods of a data set."""
    random = np.random.default_rng(seed)
    return random.multinomial(total, np.full(total, 1 / total), SAMPLES).astype(float)


def interval(ours: Score, theirs: Score | None = None, seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of a score, or of ours less theirs on the same questions drawn again and again (paired)."""
    draws = drawn(len(ours.counted), seed)
    found = ours.made(draws @ ours.counted)
    if theirs is not None:
        found = found - theirs.made(draws @ theirs.counted)
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)

"""Copies in plain tables: votes that are not their source's own word are discounted before they are counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.copying.search import Copies, find_copies
from armillary.weighing.copying.settings import THRESHOLD, Settings
from armillary.weighing.engines.blocks import Floats

MOST_VOTES = 1_000_000  # pairs of sources are compared on all they share: beyond this it is asked for or left out
TWINS = 0.85  # two sources that are each right nine times in ten, a grade A and a B, agree less often than this


@dataclass(frozen=True, slots=True)
class Discount:
    """The probability of every vote that it is its source's own word, and the pairs that are suspected."""

    own: Floats
    copier: np.ndarray
    original: np.ndarray
    probability: Floats
    directed: np.ndarray
    shared_errors: Floats


def discount_copies(
    voice: np.ndarray,
    question: np.ndarray,
    answer: np.ndarray,
    labels: bool,
    wrong: float | None,
    time: Floats | None,
    posterior: Floats | None = None,
) -> Discount:
    """Find copies among votes, numbered from 0, from shared errors; undated votes have the time NaN."""
    found: Copies = find_copies(
        voice,
        question,
        answer,
        n_values=None if wrong is None else wrong + 1,
        time=time,
        posterior=posterior,
        settings=Settings(labels=labels, twins=TWINS),
    )
    some = found.suspected(THRESHOLD)
    own = np.where(found.independent > 0, found.independent, 1.0)  # a second answer to a question was not looked at
    return Discount(
        own,
        found.copier[some],
        found.original[some],
        found.probability[some],
        found.directed[some],
        found.shared_false[some],
    )

"""Judged tables in columns of codes, as the models leave them and before names are put to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from armillary.tables.copies import Discount
from armillary.weighing.engines.blocks import Floats

Columns = dict[str, np.ndarray]

DIGITS = 6  # to which scores are compared: engines differ in the tenth


@dataclass(slots=True)
class Judged:
    """Columns of the results: questions, values and voices are codes, or numbers and texts where `value` says so.

    `value` is how the value column is to be read: "code", "number" or "text".
    """

    kind: str
    value: str
    judgements: Columns
    answers: Columns
    coins: Columns
    confusion: Columns
    discount: Discount | None = None
    settings: dict[str, Any] = field(default_factory=dict)


def best(start: np.ndarray, score: Floats, *then: np.ndarray) -> np.ndarray:
    """The rival with the highest score of each question; of equal ones the highest in what comes then, then the first.

    Scores are compared to six digits, so that engines that sum in other orders agree.
    """
    question = np.repeat(np.arange(len(start) - 1), np.diff(start))
    order = np.lexsort((np.arange(len(score)), *(-part for part in reversed(then)), -np.round(score, DIGITS), question))
    return np.asarray(order[start[:-1]])


def votes_of(own: np.ndarray, rivals: int) -> np.ndarray:
    """How many votes each rival has."""
    return np.bincount(own, minlength=rivals)

"""Answers: who gave which answer to which question, and when; sorted, so that the order of rows cannot matter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answers:
    """One answer a source and question, sorted by question, value and source.

    `group` numbers the (question, value) pairs that were given; `row` says for every row of what came in which answer
    it is, -1 where the source had answered the question before. Undated answers have the time NaN.
    """

    source: Ints
    question: Ints
    value: Ints
    time: Floats
    group: Ints
    row: Ints
    g_question: Ints
    g_value: Ints
    q_wrong: Floats  # how many wrong answers a question may have
    sources: int
    present: int  # sources that answer anything

    @property
    def dated(self) -> bool:
        """Whether any answer has a time."""
        return bool(np.isfinite(self.time).any())

    def by_group(self, amount: Floats) -> Floats:
        """The sum of an amount of answers over each (question, value)."""
        return np.asarray(np.bincount(self.group, amount, len(self.g_question)), float)

    def by_question(self, amount: Floats) -> Floats:
        """The sum of an amount of answers over each question."""
        return np.asarray(np.bincount(self.question, amount, len(self.q_wrong)), float)

    def by_source(self, amount: Floats) -> Floats:
        """The sum of an amount of answers over each source."""
        return np.asarray(np.bincount(self.source, amount, self.sources), float)


def arrange(
    source: ArrayLike,
    question: ArrayLike,
    value: ArrayLike,
    *,
    n_values: ArrayLike | None = None,
    time: ArrayLike | None = None,
) -> Answers:
    """Arrange rows (source, question, value), numbered from 0; of several answers to one question the earliest stands.

    `n_values` is how many answers a question can have, one number or one a question; by default those that were given
    and one more. Raises ValueError where columns differ in length, numbers are negative or times infinite.
    """
    s, q, v = (np.asarray(column, np.int64) for column in (source, question, value))
    t = np.full(len(s), np.nan) if time is None else np.asarray(time, float)
    if not len(s) == len(q) == len(v) == len(t):
        raise ValueError("source, question, value and time must be of one length")
    for name, column in (("source", s), ("question", q), ("value", v)):
        if len(column) and column.min() < 0:
            raise ValueError(f"{name} has negative numbers, first in row {int(np.argmax(column < 0))}")
    if np.isinf(t).any():
        raise ValueError(f"time is infinite in row {int(np.argmax(np.isinf(t)))}")
    rank = np.lexsort((v, t, q, s))  # NaN sorts last, so that a dated answer goes before an undated one
    first = np.ones(len(rank), bool)
    first[1:] = (np.diff(s[rank]) != 0) | (np.diff(q[rank]) != 0)
    kept = rank[first]
    kept = kept[np.lexsort((s[kept], v[kept], q[kept]))]
    row = np.full(len(s), -1, np.int64)
    row[kept] = np.arange(len(kept))
    s, q, v, t = s[kept], q[kept], v[kept], t[kept]
    new = np.ones(len(kept), bool)
    new[1:] = (np.diff(q) != 0) | (np.diff(v) != 0)
    questions = int(q[-1]) + 1 if len(q) else 0
    given = np.bincount(q[new], minlength=questions)
    most = given + 1.0 if n_values is None else np.broadcast_to(np.asarray(n_values, float), questions)
    if not np.isfinite(most).all():
        raise ValueError("n_values must be finite")
    return Answers(
        source=s,
        question=q,
        value=v,
        time=t,
        group=np.cumsum(new) - 1,
        row=row,
        g_question=q[new],
        g_value=v[new],
        q_wrong=np.maximum(np.maximum(most, given), 2.0) - 1.0,
        sources=int(s.max()) + 1 if len(s) else 0,
        present=len(np.unique(s)),
    )

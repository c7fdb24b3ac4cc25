"""The fold: votes in the order of their days, older ones yielding to newer ones that contradict them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.columns import Floats, Ints


@dataclass(frozen=True, slots=True)
class Folded:
    """Of each question the sum of its votes as they stand, and what is left of it after age; natural log-odds."""

    plain: Floats
    aged: Floats


def fold(question: Ints, day: Ints, odds: Floats, half_life: Floats) -> Folded:
    """Sum signed log-odds by question, `half_life` being one for each question, in days; any order of rows.

    Nothing ages by waiting. Votes are taken by day, those of a day as one, x. Where x opposes the running sum L, that
    first loses the lesser of (1 - .5^(D / half_life)) |L| and |x|, D being the days from the newest vote on L's side.
    So older evidence yields only to newer evidence against it, by its age, and never by more than that weighs.
    """
    n = len(half_life)
    plain = np.bincount(question, odds, n).astype(float)
    both = (np.bincount(question[odds > 0], minlength=n) > 0) & (np.bincount(question[odds < 0], minlength=n) > 0)
    aged = plain.copy()
    mixed = both[question]
    if not mixed.any():
        return Folded(plain, aged)
    question, day, odds = question[mixed], day[mixed], odds[mixed]
    rank = np.lexsort((day, question))
    question, day, odds = question[rank], day[rank], odds[rank]
    new = np.ones(len(rank), bool)
    new[1:] = (np.diff(question) != 0) | (np.diff(day) != 0)
    step = np.cumsum(new) - 1
    sums = np.bincount(step, odds)
    has = {sign: np.bincount(step[odds * sign > 0], minlength=len(sums)) > 0 for sign in (1, -1)}
    question, day = question[new], day[new]
    first = np.ones(len(question), bool)
    first[1:] = np.diff(question) != 0
    at = np.arange(len(question)) - np.maximum.accumulate(np.where(first, np.arange(len(question)), 0))
    running = np.zeros(n)
    newest = {1: np.zeros(n), -1: np.zeros(n)}
    order = np.argsort(at, kind="stable")
    edges = np.searchsorted(at[order], np.arange(int(at.max()) + 2))
    for turn in range(len(edges) - 1):  # the first day of every question, then the second ...
        rows = order[edges[turn] : edges[turn + 1]]
        q, x = question[rows], sums[rows]
        before = running[q]
        since = day[rows] - np.where(before > 0, newest[1][q], newest[-1][q])
        lost = np.minimum((1 - np.exp2(-since / half_life[q])) * np.abs(before), np.abs(x))
        running[q] = before - np.where(before * x < 0, np.sign(before) * lost, 0.0) + x
        for sign in (1, -1):
            with_vote = has[sign][rows]
            newest[sign][q[with_vote]] = day[rows][with_vote]
    aged[both] = running[both]
    return Folded(plain, aged)

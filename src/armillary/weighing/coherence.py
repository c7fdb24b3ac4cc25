"""Coherence: along the order of questions that holds on a day, the more general is never the less likely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.questions import NEVER


@dataclass(frozen=True, slots=True)
class DayOrder:
    """The pairs of the order that hold on a day, sorted by the general question; `rank` sorts them by the specific."""

    specific: Ints
    general: Ints
    first_below: Ints  # where each general question's pairs begin
    rank: Ints
    first_above: Ints  # where each specific question's pairs begin within `rank`

    def below(self, rows: Ints) -> tuple[Ints, Ints]:
        """The more specific questions of some rows: which row each belongs to, and the question."""
        owner, at = spread(self.first_below, rows)
        return owner, self.specific[at]

    def above(self, rows: Ints) -> tuple[Ints, Ints]:
        """The more general questions of some rows: which row each belongs to, and the question."""
        owner, at = spread(self.first_above, rows)
        return owner, self.general[self.rank[at]]


def spread(first: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """For each row the run of positions from first[row] to first[row + 1], all in one array, with the row's number."""
    return ranges(first[rows], first[rows + 1])


def ranges(lo: Ints, hi: Ints) -> tuple[Ints, Ints]:
    """Every position from lo to hi, the end left out, of each range in turn, with the number of the range."""
    length = hi - lo
    owner = np.repeat(np.arange(len(lo)), length)
    return owner, np.arange(len(owner)) + np.repeat(lo - (np.cumsum(length) - length), length)


def order_on(evidence: Evidence, ballots: Ints) -> DayOrder:
    """The order as it holds for what was said by a day, the rows of its ballots, whatever was taken back since.

    A pair under a condition holds if the more specific question was seen to be so, or where nobody asserts it seen not
    to be so, on a day on which the condition was met: waiting makes and breaks no pair. What happened while a part
    stood apart from its whole is none of the whole's doing: of what stands only what is unconditional counts.
    """
    e = evidence
    holds = (e.o_first <= -NEVER) & (e.o_last >= NEVER)
    rows = np.flatnonzero(~holds & ~e.q_event[e.o_specific])
    if len(rows):
        question = e.b_question[ballots]
        rank = np.argsort(question, kind="stable")
        t = e.b_testimony[ballots[rank]]
        starts = np.searchsorted(question[rank], np.arange(len(e.questions) + 1))
        owner, at = spread(starts, e.o_specific[rows])
        pair, t = rows[owner], t[at]
        yes = e.t_side[t] > 0
        asserted = np.bincount(pair[yes], minlength=len(holds)) > 0
        meets = (e.o_first[pair] <= e.t_last[t]) & (e.t_first[t] <= e.o_last[pair]) & (yes == asserted[pair])
        holds[pair[meets]] = True
    return make_order(e.o_specific[holds], e.o_general[holds], len(e.questions))


def make_order(specific: Ints, general: Ints, questions: int) -> DayOrder:
    """Pairs of questions, with what finds a question's own."""
    order = np.lexsort((specific, general))
    specific, general = specific[order], general[order]
    rank = np.argsort(specific, kind="stable")
    rows = np.arange(questions + 1)
    return DayOrder(
        specific, general, np.searchsorted(general, rows), rank, np.searchsorted(specific, rows, sorter=rank)
    )


def cohere(own: Floats, assessed: Bools, asserted: Bools, specific: Ints, general: Ints) -> Floats:
    """Log-odds that agree along pairs of questions.

    A general question is lifted to the likeliest one under it that somebody asserts; one that nobody asserts is held
    down to whatever is judged of the questions above it. So a denial, or being asked, never lifts anything.
    """
    lifted = np.where(asserted, own, -np.inf)
    while True:
        before = lifted.copy()
        np.maximum.at(lifted, general, lifted[specific])
        if np.array_equal(before, lifted):
            break
    odds = np.maximum(own, lifted)
    held = assessed[specific] & ~asserted[specific] & assessed[general]
    specific, general = specific[held], general[held]
    while len(specific):
        before = odds.copy()
        np.minimum.at(odds, specific, odds[general])
        if np.array_equal(before, odds):
            break
    return odds


def distinct(values: Ints) -> Ints:
    """Values sorted and each once; on whole numbers a sort beats numpy's own."""
    values = np.sort(values)
    new = np.ones(len(values), bool)
    new[1:] = values[1:] != values[:-1]
    return values[new]


def find(keys: Ints, wanted: Ints) -> Ints:
    """Where values stand among sorted keys, -1 where they do not."""
    at = np.searchsorted(keys, wanted)
    at[at == len(keys)] = -1
    return np.where(keys[at] == wanted, at, -1) if len(keys) else at


def taken_from(own: Floats, odds: Floats, order: DayOrder) -> Ints:
    """The row of the question whose odds coherence gave to each, -1 where it changed nothing."""
    s, g = order.specific, order.general
    found = np.full(len(own), -1, np.int64)
    lifts = (odds[g] > own[g]) & (odds[s] == odds[g])
    holds = (odds[s] < own[s]) & (odds[s] == odds[g])
    to = np.concatenate((g[lifts], s[holds]))
    source = np.concatenate((s[lifts], g[holds]))
    # the question whose own evidence it is rather than one that was changed too; the smallest row among equals
    rank = np.lexsort((source, own[source] != odds[source], to))[::-1]
    found[to[rank]] = source[rank]
    return found

"""Withdrawal: what each question would be judged had one of its voices not spoken, there or anywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.coherence import DayOrder, cohere, distinct, find
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.votes import Votes


@dataclass(frozen=True, slots=True)
class Voices:
    """One row a voice, sorted by question: a bloc, its contribution, and whether it can be heard at all.

    `odds` and `assessed` are the question's without the bloc, whatever else the bloc says being left out as well.
    """

    question: Ints
    bloc: Ints
    contribution: Floats
    audible: Bools
    odds: Floats
    assessed: Bools

    def of(self, question: int) -> range:
        """The rows of a question."""
        return range(*(int(at) for at in np.searchsorted(self.question, (question, question + 1))))


def withdraw_each(
    evidence: Evidence, votes: Votes, contribution: Floats, audible: Bools, own: Floats, order: DayOrder
) -> Voices:
    """Judge every question without each of its voices in turn, exactly as if all were judged anew."""
    width = max(len(evidence.blocs), 1)
    voice = votes.question * width + evidence.origin_bloc[votes.origin]
    keys = distinct(voice)
    of_vote = np.searchsorted(keys, voice)
    share, heard, yes = (
        np.bincount(of_vote, values, len(keys)).astype(float)
        for values in (contribution, audible, audible & (votes.side > 0))
    )
    worlds = _Worlds(own, order, width, keys, share, heard, yes)
    question, bloc = keys // width, keys % width
    odds = own[question] - share
    assessed = worlds.sum_of(heard)[question] - heard > 0.5
    may_be_held = worlds.silent(question, bloc) & assessed & (worlds.lowest_above(question) < odds)
    touched = may_be_held | (worlds.highest_under(question) > odds)
    odds[touched] = worlds.judge(question[touched], bloc[touched])
    return Voices(question, bloc, share, heard > 0.5, odds, assessed)


@dataclass(frozen=True, slots=True)
class _Worlds:
    """The casebook without one bloc, for every bloc; `keys` are question x width + bloc of the voices there are."""

    own: Floats
    order: DayOrder
    width: int
    keys: Ints
    share: Floats  # of a voice in its question's log-odds
    heard: Floats  # how many of its votes weigh enough
    yes: Floats  # and assert

    def sum_of(self, values: Floats) -> Floats:
        """The sum over a question's voices."""
        return np.bincount(self.keys // self.width, values, len(self.own)).astype(float)

    def without(self, values: Floats, x: Ints, world: Ints) -> Floats:
        """The sum over a question's voices without that of one bloc."""
        at = find(self.keys, x * self.width + world)
        return self.sum_of(values)[x] - np.where(at >= 0, values[at], 0.0) if len(values) else np.zeros(len(x))

    def silent(self, x: Ints, world: Ints) -> Bools:
        """Whether nobody else asserts a question."""
        return self.without(self.yes, x, world) < 0.5

    def highest_under(self, x: Ints) -> Floats:
        """What coherence could lift questions to at most, whoever is left out."""
        most = self.own - self.sum_of(np.minimum(self.share, 0.0))
        most = np.where(self.sum_of(self.yes) > 0.5, most, -np.inf)
        return _along(np.maximum, most, -np.inf, self.order.general, self.order.specific)[x]

    def lowest_above(self, x: Ints) -> Floats:
        """What coherence could hold questions down to at least, whoever is left out."""
        least = self.own - self.sum_of(np.maximum(self.share, 0.0))
        return _along(np.minimum, least, np.inf, self.order.specific, self.order.general)[x]

    def judge(self, x: Ints, world: Ints) -> Floats:
        """Log-odds of questions, each in the world without one bloc; only what can reach them is looked at."""
        n = len(self.own)
        wanted = world * n + x
        asserted = self.sum_of(self.yes) > 0.5

        def above(world: Ints, x: Ints) -> Ints:
            held = self.silent(x, world)
            owner, over = self.order.above(x[held])
            return world[held][owner] * n + over

        def below(world: Ints, x: Ints) -> Ints:
            owner, under = self.order.below(x)
            lifts = asserted[under]
            return world[owner[lifts]] * n + under[lifts]

        nodes = distinct(wanted)
        for step in (above, below):
            fresh = nodes
            while len(fresh):
                reached = distinct(step(fresh // n, fresh % n))
                fresh = reached[find(nodes, reached) < 0]
                nodes = distinct(np.concatenate((nodes, fresh)))
        world, x = nodes // n, nodes % n
        owner, under = self.order.below(x)
        at = find(nodes, world[owner] * n + under)
        odds = cohere(
            self.own[x] - self.sum_of(self.share)[x] + self.without(self.share, x, world),
            self.without(self.heard, x, world) > 0.5,
            ~self.silent(x, world),
            at[at >= 0],
            owner[at >= 0],
        )
        return odds[np.searchsorted(nodes, wanted)]


def _along(best: np.ufunc, values: Floats, worst: float, to: Ints, source: Ints) -> Floats:
    """The best of the values that lead to each question, directly or through others."""
    found = np.full(len(values), worst)
    while True:
        before = found.copy()
        best.at(found, to, best(values, found)[source])
        if np.array_equal(before, found):
            return found

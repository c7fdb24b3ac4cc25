"""Withdrawal: what each question would be judged had one of its voices not spoken, there or anywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coherence import DayOrder, cohere, distinct, find, ranges, spread
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.voices import Ballot, Tally, bounded, settle


@dataclass(frozen=True, slots=True)
class Voices:
    """One row a voice, sorted by question: a bloc, what it adds, and whether it can be heard at all.

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
    evidence: Evidence, ballot: Ballot, tally: Tally, own: Floats, order: DayOrder, vocab: Vocabulary
) -> Voices:
    """Judge every question without each of its voices in turn, exactly as if all were judged anew."""
    width = max(len(evidence.blocs), 1)
    voice = ballot.group * width + ballot.bloc
    keys = distinct(voice)
    of_vote = np.searchsorted(keys, voice)
    question, bloc = keys // width, keys % width
    share = np.bincount(of_vote, np.where(tally.counts, ballot.odds, 0.0), len(keys)).astype(float)
    heard = np.bincount(of_vote, tally.audible, len(keys)) > 0
    # the votes of each question once more for each of its blocs, without that bloc's; of an only one none are left
    several = np.flatnonzero(np.bincount(question, minlength=len(own))[question] > 1)
    asked = question[several]
    starts = np.searchsorted(ballot.group, np.arange(len(own) + 1))
    world, rows = spread(starts, asked)
    kept = ballot.bloc[rows] != bloc[several][world]
    left = settle(_again(ballot, world, rows, kept), evidence.q_half_life[asked], evidence.q_event[asked], vocab)
    own_without, voices = np.zeros(len(keys)), np.zeros((len(keys), 2), np.int64)
    own_without[several], voices[several] = bounded(left.aged, left.voices, vocab), left.voices
    worlds = _Worlds(
        own,
        order,
        width,
        keys,
        own_without,
        voices.sum(axis=1) > 0,
        voices[:, 1] > 0,
        tally.voices.sum(axis=1) > 0,
        tally.voices[:, 1] > 0,
    )
    odds, assessed = worlds.own_without.copy(), worlds.assessed_without
    may_be_held = ~worlds.asserted_without & assessed & (worlds.lowest_above()[question] < odds)
    touched = may_be_held | (worlds.highest_under()[question] > odds)
    odds[touched] = worlds.judge(question[touched], bloc[touched])
    return Voices(question, bloc, share, heard, odds, assessed)


def _again(ballot: Ballot, world: Ints, rows: Ints, kept: Bools) -> Ballot:
    """Votes repeated in several worlds, those kept, with the pairs of authors and whom they draw on in each of them."""
    at = np.where(kept, np.cumsum(kept) - 1, -1)
    world_start = np.searchsorted(world, np.arange(int(world.max(initial=-1)) + 1))
    first_row = rows[world_start] if len(world_start) else rows
    by_question = np.argsort(ballot.group[ballot.author], kind="stable")
    author, drawn = ballot.author[by_question], ballot.drawn[by_question]
    asked = ballot.group[first_row]
    lo = np.searchsorted(ballot.group[author], asked)
    hi = np.searchsorted(ballot.group[author], asked, side="right")
    owner, pair = ranges(lo, hi)
    offset = world_start[owner] - first_row[owner]
    one, two = at[author[pair] + offset], at[drawn[pair] + offset]
    both = (one >= 0) & (two >= 0)
    rows = rows[kept]
    return Ballot(
        world[kept],
        ballot.side[rows],
        ballot.bloc[rows],
        ballot.odds[rows],
        ballot.first[rows],
        ballot.last[rows],
        ballot.of_class[rows],
        one[both],
        two[both],
    )


@dataclass(frozen=True, slots=True)
class _Worlds:
    """The casebook without one bloc, for every bloc; `keys` are question x width + bloc of the voices there are."""

    own: Floats
    order: DayOrder
    width: int
    keys: Ints
    own_without: Floats  # of each voice's question, and so on
    assessed_without: Bools
    asserted_without: Bools
    assessed: Bools  # of each question
    asserted: Bools

    def highest_under(self) -> Floats:
        """What coherence could lift each question to at most, whoever is left out."""
        most = self.own.copy()
        np.maximum.at(most, self.keys // self.width, np.where(self.asserted_without, self.own_without, -np.inf))
        most = np.where(self.asserted, most, -np.inf)
        return _along(np.maximum, most, -np.inf, self.order.general, self.order.specific)

    def lowest_above(self) -> Floats:
        """What coherence could hold each question down to at least, whoever is left out."""
        least = self.own.copy()
        np.minimum.at(least, self.keys // self.width, self.own_without)
        return _along(np.minimum, least, np.inf, self.order.specific, self.order.general)

    def judge(self, x: Ints, world: Ints) -> Floats:
        """Log-odds of questions, each in the world without one bloc; only what can reach them is looked at."""
        n = len(self.own)
        wanted = world * n + x

        def silent(world: Ints, x: Ints) -> Bools:
            at = find(self.keys, x * self.width + world)
            return ~np.where(at >= 0, self.asserted_without[at], self.asserted[x])

        def above(world: Ints, x: Ints) -> Ints:
            held = silent(world, x)
            owner, over = self.order.above(x[held])
            return world[held][owner] * n + over

        def below(world: Ints, x: Ints) -> Ints:
            owner, under = self.order.below(x)
            lifts = self.asserted[under]
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
        mine = find(self.keys, x * self.width + world)
        there = mine >= 0
        odds = cohere(
            np.where(there, self.own_without[mine], self.own[x]),
            np.where(there, self.assessed_without[mine], self.assessed[x]),
            np.where(there, self.asserted_without[mine], self.asserted[x]),
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

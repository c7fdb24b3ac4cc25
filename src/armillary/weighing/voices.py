"""Voices: votes that are not independent of each other merged, those that can be heard counted, and all summed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coherence import ranges
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.drawing import who_draws
from armillary.weighing.evidence import Evidence
from armillary.weighing.fold import fold
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.votes import Hearing


@dataclass(frozen=True, slots=True)
class Ballot:
    """Votes as rows to be merged: each of a group (a question, or a question in some world), with its log-odds.

    `author` and `drawn` are pairs of rows: who states something in the source in which he credits it to others too.
    """

    group: Ints
    side: Ints
    bloc: Ints
    odds: Floats
    first: Ints
    last: Ints
    of_class: Bools
    author: Ints
    drawn: Ints

    def take(self, rows: Ints, group: Ints) -> Ballot:
        """Some of the rows, in ascending order, as rows of other groups; pairs that lose an end are gone."""
        at = np.full(len(self.group), -1, np.int64)
        at[rows] = np.arange(len(rows))
        both = (at[self.author] >= 0) & (at[self.drawn] >= 0)
        return Ballot(
            group,
            self.side[rows],
            self.bloc[rows],
            self.odds[rows],
            self.first[rows],
            self.last[rows],
            self.of_class[rows],
            at[self.author[both]],
            at[self.drawn[both]],
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """What votes come to: of each row the row that counts for its voice, itself if it does, -1 where it counts nothing.

    `audible` rows are those that count for a voice that is heard. Of each group `plain` is the sum of what counts,
    `aged` what age leaves of it, `voices` and `loudest` the number of audible voices and the log-odds of the strongest,
    by side: shape (groups, 2), against and for.
    """

    stands_for: Ints
    audible: Bools
    plain: Floats
    aged: Floats
    voices: Ints
    loudest: Floats

    @property
    def counts(self) -> Bools:
        """Which rows count themselves."""
        return np.equal(self.stands_for, np.arange(len(self.stands_for)))


def ballot_of(evidence: Evidence, hearing: Hearing, odds: Floats) -> Ballot:
    """The votes of a hearing as rows, each with what it would add by itself."""
    votes = hearing.votes
    author, drawn = who_draws(evidence, hearing)
    return Ballot(
        votes.question,
        votes.side,
        evidence.origin_bloc[votes.origin],
        odds,
        votes.first,
        votes.last,
        votes.of_class,
        author,
        drawn,
    )


def settle(ballot: Ballot, half_life: Floats, events: Bools, vocab: Vocabulary) -> Tally:
    """Merge, count and sum the votes of every group; `half_life` and whether it is an event are one for each group."""
    own, voices = _keys(ballot.group, ballot.side, ballot.bloc)
    voice = _merged(ballot, own, voices)
    found = _settle(ballot, voice, own, voices, half_life, vocab)
    other = _of_other_days(ballot, events)
    if not other.any():
        return found
    rows = np.flatnonzero(~other)
    groups = np.unique(ballot.group[other])
    rows = rows[np.isin(ballot.group[rows], groups)]
    # who is one voice with somebody stays so where the other is left out, or a denial of his could raise an answer
    alone = _settle(ballot.take(rows, ballot.group[rows]), voice[rows], own[rows], voices, half_life, vocab)
    better = alone.voices[:, 1] > 0
    better &= bounded(alone.aged, alone.voices, vocab) > bounded(found.aged, found.voices, vocab)
    stands_for, audible = found.stands_for.copy(), found.audible.copy()
    mine = better[ballot.group]
    stands_for[mine], audible[mine] = -1, False
    taken = better[ballot.group[rows]]
    stands_for[rows[taken]] = rows[alone.stands_for[taken]]
    audible[rows[taken]] = alone.audible[taken]
    return Tally(
        stands_for,
        audible,
        np.where(better, alone.plain, found.plain),
        np.where(better, alone.aged, found.aged),
        np.where(better[:, None], alone.voices, found.voices),
        np.where(better[:, None], alone.loudest, found.loudest),
    )


def _of_other_days(ballot: Ballot, events: Bools) -> Bools:
    """Of an event that somebody asserts and nobody denies for its own days: what is said of other days.

    A no to an event bears on its own days. Where some yes that is heard stands undenied, the question may be settled by
    such alone.
    """
    b = ballot
    event = events[b.group]
    other = np.zeros(len(b.group), bool)
    no = np.flatnonzero(event & (b.side < 0))
    if not len(no):
        return other
    yes = np.flatnonzero(event & (b.side > 0))
    yes = yes[np.isin(b.group[yes], b.group[no])]
    no = no[np.argsort(b.group[no], kind="stable")]
    owner, at = ranges(
        np.searchsorted(b.group[no], b.group[yes]), np.searchsorted(b.group[no], b.group[yes], side="right")
    )
    denied = no[at]
    meet = (b.first[denied] <= b.last[yes[owner]]) & (b.first[yes[owner]] <= b.last[denied])
    opposed = np.zeros(len(yes), bool)
    opposed[owner[meet]] = True
    free = np.unique(b.group[yes[~opposed]])
    here = np.isin(b.group, free) & event
    other[here] = True
    other[yes[~opposed]] = False
    return other


def _settle(b: Ballot, voice: Ints, own: Ints, voices: int, half_life: Floats, vocab: Vocabulary) -> Tally:
    n, size = len(half_life), np.abs(b.odds)
    value, speaks, day = np.zeros(voices), np.zeros(voices), np.full(voices, np.iinfo(np.int64).min)
    np.maximum.at(value, voice, size)
    np.maximum.at(speaks, voice, np.where(b.of_class, 0.0, size))
    np.maximum.at(day, voice, b.last)
    rank = np.lexsort((-b.last, voice != own, b.of_class, -size, voice))  # of equals who is drawn on, not who draws
    head = np.full(voices, -1, np.int64)
    head[voice[rank][::-1]] = rank[::-1]
    made = np.flatnonzero(head >= 0)
    group, side = b.group[head[made]], b.side[head[made]]
    folded = fold(group, day[made], value[made] * side, half_life)
    least = vocab.constant("audible") / DECIBANS * (1 - 1e-9)
    heard = speaks >= least
    cell = group * 2 + (side > 0)
    loudest = np.zeros(2 * n)
    np.maximum.at(loudest, cell[heard[made]], speaks[made][heard[made]])
    return Tally(
        head[voice],
        heard[voice] & (head[voice] == np.arange(len(b.group))),
        folded.plain,
        folded.aged,
        np.bincount(cell[heard[made]], minlength=2 * n).reshape(n, 2).astype(np.int64),
        loudest.reshape(n, 2),
    )


def _keys(group: Ints, side: Ints, bloc: Ints) -> tuple[Ints, int]:
    """The number of each row's voice, its bloc on its side of its group, and how many there are."""
    if not len(group):
        return group, 0
    names = (group * 2 + (side > 0)) * (int(bloc.max()) + 1) + bloc
    known, number = np.unique(names, return_inverse=True)
    return number.astype(np.int64), len(known)


def _merged(b: Ballot, own: Ints, voices: int) -> Ints:
    """The voice of each row: its bloc's, or for an author who draws on others that of the strongest of them.

    Those drawn on stay voices apart. Who draws on one who himself draws on others goes with that one's voice.
    """
    if not len(b.author):
        return own
    loudest = np.zeros(voices)
    np.maximum.at(loudest, own, np.abs(b.odds))
    strength = loudest[own]
    rank = np.lexsort((-b.last[b.drawn], -strength[b.drawn], -np.abs(b.odds[b.drawn]), b.author))
    first = np.ones(len(rank), bool)
    first[1:] = np.diff(b.author[rank]) != 0
    to = np.arange(len(own))
    to[b.author[rank[first]]] = b.drawn[rank[first]]
    for row in np.flatnonzero(to[to] != to).tolist():  # two who draw on each other are one voice, the stronger's
        line = [row]
        while int(to[line[-1]]) != line[-1] and int(to[line[-1]]) not in line:
            line.append(int(to[line[-1]]))
        if int(to[line[-1]]) != line[-1]:
            circle = line[line.index(int(to[line[-1]])) :]
            best = max(circle, key=lambda i: (abs(float(b.odds[i])), float(strength[i]), int(b.last[i]), -i))
            to[best] = best
    while not np.array_equal(to, to[to]):
        to = to[to]
    return own[to]


def bounded(odds: Floats, voices: Ints, vocab: Vocabulary) -> Floats:
    """Log-odds kept within what so many audible voices can carry; `voices` are against and for, (questions, 2)."""
    limits = np.array([0.0, *(_log_odds(vocab.constant(f"bound_{count}")) for count in ("one", "two", "three"))])
    most = limits[np.minimum(voices, len(limits) - 1)]
    return np.clip(odds, -most[:, 0], most[:, 1])


def _log_odds(p: float) -> float:
    return math.log(p / (1 - p))

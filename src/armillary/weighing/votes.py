"""Votes: at a date, one for each origin, question and side, however many documents carry it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.attribution import Attribution, attribute
from armillary.weighing.columns import Bools, Floats, HeardColumns, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.questions import NEVER


@dataclass(frozen=True, slots=True)
class Votes:
    """Rows sorted by question, then origin, then side; `ballot` is the ballot that each was taken from.

    A vote holds from `first`; `last` is the last day on which its origin saw so, as near the root as what votes, and
    `seen` the last day at any remove. `of_class` is what is said of a class alone.
    """

    question: Ints
    origin: Ints
    side: Ints
    coin: Ints
    weight: Floats
    relays: Ints
    first: Ints
    last: Ints
    seen: Ints
    of_class: Bools
    ballot: Ints


@dataclass(frozen=True, slots=True)
class Hearing:
    """What counts on a day: the ballots, whose word each testimony is, the votes, and who went back on a yes.

    `said` are also the ballots of what was withdrawn since. `taken_back` are those by which an origin says no to what
    it had said yes to before: they end it.
    """

    said: Ints
    ballots: Ints
    whose: Attribution
    votes: Votes
    taken_back: Ints


def heard_by(evidence: HeardColumns, known_by: int | None) -> Bools:
    """Which testimonies were published by a day and not silenced on it; None is everything there is to know."""
    e = evidence
    if known_by is None:
        return e.t_silenced >= NEVER
    return (e.t_known <= known_by) & (e.t_silenced > known_by)


def cast_votes(evidence: Evidence, as_of: int, known_by: int | None = None) -> Hearing:
    """The votes that count on a day, from what was published by another (day ordinals).

    A vote counts from the first day on which something was seen to be so, and stays. Of an origin's testimonies on one
    side of a question the one nearest the root votes, among equals the strongest; what was copied from it only where it
    has none of its own, and what it said of a class only where it said nothing else.
    """
    e = evidence
    heard = heard_by(e, known_by)
    whose = attribute(e, heard)
    begun = (e.t_first <= as_of) & (e.t_weight > 0)
    said = np.flatnonzero((begun & (known_by is None or e.t_known <= known_by))[e.b_testimony])
    ballots = np.flatnonzero((heard & begun)[e.b_testimony])
    back = taken_back(e, whose, ballots)
    return Hearing(
        said, ballots, whose, nearest_root(e, whose, ballots[~back]), ballots[back & ~e.q_event[e.b_question[ballots]]]
    )


def taken_back(evidence: Evidence, whose: Attribution, ballots: Ints) -> Bools:
    """Which ballots are an origin's no of days that all lie after a yes of its own."""
    e, t = evidence, evidence.b_testimony[ballots]
    key = e.b_question[ballots] * max(len(e.origins), 1) + whose.origin[t]
    names, group = np.unique(key, return_inverse=True)
    earliest = np.full(len(names), NEVER, np.int64)
    yes = (e.t_side[t] > 0) & ~e.t_of_class[t]
    np.minimum.at(earliest, group[yes], e.t_last[t[yes]])
    return (e.t_side[t] < 0) & (e.t_first[t] > earliest[group])


def nearest_root(evidence: Evidence, whose: Attribution, ballots: Ints) -> Votes:
    """Collapse ballots (rows) to one vote an origin, question and side: own words first, fewest relays, most weight."""
    e, t = evidence, evidence.b_testimony[ballots]
    question, origin, side = e.b_question[ballots], whose.origin[t], e.t_side[t]
    relays, coin, last, weight, of_class = e.t_relays[t], e.t_coin[t], e.t_last[t], e.t_weight[t], e.t_of_class[t]
    # coin and last only break ties between equals, so that the order of claims in files cannot matter
    rank = np.lexsort((-last, coin, -weight, relays, of_class, whose.copied[t], side, origin, question))
    question, origin, side = question[rank], origin[rank], side[rank]
    first = np.ones(len(rank), bool)
    first[1:] = (np.diff(question) != 0) | (np.diff(origin) != 0) | (np.diff(side) != 0)
    starts, vote = np.flatnonzero(first), np.cumsum(first) - 1
    kept = rank[first]

    def newest(among: Bools) -> Ints:
        days = np.full(len(starts), -NEVER, np.int64)
        np.maximum.at(days, vote[among], last[rank][among])
        return days

    as_near = np.ones(len(rank), bool)
    for column in (relays, of_class, whose.copied[t]):
        as_near &= column[rank] == column[kept][vote]
    return Votes(
        question=question[first],
        origin=origin[first],
        side=side[first],
        coin=coin[kept],
        weight=weight[kept],
        relays=relays[kept],
        first=e.t_first[t][kept],
        last=newest(as_near),
        seen=newest(of_class[rank] == of_class[kept][vote]),
        of_class=of_class[kept],
        ballot=ballots[kept],
    )

"""Votes: at a date, one for each origin, question and side, however many documents carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from armillary.weighing.attribution import Attribution, attribute
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.questions import NEVER


class Timed(Protocol):
    """What has days: testimonies on ties, and tellings of values."""

    @property
    def t_first(self) -> Ints:
        """The first day seen."""

    @property
    def t_last(self) -> Ints:
        """The last day seen."""

    @property
    def t_cut(self) -> Ints:
        """The day from which it says nothing."""

    @property
    def t_event(self) -> Bools:
        """Whether it stands."""

    @property
    def t_half_life(self) -> Floats:
        """In how many days it fades to half."""

    @property
    def t_known(self) -> Ints:
        """The day it was published."""

    @property
    def t_silenced(self) -> Ints:
        """The day it was retracted or withdrawn."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Rows sorted by question, then origin, then side; `ballot` is the ballot that each was taken from."""

    question: Ints
    origin: Ints
    side: Ints
    coin: Ints
    weight: Floats
    relays: Ints
    last: Ints
    ballot: Ints


def weight_in_time(evidence: Timed, as_of: int) -> Floats:
    """What time leaves of each testimony: 0 before its first day and from its cut on, 1 while seen, then less."""
    e = evidence
    late = np.maximum(0, as_of - e.t_last)
    fading = np.where(e.t_event, 1.0, np.exp2(-late / e.t_half_life))
    return np.where((as_of >= e.t_first) & (as_of < e.t_cut), fading, 0.0)


def heard_by(evidence: Timed, known_by: int | None) -> Bools:
    """Which testimonies were published by a day and not silenced on it; None is everything there is to know."""
    e = evidence
    if known_by is None:
        return e.t_silenced >= NEVER
    return (e.t_known <= known_by) & (e.t_silenced > known_by)


def cast_votes(evidence: Evidence, as_of: int, known_by: int | None = None) -> Votes:
    """The votes that hold at `as_of`, from what was published by `known_by` (day ordinals).

    Of an origin's testimonies on one side of a question the one nearest the root votes, among equals the strongest;
    what was copied from it only where it has none of its own.
    """
    e = evidence
    weight = e.t_weight * weight_in_time(e, as_of)
    heard = heard_by(e, known_by)
    whose = attribute(e, heard)
    ballots = np.flatnonzero(((weight > 0) & heard)[e.b_testimony])
    return nearest_root(e, whose, weight, ballots)


def nearest_root(evidence: Evidence, whose: Attribution, weight: Floats, ballots: Ints) -> Votes:
    """Collapse ballots to one vote an origin, question and side: own words first, fewest relays, then most weight.

    `weight` is that of each testimony, `ballots` are rows.
    """
    e, t = evidence, evidence.b_testimony[ballots]
    question, origin, side = e.b_question[ballots], whose.origin[t], e.t_side[t]
    relays, coin, last, weight = e.t_relays[t], e.t_coin[t], e.t_last[t], weight[t]
    # coin and last only break ties between equals, so that the order of claims in files cannot matter
    rank = np.lexsort((-last, coin, -weight, relays, whose.copied[t], side, origin, question))
    question, origin, side = question[rank], origin[rank], side[rank]
    first = np.ones(len(rank), bool)
    first[1:] = (np.diff(question) != 0) | (np.diff(origin) != 0) | (np.diff(side) != 0)
    kept = rank[first]
    return Votes(
        question[first],
        origin[first],
        side[first],
        coin[kept],
        weight[kept],
        relays[kept],
        last[kept],
        ballots[kept],
    )

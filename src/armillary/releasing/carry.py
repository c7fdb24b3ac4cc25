"""Carrying: what a full book judges on its date goes into the release as it is, which could not judge it so itself."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from armillary.releasing.months import first_of_month, first_of_year, last_of_month, last_of_year
from armillary.weighing.carried import Carried
from armillary.weighing.columns import Bools, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.questions import NEVER


def carry(j: Judgements, e: Evidence, rows: Ints, plain: Bools, coarse: frozenset[int]) -> Carried:
    """What a full book judges of some of its questions, on its date.

    A day on which something was last seen, or ended, is told where a testimony that is told as it is (`plain`) tells it
    too; otherwise its month, or its year where the release is `coarse`.
    """
    ballots = np.flatnonzero(plain[e.b_testimony])
    t, width = e.b_testimony[ballots], 4 * NEVER
    open_days = np.concatenate(
        [
            e.b_question[ballots] * width + np.minimum(days[t], top)
            for days, top in ((e.t_last, j.as_of), (e.t_first, NEVER), (e.t_cut, NEVER), (e.t_end_last, NEVER))
        ]
    )

    def told(days: Ints, month: Callable[[int], int], year: Callable[[int], int]) -> Ints:
        open_ = np.isin(rows * width + days[rows], open_days) | (days[rows] == e.q_gone[rows])
        named = zip(rows.tolist(), days[rows].tolist(), open_.tolist(), strict=True)
        return np.array(
            [day if shown else (year if row in coarse else month)(day) for row, day, shown in named], np.int64
        )

    return Carried(
        as_of=j.as_of,
        own=j.own[rows],
        odds=j.odds[rows],
        age=j.age[rows],
        bound=j.bound[rows],
        low=j.low[rows],
        high=j.high[rows],
        standing=j.standing[rows],
        confidence=j.confidence[rows],
        for_it=j.for_it[rows],
        against=j.against[rows],
        currency=j.currency.kind[rows],
        last_seen=told(j.currency.last_seen, first_of_month, first_of_year),
        ended=told(j.currency.ended, first_of_month, first_of_year),
        ended_last=told(j.currency.ended_last, last_of_month, last_of_year),
    )

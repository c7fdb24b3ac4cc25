"""Carrying: what a full book judges on its date goes into the release as it is, which could not judge it so itself."""

from __future__ import annotations

from armillary.weighing.carried import Carried
from armillary.weighing.columns import Ints
from armillary.weighing.judgements import Judgements


def carry(j: Judgements, rows: Ints) -> Carried:
    """What a full book judges of some of its questions, on its date."""
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
        last_seen=j.currency.last_seen[rows],
        ended=j.currency.ended[rows],
        ended_last=j.currency.ended_last[rows],
    )

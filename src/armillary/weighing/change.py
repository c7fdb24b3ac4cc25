"""Change: what moved between two judgements of one question, by cause, in decibans that add up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.coins import Coins
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import DECIBANS, Judgements
from armillary.weighing.questions import NEVER
from armillary.weighing.records import Cause


_CONTINUOUS = frozenset({"coherence", "vocabulary", "coin", "decay"})  # causes that are there or not by degree


@dataclass(frozen=True, slots=True)
class Weighed:
    """A book's evidence with one judging of it."""

    evidence: Evidence
    coins: Coins
    judgements: Judgements


@dataclass(frozen=True, slots=True)
class _Vote:
    claim: str
    gain: float  # decibans of a full vote
    weight: float
    testimony: int


def causes(before: Weighed, after: Weighed, row_before: int, row_after: int) -> list[Cause]:
    """Why a question's odds differ; a row of -1 is a question that a book does not have.

    The decibans of the causes add up to the difference of the odds, with a missing question counted at its prior.
    """
    then, now = _votes(before, row_before), _votes(after, row_after)
    found: list[Cause] = []
    for key in sorted(then.keys() | now.keys()):
        found += _cause(before, after, key[0], then.get(key), now.get(key))
    if row_before >= 0 and row_after >= 0:
        prior = float(after.evidence.q_prior[row_after] - before.evidence.q_prior[row_before]) * DECIBANS
        found.append(Cause(cause="vocabulary", origin="", claim="", decibans=prior))
    lifted = _coherence(after, row_after) - _coherence(before, row_before)
    found.append(Cause(cause="coherence", origin="", claim="", decibans=lifted))
    return [cause for cause in found if abs(cause.decibans) > 1e-12 or cause.cause not in _CONTINUOUS]


def _cause(before: Weighed, after: Weighed, origin: str, then: _Vote | None, now: _Vote | None) -> list[Cause]:
    if then is None and now is not None:
        why = "new claim" if _unheard(before, now.claim) else "begins to hold"
        return [Cause(cause=why, origin=origin, claim=now.claim, decibans=now.weight * now.gain)]
    if now is None and then is not None:
        return [Cause(cause=_gone(after, then), origin=origin, claim=then.claim, decibans=-then.weight * then.gain)]
    assert then is not None
    assert now is not None
    by_weight = (now.weight - then.weight) * then.gain
    by_coin = now.weight * (now.gain - then.gain)
    if then.claim != now.claim:
        why = "new claim" if _unheard(before, now.claim) else _gone(after, then)
    else:
        last = int(before.evidence.t_last[then.testimony])
        why = "expired interval" if before.judgements.as_of <= last < after.judgements.as_of else "decay"
    return [
        Cause(cause=why, origin=origin, claim=now.claim, decibans=by_weight),
        Cause(cause="coin", origin=origin, claim=now.claim, decibans=by_coin),
    ]


def _gone(after: Weighed, then: _Vote) -> str:
    """Why a claim that voted no longer does."""
    e, j = after.evidence, after.judgements
    rows = [i for i, c in enumerate(e.t_claim) if e.claims[int(c)] == then.claim]
    if not rows:
        return "claim removed"
    if all(_silenced(e, j, i) for i in rows):
        return "retraction"
    return "expired interval"


def _silenced(e: Evidence, j: Judgements, testimony: int) -> bool:
    limit = NEVER - 1 if j.known_by is None else j.known_by
    return int(e.t_silenced[testimony]) <= limit


def _unheard(before: Weighed, claim: str) -> bool:
    """Whether a claim was not to be heard of before: absent, or published later."""
    e, j = before.evidence, before.judgements
    rows = [i for i, c in enumerate(e.t_claim) if e.claims[int(c)] == claim]
    return not rows or (j.known_by is not None and all(int(e.t_known[i]) > j.known_by for i in rows))


def _votes(weighed: Weighed, row: int) -> dict[tuple[str, int], _Vote]:
    if row < 0:
        return {}
    e, j = weighed.evidence, weighed.judgements
    result = {}
    for i in np.flatnonzero(j.votes.question == row):
        testimony = int(e.b_testimony[j.votes.ballot[i]])
        weight = float(j.votes.weight[i])
        key = (e.origins[int(j.votes.origin[i])], int(j.votes.side[i]))
        gain = float(j.contribution[i]) * DECIBANS / weight
        result[key] = _Vote(e.claims[int(e.t_claim[testimony])], gain, weight, testimony)
    return result


def _coherence(weighed: Weighed, row: int) -> float:
    return 0.0 if row < 0 else float(weighed.judgements.odds[row] - weighed.judgements.own[row]) * DECIBANS

"""Change: what moved between two judgements of one question, by cause, in decibans that add up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from armillary.weighing.attribution import attribute
from armillary.weighing.coins import Coins
from armillary.weighing.columns import Bools, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.questions import NEVER
from armillary.weighing.records import Cause
from armillary.weighing.votes import heard_by, weight_in_time

_CONTINUOUS = frozenset({"coherence", "vocabulary", "coin", "decay"})  # causes that are there or not by degree


@dataclass(frozen=True)
class Weighed:
    """A book's evidence with one judging of it."""

    evidence: Evidence
    coins: Coins
    judgements: Judgements

    def testimonies(self, claim: str, side: int) -> Ints:
        """The rows of a claim's testimonies on one side, none when the evidence does not have it."""
        number = self._numbers.get(claim)
        if number is None:
            return np.zeros(0, np.int64)
        rank, sorted_claims = self._by_claim
        start, stop = np.searchsorted(sorted_claims, (number, number + 1))
        rows: Ints = rank[start:stop]
        return np.asarray(rows[self.evidence.t_side[rows] == side])

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {claim: i for i, claim in enumerate(self.evidence.claims)}

    @cached_property
    def _by_claim(self) -> tuple[Ints, Ints]:
        rank = np.argsort(self.evidence.t_claim, kind="stable")
        return rank, self.evidence.t_claim[rank]

    @cached_property
    def silenced(self) -> Bools:
        """Which testimonies have been retracted or withdrawn."""
        known_by = self.judgements.known_by
        return self.evidence.t_silenced <= (NEVER - 1 if known_by is None else known_by)

    @cached_property
    def unpublished(self) -> Bools:
        """Which testimonies were not published yet."""
        known_by = self.judgements.known_by
        return self.evidence.t_known > (NEVER if known_by is None else known_by)

    @cached_property
    def copied(self) -> Bools:
        """Which testimonies count as another's word, as a copy has been accepted."""
        return attribute(self.evidence, heard_by(self.evidence, self.judgements.known_by)).copied

    @cached_property
    def in_time(self) -> Bools:
        """Which testimonies speak of the day asked about."""
        return weight_in_time(self.evidence, self.judgements.as_of) > 0


@dataclass(frozen=True, slots=True)
class _Vote:
    claim: str
    side: int
    gain: float  # decibans of a full vote
    weight: float
    base: float  # the weight before time took from it
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
        return [Cause(cause=_come(before, now), origin=origin, claim=now.claim, decibans=now.weight * now.gain)]
    if now is None and then is not None:
        return [Cause(cause=_gone(after, then), origin=origin, claim=then.claim, decibans=-then.weight * then.gain)]
    assert then is not None
    assert now is not None
    by_weight = (now.weight - then.weight) * then.gain
    by_coin = now.weight * (now.gain - then.gain)
    if (
        then.claim != now.claim
    ):  # the old claim fell silent, or a new one, or one that weighs more by now, took its place
        why = _gone(after, then)
        if why == "decay":
            why = _come(before, now)
        return _parts(origin, now.claim, (why, by_weight), ("coin", by_coin))
    recoded = (now.base - then.base) * then.weight / then.base * then.gain
    faded = (_faded(before, after, then), by_weight - recoded)
    return _parts(origin, now.claim, ("claim changed", recoded), faded, ("coin", by_coin))


def _parts(origin: str, claim: str, *parts: tuple[str, float]) -> list[Cause]:
    return [Cause(cause=why, origin=origin, claim=claim, decibans=by) for why, by in parts if abs(by) > 1e-12]


def _faded(before: Weighed, after: Weighed, then: _Vote) -> str:
    """Whether a claim has begun to lose weight, its interval being over, or has only gone on losing it."""
    last = int(before.evidence.t_last[then.testimony])
    return "expired interval" if before.judgements.as_of <= last < after.judgements.as_of else "decay"


def _come(before: Weighed, now: _Vote) -> str:
    """Why a claim that votes did not vote before."""
    rows = before.testimonies(now.claim, now.side)
    if (before.unpublished[rows] | before.silenced[rows]).all():  # or it has no rows
        return "new claim"
    if before.copied[rows].any():
        return "accepted copy"
    return "decay" if before.in_time[rows].any() else "begins to hold"


def _gone(after: Weighed, then: _Vote) -> str:
    """Why a claim that voted no longer does; decay, when it only came to weigh less than another."""
    rows = after.testimonies(then.claim, then.side)
    if not len(rows):
        return "claim removed"
    if after.silenced[rows].all():
        return "retraction"
    if after.copied[rows].any():
        return "accepted copy"
    return "decay" if after.in_time[rows].any() else "expired interval"


def _votes(weighed: Weighed, row: int) -> dict[tuple[str, int], _Vote]:
    if row < 0:
        return {}
    e, j = weighed.evidence, weighed.judgements
    result = {}
    for i in range(*(int(at) for at in np.searchsorted(j.votes.question, (row, row + 1)))):
        testimony = int(e.b_testimony[j.votes.ballot[i]])
        weight = float(j.votes.weight[i])
        side = int(j.votes.side[i])
        gain = float(j.contribution[i]) * DECIBANS / weight
        base = float(e.t_weight[testimony])
        claim = e.claims[int(e.t_claim[testimony])]
        result[e.origins[int(j.votes.origin[i])], side] = _Vote(claim, side, gain, weight, base, testimony)
    return result


def _coherence(weighed: Weighed, row: int) -> float:
    return 0.0 if row < 0 else float(weighed.judgements.odds[row] - weighed.judgements.own[row]) * DECIBANS

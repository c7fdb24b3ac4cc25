"""Change: what moved between two judgements of one question, by cause, in decibans that add up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from armillary.weighing.coins import Coins
from armillary.weighing.columns import Bools, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.questions import NEVER
from armillary.weighing.records import Cause


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
        return self.judgements.hearing.whose.copied

    @cached_property
    def begun(self) -> Bools:
        """Which testimonies speak of a time that has begun on the day asked about."""
        return self.evidence.t_first <= self.judgements.as_of


@dataclass(frozen=True, slots=True)
class _Vote:
    claim: str
    side: int
    gain: float  # decibans of a full vote
    weight: float
    counts: bool  # rather than another for the same voice


def causes(before: Weighed, after: Weighed, row_before: int, row_after: int) -> list[Cause]:
    """Why a question's odds differ; a row of -1 is a question that a book does not have, which stands at even odds.

    The decibans of the causes add up to the difference of the odds.
    """
    then, now = _votes(before, row_before), _votes(after, row_after)
    found: list[Cause] = []
    for key in sorted(then.keys() | now.keys()):
        found += _cause(before, after, key[0], then.get(key), now.get(key))
    for name in ("age", "bound", "coherence", "untold"):
        by = _part(after, row_after, name) - _part(before, row_before, name)
        found.append(Cause(cause=_WORDS[name], origin="", claim="", decibans=by))
    return [cause for cause in found if abs(cause.decibans) > 1e-12]


_WORDS = {
    "age": "older against newer evidence",
    "bound": "number of voices",
    "coherence": "coherence",
    "untold": "not told apart",
}


def _part(weighed: Weighed, row: int, name: str) -> float:
    """A part of a question's odds that is no vote's, in decibans."""
    if row < 0:
        return 0.0
    j = weighed.judgements
    if name == "coherence":
        return float(j.odds[row] - j.own[row]) * DECIBANS
    if name == "untold":
        lo, hi = np.searchsorted(j.votes.question, (row, row + 1))
        return float(j.own[row] - j.contribution[lo:hi].sum() - j.age[row] - j.bound[row]) * DECIBANS
    return float(getattr(j, name)[row]) * DECIBANS


def _cause(before: Weighed, after: Weighed, origin: str, then: _Vote | None, now: _Vote | None) -> list[Cause]:
    if then is None and now is not None:
        return _parts(origin, now.claim, (_come(before, now), now.counts * now.weight * now.gain))
    if now is None and then is not None:
        return _parts(origin, then.claim, (_gone(after, then), -then.counts * then.weight * then.gain))
    assert then is not None
    assert now is not None
    merged = (int(now.counts) - int(then.counts)) * then.weight * then.gain
    by_weight = now.counts * (now.weight - then.weight) * then.gain
    by_coin = now.counts * now.weight * (now.gain - then.gain)
    why = "claim changed"
    if then.claim != now.claim:  # the old claim fell silent, or a new one took its place
        why = _come(before, now) if _gone(after, then) == "begins to hold" else _gone(after, then)
    return _parts(origin, now.claim, ("one voice", merged), (why, by_weight), ("coin", by_coin))


def _parts(origin: str, claim: str, *parts: tuple[str, float]) -> list[Cause]:
    return [Cause(cause=why, origin=origin, claim=claim, decibans=by) for why, by in parts if abs(by) > 1e-12]


def _come(before: Weighed, now: _Vote) -> str:
    """Why a claim that votes did not vote before."""
    rows = before.testimonies(now.claim, now.side)
    if (before.unpublished[rows] | before.silenced[rows]).all():  # or it has no rows
        return "new claim"
    if before.copied[rows].any():
        return "accepted copy"
    return "claim changed" if before.begun[rows].any() else "begins to hold"


def _gone(after: Weighed, then: _Vote) -> str:
    """Why a claim that voted no longer does."""
    rows = after.testimonies(then.claim, then.side)
    if not len(rows):
        return "claim removed"
    if after.silenced[rows].all():
        return "retraction"
    if after.copied[rows].any():
        return "accepted copy"
    return "claim changed" if after.begun[rows].any() else "begins to hold"


def _votes(weighed: Weighed, row: int) -> dict[tuple[str, int], _Vote]:
    if row < 0:
        return {}
    e, j = weighed.evidence, weighed.judgements
    result = {}
    for i in range(*(int(at) for at in np.searchsorted(j.votes.question, (row, row + 1)))):
        weight = float(j.votes.weight[i])
        side = int(j.votes.side[i])
        gain = float(j.worth[i]) * DECIBANS / weight
        claim = e.claims[int(e.t_claim[int(e.b_testimony[j.votes.ballot[i]])])]
        counts = bool(j.tally.counts[i])
        result[e.origins[int(j.votes.origin[i])], side] = _Vote(claim, side, gain, weight, counts)
    return result

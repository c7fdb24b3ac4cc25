"""Votes on values: at a date one for each origin and question, whatever carries it and however often."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import coins_from, weights_of_evidence
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.questions import NEVER
from armillary.weighing.values.evidence import ValueEvidence
from armillary.weighing.values.questions import NAMES
from armillary.weighing.values.testimony import Answer
from armillary.weighing.votes import heard_by


class ValueVote(NamedTuple):
    """What one origin says a value is (side +1), or is not (-1).

    `says` is w times the weight of evidence of its coin for what it says, in natural units, never negative; `audible`
    is whether it weighs enough to judge by. `claims` are those that carry it, the voting one first.
    """

    origin: int
    bloc: int
    side: int
    answer: Answer
    coin: int
    weight: float
    says: float
    audible: bool
    relays: int
    first: int
    last: int
    half_life: float
    event: bool
    telling: int
    claims: tuple[int, ...]


class Ballots:
    """The votes of every value question as of a day, from what was published by another (ordinals)."""

    def __init__(self, evidence: ValueEvidence, vocab: Vocabulary, as_of: int, known_by: int | None) -> None:
        self.evidence = evidence
        self.vocab = vocab
        self.as_of = as_of
        self.known_by = known_by
        self.heard: Bools = heard_by(evidence, known_by)
        self.weight: Floats = evidence.t_weight * _in_time(evidence, as_of)
        yes, no = weights_of_evidence(*coins_from(evidence.coins, vocab))
        self._gains: Floats = np.where(evidence.t_side > 0, yes[evidence.t_coin], -no[evidence.t_coin])
        self._least = vocab.constant("assessed_weight")
        self._rank: Ints = np.argsort(evidence.t_question, kind="stable")
        self._sorted: Ints = evidence.t_question[self._rank]

    def told(self, row: int) -> list[int]:
        """Every telling on a question."""
        start, stop = np.searchsorted(self._sorted, (row, row + 1))
        return [int(t) for t in self._rank[start:stop]]

    def votes(self, row: int) -> list[ValueVote]:
        """The votes on a question, by name of origin."""
        voters: dict[tuple[object, ...], list[int]] = {}
        for t in self.told(row):
            if self.heard[t] and self.weight[t] > 0:
                voters.setdefault(self._voter(row, t), []).append(t)
        return [self._vote(self._current(tellings), tellings) for _, tellings in sorted(voters.items())]

    def _voter(self, row: int, t: int) -> tuple[object, ...]:
        """Who votes with a telling: an origin says one thing, but may deny several and name several."""
        e = self.evidence
        side = int(e.t_side[t])
        several = side < 0 or e.questions[row].kind == NAMES
        return int(e.t_origin[t]), -side, int(e.t_answer[t]) if several else -1

    def _current(self, tellings: list[int]) -> int:
        """The telling that votes: of an origin's last word on the matter the one nearest the root, then the strongest.

        Its last word is what it published later about later days; a copy of an old word is no new one.
        """
        e = self.evidence
        last = self._last_words(tellings)
        return min(last, key=lambda t: (e.t_relays[t], -self.weight[t], e.t_answer[t], e.t_coin[t], -e.t_last[t], t))

    def _last_words(self, tellings: list[int]) -> list[int]:
        """The tellings that none of the others supersedes."""
        e = self.evidence
        found, newest, pending = [], -NEVER, -NEVER  # the latest first day of what was published later
        published = NEVER + 1
        for t in sorted(tellings, key=lambda t: -int(e.t_known[t])):
            known = int(e.t_known[t])
            if known < published:
                newest, published = max(newest, pending), known
            if known < NEVER:
                pending = max(pending, int(e.t_first[t]))
            if newest <= int(e.t_last[t]):
                found.append(t)
        return found

    def _supersedes(self, later: int, t: int) -> bool:
        e = self.evidence
        return bool(NEVER > e.t_known[later] > e.t_known[t] and e.t_first[later] > e.t_last[t])

    def _vote(self, t: int, tellings: Iterable[int]) -> ValueVote:
        e = self.evidence
        says = float(self.weight[t] * self._gains[t])
        origin = int(e.t_origin[t])
        claims = dict.fromkeys(int(e.t_claim[other]) for other in (t, *tellings) if self._same(other, t))
        return ValueVote(
            origin=origin,
            bloc=int(e.origin_bloc[origin]),
            side=int(e.t_side[t]),
            answer=e.answers[int(e.t_answer[t])],
            coin=int(e.t_coin[t]),
            weight=float(self.weight[t]),
            says=max(says, 0.0),
            audible=bool(self.weight[t] >= self._least and says > 1e-12),
            relays=int(e.t_relays[t]),
            first=int(e.t_first[t]),
            last=int(e.t_last[t]),
            half_life=float(e.t_half_life[t]),
            event=bool(e.t_event[t]),
            telling=t,
            claims=tuple(claims),
        )

    def _same(self, other: int, t: int) -> bool:
        return bool(self.evidence.t_answer[other] == self.evidence.t_answer[t])

    def silence(self, t: int, row: int) -> str:
        """Why a telling on a question does not vote."""
        e = self.evidence
        if not self.heard[t]:
            if self.known_by is None or int(e.t_silenced[t]) <= self.known_by:
                return "retracted or withdrawn"
            undated = int(e.t_known[t]) >= NEVER
            return "nothing says when it was published" if undated else "not published by then"
        if self.weight[t] <= 0:
            if self.as_of >= int(e.t_cut[t]):
                return "ended before this date"
            return "of a later date" if self.as_of < int(e.t_first[t]) else "too long ago"
        voter = next(vote.telling for vote in self.votes(row) if self._voter(row, vote.telling) == self._voter(row, t))
        claim = e.claims[int(e.t_claim[voter])]
        if self._supersedes(voter, t):
            return f"the same origin says something newer, by {claim}"
        where = "nearer its root" if e.t_relays[voter] < e.t_relays[t] else "with no less weight"
        return f"the same origin already votes, {where}, by {claim}"


def _in_time(evidence: ValueEvidence, as_of: int) -> Floats:
    """What time leaves of each telling: 0 before its first day and from its end on, 1 while seen, then less.

    A tie that was seen is not less likely for it; a number that was true grows wrong.
    """
    e = evidence
    late = np.maximum(0, as_of - e.t_last)
    fading = np.where(e.t_event, 1.0, np.exp2(-late / e.t_half_life))
    return np.where((as_of >= e.t_first) & (as_of < e.t_cut), fading, 0.0)

"""Explanations: why a question is judged as it is, origin by origin, in decibans that add up."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins
from armillary.weighing.columns import Bools, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.questions import NEVER
from armillary.weighing.records import Contribution, Explanation, NotCounted
from armillary.weighing.turning import would_change
from armillary.weighing.votes import heard_by

WORD_OF_SIDE = {1: "asserts", -1: "denies"}


class Explainer:
    """Explains any number of questions of one judging."""

    def __init__(self, evidence: Evidence, judgements: Judgements, coins: Coins, vocab: Vocabulary) -> None:
        self.evidence = evidence
        self.judgements = judgements
        self.coins = coins
        self.vocab = vocab
        self._ballots = _Rows(evidence.b_question)
        self._unheard = _Rows(evidence.u_question)
        self._heard: Bools = heard_by(evidence, judgements.known_by)
        self._whose = judgements.hearing.whose
        self._begun: Bools = evidence.t_first <= judgements.as_of

    def explain(self, row: int) -> Explanation:
        """Everything behind the judgement of question `row`: what adds up to its odds, and what was left out."""
        j = self.judgements
        mine = self._votes(row)
        own, odds = float(j.own[row]), float(j.odds[row])
        added = float(j.contribution[mine].sum()) + float(j.age[row]) + float(j.bound[row])
        return Explanation(
            question=row,
            age_db=float(j.age[row]) * DECIBANS,
            bound_db=float(j.bound[row]) * DECIBANS,
            coherence_db=(odds - own) * DECIBANS,
            untold_db=(own - added) * DECIBANS if self.evidence.carried is not None else 0.0,
            lifted_by=int(j.floor[row]),
            odds_db=odds * DECIBANS,
            coins=f"learned from {self.coins.taught_by}" if self.coins.taught_by else "prior",
            contributions=self.contributions(row),
            load_bearing=tuple(sorted(self.evidence.blocs[bloc] for bloc in self._bearing.get(row, ()))),
            would_change=tuple(would_change(self.evidence, j, self.vocab, row)) if j.assessed[row] else (),
            not_counted=tuple(self._not_counted(row)),
        )

    def contributions(self, row: int) -> tuple[Contribution, ...]:
        """What every origin adds to question `row`, most first."""
        j = self.judgements
        told = [int(i) for i in self._votes(row) if j.tally.stands_for[i] >= 0]
        told.sort(key=lambda i: (-abs(float(j.contribution[i])), -abs(float(j.worth[i])), i))
        return tuple(self._contribution(row, i) for i in told)

    @cached_property
    def _bearing(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for question, bloc in self.judgements.load_bearing:
            found.setdefault(question, []).append(bloc)
        return found

    def _votes(self, row: int) -> Ints:
        votes = self.judgements.votes
        return np.arange(*np.searchsorted(votes.question, (row, row + 1)))

    def _contribution(self, row: int, vote: int) -> Contribution:
        e, votes = self.evidence, self.judgements.votes
        origin, side = int(votes.origin[vote]), int(votes.side[vote])
        speaker, stance, grade = e.coins[int(votes.coin[vote])]
        head = int(self.judgements.tally.stands_for[vote])
        # every claim that carries the origin's word on this side, the one that votes first
        t = e.b_testimony[self._ballots.of(row)]
        t = t[(self._whose.origin[t] == origin) & (e.t_side[t] == side) & self._heard[t] & self._begun[t]]
        claims = dict.fromkeys(
            e.claims[int(e.t_claim[i])] for i in (e.b_testimony[int(votes.ballot[vote])], *t.tolist())
        )
        return Contribution(
            origin=e.origins[origin],
            speaker=speaker,
            bloc=e.blocs[int(e.origin_bloc[origin])],
            stance=stance,
            grade=grade,
            polarity=WORD_OF_SIDE[side],
            weight=float(votes.weight[vote]),
            relays=int(votes.relays[vote]),
            decibans=float(self.judgements.contribution[vote]) * DECIBANS,
            claims=tuple(claims),
            one_with="" if head == vote else e.origins[int(votes.origin[head])],
            audible=bool(self.judgements.audible[vote]),
            of_class=bool(votes.of_class[vote]),
        )

    def _not_counted(self, row: int) -> list[NotCounted]:
        """Claims on the question that do not vote, each with the reason."""
        e, votes = self.evidence, self.judgements.votes
        voters = {(int(votes.origin[i]), int(votes.side[i])): int(i) for i in self._votes(row)}
        counted = {
            int(e.t_claim[e.b_testimony[votes.ballot[i]]])
            for i in voters.values()
            if self.judgements.tally.stands_for[i] >= 0
        }
        reasons: dict[int, str] = {}
        for t in e.b_testimony[self._ballots.of(row)].tolist():
            reasons.setdefault(int(e.t_claim[t]), self._silence(t, voters))
        for i in self._unheard.of(row):
            reasons.setdefault(int(e.u_claim[i]), e.u_reason[int(i)])
        found = [(e.claims[claim], reason) for claim, reason in reasons.items() if claim not in counted]
        return [NotCounted(claim=claim, reason=reason) for claim, reason in sorted(found)]

    def _silence(self, t: int, voters: dict[tuple[int, int], int]) -> str:
        """Why a testimony on a question does not vote."""
        e, j = self.evidence, self.judgements
        if not self._heard[t]:
            if j.known_by is None or int(e.t_silenced[t]) <= j.known_by:
                return "retracted or withdrawn"
            undated = int(e.t_known[t]) >= NEVER
            return "nothing says when it was published" if undated else "not published by then"
        if not self._begun[t]:
            return "of a later date"
        if e.t_weight[t] <= 0:
            return "nothing is left of it"
        vote = voters.get((int(self._whose.origin[t]), int(e.t_side[t])))
        if vote is None:
            return "the same origin said yes before: it ends that, and denies nothing"
        if j.tally.stands_for[vote] < 0:
            return "it speaks of days for which this is denied, and others assert it for days for which nobody does"
        voter = int(e.b_testimony[j.votes.ballot[vote]])
        if self._whose.copied[t] and not self._whose.copied[voter]:
            original = e.origins[int(self._whose.origin[t])]
            return f"accepted as a copy of {original}, which already votes, by {e.claims[int(e.t_claim[voter])]}"
        where = "nearer its root" if e.t_relays[voter] < e.t_relays[t] else "with no less weight"
        return f"the same origin already votes, {where}, by {e.claims[int(e.t_claim[voter])]}"


class _Rows:
    """Which rows of a column belong to each question."""

    def __init__(self, question: Ints) -> None:
        self.rank: Ints = np.argsort(question, kind="stable")
        self.sorted = question[self.rank]

    def of(self, row: int) -> Ints:
        """The rows of a question."""
        start, stop = np.searchsorted(self.sorted, (row, row + 1))
        return self.rank[start:stop]

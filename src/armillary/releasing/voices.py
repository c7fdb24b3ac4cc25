"""Voices: the votes of a judging that a release cannot show as they are, and as what it shows them.

A vote is told as it is where its claim and every link of its credit are shown. Otherwise one testimony is made of it,
for the one question it votes on: it weighs what the vote weighs, and is dated to the month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from armillary.casebook.casebook import Casebook
from armillary.releasing.months import first_of_month, first_of_year, last_of_month, last_of_year
from armillary.releasing.numbered import BY_NUMBER
from armillary.releasing.pseudonyms import Pseudonyms
from armillary.releasing.visibility import passes_through_hidden
from armillary.weighing.coins import Coins
from armillary.weighing.columns import Bools, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.votes import heard_by

POOL = "confidential-sources"  # what a coarse release calls all of them together
POOLED_COIN = 0.75  # sens and spec of the pool: any will do, as its weight is made to fit


@dataclass(frozen=True, slots=True)
class Told:
    """A vote as the release tells it; `vote` is its row in the judging, -1 for what is no vote there."""

    vote: int
    claim: str
    question: int
    side: int
    origin: str
    grade: str
    stance: str
    bloc: int
    coin: int  # of the full book, -1 for the pool's
    relays: int
    weight: float
    first: int
    last: int
    known: int
    confidential: bool  # under a pseudonym
    stands_in: bool  # told by a claim that is shown, for one that is not
    of_class: bool
    by_day: bool  # whether what it saw last has a day, and no month alone


@dataclass(frozen=True, slots=True)
class Seen:
    """Which claims and testimonies of the evidence a release shows: `shown` by their claims, `plain` as they are."""

    claim_shown: Bools
    shown: Bools
    plain: Bools


def see_testimonies(casebook: Casebook, e: Evidence, names: Pseudonyms) -> Seen:
    """Which testimonies a release tells as they are: claim, chain and speakers shown, and none of them by a number."""
    seen, numbered = names.seen, names.numbered
    claim_shown = np.array([seen.shows("claims", claim) for claim in e.claims], bool)
    plain = claim_shown.copy()
    for row, name in enumerate(e.claims):
        if plain[row]:
            claim = casebook.claims[name]
            plain[row] = not numbered.say(claim) and not passes_through_hidden(claim, casebook, seen)
    named = np.array([name not in numbered.speakers and seen.shows_link(name) for name in e.origins], bool)
    ok = plain[e.t_claim] & named[e.t_origin] if len(e.t_claim) else np.zeros(0, bool)
    return Seen(claim_shown, claim_shown[e.t_claim] if len(e.t_claim) else np.zeros(0, bool), ok)


class Teller:
    """Tells the votes of one judging."""

    def __init__(self, e: Evidence, j: Judgements, coins: Coins, at: Seen, names: Pseudonyms) -> None:
        self.e, self.j, self.coins, self.at, self.names = e, j, coins, at, names
        usable = (e.t_weight > 0) & (e.t_first <= j.as_of) & heard_by(e, j.known_by) & at.shown
        self._carriers: dict[tuple[int, int, int], int] = {}
        ballots = np.flatnonzero(usable[e.b_testimony])
        t = e.b_testimony[ballots]
        best = np.lexsort((e.t_claim[t], -e.t_weight[t], e.t_relays[t]))
        for i in best.tolist():
            key = (int(e.b_question[ballots[i]]), int(e.t_origin[t[i]]), int(e.t_side[t[i]]))
            self._carriers.setdefault(key, int(t[i]))

    def tell(self, questions: Ints, coarse: frozenset[int]) -> Iterator[Told]:
        """The votes on questions that cannot be shown as they are; on `coarse` ones those under pseudonyms as one.

        What is under a pseudonym and adds nothing, as another vote stands for its voice, is not told.
        """
        wanted = np.zeros(len(self.e.questions), bool)
        wanted[questions] = True
        pools: dict[tuple[int, int], list[Told]] = {}
        for vote in np.flatnonzero(wanted[self.j.votes.question]).tolist():
            told = self._told(vote, coarse)
            if told is None or (told.confidential and not self.j.tally.counts[vote]):
                continue
            if told.confidential and told.question in coarse:
                pools.setdefault((told.question, told.side), []).append(told)
            else:
                yield told
        for pool in pools.values():
            yield self._pooled(pool)

    def gain(self, told: Told) -> float:
        """The log-odds that a full vote of a voice is worth."""
        sens, spec = self._coin(told)
        return float(np.log(sens / (1 - spec)) if told.side > 0 else np.log((1 - sens) / spec))

    def _coin(self, told: Told) -> tuple[float, float]:
        if told.coin < 0:
            return POOLED_COIN, POOLED_COIN
        return float(self.coins.sens[told.coin]), float(self.coins.spec[told.coin])

    def _told(self, vote: int, coarse: frozenset[int]) -> Told | None:
        t = int(self.e.b_testimony[self.j.votes.ballot[vote]])
        return None if self.at.plain[t] else self._tell(vote, coarse)

    def _tell(self, vote: int, coarse: frozenset[int]) -> Told:
        e, votes = self.e, self.j.votes
        t = int(e.b_testimony[votes.ballot[vote]])
        question, origin, side = int(votes.question[vote]), int(votes.origin[vote]), int(votes.side[vote])
        speaker, stance, grade = e.coins[int(votes.coin[vote])]
        carrier = self._carriers.get((question, origin, side))
        shown = bool(self.at.shown[t])
        if shown or (carrier is not None and self.names.seen.shows_link(speaker)):
            told_by = t if shown else int(carrier)  # type: ignore[arg-type]
            claim, name = e.claims[int(e.t_claim[told_by])], self.names.speaker(speaker)
            claim = self.names.ids.get(claim, claim)
        else:
            claim, name = "", self.names.hide(speaker)
        numbered = name.startswith(tuple(BY_NUMBER))
        confidential = question in coarse if numbered else name in self.names.made
        year = question in coarse and confidential
        first, last = self._days(int(votes.first[vote]), int(votes.last[vote]), year)
        return Told(
            vote=vote,
            claim=claim or self.names.hide(speaker, "confidential-claim"),
            question=question,
            side=side,
            origin=name,
            grade=grade,
            stance=stance,
            bloc=int(e.origin_bloc[origin]),
            coin=int(votes.coin[vote]),
            relays=min(int(votes.relays[vote]), 1),
            weight=float(votes.weight[vote]),
            first=first,
            last=last,
            known=(last_of_year if year else last_of_month)(int(e.t_known[t])),
            confidential=confidential,
            stands_in=not shown and not confidential,
            of_class=bool(votes.of_class[vote]),
            by_day=(day := int(votes.last[vote])) not in (first_of_month(day), last_of_month(day)),
        )

    def _days(self, first: int, last: int, year: bool) -> tuple[int, int]:
        """First and last day of a vote by month, or by year."""
        begin = first_of_year if year else first_of_month
        first = min(begin(first), self.j.as_of)
        return first, max(begin(min(last, self.j.as_of)), first)

    def _pooled(self, pool: list[Told]) -> Told:
        odds = sum(told.weight * self.gain(told) for told in pool)
        heaviest = pool[0]
        pooled = replace(
            heaviest,
            vote=-1,
            claim=self.names.hide(POOL, "confidential-claim"),
            origin=self.names.hide(POOL),
            grade="F",
            stance="free",
            bloc=-1,
            coin=-1,
            relays=1,
            first=min(told.first for told in pool),
            last=max(told.last for told in pool),
            known=max(told.known for told in pool),
            of_class=False,
        )
        return replace(pooled, weight=abs(odds / self.gain(pooled)))

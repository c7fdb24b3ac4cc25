"""Released evidence: what judging needs, with the numbers of the full book and without the names of what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from armillary.releasing.arrange import Arranger
from armillary.releasing.pseudonyms import Pseudonyms
from armillary.releasing.voices import Seen, Teller, Told
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins
from armillary.weighing.columns import Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements, judge
from armillary.weighing.questions import Order

EQUAL = 1e-12  # log-odds: how near a released judgement must come to the full book's
MOST_ROUNDS = 8


@dataclass(frozen=True)
class Counted:
    """Released evidence with its coins and judgements; `rows` are the full book's rows of its questions."""

    evidence: Evidence
    coins: Coins
    judgements: Judgements
    rows: Ints
    told: tuple[Told, ...]
    asked: frozenset[tuple[str, ...]]  # the ties that claims which are shown are about as such
    parties: dict[str, str]  # pseudonyms that are seen to speak for a party that others speak for
    unequal: tuple[int, ...]  # rows of the full book that could not be made equal


def shown_questions(e: Evidence, at: Seen, order: Order, hidden: frozenset[str], withheld: frozenset[int]) -> Ints:
    """The questions that a release may ask: those that claims which are shown raise by what is shown, and no others.

    A denial that is shown bears on more specific questions too; those that only hidden claims raise are not asked.
    """
    raised = {*e.t_question[at.shown].tolist(), *e.u_question[at.claim_shown[e.u_claim]].tolist()}
    reached = {up.question for row in raised for up in order.above(e.questions[row])}
    asked = [question in reached and hidden.isdisjoint(question) for question in e.questions]
    return np.array([row for row in np.flatnonzero(asked).tolist() if row not in withheld], np.int64)


def pairs_among(e: Evidence, order: Order, rows: Ints) -> Ints:
    """The order among some questions as what is shown gives it: specific, general, first and last day of each pair."""
    number = {e.questions[row]: i for i, row in enumerate(rows.tolist())}
    found = [
        (own, number[up.question], up.first, up.last)
        for question, own in number.items()
        for up in order.above(question)
        if up.question in number and number[up.question] != own and not up.presumed
    ]
    return np.array(sorted(found), np.int64).reshape(-1, 4)


def release_evidence(
    e: Evidence,
    j: Judgements,
    coins: Coins,
    vocab: Vocabulary,
    at: Seen,
    names: Pseudonyms,
    ids: dict[str, str],
    rows: Ints,
    order: Order,
    coarse: frozenset[int],
) -> Counted:
    """The evidence on some questions (rows of the full book), judged on its date as the full book judges it.

    What coherence takes from questions that are not shown is given to the confidential voices that it comes from.
    """
    pairs = pairs_among(e, order, rows)
    teller = Teller(e, j, coins, at, names, ids)
    told = list(teller.tell(rows, coarse))
    of_claims = (*e.t_question[at.shown].tolist(), *e.u_question[at.claim_shown[e.u_claim]].tolist())
    asked = frozenset(e.questions[row][:3] for row in of_claims)
    pooled = np.array([row in coarse for row in rows.tolist()], bool)
    for _ in range(MOST_ROUNDS):
        arranger = Arranger(e, j, coins, at, names, ids, rows, pairs, told)
        evidence, known = arranger.evidence(), arranger.coins()
        judgements = judge(evidence, known, vocab, j.as_of)
        off = np.flatnonzero(
            ((np.abs(judgements.odds - j.odds[rows]) > EQUAL) | (judgements.assessed != j.assessed[rows])) & ~pooled
        )
        counted = Counted(
            evidence, known, judgements, rows, tuple(told), asked, arranger.parties, tuple(rows[off].tolist())
        )
        if not len(off):
            return counted
        own = judgements.own[off]
        told = _lift(teller, j, told, dict(zip(rows[off].tolist(), own.tolist(), strict=True)))
    return counted


def _lift(teller: Teller, j: Judgements, told: list[Told], own: dict[int, float]) -> list[Told]:
    """Give each question, by its row and own log-odds, what it lacks; the voice is one that the odds come from."""
    made = list(told)
    for question, odds in own.items():
        short = float(j.odds[question]) - odds
        giver = _giver(teller, j, question, short)
        if giver is None:
            continue
        mine = (question, giver.side, giver.origin)
        at = next((i for i, old in enumerate(made) if (old.question, old.side, old.origin) == mine), -1)
        if at < 0:
            made.append(giver)
        else:
            made[at] = replace(made[at], weight=max(0.0, made[at].weight + short / teller.gain(made[at])), lifted=True)
    return made


def _giver(teller: Teller, j: Judgements, question: int, odds: float) -> Told | None:
    """A voice under a pseudonym on the question that coherence took the odds from, else on this one."""
    for row in (int(j.floor[question]), question):
        if row < 0:
            continue
        lo, hi = (int(at) for at in np.searchsorted(j.votes.question, (row, row + 1)))
        by_weight = sorted(range(lo, hi), key=lambda vote: (-abs(float(j.contribution[vote])), vote))
        for vote in by_weight:
            if j.audible[vote] and (found := teller.speak(vote, question, odds)) is not None:
                return found
    return None

"""Released evidence: what judging needs, with the numbers of the full book and without the names of what is hidden."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.releasing.arrange import Arranger
from armillary.releasing.pseudonyms import Pseudonyms
from armillary.releasing.voices import Seen, Teller, Told
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins
from armillary.weighing.columns import Ints
from armillary.weighing.evidence import Evidence, order_among
from armillary.weighing.judgements import Judgements, judge
from armillary.weighing.questions import Order


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


def shown_questions(e: Evidence, at: Seen, order: Order, hidden: frozenset[str], withheld: frozenset[int]) -> Ints:
    """The questions that a release may ask: those that claims which are shown raise by what is shown, and no others.

    A denial that is shown bears on more specific questions too; those that only hidden claims raise are not asked.
    """
    raised = {*e.t_question[at.shown].tolist(), *e.u_question[at.claim_shown[e.u_claim]].tolist()}
    reached = {up.question for row in raised for up in order.above(e.questions[row])}
    asked = [question in reached and hidden.isdisjoint(question) for question in e.questions]
    return np.array([row for row in np.flatnonzero(asked).tolist() if row not in withheld], np.int64)


def pairs_among(e: Evidence, order: Order, vocab: Vocabulary, rows: Ints) -> Ints:
    """The order among some questions as what is shown gives it: specific, general, first and last day of each pair."""
    found, _ = order_among(order, vocab, [e.questions[row] for row in rows.tolist()])
    return np.array(sorted(found), np.int64).reshape(-1, 4)


def release_evidence(
    e: Evidence,
    j: Judgements,
    coins: Coins,
    vocab: Vocabulary,
    at: Seen,
    names: Pseudonyms,
    rows: Ints,
    order: Order,
    coarse: frozenset[int],
) -> Counted:
    """The evidence on some questions (rows of the full book), with what the full book judges of them on its date."""
    told = list(Teller(e, j, coins, at, names).tell(rows, coarse))
    of_claims = (*e.t_question[at.shown].tolist(), *e.u_question[at.claim_shown[e.u_claim]].tolist())
    arranger = Arranger(e, j, coins, at, names, rows, pairs_among(e, order, vocab, rows), told, coarse)
    evidence, known = arranger.evidence(), arranger.coins()
    return Counted(
        evidence,
        known,
        judge(evidence, known, vocab, j.as_of),
        rows,
        tuple(told),
        frozenset(e.questions[row][:3] for row in of_claims),
        arranger.parties,
    )

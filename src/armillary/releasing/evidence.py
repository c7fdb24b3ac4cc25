"""Released evidence: what judging needs, with the numbers of the full book and without the names of what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from armillary.releasing.arrange import Arranger
from armillary.releasing.pseudonyms import Pseudonyms
from armillary.releasing.voices import Seen, Teller, Told
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins
from armillary.weighing.evidence import Evidence, Ints
from armillary.weighing.judgements import Judgements, judge

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


def shown_questions(e: Evidence, at: Seen, hidden_names: frozenset[str], withheld: frozenset[int]) -> Ints:
    """The questions that a release may ask: borne on by a claim that is shown, and naming nothing hidden."""
    asked = np.zeros(len(e.questions), bool)
    asked[e.b_question[at.shown[e.b_testimony]]] = True
    asked[e.u_question[at.claim_shown[e.u_claim]]] = True
    named = np.array([not hidden_names.isdisjoint(question) for question in e.questions], bool)
    asked[sorted(withheld)] = False
    return np.flatnonzero(asked & ~named)


def release_evidence(
    e: Evidence,
    j: Judgements,
    coins: Coins,
    vocab: Vocabulary,
    at: Seen,
    names: Pseudonyms,
    ids: dict[str, str],
    rows: Ints,
    coarse: frozenset[int],
) -> Counted:
    """The evidence on some questions (rows of the full book), judged on its date as the full book judges it.

    What coherence takes from questions that are not shown is given to the confidential voices that it comes from.
    """
    teller = Teller(e, j, coins, at, names, ids)
    told = list(teller.tell(rows, coarse))
    of_claims = (*e.t_question[at.shown].tolist(), *e.u_question[at.claim_shown[e.u_claim]].tolist())
    asked = frozenset(e.questions[row][:3] for row in of_claims)
    pooled = np.array([row in coarse for row in rows.tolist()], bool)
    for _ in range(MOST_ROUNDS):
        arranger = Arranger(e, j, coins, at, names, ids, rows, told)
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

"""Value evidence: tellings and value questions as columns, everything that weighing them at any date needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from armillary.casebook.casebook import Casebook
from armillary.casebook.identities import as_one
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.columns import Floats, HeardColumns, Ints, as_columns
from armillary.weighing.testimony import Hearing
from armillary.weighing.values.questions import ValueQuestion
from armillary.weighing.values.testimony import Answer, Listening, Telling, Untold


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueEvidence(HeardColumns):
    """Tellings as columns, and value questions. Days are ordinals, numbers in base units, as in `Answer`."""

    questions: list[ValueQuestion]
    q_half_life: Floats  # days; inf for what stands
    answers: list[Answer]
    t_answer: Ints
    u_answer: Ints

    def told(self, row: int) -> Ints:
        """The tellings on a question."""
        return np.flatnonzero(self.t_question == row)


def gather_values(book: Casebook, vocab: Vocabulary) -> ValueEvidence:
    """Everything the claims of a casebook say of values, as columns."""
    book = as_one(book, vocab)
    hearing = Hearing(book, vocab)
    told, untold = Listening(book, vocab, hearing).listen()
    party = {origin: hearing.credits.bloc_of(origin) for origin in {item.credit.origin for item in told}}
    return arrange_values(told, untold, party)


def arrange_values(told: list[Telling], untold: list[Untold], party: dict[str, str]) -> ValueEvidence:
    """Tellings as columns, numbered in the order of their names, so that the order of files cannot matter."""
    told = sorted(told, key=_rank)
    untold = sorted(untold, key=lambda item: (item.claim, item.question, item.answer, item.reason))
    everything: list[Telling | Untold] = [*told, *untold]
    questions = {q: i for i, q in enumerate(sorted({item.question for item in everything}))}
    answers = {a: i for i, a in enumerate(sorted({item.answer for item in everything}))}
    claims = _numbers(item.claim for item in everything)
    origins = _numbers(party)
    blocs = _numbers(party.values())
    coins = {c: i for i, c in enumerate(sorted({item.coin for item in told}))}
    half_life = np.full(len(questions), np.inf)
    for item in told:
        half_life[questions[item.question]] = item.half_life

    def ints(values: Iterable[int]) -> Ints:
        return np.fromiter(values, np.int64)

    return ValueEvidence(
        questions=list(questions),
        q_half_life=half_life,
        claims=list(claims),
        origins=list(origins),
        blocs=list(blocs),
        origin_bloc=ints(blocs[party[origin]] for origin in origins),
        coins=list(coins),
        answers=list(answers),
        **as_columns(told, claims, origins, coins),
        t_question=ints(questions[item.question] for item in told),
        t_answer=ints(answers[item.answer] for item in told),
        u_claim=ints(claims[item.claim] for item in untold),
        u_question=ints(questions[item.question] for item in untold),
        u_answer=ints(answers[item.answer] for item in untold),
        u_reason=[item.reason for item in untold],
    )


def _rank(item: Telling) -> tuple[object, ...]:
    return (item.claim, item.question, item.side, item.answer, item.credit.relays, item.credit.origin, item.known)


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(sorted(set(names)))}

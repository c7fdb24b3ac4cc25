"""Evidence: testimonies, questions and their order as columns, everything that judging at any date needs.

The columns are what the book stores; a judgement at another date is made from them without the casebook.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from armillary.casebook.casebook import Casebook
from armillary.casebook.resolve import sort_of
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.questions import Question, Upward
from armillary.weighing.testimony import Hearing, Testimony, Unheard

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Columns; row i of the `t_` columns is testimony i, of the `q_` columns question i, and so on.

    Ballots say which testimony bears on which question, directly or along the order. Days are ordinals.
    """

    questions: list[Question]
    q_prior: Floats  # natural log-odds
    q_half_life: Floats  # days; inf for events
    q_event: Bools
    o_specific: Ints  # pairs of the order: specific question, general question, days for which it is so
    o_general: Ints
    o_first: Ints
    o_last: Ints
    claims: list[str]
    origins: list[str]
    blocs: list[str]
    origin_bloc: Ints
    coins: list[tuple[str, str, str]]  # speaker, stance, grade
    t_claim: Ints
    t_question: Ints
    t_side: Ints
    t_origin: Ints
    t_coin: Ints
    t_relays: Ints
    t_weight: Floats
    t_first: Ints
    t_last: Ints
    t_cut: Ints
    t_event: Bools
    t_half_life: Floats
    t_known: Ints
    t_silenced: Ints
    t_undated: Bools
    b_testimony: Ints
    b_question: Ints
    b_direct: Bools
    u_claim: Ints  # claims that do not vote
    u_question: Ints
    u_reason: list[str]


def gather_evidence(book: Casebook, vocab: Vocabulary) -> Evidence:
    """Everything the claims of a casebook say of ties, as columns."""
    hearing = Hearing(book, vocab)
    heard, unheard = hearing.hear()
    return arrange(book, vocab, hearing, heard, unheard)


def arrange(
    book: Casebook, vocab: Vocabulary, hearing: Hearing, heard: list[Testimony], unheard: list[Unheard]
) -> Evidence:
    """Testimonies as columns, with the questions they raise and the ballots they cast.

    A yes bears on its question and every more general one, a no on its question and every more specific one that
    anybody raised; along a condition of the order only where the testimony's days meet it.
    """
    above: dict[Question, tuple[Upward, ...]] = {}
    asked: set[Question] = set()
    for testimony in heard:
        if testimony.question not in above:
            above[testimony.question] = hearing.order.above(testimony.question)
        if testimony.side > 0:
            asked.update(up.question for up in above[testimony.question])
        else:
            asked.add(testimony.question)
    asked.update(one.question for one in unheard)
    questions = sorted(asked)
    number = {question: i for i, question in enumerate(questions)}
    for question in questions:
        if question not in above:
            above[question] = hearing.order.above(question)
    pairs = [
        (number[question], number[up.question], up.first, up.last)
        for question in questions
        for up in above[question]
        if up.question != question and up.question in number
    ]
    below: dict[int, list[tuple[int, int, int]]] = {}
    for specific, general, first, last in pairs:
        below.setdefault(general, []).append((specific, first, last))

    claims: dict[str, int] = {}
    origins: dict[str, int] = {}
    coins: dict[tuple[str, str, str], int] = {}
    rows = []
    ballots: list[tuple[int, int, bool]] = []
    for i, item in enumerate(heard):
        own = number[item.question]
        rows.append(
            (
                claims.setdefault(item.claim, len(claims)),
                own,
                item.side,
                origins.setdefault(item.credit.origin, len(origins)),
                coins.setdefault((item.credit.origin, item.stance, item.credit.grade), len(coins)),
                item.credit.relays,
                item.first,
                item.last,
                item.cut,
                item.known,
                item.silenced,
            )
        )
        ballots.append((i, own, True))
        if item.side > 0:
            reached = {
                number[up.question]
                for up in above[item.question]
                if up.first <= item.last and item.first <= up.last and up.question != item.question
            }
        else:
            reached = {q for q, first, last in below.get(own, ()) if first <= item.last and item.first <= last}
        ballots += [(i, q, False) for q in sorted(reached)]
    silent = [(claims.setdefault(u.claim, len(claims)), number[u.question]) for u in unheard]
    blocs: dict[str, int] = {}
    origin_bloc = [blocs.setdefault(hearing.credits.bloc_of(origin), len(blocs)) for origin in origins]

    t = _columns(rows, 11)
    o = _columns(pairs, 4)
    b = _columns(ballots, 3)
    u = _columns(silent, 2)
    return Evidence(
        questions=questions,
        q_prior=np.array([_prior(question, book, vocab) for question in questions], float),
        q_half_life=np.array([vocab.relations[q.relation].half_life or math.inf for q in questions], float),
        q_event=np.array([vocab.relations[q.relation].nature == "event" for q in questions], bool),
        o_specific=o[0],
        o_general=o[1],
        o_first=o[2],
        o_last=o[3],
        claims=list(claims),
        origins=list(origins),
        blocs=list(blocs),
        origin_bloc=np.array(origin_bloc, np.int64),
        coins=list(coins),
        t_claim=t[0],
        t_question=t[1],
        t_side=t[2],
        t_origin=t[3],
        t_coin=t[4],
        t_relays=t[5],
        t_weight=np.array([one.weight for one in heard], float),
        t_first=t[6],
        t_last=t[7],
        t_cut=t[8],
        t_event=np.array([one.event for one in heard], bool),
        t_half_life=np.array([one.half_life for one in heard], float),
        t_known=t[9],
        t_silenced=t[10],
        t_undated=np.array([one.undated for one in heard], bool),
        b_testimony=b[0],
        b_question=b[1],
        b_direct=b[2].astype(bool),
        u_claim=u[0],
        u_question=u[1],
        u_reason=[one.reason for one in unheard],
    )


def _columns(rows: Iterable[tuple[int, ...]], width: int) -> list[Ints]:
    table = np.array(list(rows), np.int64).reshape(-1, width)
    return [np.ascontiguousarray(table[:, i]) for i in range(width)]


def _prior(question: Question, book: Casebook, vocab: Vocabulary) -> float:
    """The prior log-odds of a question: its relation's, or the one for the kinds of its ends."""
    relation = vocab.relations[question.relation]
    prior = relation.prior
    if relation.priors:
        subjects, objects = vocab.end_sorts[relation.id]
        kinds = (sort_of(question.subject, subjects, book, vocab), sort_of(question.object, objects, book, vocab))
        for special in relation.priors:
            if kinds == (special.subject, special.object) or (
                relation.symmetric and kinds == (special.object, special.subject)
            ):
                prior = special.prior
                break
    return math.log(prior / (1 - prior))

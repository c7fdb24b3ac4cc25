"""Evidence: testimonies, questions and their order as columns, everything that judging at any date needs.

The columns are what the book stores; a judgement at another date is made from them without the casebook.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from armillary.casebook.casebook import Casebook
from armillary.casebook.identities import as_one
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.columns import Bools, Floats, HeardColumns, Ints, as_columns
from armillary.weighing.questions import Order, Question, prior_odds
from armillary.weighing.testimony import Hearing, Testimony, Unheard

T = TypeVar("T", str, tuple[str, str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(HeardColumns):
    """Testimonies as columns, and questions: row i of the `q_` columns is question i, and so on.

    Ballots say which testimony bears on which question: `direct` where its claim says so itself at its own date, not
    along the order and not because something ended. Days are ordinals.
    """

    questions: list[Question]
    q_prior: Floats  # natural log-odds
    q_half_life: Floats  # days; inf for events
    q_event: Bools
    o_specific: Ints  # pairs of the order: specific question, general question, days for which it is so
    o_general: Ints
    o_first: Ints
    o_last: Ints
    b_testimony: Ints
    b_question: Ints
    b_direct: Bools
    a_copier: Ints  # accepted copies, as pairs of origins
    a_original: Ints
    q_surest: Ints | None = None  # of a release: the most confidence its judgements may be told with


def gather_evidence(book: Casebook, vocab: Vocabulary) -> Evidence:
    """Everything the claims of a casebook say of ties, as columns; what is decided to be the same is one."""
    book = as_one(book, vocab)
    hearing = Hearing(book, vocab)
    heard, unheard = hearing.hear()
    return arrange(book, vocab, hearing, heard, unheard)


def arrange(
    book: Casebook, vocab: Vocabulary, hearing: Hearing, heard: list[Testimony], unheard: list[Unheard]
) -> Evidence:
    """Testimonies as columns, with the questions they raise and the ballots they cast.

    Everything is numbered in the order of its names, so that the order of files and claims cannot matter.
    """
    heard = sorted(heard, key=lambda item: item.claim)
    unheard = sorted(unheard, key=lambda item: item.claim)
    asked = {item.question for item in unheard}
    for item in heard:
        asked.add(item.question)
        if item.side > 0:
            asked.update(up.question for up in hearing.order.above(item.question))
    questions = sorted(asked)
    number = {question: i for i, question in enumerate(questions)}
    pairs, ballots = _ballots(hearing.order, heard, number)
    claims = _numbers([*(item.claim for item in heard), *(item.claim for item in unheard)])
    origins = _numbers(item.credit.origin for item in heard)
    coins = _numbers(item.coin for item in heard)
    party = {origin: hearing.credits.bloc_of(origin) for origin in origins}
    blocs = _numbers(party.values())
    accepted = [
        (origins[verdict.copier], origins[verdict.original])
        for verdict in book.copying.values()
        if verdict.verdict == "accepted" and verdict.copier in origins and verdict.original in origins
    ]
    a = _columns(sorted(set(accepted)), 2)
    o = _columns(pairs, 4)
    b = _columns(ballots, 3)
    u = _columns([(claims[item.claim], number[item.question]) for item in unheard], 2)
    return Evidence(
        questions=questions,
        q_prior=np.array([prior_odds(question, book, vocab) for question in questions], float),
        q_half_life=np.array([vocab.relations[q.relation].half_life or math.inf for q in questions], float),
        q_event=np.array([vocab.relations[q.relation].nature == "event" for q in questions], bool),
        o_specific=o[0],
        o_general=o[1],
        o_first=o[2],
        o_last=o[3],
        claims=list(claims),
        origins=list(origins),
        blocs=list(blocs),
        origin_bloc=np.array([blocs[party[origin]] for origin in origins], np.int64),
        coins=list(coins),
        **as_columns(heard, claims, origins, coins),
        t_question=np.array([number[item.question] for item in heard], np.int64),
        b_testimony=b[0],
        b_question=b[1],
        b_direct=b[2].astype(bool),
        u_claim=u[0],
        u_question=u[1],
        u_reason=[item.reason for item in unheard],
        a_copier=a[0],
        a_original=a[1],
    )


def _ballots(
    order: Order, heard: list[Testimony], number: dict[Question, int]
) -> tuple[list[tuple[int, int, int, int]], list[tuple[int, int, bool]]]:
    """The pairs of the order among questions that were asked, and which testimony bears on which of them.

    A yes bears on its question and every more general one, a no on its question and every more specific one that
    anybody raised; along a condition of the order only where the testimony's days meet it. What is only presumed moves
    testimonies and is no pair.
    """
    pairs = []
    below: dict[int, list[tuple[int, int, int]]] = {}
    for question, own in number.items():
        for up in order.above(question):
            general = number.get(up.question, own)
            if general != own:
                below.setdefault(general, []).append((own, up.first, up.last))
                if not up.presumed:
                    pairs.append((own, general, up.first, up.last))
    ballots = []
    for i, item in enumerate(heard):
        own = number[item.question]
        if item.side > 0:
            related = [(number[up.question], up.first, up.last) for up in order.above(item.question)]
        else:
            related = below.get(own, [])
        reached = {q for q, first, last in related if first <= item.last and item.first <= last}
        ballots.append((i, own, item.direct))
        ballots += [(i, q, False) for q in sorted(reached - {own})]
    return pairs, ballots


def _numbers(names: Iterable[T]) -> dict[T, int]:
    return {name: i for i, name in enumerate(sorted(set(names)))}


def _columns(rows: Iterable[tuple[int, ...]], width: int) -> list[Ints]:
    table = np.array(list(rows), np.int64).reshape(-1, width)
    return [np.ascontiguousarray(table[:, i]) for i in range(width)]

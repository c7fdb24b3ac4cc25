"""Evidence: testimonies, questions and their order as columns, everything that judging at any date needs.

The columns are what the book stores; a judgement at another date is made from them without the casebook.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from armillary.casebook.casebook import Casebook
from armillary.casebook.identities import as_one
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.carried import Carried
from armillary.weighing.columns import Bools, Floats, HeardColumns, Ints, as_columns
from armillary.weighing.questions import ENDS, NEVER, Order, Question, Upward, days_of
from armillary.weighing.testimony import Hearing, Testimony, Unheard

T = TypeVar("T", str, tuple[str, str, str])
Reach = dict[Question, list[tuple[int, int, int]]]  # question number, and the days for which it is reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(HeardColumns):
    """Testimonies as columns, and questions: row i of the `q_` columns is question i, and so on.

    Ballots say which testimony bears on which question: `direct` where its claim says so itself, not along the order.
    What stands is a deed, an event or one that begins a state. `q_gone` is the day from which an end of a state exists
    no more, NEVER if it lasts, and `q_gone_with` that end: 0 the subject, 1 the object. Days are ordinals.
    """

    questions: list[Question]
    q_half_life: Floats  # days; inf for what stands
    q_event: Bools  # whether it stands
    q_gone: Ints
    q_gone_with: Ints
    o_specific: Ints  # pairs of the order: specific question, general question, days for which it is so
    o_general: Ints
    o_first: Ints
    o_last: Ints
    b_testimony: Ints
    b_question: Ints
    b_direct: Bools
    t_end_last: Ints  # the last day on which it may have ended, `cut` being the first
    t_end_coin: Ints  # the coin of saying that it ended
    t_of_class: Bools  # what is said of a class, on a question of a member
    t_eye: Bools  # what its origin saw itself
    t_root: Ints  # the source in which the origin itself speaks, -1 for none
    p_testimony: Ints  # the sources that a testimony passes through on its way, as pairs
    p_source: Ints
    a_copier: Ints  # accepted copies, as pairs of origins
    a_original: Ints
    carried: Carried | None = None  # of a release: what the full book judges on its date


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

    Everything is numbered in the order of its names, so that the order of files and claims cannot matter. What is said
    of a class raises no question of its members and bears on those that others raise. (Were it only those on which
    somebody speaks directly, a denial could raise an answer, by giving a hearing to what is said of the class.)
    """
    order = hearing.order
    heard = sorted(heard, key=lambda item: item.claim)
    unheard = sorted(unheard, key=lambda item: item.claim)
    raised = {item.question for item in unheard if not item.of_class}
    for item in heard:
        if not item.of_class:
            raised.add(item.question)
            if item.side > 0:
                raised.update(up.question for up in order.above(item.question))
    questions = sorted(raised)
    number = {question: i for i, question in enumerate(questions)}
    pairs, reach = order_among(order, vocab, questions)
    heard, own, ballots = _ballots(order, heard, number, reach)
    unheard = [item for item in unheard if item.question in number]
    claims = _numbers([*(item.claim for item in heard), *(item.claim for item in unheard)])
    origins = _numbers(item.credit.origin for item in heard)
    coins = _numbers(coin for item in heard for coin in (item.coin, item.end_coin))
    works = _numbers(work for item in heard for work in (item.credit.root, *item.credit.passes) if work)
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
    p = _columns([(i, works[work]) for i, item in enumerate(heard) for work in item.credit.passes], 2)
    u = _columns([(claims[item.claim], number[item.question]) for item in unheard], 2)
    gone = _columns([_gone(question, book, order, vocab) for question in questions], 2)
    stands = np.array([vocab.relations[question.relation].nature != "state" for question in questions], bool)
    half_life = np.array([vocab.relations[question.relation].half_life or math.inf for question in questions], float)
    return Evidence(
        questions=questions,
        q_half_life=np.where(stands, math.inf, half_life),
        q_event=stands,
        q_gone=gone[0],
        q_gone_with=gone[1],
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
        t_question=np.array(own, np.int64),
        t_end_last=np.array([item.end_last for item in heard], np.int64),
        t_end_coin=np.array([coins[item.end_coin] for item in heard], np.int64),
        t_of_class=np.array([item.of_class for item in heard], bool),
        t_eye=np.array([item.eye for item in heard], bool),
        t_root=np.array([works.get(item.credit.root, -1) for item in heard], np.int64),
        p_testimony=p[0],
        p_source=p[1],
        b_testimony=b[0],
        b_question=b[1],
        b_direct=b[2].astype(bool),
        u_claim=u[0],
        u_question=u[1],
        u_reason=[item.reason for item in unheard],
        a_copier=a[0],
        a_original=a[1],
    )


def order_among(
    order: Order, vocab: Vocabulary, questions: Iterable[Question]
) -> tuple[list[tuple[int, int, int, int]], Reach]:
    """The pairs of the order among some questions, numbered as they come; and which of them are under each question.

    What is only presumed moves testimonies and is no pair. An oath given and an oath in force, or anything else that is
    done and the state that it begins, are told apart: a yes to the deed is one to the state on its day, no more.
    """
    number = {question: i for i, question in enumerate(questions)}
    pairs = []
    below: Reach = {}
    for question, own in number.items():
        for up in order.above(question):
            if up.question == question or _begins(vocab, question, up.question):
                continue
            below.setdefault(up.question, []).append((own, up.first, up.last))
            general = number.get(up.question)
            if general is not None and not up.presumed:
                pairs.append((own, general, up.first, up.last))
    return pairs, below


def _begins(vocab: Vocabulary, specific: Question, general: Question) -> bool:
    natures = (vocab.relations[specific.relation].nature, vocab.relations[general.relation].nature)
    return natures == ("begins_state", "state")


def _ballots(
    order: Order,
    heard: list[Testimony],
    number: dict[Question, int],
    below: Reach,
) -> tuple[list[Testimony], list[int], list[tuple[int, int, bool]]]:
    """The testimonies that bear on a question, which one each is about, and which testimony bears on which.

    A yes bears on its question and every more general one, a no on its question and every more specific one that
    anybody raised; along a condition of the order only where the testimony's days meet it.
    """
    kept: list[Testimony] = []
    about: list[int] = []
    ballots: list[tuple[int, int, bool]] = []
    for item in heard:
        own = number.get(item.question)
        related = _related(order, item, number, below)
        reached = {q for q, first, last in related if first <= item.last and item.first <= last}
        if own is not None:
            reached.add(own)
        if not reached:
            continue
        i = len(kept)
        kept.append(item)
        about.append(own if own is not None and own in reached else min(reached))
        ballots += [(i, q, q == own) for q in sorted(reached, key=lambda q: (q != own, q))]
    return kept, about, ballots


def _related(
    order: Order, item: Testimony, number: dict[Question, int], below: Reach
) -> Iterator[tuple[int, int, int]]:
    if item.side < 0:
        yield from below.get(item.question, ())
        return
    ups: Iterable[Upward] = order.above(item.question)
    yield from ((number[up.question], up.first, up.last) for up in ups if up.question in number)


def _gone(question: Question, book: Casebook, order: Order, vocab: Vocabulary) -> tuple[int, int]:
    """From which day an end of a state exists no more, and which end that is."""
    found = [(NEVER, 0)]
    if vocab.relations[question.relation].nature == "state":
        for end, name in enumerate((question.subject, question.object)):
            actor = book.actors.get(name)
            if actor is not None and not order.is_place(question, ENDS[end]):
                last = days_of(actor.exists)[1]
                found.append((min(last + 1, NEVER), end))
    return min(found)


def _numbers(names: Iterable[T]) -> dict[T, int]:
    return {name: i for i, name in enumerate(sorted(set(names)))}


def _columns(rows: Iterable[tuple[int, ...]], width: int) -> list[Ints]:
    table = np.array(list(rows), np.int64).reshape(-1, width)
    return [np.ascontiguousarray(table[:, i]) for i in range(width)]

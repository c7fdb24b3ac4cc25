"""Questions and their order: which question is more general than which, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Since
from armillary.text.dates import When
from armillary.vocab.vocabulary import Vocabulary

NEVER = 10**9  # a day that does not come
EVER = (-NEVER, NEVER)  # days: a condition that always holds


class Question(NamedTuple):
    """Whether a tie holds, perhaps at a level and a place; '' is any."""

    subject: str
    relation: str
    object: str
    level: str = ""
    object_level: str = ""
    place: str = ""


class Upward(NamedTuple):
    """A more general question, and the days for which it is more general."""

    question: Question
    first: int
    last: int


class Order:
    """The order of questions under a vocabulary and a casebook's standing parts and territories."""

    def __init__(self, book: Casebook, vocab: Vocabulary) -> None:
        self.vocab = vocab
        self._wholes: dict[str, list[tuple[str, int, int]]] = {
            actor.id: [_span(since) for since in actor.part_of] for actor in book.actors.values() if actor.part_of
        }
        self._territory: dict[str, list[tuple[str, int, int]]] = {
            actor.id: [_span(since) for since in actor.territory] for actor in book.actors.values() if actor.territory
        }
        self._parents = {place.id: place.within for place in vocab.places.values()}
        self._known: dict[Question, tuple[Upward, ...]] = {}

    def canonical(self, question: Question) -> Question:
        """The one spelling of a question whose relation is symmetric."""
        relation = self.vocab.relations[question.relation]
        if relation.symmetric and (question.object, question.object_level) < (question.subject, question.level):
            return Question(
                question.object,
                question.relation,
                question.subject,
                question.object_level,
                question.level,
                question.place,
            )
        return question

    def above(self, question: Question) -> tuple[Upward, ...]:
        """The question itself and every more general one, each for the days on which it is so."""
        found = self._known.get(question)
        if found is None:
            spans: dict[Question, list[tuple[int, int]]] = {question: [EVER]}
            pending: list[tuple[Question, int, int]] = [(question, *EVER)]
            while pending:
                here, first, last = pending.pop()
                for up, up_first, up_last in self._step(here):
                    span = (max(first, up_first), min(last, up_last))
                    have = spans.setdefault(up, [])
                    if span[0] > span[1] or any(a <= span[0] and span[1] <= b for a, b in have):
                        continue
                    have.append(span)
                    pending.append((up, *span))
            found = self._known[question] = tuple(
                Upward(up, first, last)
                for up, have in spans.items()
                for first, last in have
                if not any((a, b) != (first, last) and a <= first and last <= b for a, b in have)
            )
        return found

    def _step(self, q: Question) -> Iterator[tuple[Question, int, int]]:
        if q.level:
            yield self.canonical(q._replace(level="")), *EVER
        if q.object_level:
            yield self.canonical(q._replace(object_level="")), *EVER
        if q.place:
            yield q._replace(place=""), *EVER
            for parent in self._parents.get(q.place, ()):
                yield q._replace(place=parent), *EVER
        relation = self.vocab.relations[q.relation]
        for end in relation.rolls_up:
            name = q.subject if end == "subject" else q.object
            for whole, first, last in self._wholes.get(name, ()):
                up = q._replace(subject=whole) if end == "subject" else q._replace(object=whole)
                if up.subject != up.object:  # a part fights its whole: nothing is said of the whole and itself
                    yield self.canonical(up), first, last
            if end == "object":
                for parent in self._parents.get(name, ()):
                    yield q._replace(object=parent), *EVER
        for entailed in relation.entails:
            yield from self._entailed(q, entailed.relation, entailed.subject, entailed.object)

    def _entailed(self, q: Question, relation: str, subject: str, object_: str) -> Iterator[tuple[Question, int, int]]:
        ends = {"subject": (q.subject, q.level), "object": (q.object, q.object_level)}
        name, level = ends[subject]
        if object_ in ends:
            other, other_level = ends[object_]
            if name != other:
                yield self.canonical(Question(name, relation, other, level, other_level, q.place)), *EVER
        elif q.place:
            yield Question(name, relation, q.place, level), *EVER
        else:
            governor = ends[object_.rpartition("_")[2]][0]
            for place, first, last in self._territory.get(governor, ()):
                yield Question(name, relation, place, level), first, last


def _span(since: Since) -> tuple[str, int, int]:
    first, last = days_of(since.when)
    return since.to, first, last


def days_of(when: When | None) -> tuple[int, int]:
    """An interval as two days, open or unknown edges as far away as can be."""
    if when is None:
        return EVER
    return (EVER[0] if when.first is None else when.first, EVER[1] if when.last is None else when.last)

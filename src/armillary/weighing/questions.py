"""Questions and their order: which question is more general than which, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Since
from armillary.casebook.resolve import sort_of
from armillary.text.dates import When
from armillary.vocab.terms import Entailment
from armillary.vocab.vocabulary import Vocabulary

NEVER = 10**9  # a day that does not come
EVER = (-NEVER, NEVER)  # days: a condition that always holds
ENDS = ("subject", "object")


class Question(NamedTuple):
    """Whether a tie holds, perhaps at a level and a place; '' is any."""

    subject: str
    relation: str
    object: str
    level: str = ""
    object_level: str = ""
    place: str = ""

    def turned(self) -> Question:
        """The question with its ends exchanged."""
        return Question(self.object, self.relation, self.subject, self.object_level, self.level, self.place)


class Upward(NamedTuple):
    """A more general question, and the days for which it is more general.

    It is `presumed` where the only ground is that a host keeps its guests in the country it governs.
    """

    question: Question
    first: int
    last: int
    presumed: bool


class Bond(NamedTuple):
    """A lasting relation to a whole or a place, and the days for which it holds."""

    to: str
    first: int
    last: int


class Order:
    """The order of questions under a vocabulary and a casebook's parts and territories on record."""

    def __init__(self, book: Casebook, vocab: Vocabulary) -> None:
        self.book = book
        self.vocab = vocab
        self._wholes = bonds({actor.id: actor.part_of for actor in book.actors.values()})
        self._territory = bonds({actor.id: actor.territory for actor in book.actors.values()})
        self._steps: dict[Question, tuple[Upward, ...]] = {}
        self._known: dict[Question, tuple[Upward, ...]] = {}

    def canonical(self, question: Question) -> Question:
        """The one spelling of a question whose relation is symmetric."""
        relation = self.vocab.relations[question.relation]
        if relation.symmetric and (question.object, question.object_level) < (question.subject, question.level):
            return question.turned()
        return question

    def ends_of(self, question: Question, ends: tuple[str, ...]) -> tuple[str, ...]:
        """The ends that a rule of the vocabulary is for; where the relation is symmetric either is as good as both."""
        return ENDS if ends and self.vocab.relations[question.relation].symmetric else ends

    def is_place(self, question: Question, end: str) -> bool:
        """Whether an end of a question is a place; a name may be both an actor's and a place's."""
        name = question.subject if end == "subject" else question.object
        if name not in self.vocab.places:
            return False
        allowed = self.vocab.end_sorts[question.relation][0 if end == "subject" else 1]
        return name not in self.book.actors or sort_of(name, allowed, self.book, self.vocab) == "place"

    def above(self, question: Question) -> tuple[Upward, ...]:
        """The question itself and every more general one, each for the days on which it is so."""
        found = self._known.get(question)
        if found is None:
            found = self._known[question] = tuple(self._climb(question))
        return found

    def _climb(self, question: Question) -> Iterator[Upward]:
        start = Upward(question, *EVER, False)
        reached: dict[Question, list[Upward]] = {question: [start]}
        pending = [start]
        while pending:
            here = pending.pop()
            steps = self._steps.get(here.question)
            if steps is None:
                steps = self._steps[here.question] = tuple(self._step(here.question))
            for step in steps:
                if step.presumed and question.place:
                    continue  # what names its place says nothing of the rest of the country
                up = step
                if here.presumed or here.first > step.first or here.last < step.last:
                    first, last = max(here.first, step.first), min(here.last, step.last)
                    up = Upward(step.question, first, last, here.presumed or step.presumed)
                have = reached.setdefault(up.question, [])
                if up.first <= up.last and not any(_covers(other, up) for other in have):
                    have.append(up)
                    pending.append(up)
        for have in reached.values():
            if len(have) == 1:
                yield have[0]
            else:
                yield from (up for up in have if not any(other is not up and _covers(other, up) for other in have))

    def _step(self, q: Question) -> Iterator[Upward]:
        def up(question: Question, first: int = EVER[0], last: int = EVER[1], presumed: bool = False) -> Upward:
            return Upward(self.canonical(question), first, last, presumed)

        if q.level:
            yield up(q._replace(level=""))
        if q.object_level:
            yield up(q._replace(object_level=""))
        if q.place:
            yield up(q._replace(place=""))
            for parent in self.vocab.places[q.place].within if q.place in self.vocab.places else ():
                yield up(q._replace(place=parent))
        relation = self.vocab.relations[q.relation]
        for end in self.ends_of(q, relation.rolls_up):
            name, level = (q.subject, q.level) if end == "subject" else (q.object, q.object_level)
            if level:
                continue  # the leadership of a part is not the leadership of the whole
            if self.is_place(q, end):
                wholes: Sequence[Bond] = [Bond(parent, *EVER) for parent in self.vocab.places[name].within]
            else:
                wholes = self._wholes.get(name, ())
            for whole in wholes:
                wider = q._replace(subject=whole.to) if end == "subject" else q._replace(object=whole.to)
                if wider.subject != wider.object:  # a part fights its whole: nothing is said of the whole and itself
                    yield up(wider, whole.first, whole.last)
        for spelt in (q, q.turned()) if relation.symmetric else (q,):
            for entailed in relation.entails:
                yield from (up(*more) for more in self._entailed(spelt, entailed))

    def _entailed(self, q: Question, entailed: Entailment) -> Iterator[tuple[Question, int, int, bool]]:
        """What an entailment makes of a question, and when; in a country only presumed."""
        ends = {"subject": (q.subject, q.level), "object": (q.object, q.object_level)}
        name, level = ends[entailed.subject]
        if entailed.object in ends:
            other, other_level = ends[entailed.object]
            if name != other:
                yield Question(name, entailed.relation, other, level, other_level, q.place), *EVER, False
        elif q.place:
            yield Question(name, entailed.relation, q.place, level), *EVER, False
        else:  # where_or_territory_of_subject, or of_object
            governor = ends[entailed.object.rpartition("_")[2]][0]
            for place in self._territory.get(governor, ()):
                yield Question(name, entailed.relation, place.to, level), place.first, place.last, True


def _covers(other: Upward, up: Upward) -> bool:
    return other.first <= up.first and up.last <= other.last and (up.presumed or not other.presumed)


def bonds(recorded: dict[str, tuple[Since, ...]]) -> dict[str, tuple[Bond, ...]]:
    """Relations on record by actor, those without any left out."""
    return {
        name: tuple(Bond(since.to, *days_of(since.when)) for since in of_actor)
        for name, of_actor in recorded.items()
        if of_actor
    }


def days_of(when: When | None) -> tuple[int, int]:
    """An interval as two days, open or unknown edges as far away as can be."""
    if when is None:
        return EVER
    return (EVER[0] if when.first is None else when.first, EVER[1] if when.last is None else when.last)

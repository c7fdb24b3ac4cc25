"""Testimonies: what each claim says for or against which question, through which chain, from when to when."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Position, Quantity, Retraction, Statement, Triple
from armillary.casebook.resolve import about_triple, deed_triple, members
from armillary.text.dates import When
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.credit import Credits
from armillary.weighing.heard import Coin, Heard
from armillary.weighing.interests import Interests
from armillary.weighing.questions import EVER, NEVER, Order, Question, days_of
from armillary.weighing.stretches import days_seen, until_the_end

EYE = "observed"  # the modality of what a speaker saw itself


class Testimony(Heard, frozen=True, kw_only=True, gc=False):
    """One claim on one question.

    `of_class` where it speaks of a class and the question is of a member; `eye` where its origin saw it itself.
    `end_stance` is its interest in saying that it ended, which was on `end_last` at the latest.
    """

    question: Question
    of_class: bool
    eye: bool
    end_last: int
    end_stance: str

    @property
    def end_coin(self) -> Coin:
        """How its origin speaks where it says that it ended."""
        return (self.credit.origin, self.end_stance, self.credit.grade)


class Unheard(msgspec.Struct, frozen=True, gc=False):
    """A claim that does not vote on a question, and why."""

    claim: str
    question: Question
    reason: str
    of_class: bool


class Saying(NamedTuple):
    """A tie that a claim affirms (+1) or denies (-1): its own deed, or what its statement is about."""

    triple: Triple
    side: int
    when: When | None
    ended: When | None
    where: tuple[str, ...]
    level: str
    object_level: str
    as_said: bool


class Hearing:
    """Hears the claims of a casebook."""

    def __init__(self, book: Casebook, vocab: Vocabulary) -> None:
        self.book = book
        self.vocab = vocab
        self.credits = Credits(book, vocab)
        self.order = Order(book, vocab)
        self.interests = Interests(book, vocab, self.credits, self.order)
        self.retracted = self._retractions()

    def hear(self) -> tuple[list[Testimony], list[Unheard]]:
        """Every testimony, and every claim about a tie that does not vote with the reason."""
        heard: list[Testimony] = []
        unheard: list[Unheard] = []
        for claim in self.book.claims.values():
            for item in self.hear_claim(claim):
                (heard if isinstance(item, Testimony) else unheard).append(item)  # type: ignore[arg-type]
        return heard, unheard

    def hear_claim(self, claim: Claim) -> Iterator[Testimony | Unheard]:
        """What one claim says of ties: its deed, and for a statement also what the statement is about."""
        for saying in self._sayings(claim):
            yield from self._testify(claim, saying)

    def _sayings(self, claim: Claim) -> Iterator[Saying]:
        if isinstance(claim.matter, Retraction | Quantity | Position):
            return
        deed = deed_triple(claim, self.vocab)
        side = 1 if claim.polarity == "asserts" else -1
        if deed is not None:
            yield Saying(
                deed, side, claim.when, claim.ended, claim.where, claim.level, claim.object_level, as_said=False
            )
        if not isinstance(claim.matter, Statement) or claim.matter.about is None or side < 0:
            return  # who denies that a thing was said says nothing of the thing
        about, polarity = claim.matter.about, self.vocab.verbs[claim.matter.verb].about
        said = self.book.claims.get(about.claim) if about.claim else about
        if said is None or polarity == "none":
            return
        triple = deed_triple(said, self.vocab) if isinstance(said, Claim) else about_triple(said, self.vocab)
        if triple is not None:
            side = 1 if said.polarity == polarity else -1
            yield Saying(triple, side, said.when, said.ended, said.where, said.level, said.object_level, as_said=True)

    def _testify(self, claim: Claim, saying: Saying) -> Iterator[Testimony | Unheard]:
        modality = self.vocab.modalities[claim.modality]
        weight = modality.weight * self.vocab.lists.credibility[str(claim.credibility)].weight
        for chain in claim.chains:
            credit = self.credits.follow(claim, chain, saying.as_said)
            days = days_seen(saying.when, saying.ended, credit.dated, credit.known)
            of_class = saying.triple.subject.is_class or saying.triple.object.is_class
            questions = dict.fromkeys(self._questions(saying, *(days or EVER)))
            reason = "" if modality.votes else f"{claim.modality} claims never vote"
            if days is None:
                reason = reason or "nothing dates it: neither the claim nor any link of its chain"
            for question in questions:
                if days is None or reason:
                    yield Unheard(claim.id, question, reason, of_class)
                    continue
                relation = self.vocab.relations[question.relation]
                event = relation.nature != "state"
                first, (last, end, end_last) = days[0], until_the_end(*days, saying.ended)
                if relation.nature == "event":  # it is over when it has happened
                    last, end, end_last = days[1], NEVER, NEVER
                known = NEVER if credit.known is None else credit.known
                stance = claim.stance or self.interests.stance_of(credit.origin, question, first, last)
                yield Testimony(
                    claim=claim.id,
                    question=question,
                    side=saying.side,
                    credit=credit,
                    stance=stance,
                    weight=weight * credit.weight,
                    first=first,
                    last=last,
                    cut=end if saying.side > 0 else NEVER,
                    event=event,
                    half_life=math.inf if event else relation.half_life or math.inf,
                    known=known,
                    silenced=min(self.retracted.get(claim.id, NEVER), NEVER if credit.stops is None else credit.stops),
                    undated=saying.when is None and saying.ended is None,
                    of_class=of_class,
                    eye=claim.modality == EYE,
                    end_last=end_last,
                    end_stance=stance
                    if end == NEVER or claim.stance
                    else self.interests.stance_of(credit.origin, question, end, max(end, min(known, NEVER - 1))),
                )
            if not modality.votes:
                return

    def _questions(self, saying: Saying, first: int, last: int) -> Iterator[Question]:
        """The questions of a tie: one for each place, a class expanded to its members at the date."""
        ends = []
        for end in (saying.triple.subject, saying.triple.object):
            names = members(end.name, end.exceptions, self.book, self.vocab) if end.is_class else (end.name,)
            ends.append([name for name in names if not end.is_class or self._existed(name, first, last)])
        for subject in ends[0]:
            for object_ in ends[1]:
                if subject != object_:
                    question = Question(subject, saying.triple.relation, object_, saying.level, saying.object_level)
                    for place in saying.where or ("",):
                        yield self.order.canonical(self._put(question, place))

    def _put(self, question: Question, place: str) -> Question:
        """A question at a place; a tie to a place is about a place already, and the narrower one says more."""
        if not self.order.is_place(question, "object"):
            return question._replace(place=place)
        rolls_up = "object" in self.vocab.relations[question.relation].rolls_up
        if rolls_up and question.object in self.vocab.place_parents.get(place, ()):
            return question._replace(object=place)
        return question

    def _existed(self, name: str, first: int, last: int) -> bool:
        begins, ends = days_of(self.book.actors[name].exists)
        return begins <= last and first <= ends

    def _retractions(self) -> dict[str, int]:
        """The day from which each retracted claim no longer counts: when its retraction was published.

        A retraction that nothing dates holds, but is not known to have been published by any given day.
        """
        days: dict[str, int] = {}
        for claim in self.book.claims.values():
            if isinstance(claim.matter, Retraction):
                for chain in claim.chains:
                    date = claim.when or self.credits.follow(claim, chain).dated
                    day = NEVER - 1 if date is None else date.first if date.first is not None else days_of(date)[1]
                    days[claim.matter.claim] = min(day, days.get(claim.matter.claim, NEVER))
        return days

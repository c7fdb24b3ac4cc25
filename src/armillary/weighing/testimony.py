"""Testimonies: what each claim says for or against which question, through which chain, from when to when."""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import About, Claim, Position, Quantity, Retraction, Statement, Triple
from armillary.casebook.resolve import about_triple, deed_triple, members, sort_of
from armillary.text.dates import When
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.credit import Credit, Credits
from armillary.weighing.questions import EVER, NEVER, Order, Question, days_of


class Testimony(msgspec.Struct, frozen=True, gc=False):
    """One claim, through one chain, for (+1) or against (-1) one question.

    Days are ordinals. It votes from `first`; it weighs fully until `last`, less after it unless it is of an event; from
    `cut` on it says nothing. It was published on `known` and silenced, by retraction or withdrawal, on `silenced`.
    """

    claim: str
    question: Question
    side: int
    credit: Credit
    stance: str
    weight: float  # modality x credibility x relay
    first: int
    last: int
    cut: int
    event: bool
    half_life: float
    known: int
    silenced: int
    undated: bool


class Unheard(msgspec.Struct, frozen=True, gc=False):
    """A claim that does not vote on a question, and why."""

    claim: str
    question: Question
    reason: str


class Hearing:
    """Hears the claims of a casebook."""

    def __init__(self, book: Casebook, vocab: Vocabulary) -> None:
        self.book = book
        self.vocab = vocab
        self.credits = Credits(book, vocab)
        self.order = Order(book, vocab)
        self._wholes = {
            actor.id: frozenset(since.to for since in actor.part_of) for actor in book.actors.values() if actor.part_of
        }
        self._governs: dict[str, set[str]] = {}
        for actor in book.actors.values():
            for since in actor.territory:
                self._governs.setdefault(since.to, set()).add(actor.id)
        self._stances: dict[tuple[str, Question], str] = {}
        self._retracted = self._retractions()

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
        if isinstance(claim.matter, Retraction | Quantity | Position):
            return
        deed = deed_triple(claim, self.vocab)
        if deed is not None:
            side = 1 if claim.polarity == "asserts" else -1
            questions = list(self._questions(deed, claim.level, claim.object_level, claim.where, claim.when))
            yield from self._testify(claim, questions, side, claim.when, claim.ended, as_said=False)
        if isinstance(claim.matter, Statement) and claim.matter.about is not None and claim.polarity == "asserts":
            yield from self._hear_about(claim, claim.matter.about, self.vocab.verbs[claim.matter.verb].about)

    def _hear_about(self, claim: Claim, about: About, polarity: str) -> Iterator[Testimony | Unheard]:
        triple: Triple | None
        if polarity == "none":
            return
        if about.claim:
            target = self.book.claims.get(about.claim)
            if target is None:
                return
            triple = deed_triple(target, self.vocab)
            where, level, object_level = target.where, target.level, target.object_level
            when, ended, asserted = target.when, target.ended, target.polarity == "asserts"
        else:
            triple = about_triple(about, self.vocab)
            where, level, object_level = about.where, about.level, about.object_level
            when, ended, asserted = about.when, about.ended, about.polarity == "asserts"
        if triple is None:
            return
        side = 1 if asserted == (polarity == "asserts") else -1
        questions = list(self._questions(triple, level, object_level, where, when))
        yield from self._testify(claim, questions, side, when, ended, as_said=True)

    def _questions(
        self, triple: Triple, level: str, object_level: str, where: tuple[str, ...], when: When | None
    ) -> Iterator[Question]:
        """The questions of a tie: one for each place, a class expanded to its members at the date."""
        subjects, objects = self._spell_out(triple, when)
        places = where or ("",)
        sorts = self.vocab.end_sorts[triple.relation]
        for subject in subjects:
            for object_ in objects:
                if subject == object_:
                    continue
                at_place = sort_of(object_, sorts[1], self.book, self.vocab) == "place"
                for place in places:
                    # a tie to a place is already about a place
                    spot = "" if at_place else place
                    yield self.order.canonical(Question(subject, triple.relation, object_, level, object_level, spot))
                    if at_place and spot == place:
                        break

    def _spell_out(self, triple: Triple, when: When | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        ends = []
        for end in (triple.subject, triple.object):
            if end.is_class:
                ends.append(tuple(name for name in self._members(end.name, end.exceptions) if self._exists(name, when)))
            else:
                ends.append((end.name,))
        return ends[0], ends[1]

    def _members(self, class_id: str, exceptions: tuple[str, ...]) -> tuple[str, ...]:
        return members(class_id, exceptions, self.book, self.vocab)

    def _exists(self, name: str, when: When | None) -> bool:
        first, last = days_of(when)
        begins, ends = days_of(self.book.actors[name].exists)
        return begins <= last and first <= ends

    def _testify(
        self, claim: Claim, questions: list[Question], side: int, when: When | None, ended: When | None, as_said: bool
    ) -> Iterator[Testimony | Unheard]:
        vocab = self.vocab
        modality = vocab.modalities[claim.modality]
        if not modality.votes:
            for question in questions:
                yield Unheard(claim.id, question, f"{claim.modality} claims never vote")
            return
        weight = modality.weight * vocab.lists.credibility[str(claim.credibility)].weight
        for chain in claim.chains:
            credit = self.credits.follow(claim, chain, as_said)
            dated = when or credit.dated
            if dated is None:
                for question in questions:
                    yield Unheard(claim.id, question, "nothing dates it: neither the claim nor any link of its chain")
                continue
            known = NEVER if credit.known is None else credit.known
            silenced = min(self._retracted.get(claim.id, NEVER), NEVER if credit.stops is None else credit.stops)
            for question in questions:
                relation = vocab.relations[question.relation]
                stance = claim.stance or self.stance_of(credit.origin, question)
                for part, first, last, cut in _stretches(side, dated, ended, credit.known):
                    yield Testimony(
                        claim=claim.id,
                        question=question,
                        side=part,
                        credit=credit,
                        stance=stance,
                        weight=weight * credit.weight,
                        first=first,
                        last=last,
                        cut=cut,
                        event=relation.nature == "event",
                        half_life=relation.half_life or math.inf,
                        known=known,
                        silenced=silenced,
                        undated=when is None,
                    )

    def stance_of(self, speaker: str, question: Question) -> str:
        """The interest a speaker has in an answer: an end of the tie that gains by denying or boasting is its party."""
        key = (speaker, question)
        found = self._stances.get(key)
        if found is None:
            relation = self.vocab.relations[question.relation]
            found = "free"
            if relation.denied_by or relation.boasted_by:
                parties = self.credits.parties_of(speaker)
                ends = {"subject": question.subject, "object": question.object}
                if any(self._interested(parties, ends[end]) for end in relation.denied_by):
                    found = "no_serves_me"
                elif any(self._interested(parties, ends[end]) for end in relation.boasted_by):
                    found = "yes_serves_me"
            self._stances[key] = found
        return found

    def _interested(self, parties: frozenset[str], end: str) -> bool:
        """Whether an end is one of the parties, a part of one, or a whole that one is part of.

        Of a place the interest is that of whoever governs it or the country it lies in.
        """
        if end in self.vocab.places and end not in self.book.actors:
            return not parties.isdisjoint(self._governors(end))
        if end in parties or not parties.isdisjoint(self._up(end)) or any(end in self._up(party) for party in parties):
            return True
        return end in self.vocab.places and not parties.isdisjoint(self._governors(end))

    def _governors(self, place: str) -> frozenset[str]:
        around = self.vocab.place_parents[place] | {place}
        return frozenset().union(*(self._governs.get(name, ()) for name in around)) | (around & self.book.actors.keys())

    def _up(self, actor: str) -> frozenset[str]:
        reached: set[str] = set()
        pending = [actor]
        while pending:
            for whole in self._wholes.get(pending.pop(), ()):
                if whole not in reached:
                    reached.add(whole)
                    pending.append(whole)
        return frozenset(reached)

    def _retractions(self) -> dict[str, int]:
        """The day from which each retracted claim no longer counts: when its retraction was published."""
        days: dict[str, int] = {}
        for claim in self.book.claims.values():
            if isinstance(claim.matter, Retraction):
                source = self.book.sources.get(claim.source)
                date = claim.when or (source.date if source else None)
                day = days_of(date)[0] if date else EVER[0]
                days[claim.matter.claim] = min(day, days.get(claim.matter.claim, NEVER))
        return days


def _stretches(side: int, when: When, ended: When | None, known: int | None) -> list[tuple[int, int, int, int]]:
    """The stretches of time that a claim speaks of, as (side, first, last, cut).

    What is open was still so when it was said. What ended speaks for one side up to its end and for the other from then
    on, for as long as its root could know.
    """
    first, last = days_of(when)
    if last == EVER[1]:
        last = first if known is None else max(first, known)
    if ended is None:
        return [(side, first, last, NEVER)]
    end, end_last = days_of(ended)
    if end_last == EVER[1]:
        end_last = end
    return [(side, first, last, end), (-side, end, max(end_last, end if known is None else known), NEVER)]

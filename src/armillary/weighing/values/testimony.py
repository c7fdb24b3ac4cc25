"""Tellings: what each claim says a value is, through which chain, from when to when."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.units import units_by_name
from armillary.casebook.records import About, Claim, Flow, Incident, Position, Quantity, Retraction, Statement
from armillary.casebook.resolve import flow_triple
from armillary.text.dates import When, as_written
from armillary.text.values import Value
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.heard import Heard
from armillary.weighing.questions import EVER, NEVER, days_of
from armillary.weighing.stretches import days_seen
from armillary.weighing.testimony import Hearing
from armillary.weighing.values.questions import CHOICE, DATE, NAMES, NUMBER, PLACE, ValueQuestion, joined

TOTAL = "total"


class Answer(NamedTuple):
    """What is said a value is: a word, or numbers from `low` to `high` in the base unit, infinite where it is a bound.

    `about` says that a number is a rough one, or that a name stands in a list that is not the whole. `unit` and `per`
    are those it was given in, and `scale` times a number in them is the number in the base unit.
    """

    text: str
    word: str = ""
    low: float = 0.0
    high: float = 0.0
    about: bool = False
    unit: str = ""
    per: str = ""
    scale: float = 1.0


class Telling(Heard, frozen=True, kw_only=True, gc=False):
    """One claim on one answer to a value question."""

    question: ValueQuestion
    answer: Answer


class Untold(msgspec.Struct, frozen=True, gc=False):
    """A claim that does not vote on a value, and why."""

    claim: str
    question: ValueQuestion
    answer: Answer
    reason: str


class _Said(NamedTuple):
    """One answer to one question; a `half_life` of None is of something that stands."""

    question: ValueQuestion
    answer: Answer
    half_life: float | None


class _Saying(NamedTuple):
    """A matter with its own time and place, affirmed (+1) or denied (-1)."""

    matter: object
    side: int
    when: When | None
    ended: When | None
    where: tuple[str, ...]
    as_said: bool


class Listening:
    """Hears what the claims of a casebook say of values, with the chains, dates and retractions of the hearing."""

    def __init__(self, book: Casebook, vocab: Vocabulary, hearing: Hearing) -> None:
        self.book = book
        self.vocab = vocab
        self.hearing = hearing
        self._units = units_by_name(vocab)

    def listen(self) -> tuple[list[Telling], list[Untold]]:
        """Every telling, and every claim on a value that does not vote with the reason."""
        told: list[Telling] = []
        untold: list[Untold] = []
        for claim in self.book.claims.values():
            for saying in self._sayings(claim):
                for said in self._answers(saying):
                    for item in self._tell(claim, saying, said):
                        (told if isinstance(item, Telling) else untold).append(item)  # type: ignore[arg-type]
        return told, untold

    def _sayings(self, claim: Claim) -> Iterator[_Saying]:
        side = 1 if claim.polarity == "asserts" else -1
        matter = claim.matter
        if not isinstance(matter, Statement):
            if not isinstance(matter, Retraction):
                yield _Saying(matter, side, claim.when, claim.ended, claim.where, as_said=False)
            return
        about, polarity = matter.about, self.vocab.verbs[matter.verb].about
        if about is None or side < 0 or polarity == "none":
            return  # who denies that a thing was said says nothing of the thing
        said: Claim | About | None = self.book.claims.get(about.claim) if about.claim else about
        if said is not None and not isinstance(said.matter, Statement | Retraction):
            side = 1 if said.polarity == polarity else -1
            yield _Saying(said.matter, side, said.when, said.ended, said.where, as_said=True)

    # --- what is said -------------------------------------------------------------------------------------------------

    def _answers(self, saying: _Saying) -> Iterator[_Said]:
        match saying.matter:
            case Quantity() as quantity:
                yield from self._of_quantity(quantity, saying)
            case Flow(amount=Value() as amount) as flow:
                yield self._of_flow(flow, amount, saying)
            case Position() as position:
                half_life = self.vocab.constant("position_half_life")
                question = ValueQuestion(CHOICE, "position", position.actor, position.issue)
                yield _Said(question, Answer(position.stance, position.stance), half_life)
            case Incident() as incident if incident.event:
                yield from self._of_incident(incident, saying)

    def _of_quantity(self, quantity: Quantity, saying: _Saying) -> Iterator[_Said]:
        measure = self.vocab.lists.measures[quantity.measure]
        places = joined(saying.where, quantity.subject)
        days = EVER if measure.half_life else days_of(saying.when)
        answer, dimension = self._number(quantity.value, measure.dimension)
        named = (quantity.subject, quantity.measure, quantity.of, places)
        question = ValueQuestion(NUMBER, "quantity", *named, "", dimension, *days)
        yield _Said(question, answer, measure.half_life)
        for name in quantity.lists if saying.side > 0 else ():  # a denied count says nothing of who is counted
            question = ValueQuestion(NAMES, "quantity", *named, "", "", *days)
            yield _Said(question, Answer(name, name, about=quantity.partial), measure.half_life)

    def _of_flow(self, flow: Flow, amount: Value, saying: _Saying) -> _Said:
        answer, dimension = self._number(amount, "")
        places = joined(saying.where, "")
        if not flow.per:
            days = days_of(as_written(saying.when) if saying.when else None)  # as `check` reckons a total
            question = ValueQuestion(
                NUMBER, "flow", flow.giver, flow.goods, flow.receiver, places, "", dimension, *days
            )
            return _Said(question, answer, None)
        triple = flow_triple(flow, self.vocab)
        relation = self.vocab.relations[triple.relation] if triple else None
        question = ValueQuestion(NUMBER, "flow", flow.giver, flow.goods, flow.receiver, places, "rate", dimension)
        period = self.vocab.lists.periods[flow.per].days
        answer = answer._replace(
            low=answer.low / period, high=answer.high / period, per=flow.per, scale=answer.scale / period
        )
        return _Said(
            question, answer, (relation.half_life if relation else None) or self.vocab.lists.periods["year"].days
        )

    def _of_incident(self, incident: Incident, saying: _Saying) -> Iterator[_Said]:
        if saying.side < 0:
            return  # who denies that it happened says nothing of how many died
        for measure, counts in (("deaths", incident.deaths), ("injured", incident.injured)):
            for whom, value in counts.items():
                answer, _ = self._number(value, "persons")
                of = "" if whom == TOTAL else whom
                yield _Said(
                    ValueQuestion(NUMBER, "incident", incident.event, measure, of, "", "", "persons"), answer, None
                )
            if len(counts) > 1 and TOTAL not in counts:
                # who names some of the dead by party says that there were no fewer in all
                low = math.fsum(self._number(value, "persons")[0].low for value in counts.values())
                text = ">=" + " + ".join(value.text.removeprefix(">=") for value in counts.values())
                question = ValueQuestion(NUMBER, "incident", incident.event, measure, "", "", "", "persons")
                if math.isfinite(low):
                    yield _Said(question, Answer(text, "", low, math.inf), None)
        if saying.where:
            place = " + ".join(self._finest(saying.where))
            yield _Said(ValueQuestion(PLACE, "incident", incident.event, "where"), Answer(place, place), None)
        if saying.when is not None:
            first, last = days_of(saying.when)
            answer = Answer(
                saying.when.text,
                "",
                -math.inf if first == EVER[0] else first,
                math.inf if last == EVER[1] else last,
            )
            yield _Said(ValueQuestion(DATE, "incident", incident.event, "when"), answer, None)

    def _finest(self, places: tuple[str, ...]) -> list[str]:
        """The places without those that others of them lie in."""
        around = frozenset[str]().union(*(self.vocab.place_parents.get(place, frozenset()) for place in places))
        return sorted(set(places) - around)

    def _number(self, value: Value, dimension: str) -> tuple[Answer, str]:
        """A number in the base unit of its dimension."""
        unit = self._units.get(value.unit.casefold())
        factor = unit.factor if unit else 1.0
        low = -math.inf if value.low is None else value.low * factor
        high = math.inf if value.high is None else value.high * factor
        answer = Answer(value.text, "", low, high, value.approximate, unit.id if unit else value.unit, "", factor)
        return answer, unit.dimension if unit else dimension or value.unit.casefold()

    # --- who says so, and when ----------------------------------------------------------------------------------------

    def _tell(self, claim: Claim, saying: _Saying, said: _Said) -> Iterator[Telling | Untold]:
        modality = self.vocab.modalities[claim.modality]
        weight = modality.weight * self.vocab.lists.credibility[str(claim.credibility)].weight
        for chain in claim.chains:
            credit = self.hearing.credits.follow(claim, chain, saying.as_said)
            days = days_seen(saying.when, saying.ended, credit.dated, credit.known)
            reason = "" if modality.votes else f"{claim.modality} claims never vote"
            if days is None:
                reason = reason or "nothing dates it: neither the claim nor any link of its chain"
            if days is None or reason:
                yield Untold(claim.id, said.question, said.answer, reason)
                if not modality.votes:
                    return
                continue
            cut = NEVER
            if saying.ended is not None and said.half_life is not None:
                cut = next((day for day in days_of(saying.ended) if day not in EVER), NEVER)
            yield Telling(
                claim=claim.id,
                question=said.question,
                side=saying.side,
                answer=said.answer,
                credit=credit,
                stance=claim.stance or "free",
                weight=weight * credit.weight,
                first=days[0],
                last=days[1],
                cut=cut,
                event=said.half_life is None,
                half_life=said.half_life or math.inf,
                known=NEVER if credit.known is None else credit.known,
                silenced=min(
                    self.hearing.retracted.get(claim.id, NEVER), NEVER if credit.stops is None else credit.stops
                ),
                undated=saying.when is None and saying.ended is None,
            )

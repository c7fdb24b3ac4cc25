"""The model once more, slowly and plainly, from its design: no arrays, no shortcuts, every removal judged anew.

What a claim says through which chain, and the order of questions, are the casebook's and are taken as they are heard.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from armillary.casebook.casebook import Casebook
from armillary.casebook.resolve import links_to_root
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.questions import ENDS, EVER, NEVER, Question, days_of
from armillary.weighing.testimony import Hearing, Testimony

DECIBAN = math.log(10) / 10
GRADES = {"A": 0.95, "B": 0.87, "C": 0.75, "D": 0.60, "E": 0.50, "F": 0.60}
BOUNDS = {0: 0.50, 1: 0.79, 2: 0.94, 3: 0.99}
RANGE = [(letters, factor) for letters in (1, -1) for factor in (0.5, 2.0)]
SLACK = 1e-9  # what differs by less is equal


@dataclass(frozen=True)
class Vote:
    """An origin's word on one side of a question; `odds` is what it would add by itself, a denial's negative."""

    question: Question
    origin: str
    party: str
    side: int
    odds: float
    chosen: Testimony
    last: int  # the last day it saw so, as near the root as the claim that votes
    seen: int  # the same at any remove
    eye: bool
    states: frozenset[str]  # the sources in which it speaks itself
    through: frozenset[str]  # the sources that pass it on

    @property
    def of_class(self) -> bool:
        """Whether it speaks of a class alone."""
        return self.chosen.of_class


@dataclass(frozen=True)
class Voice:
    """Votes that are not independent of each other, the strongest first."""

    votes: tuple[Vote, ...]

    @property
    def side(self) -> int:
        """For or against."""
        return self.votes[0].side

    @property
    def odds(self) -> float:
        """What the strongest adds."""
        return self.side * max(abs(vote.odds) for vote in self.votes)

    @property
    def speaks(self) -> float:
        """How loud it is: what is said of a class alone is no voice."""
        return max((abs(vote.odds) for vote in self.votes if not vote.of_class), default=0.0)

    @property
    def audible(self) -> bool:
        """Whether it counts as a voice at all: a deciban, age apart."""
        return self.speaks >= DECIBAN * (1 - SLACK)

    @property
    def day(self) -> int:
        """The last day seen."""
        return max(vote.last for vote in self.votes)

    @property
    def seen(self) -> int:
        """The last day seen at any remove."""
        return max((vote.seen for vote in self.votes if not vote.of_class), default=-NEVER)


class Ending(NamedTuple):
    """Who says that it ended, between which days, and what that weighs."""

    by: Testimony
    day: int
    latest: int
    weighs: float


@dataclass(frozen=True)
class World:
    """A whole casebook judged, perhaps with somebody left out."""

    votes: dict[Question, list[Vote]]
    voices: dict[Question, list[Voice]]
    own: dict[Question, float]
    odds: dict[Question, float]

    def heard(self, question: Question, side: int = 0) -> list[Voice]:
        """The audible voices on a question, of one side or of both."""
        return [voice for voice in self.voices[question] if voice.audible and voice.side in (side or voice.side,)]


@dataclass(frozen=True)
class Verdict:
    """What is judged of one question."""

    own: float
    odds: float
    low: float
    high: float
    standing: str
    currency: str
    last_seen: int
    ended: int
    confidence: int
    voices: tuple[int, int]
    bearing: frozenset[str]
    without: dict[str, tuple[float, bool]]


def p_of(odds: float) -> float:
    """Probability from natural log-odds."""
    return 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0


def lower(grade: str, letters: int) -> str:
    """A grade so many letters down; F stays."""
    return grade if grade == "F" else "ABCDE"[min(max("ABCDE".index(grade) + letters, 0), 4)]


def evidence_weighs(grade: str, stance: str, side: int, letters: int = 0) -> float:
    """Natural log of how much likelier the testimony is if the tie holds than if it does not."""
    coin = GRADES[lower(grade, letters)]
    sens, spec = {"free": (coin, coin), "no_serves_me": (0.20, 0.95), "yes_serves_me": (0.95, 0.20)}[stance]
    return math.log(sens / (1 - spec)) if side > 0 else math.log((1 - sens) / spec)


def folded(voices: Iterable[Voice], half_life: float) -> float:
    """The sum in order of last day seen, older evidence yielding to newer evidence that contradicts it."""
    by_day: dict[int, list[Voice]] = defaultdict(list)
    for voice in voices:
        by_day[voice.day].append(voice)
    running = 0.0
    newest = {1: 0, -1: 0}
    for day in sorted(by_day):
        x = sum(voice.odds for voice in by_day[day])
        if running * x < 0:
            age = day - newest[1 if running > 0 else -1]
            lost = min((1 - 0.5 ** (age / half_life)) * abs(running), abs(x))
            running -= math.copysign(lost, running)
        running += x
        for voice in by_day[day]:
            if voice.odds != 0:
                newest[voice.side] = day
    return running


def bounded(odds: float, voices: Iterable[Voice]) -> float:
    """No further than so many audible voices can carry it."""
    heard = [voice.side for voice in voices if voice.audible]
    up, down = BOUNDS[min(heard.count(1), 3)], BOUNDS[min(heard.count(-1), 3)]
    return min(max(odds, -math.log(down / (1 - down))), math.log(up / (1 - up)))


def merged(votes: list[Vote]) -> list[Voice]:
    """Votes as voices: a party is one; an author who credits others with it goes with the strongest of those.

    Those drawn on stay apart. The design is silent on who draws on one who draws on others: he goes with that one.
    """

    def loudest_of(vote: Vote) -> float:
        return max(abs(other.odds) for other in votes if (other.party, other.side) == (vote.party, vote.side))

    def drawn_by(author: Vote) -> Vote | None:
        found = [
            other
            for other in votes
            if not (author.eye or author.of_class or other.of_class)
            and other.side == author.side
            and other.party != author.party
            and author.states & other.through
        ]
        return max(found, key=lambda vote: (abs(vote.odds), loudest_of(vote), vote.last), default=None)

    votes = sorted(votes, key=lambda vote: vote.origin)  # of those who are equal in every way the first by name
    drawn = {(vote.origin, vote.side): drawn_by(vote) for vote in votes}
    by_voice: dict[tuple[str, int], list[Vote]] = defaultdict(list)
    for vote in votes:
        line = [vote]
        while (step := drawn[line[-1].origin, line[-1].side]) is not None and step not in line:
            line.append(step)
        if step is not None:  # who draw on each other are one voice, the stronger's
            circle = sorted(line[line.index(step) :], key=lambda v: v.origin)
            line.append(max(circle, key=lambda v: (abs(v.odds), loudest_of(v), v.last)))
        by_voice[line[-1].party, vote.side].append(vote)
    return [
        Voice(tuple(sorted(of, key=lambda v: (-abs(v.odds), v.of_class, v.party != party, -v.last, v.origin))))
        for (party, _), of in by_voice.items()
    ]


class Oracle:
    """Judges a casebook as of one date, known by another."""

    def __init__(self, book: Casebook, vocab: Vocabulary, as_of: int, known_by: int | None) -> None:
        self.book, self.vocab, self.as_of, self.known_by = book, vocab, as_of, known_by
        self.hearing = Hearing(book, vocab)
        self.order = self.hearing.order
        heard, unheard = self.hearing.hear()
        asked = {t.question for t in heard if not t.of_class} | {u.question for u in unheard if not u.of_class}
        for t in heard:
            if t.side > 0 and not t.of_class:
                asked |= {up.question for up in self.order.above(t.question)}
        self.questions = sorted(asked)
        begun = [t for t in heard if t.first <= as_of and t.weight > 0]
        self.said = [t for t in begun if known_by is None or t.known <= known_by]
        self.usable = [t for t in self.said if t.silenced > (NEVER - 1 if known_by is None else known_by)]
        self.party = {t.credit.origin: self._party(t.credit.origin) for t in heard}
        self.reach = {id(t): [q for q in self.questions if self._bears(t, q)] for t in self.said}
        self.pairs = [
            (q, up.question)
            for q in self.questions
            for up in self.order.above(q)
            if up.question in asked and up.question != q and not up.presumed and self._holds(q, up.question, up[1:3])
        ]

    def _party(self, speaker: str) -> str:
        """Who is one voice with whom: by speaking for a party, or unnamed and cited by one hand."""
        line = [speaker]
        while line[-1] in self.book.speakers and self.book.speakers[line[-1]].speaks_for:
            step = self.book.speakers[line[-1]].speaks_for[0]
            if step in line:  # the design is silent on circles: they are one party
                return min(line[line.index(step) :])
            line.append(step)
        if len(line) > 1 or not self._nameless(speaker):
            return line[-1]
        hands = self._hands(speaker)
        if len(hands) != 1:
            return speaker
        (hand,) = hands
        if hand in self.book.speakers and self.book.speakers[hand].kind == "outlet":
            return self._party(hand)
        return min(name for name in self.book.speakers if self._nameless(name) and self._hands(name) == hands)

    def _nameless(self, name: str) -> bool:
        speaker = self.book.speakers.get(name)
        return speaker is not None and speaker.kind == "unnamed" and not speaker.speaks_for

    def _hands(self, name: str) -> set[str]:
        """The speakers of what cites somebody directly."""
        found = set()
        for claim in self.book.claims.values():
            for chain in claim.chains:
                for hand, cited in pairwise(links_to_root(chain, claim.source, self.book)):
                    if cited == name:
                        found.add(self.book.sources[hand].speaker if hand in self.book.sources else hand)
        return found

    def _deed_of_state(self, specific: Question, general: Question) -> bool:
        """An oath given and an oath in force are told apart."""
        natures = [self.vocab.relations[question.relation].nature for question in (specific, general)]
        return natures == ["begins_state", "state"]

    def _bears(self, t: Testimony, q: Question) -> bool:
        if q == t.question:
            return True
        lower_, upper = (t.question, q) if t.side > 0 else (q, t.question)
        if t.side < 0 and self._deed_of_state(lower_, upper):
            return False
        return any(
            up.question == upper and up.first <= t.last and t.first <= up.last for up in self.order.above(lower_)
        )

    def _stands(self, q: Question) -> bool:
        return self.vocab.relations[q.relation].nature != "state"

    def _half_life(self, q: Question) -> float:
        return math.inf if self._stands(q) else self.vocab.relations[q.relation].half_life or math.inf

    def _holds(self, specific: Question, general: Question, days: tuple[int, int]) -> bool:
        """Whether a pair of the order counts.

        The design is silent on bonds with dates: what is under one is seen on one of its days.
        """
        if self._deed_of_state(specific, general):
            return False
        if days == EVER:
            return True
        if self._stands(specific):
            return False
        speaking = [t for t in self.said if specific in self.reach[id(t)]]
        asserting = [t for t in speaking if t.side > 0]
        return any(days[0] <= t.last and t.first <= days[1] for t in asserting or speaking)

    def _own_later_no(self, t: Testimony, q: Question, usable: list[Testimony]) -> bool:
        """A later no to one's own yes."""
        return t.side < 0 and any(
            other.side > 0
            and not other.of_class
            and other.credit.origin == t.credit.origin
            and other.last < t.first
            and q in self.reach[id(other)]
            for other in usable
        )

    def _usable(self, without: str) -> list[Testimony]:
        return [t for t in self.usable if self.party[t.credit.origin] != without]

    def votes(self, without: str = "") -> dict[Question, list[Vote]]:
        """One vote an origin, question and side, from its testimony nearest the root."""
        usable = self._usable(without)
        found: dict[Question, list[Vote]] = {q: [] for q in self.questions}
        for q in self.questions:
            speaking: dict[tuple[str, int], list[Testimony]] = defaultdict(list)
            for t in usable:
                if q in self.reach[id(t)] and not self._own_later_no(t, q, usable):
                    speaking[t.credit.origin, t.side].append(t)
            for (origin, side), said in speaking.items():
                # own words before those on a class, fewest relays, most weight; the rest only breaks ties
                said.sort(key=lambda t: (t.of_class, t.credit.relays, -t.weight, t.stance, t.credit.grade, -t.last))
                best = said[0]
                alike = [t for t in said if t.of_class == best.of_class]
                as_near = [t for t in alike if t.credit.relays == best.credit.relays]
                plain = [t for t in said if not t.of_class]
                found[q].append(
                    Vote(
                        q,
                        origin,
                        self.party[origin],
                        side,
                        best.weight * evidence_weighs(best.credit.grade, best.stance, side),
                        best,
                        max(t.last for t in as_near),
                        max(t.last for t in alike),
                        any(t.eye and t.credit.root and t.credit.relays == best.credit.relays for t in plain),
                        frozenset(t.credit.root for t in plain if t.credit.root),
                        frozenset(source for t in plain for source in t.credit.passes),
                    )
                )
        return found

    def _settled(self, q: Question, votes: list[Vote]) -> tuple[list[Voice], float]:
        """Voices, and what they come to; of events also by what nobody denies for its own days, if that is more."""
        voices = merged(votes)
        own = bounded(folded(voices, self._half_life(q)), voices)
        if not self._stands(q):
            return voices, own
        # a no to an event bears on its own days
        denials = [vote for vote in votes if vote.side < 0]
        undenied = [
            vote
            for vote in votes
            if vote.side > 0
            and not any(no.chosen.first <= vote.last and vote.chosen.first <= no.last for no in denials)
        ]
        alone = [Voice(rest) for voice in voices if (rest := tuple(v for v in voice.votes if v in undenied))]
        more = bounded(folded(alone, self._half_life(q)), alone)
        if denials and more > own and any(voice.audible for voice in alone):
            return alone, more
        return voices, own

    def _cohere(self, own: dict[Question, float], world: World) -> dict[Question, float]:
        """A general question is never less likely than one under it; what nobody asserts is held down."""
        assessed = {q for q in self.questions if world.heard(q)}
        asserted = {q for q in self.questions if world.heard(q, 1)}
        lifted = {q: own[q] if q in asserted else -math.inf for q in self.questions}
        for _ in self.questions:
            for s, g in self.pairs:
                lifted[g] = max(lifted[g], lifted[s])
        odds = {q: max(own[q], lifted[q]) for q in self.questions}
        for _ in self.questions:
            for s, g in self.pairs:
                if s in assessed and s not in asserted and g in assessed:
                    odds[s] = min(odds[s], odds[g])
        return odds

    def judged(self, without: str = "") -> World:
        """Everything, with a party left out."""
        votes = self.votes(without)
        settled = {q: self._settled(q, votes[q]) for q in self.questions}
        own = {q: settled[q][1] for q in self.questions}
        world = World(votes, {q: settled[q][0] for q in self.questions}, own, own)
        return replace(world, odds=self._cohere(own, world))

    def _range(self, world: World) -> dict[Question, tuple[float, float]]:
        """Starting odds halved and doubled and every grade a letter up or down, the voices as they are."""
        spread = [world.odds]
        for letters, factor in RANGE:
            own = {}
            for q in self.questions:
                voices = [
                    Voice(
                        tuple(
                            replace(
                                vote,
                                odds=vote.chosen.weight
                                * evidence_weighs(vote.chosen.credit.grade, vote.chosen.stance, vote.side, letters),
                            )
                            for vote in voice.votes
                        )
                    )
                    for voice in world.voices[q]
                ]
                moved = folded(voices, self._half_life(q)) + math.log(factor)
                own[q] = bounded(moved, world.voices[q])
            spread.append(self._cohere(own, world))
        return {
            q: (min(p_of(odds[q]) for odds in spread), max(p_of(odds[q]) for odds in spread)) for q in self.questions
        }

    def _standing(self, q: Question, world: World) -> str:
        yes, no = [[voice.speaks for voice in world.heard(q, side)] for side in (1, -1)]
        if yes and no and min(max(yes), max(no)) >= 0.2 * max(*yes, *no) * (1 - SLACK):
            return "disputed"
        if no and (not yes or folded(world.voices[q], self._half_life(q)) < 0):
            return "denied"
        return "corroborated" if len(yes) > 1 else "reported" if yes else "not_assessed"

    def _currency(self, q: Question, world: World) -> tuple[str, int, int]:
        """How current it is, when it was last seen and when it ended."""
        sightings = {voice: min(voice.seen, self.as_of) for voice in world.heard(q, 1)}
        if not sightings:
            return "", NEVER, NEVER
        seen = max(sightings.values())
        endings: dict[str, list[Ending]] = defaultdict(list)
        for ending in self._endings(q):
            endings[self.party[ending.by.credit.origin]].append(ending)
        loud = [said for said in endings.values() if max(e.weighs for e in said) >= DECIBAN * (1 - SLACK)]
        ended = at_latest = NEVER
        if loud:
            last_end = max(ending.latest for said in loud for ending in said)
            # the docstring's rule: endings lose half their weight each half-life until the newest sighting
            left = 0.5 ** (max(0, seen - last_end) / self._half_life(q))
            against = sum(voice.odds for voice, day in sightings.items() if day >= last_end)
            if sum(max(ending.weighs for ending in said) for said in loud) * left > against * (1 + SLACK):
                at_latest = last_end  # an end that is not known to the day is over on its last
                ended = max(ending.day for said in loud for ending in said if ending.latest == last_end)
        for end, name in zip(ENDS, (q.subject, q.object), strict=True):
            actor = self.book.actors.get(name)
            if actor and not self._stands(q) and not self.order.is_place(q, end):
                gone = days_of(actor.exists)[1] + 1
                if gone <= min(self.as_of, at_latest):  # it tells the day more closely
                    ended = at_latest = gone
        if ended < NEVER:
            return "ended", seen, ended
        if self._stands(q):
            return "stands", seen, ended
        life = self._half_life(q)
        late = self.as_of - seen
        return "current" if late <= life else "ageing" if late <= 2 * life else "lapsed", seen, ended

    def _endings(self, q: Question) -> list[Ending]:
        """Who says that it ended, on which day and how weightily: by an ending or by a later no to an own yes."""
        found = []
        yes = [t for t in self.usable if t.side > 0 and not t.of_class and q in self.reach[id(t)]]
        over = {t.question for t in yes if t.cut <= self.as_of}
        # what ended at a place or of a part ends the more general only where nobody asserts that otherwise
        all_over = all(t.question in over for t in yes)
        for t in yes:
            if t.cut <= self.as_of and (t.question == q or all_over):
                no = -evidence_weighs(t.credit.grade, t.end_stance, -1)
                found.append(Ending(t, t.cut, t.end_last, t.weight * no))
        for t in self.usable:
            if q in self.reach[id(t)] and not self._stands(q) and self._own_later_no(t, q, self.usable):
                no = -evidence_weighs(t.credit.grade, t.stance, -1)
                found.append(Ending(t, t.first, max(t.first, t.last), t.weight * no))
        nearest: dict[str, int] = {}
        for ending in found:
            origin = ending.by.credit.origin
            nearest[origin] = min(ending.by.credit.relays, nearest.get(origin, NEVER))
        return [ending for ending in found if ending.by.credit.relays == nearest[ending.by.credit.origin]]

    def verdicts(self) -> dict[Question, Verdict]:
        """The judgement of every question."""
        world = self.judged()
        ranges = self._range(world)
        worlds = {party: self.judged(party) for party in set(self.party.values())}
        return {q: self._verdict(q, world, ranges[q], worlds) for q in self.questions}

    def _verdict(self, q: Question, world: World, low_high: tuple[float, float], worlds: dict[str, World]) -> Verdict:
        parties = {vote.party for vote in world.votes[q]}
        without = {party: (worlds[party].odds[q], bool(worlds[party].heard(q))) for party in parties}
        turned = {party for party, (odds, left) in without.items() if not left or (odds >= 0) != (world.odds[q] >= 0)}
        moved = {party for party, (odds, _) in without.items() if abs(p_of(odds) - p_of(world.odds[q])) >= 0.10}
        standing = self._standing(q, world)
        currency, last_seen, ended = self._currency(q, world)
        side = 1 if world.odds[q] >= 0 else -1
        mine = world.heard(q, side)
        plain = [vote for voice in mine for vote in voice.votes if not vote.of_class]
        first_hand = any(vote.chosen.credit.grade in "AB" and vote.chosen.credit.relays == 0 for vote in plain)
        firm = all(left and p_of(side * odds) >= 0.80 - SLACK for odds, left in without.values())
        if side > 0:
            fresh = currency in ("current", "stands")
        else:  # the design is silent on denials: they are fresh for a half-life
            newest = max((min(vote.seen, self.as_of) for vote in plain), default=-NEVER)
            fresh = self._stands(q) or self.as_of - newest <= self._half_life(q)
        confidence = 0
        if len(mine) >= 2 and not turned:
            high = len(mine) >= 3 and first_hand and standing != "disputed" and firm and fresh
            confidence = 2 if high else 1
        audible = {voice.votes[0].party for voice in world.heard(q)}
        return Verdict(
            world.own[q],
            world.odds[q],
            *low_high,
            standing,
            currency,
            last_seen,
            ended,
            confidence,
            (len(world.heard(q, 1)), len(world.heard(q, -1))),
            frozenset(audible & (turned | moved)),
            without,
        )

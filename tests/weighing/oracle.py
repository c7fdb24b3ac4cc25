"""The model once more, slowly and plainly: no arrays, no shortcuts, every removal judged anew."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from armillary.casebook.casebook import Casebook
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.questions import EVER, NEVER, Question, prior_odds
from armillary.weighing.testimony import Hearing, Testimony

Odds = dict[Question, float]
RANGE = [(letters, factor) for letters in (1, -1) for factor in (0.5, 2.0)]


@dataclass(frozen=True)
class Vote:
    """An origin's voice on one side of a question."""

    origin: str
    bloc: str
    side: int
    weight: float
    decibans: float
    grade: str
    relays: int
    last: int

    @property
    def audible(self) -> bool:
        """Whether it weighs enough to judge by."""
        return self.weight >= 0.05 and abs(self.decibans) > 1e-9


@dataclass(frozen=True)
class Verdict:
    """What is judged of one question."""

    own: float
    odds: float
    assessed: bool
    low: float
    high: float
    confidence: int
    bearing: frozenset[str]


def p_of(odds: float) -> float:
    """Probability from natural log-odds."""
    return 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0


def lower(grade: str, letters: int) -> str:
    """A grade so many letters down; F stays."""
    return grade if grade == "F" else "ABCDE"[min(max("ABCDE".index(grade) + letters, 0), 4)]


def weight_of_evidence(vote: Testimony, letters: int) -> float:
    """Natural log of how much likelier the testimony is if the tie holds than if it does not."""
    grades = {"A": 0.95, "B": 0.87, "C": 0.75, "D": 0.60, "E": 0.50, "F": 0.60}
    coin = grades[lower(vote.credit.grade, letters)]
    sens, spec = {"free": (coin, coin), "no_serves_me": (0.20, 0.95), "yes_serves_me": (0.95, 0.20)}[vote.stance]
    return math.log(sens / (1 - spec)) if vote.side > 0 else math.log((1 - sens) / spec)


class Oracle:
    """Judges a casebook as of one date, known by another."""

    def __init__(self, book: Casebook, vocab: Vocabulary, as_of: int, known_by: int | None) -> None:
        self.vocab = vocab
        self.as_of = as_of
        self.hearing = Hearing(book, vocab)
        self.order = self.hearing.order
        self.heard, unheard = self.hearing.hear()
        self.usable = [t for t in self.heard if self._usable(t, known_by)]
        asked = {t.question for t in self.heard} | {u.question for u in unheard}
        for t in self.heard:
            if t.side > 0:
                asked |= {up.question for up in self.order.above(t.question)}
        self.questions = sorted(asked)
        self.prior = {q: prior_odds(q, book, vocab) for q in self.questions}
        self.pairs = [
            (q, up.question)
            for q in self.questions
            for up in self.order.above(q)
            if up.question in asked and up.question != q and not up.presumed and self._holds(q, up.first, up.last)
        ]

    def _usable(self, t: Testimony, known_by: int | None) -> bool:
        if not t.first <= self.as_of < t.cut:
            return False
        if known_by is None:
            return t.silenced == NEVER
        return t.known <= known_by < t.silenced

    def _holds(self, q: Question, first: int, last: int) -> bool:
        if self.vocab.relations[q.relation].nature == "event":
            return (first, last) == EVER
        return first <= self.as_of <= last

    def _weight(self, t: Testimony) -> float:
        late = max(0, self.as_of - t.last)
        return t.weight if t.event else t.weight * 0.5 ** (late / t.half_life)

    def _bears(self, t: Testimony, q: Question) -> bool:
        lower_, upper = (t.question, q) if t.side > 0 else (q, t.question)
        return any(
            up.question == upper and up.first <= t.last and t.first <= up.last for up in self.order.above(lower_)
        )

    def votes(self, letters: int = 0, without: str = "") -> dict[Question, list[Vote]]:
        """One vote an origin, question and side, from its testimony nearest the root."""
        voting: dict[tuple[Question, str, int], Testimony] = {}

        def rank(t: Testimony) -> tuple[object, ...]:
            return (t.credit.relays, -self._weight(t), t.stance, t.credit.grade, -t.last)

        for t in self.usable:
            if self._weight(t) <= 0 or self.hearing.credits.bloc_of(t.credit.origin) == without:
                continue
            for q in self.questions:
                key = (q, t.credit.origin, t.side)
                if (q == t.question or self._bears(t, q)) and (key not in voting or rank(t) < rank(voting[key])):
                    voting[key] = t
        found: dict[Question, list[Vote]] = defaultdict(list)
        for (q, origin, side), t in voting.items():
            decibans = self._weight(t) * weight_of_evidence(t, letters) * 10 / math.log(10)
            bloc = self.hearing.credits.bloc_of(origin)
            vote = Vote(origin, bloc, side, self._weight(t), decibans, t.credit.grade, t.credit.relays, t.last)
            found[q].append(vote)
        return found

    def _own(self, votes: dict[Question, list[Vote]], factor: float = 1.0) -> Odds:
        return {
            q: self.prior[q] + math.log(factor) + sum(vote.decibans for vote in votes[q]) * math.log(10) / 10
            for q in self.questions
        }

    def _cohere(self, own: Odds, assessed: set[Question], asserted: set[Question]) -> Odds:
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

    def _judge(self, without: str = "") -> tuple[dict[Question, list[Vote]], Odds, Odds, set[Question], set[Question]]:
        votes = self.votes(without=without)
        own = self._own(votes)
        assessed = {q for q in self.questions if any(vote.audible for vote in votes[q])}
        asserted = {q for q in self.questions if any(vote.audible and vote.side > 0 for vote in votes[q])}
        return votes, own, self._cohere(own, assessed, asserted), assessed, asserted

    def verdicts(self) -> dict[Question, Verdict]:
        """The judgement of every question."""
        votes, own, odds, assessed, asserted = self._judge()
        spread = [odds]
        for letters, factor in RANGE:
            spread.append(self._cohere(self._own(self.votes(letters), factor), assessed, asserted))
        blocs = {vote.bloc for of_question in votes.values() for vote in of_question}
        worlds = {bloc: self._judge(bloc) for bloc in blocs}
        found = {}
        for q in self.questions:
            moved, turned = {}, set()
            for bloc in {vote.bloc for vote in votes[q]}:
                _, _, there, still, _ = worlds[bloc]
                moved[bloc] = abs(p_of(there[q]) - p_of(odds[q]))
                if (there[q] >= 0) != (odds[q] >= 0) or q not in still:
                    turned.add(bloc)
            bearing = frozenset(turned | {bloc for bloc, by in moved.items() if by >= 0.10})
            found[q] = Verdict(
                own[q],
                odds[q],
                q in assessed,
                min(p_of(there[q]) for there in spread),
                max(p_of(there[q]) for there in spread),
                self._confidence(q, votes[q], odds[q], bool(turned), bool(bearing)),
                bearing,
            )
        return found

    def _confidence(self, q: Question, votes: list[Vote], odds: float, turns: bool, leans: bool) -> int:
        audible = [vote for vote in votes if vote.audible]
        toward = 1 if odds >= 0 else -1
        backing = sum(max(0.0, vote.decibans * toward) for vote in votes)
        against = sum(max(0.0, -vote.decibans * toward) for vote in votes)
        voices = len({vote.bloc for vote in audible})
        good = any(vote.grade in "AB" and vote.relays == 0 and vote.decibans * toward > 0 for vote in audible)
        life = self.vocab.relations[q.relation].half_life or math.inf
        fresh = any(self.as_of - vote.last <= life for vote in audible)
        if voices >= 3 and good and against < 0.2 * backing and not leans and fresh:
            return 2
        return 1 if voices >= 2 and not turns else 0

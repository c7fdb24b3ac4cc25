"""Values of a book weighed at two dates, and what every picture of values reads off them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from armillary.book.book import Book
from armillary.pictures.amounts import WHOLE, bounds_text, day_or_none, days_text, whole
from armillary.pictures.records import ClaimRead, Silent
from armillary.pictures.value_records import Bounds, Days, Rival, ValueAnswer, ValueAsked, ValueVoice
from armillary.text.dates import show_day
from armillary.weighing.likelihood import DECIBANS, word_for
from armillary.weighing.values.judgements import ValueJudgement, judge_value
from armillary.weighing.values.questions import DATE, NUMBER, ValueQuestion
from armillary.weighing.values.testimony import Answer
from armillary.weighing.values.votes import Ballots, ValueVote

SIGNIFICANT = 9  # digits of numbers that are handed out


@dataclass(frozen=True)
class Valued:
    """The values of a book as of one day, known by another."""

    book: Book
    ballots: Ballots

    def judged(self, row: int) -> ValueJudgement:
        """One question as judged, once."""
        found = self._judged.get(row)
        if found is None:
            found = self._judged[row] = judge_value(self.ballots, row)
        return found

    @cached_property
    def _judged(self) -> dict[int, ValueJudgement]:
        return {}

    def answer(self, row: int) -> ValueAnswer:
        """One question with its rival values, voices and claims."""
        e, j = self.ballots.evidence, self.judged(row)
        unit, scale = self.unit_of(j)
        found = j.weighed
        said = sum(vote.says for vote in j.votes)
        rivals = [self._rival(j, votes, scale, said) for votes in self._by_answer(j).values()]
        rivals.sort(key=lambda rival: (-rival.share, rival.text))
        bounds, days = (None, None) if found is None else _edges(j.question, *self._shown(j, scale))
        likelihood = None if found is None or j.question.kind in (NUMBER, DATE) else found.likelihood
        return ValueAnswer(
            question=asked(j.question),
            unit=unit,
            answer=self.text(j),
            range=bounds,
            days=days,
            middle=None if found is None or found.middle is None else _rounded(found.middle / scale),
            likelihood=likelihood,
            word=self._word(found is None, likelihood),
            confidence=j.confidence,
            origins=len({vote.origin for vote in j.votes}),
            rivals=rivals,
            outliers=[
                e.origins[vote.origin]
                for vote in j.votes
                if found is not None and vote.side > 0 and vote.says > 0 and not j.fits(vote)
            ],
            load_bearing=list(j.load_bearing),
            not_counted=self._not_counted(row, j),
        )

    def _word(self, silent: bool, likelihood: float | None) -> str:
        if silent:
            return "not assessed"
        if likelihood is None:
            return ""
        return self.book.vocab.lists.likelihood[word_for(likelihood, self.book.vocab)].label

    def text(self, judged: ValueJudgement) -> str:
        """The answer in words, with its unit."""
        found = judged.weighed
        if found is None:
            return "not assessed"
        if judged.question.kind == DATE:
            return days_text(*found.said)
        if judged.question.kind == NUMBER:
            unit, scale = self.unit_of(judged)
            return bounds_text(*_finite(*self._shown(judged, scale)), unit)
        return found.answer

    def unit_of(self, judged: ValueJudgement) -> tuple[str, float]:
        """The unit that most of what is said is said in, and what a number in it comes to in the base unit."""
        units: dict[tuple[str, str, float], float] = {}
        for vote in judged.votes:
            if vote.answer.unit or judged.question.kind != NUMBER:
                key = (vote.answer.unit, vote.answer.per, vote.answer.scale)
                units[key] = units.get(key, 0.0) + vote.says + 1e-9
        if judged.question.kind != NUMBER or not units:
            return ("persons" if judged.question.dimension == "persons" else ""), 1.0
        unit, per, scale = min(units, key=lambda key: (-units[key], key))
        label = self.book.vocab.lists.units[unit].label if unit in self.book.vocab.lists.units else ""
        name = "%" if unit == "percent" else label or unit.replace("_", " ")
        return name + (f" a {per}" if per else ""), scale

    def _shown(self, judged: ValueJudgement, scale: float) -> tuple[float, float]:
        assert judged.weighed is not None
        low, high = judged.weighed.said
        if judged.question.kind == NUMBER and judged.question.dimension in WHOLE:
            low, high = whole(low, high)
        return low / scale, high / scale

    def _by_answer(self, judged: ValueJudgement) -> dict[tuple[int, Answer], list[ValueVote]]:
        groups: dict[tuple[int, Answer], list[ValueVote]] = {}
        for vote in judged.votes:
            groups.setdefault((vote.side, vote.answer), []).append(vote)
        return groups

    def _rival(self, j: ValueJudgement, votes: list[ValueVote], scale: float, said: float) -> Rival:
        answer = votes[0].answer
        bounds, days = _edges(j.question, answer.low / scale, answer.high / scale)
        likelihood = None
        if j.weighed is not None and j.question.kind not in (NUMBER, DATE):
            likelihood = j.weighed.answers.get(answer.word)
        return Rival(
            text=("not " if votes[0].side < 0 else "") + answer.text,
            answer=answer.word,
            bounds=bounds,
            days=days,
            about=answer.about and j.question.kind == NUMBER,
            likelihood=likelihood,
            share=sum(vote.says for vote in votes) / said if said else 0.0,
            fits=any(j.fits(vote) for vote in votes),
            voices=[self._voice(vote, said) for vote in sorted(votes, key=lambda vote: -vote.says)],
        )

    def _voice(self, vote: ValueVote, said: float) -> ValueVoice:
        e = self.ballots.evidence
        speaker, stance, grade = e.coins[vote.coin]
        return ValueVoice(
            origin=e.origins[vote.origin],
            speaker=speaker,
            party=e.blocs[vote.bloc],
            stance=stance,
            grade=grade,
            polarity="asserts" if vote.side > 0 else "denies",
            weight=vote.weight,
            relays=vote.relays,
            decibans=vote.says * DECIBANS,
            share=vote.says / said if said else 0.0,
            first=day_or_none(vote.first),
            last=day_or_none(vote.last),
            claims=[self._claims[e.claims[claim]] for claim in vote.claims],
        )

    def _not_counted(self, row: int, judged: ValueJudgement) -> list[Silent]:
        """Claims on the question that do not vote, each with the reason."""
        e = self.ballots.evidence
        voting = {vote.telling for vote in judged.votes}
        counted = {vote.claims[0] for vote in judged.votes}
        reasons: dict[int, str] = {}
        for t in self.ballots.told(row):
            if t not in voting:
                reasons.setdefault(int(e.t_claim[t]), self.ballots.silence(t, row))
        for vote in judged.votes:
            if vote.says <= 0:
                reasons[vote.claims[0]] = (
                    "it counts for nothing: its voice says nothing either way, or it is too long ago"
                )
        for i in self._unheard.get(row, ()):
            reasons.setdefault(int(e.u_claim[i]), e.u_reason[i])
        heard = counted - {vote.claims[0] for vote in judged.votes if vote.says <= 0}
        found = [(e.claims[claim], reason) for claim, reason in reasons.items() if claim not in heard]
        return [Silent(claim=claim, reason=reason) for claim, reason in sorted(found)]

    @cached_property
    def _unheard(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for i, row in enumerate(self.ballots.evidence.u_question.tolist()):
            found.setdefault(row, []).append(i)
        return found

    @cached_property
    def _claims(self) -> dict[str, ClaimRead]:
        e = self.ballots.evidence
        return {row["id"]: claim_read(row) for row in self.book.query("claims", ids=e.claims)}


def claim_read(row: dict[str, object]) -> ClaimRead:
    """A claim with where it was read, from a row of the query of claims."""
    return ClaimRead(
        id=str(row["id"]),
        source=str(row["source"]),
        at=str(row["at"]),
        text=str(row["text"]),
        credit=row["chains"],  # type: ignore[arg-type]
        file=str(row["file"]),
        line=int(str(row["line"])),
    )


def value_at(book: Book, as_of: int, known_by: int | None) -> Valued:
    """The values of a book as of a day, from what was known by another (ordinals)."""
    return Valued(book, Ballots(book.values, book.vocab, as_of, known_by))


def asked(question: ValueQuestion) -> ValueAsked:
    """A question as a record."""
    return ValueAsked(
        kind=question.kind,
        sort=question.sort,
        subject=question.subject,
        measure=question.measure,
        of=question.of,
        places=question.places.split(" + ") if question.places else [],
        per=question.per,
        since=day_or_none(question.first),
        until=day_or_none(question.last),
    )


def _edges(question: ValueQuestion, low: float, high: float) -> tuple[Bounds | None, Days | None]:
    """The edges of a number or of a date; neither for any other answer."""
    if question.kind == DATE:
        first, last = (show_day(int(edge)) if math.isfinite(edge) else None for edge in (low, high))
        return None, (first, last)
    return (_finite(low, high), None) if question.kind == NUMBER else (None, None)


def _finite(low: float, high: float) -> Bounds:
    return (_rounded(low) if math.isfinite(low) else None, _rounded(high) if math.isfinite(high) else None)


def _rounded(value: float) -> float:
    return float(f"{value:.{SIGNIFICANT}g}")

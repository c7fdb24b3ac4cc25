"""A book judged at two dates asked for, and what every picture reads off it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from armillary.book.book import Book
from armillary.pictures.asking import day
from armillary.pictures.recorded import OnRecord, dated_by_record, on_record, records_of
from armillary.pictures.records import Ended, TieRow
from armillary.text.dates import show_day
from armillary.weighing.change import Weighed
from armillary.weighing.columns import Floats, Ints
from armillary.weighing.confidence import LEVELS
from armillary.weighing.currency import CURRENCIES
from armillary.weighing.explain import Explainer
from armillary.weighing.judgements import judge
from armillary.weighing.likelihood import word_for
from armillary.weighing.questions import NEVER, Question
from armillary.weighing.standing import STANDINGS

MOST_KEPT = 8  # views of one book


@dataclass(frozen=True)
class View:
    """A book as of one day, known by another."""

    book: Book
    weighed: Weighed

    @cached_property
    def rows(self) -> dict[Question, int]:
        """The row of every question."""
        return {question: row for row, question in enumerate(self.weighed.evidence.questions)}

    @cached_property
    def tie_rows(self) -> dict[int, TieRow]:
        """Rows of the ties picture that have been made of this view, by question."""
        return {}

    @cached_property
    def explainer(self) -> Explainer:
        """What explains any of its questions."""
        w = self.weighed
        return Explainer(w.evidence, w.judgements, w.coins, self.book.vocab)

    @cached_property
    def asked(self) -> set[tuple[str, str, str]]:
        """The ties that some claim published by then is about as such, at whatever level or place."""
        e, known_by = self.weighed.evidence, self.weighed.judgements.known_by
        if known_by is None:
            rows = [*e.t_question.tolist(), *e.u_question.tolist()]
        else:
            rows = e.t_question[e.t_known <= known_by].tolist()
        return {e.questions[row][:3] for row in rows}

    @property
    def known_by(self) -> int | None:
        """The day by which something had been published, None for everything."""
        return self.weighed.judgements.known_by

    def row_of(self, tie: TieRow) -> int:
        """The row of the question that a tie answers."""
        return self.rows[Question(tie.subject, tie.relation, tie.object, tie.level, tie.object_level, tie.place)]

    def origins(self, row: int) -> set[str]:
        """The origins whose claims bear on a question here."""
        e = self.weighed.evidence
        return {e.origins[int(o)] for o in e.t_origin[e.b_testimony[self.ballots(row)]]}

    @cached_property
    def _ballots(self) -> tuple[Ints, Ints]:
        """Ballots that count here, sorted by question, and where each question's begin."""
        e, hearing = self.weighed.evidence, self.weighed.judgements.hearing
        ballots = np.concatenate((hearing.ballots, hearing.taken_back))
        ballots = np.unique(ballots)
        ballots = ballots[np.argsort(e.b_question[ballots], kind="stable")]
        return ballots, np.searchsorted(e.b_question[ballots], np.arange(len(e.questions) + 1))

    def ballots(self, row: int) -> Ints:
        """The ballots that count on a question."""
        ballots, starts = self._ballots
        return ballots[starts[row] : starts[row + 1]]

    def claims(self, row: int) -> set[int]:
        """The claims that bear on a question here, as rows of the evidence."""
        e = self.weighed.evidence
        return {int(c) for c in e.t_claim[e.b_testimony[self.ballots(row)]]}

    def span(self, row: int) -> tuple[str | None, str | None]:
        """The first and the last day on which a question was seen to hold."""
        e = self.weighed.evidence
        t = e.b_testimony[self.ballots(row)]
        t = t[e.t_side[t] > 0]
        if not len(t):
            return None, None
        return _shown(int(e.t_first[t].min())), _shown(int(e.t_last[t].max()))

    def levels_and_places(self, row: int) -> tuple[dict[str, int], dict[str, int]]:
        """At which levels and places claims on a question put it, with the number of claims."""
        e = self.weighed.evidence
        levels: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for t in {int(t) for t in e.b_testimony[self.ballots(row)]}:
            question = e.questions[int(e.t_question[t])]
            levels.update(level for level in {question.level, question.object_level} if level)
            if question.place:
                places[question.place] += 1
        return dict(sorted(levels.items())), dict(sorted(places.items()))

    @cached_property
    def _likelihood(self) -> Floats:
        return self.weighed.judgements.likelihood

    @cached_property
    def _still(self) -> Floats:
        w = self.weighed
        return w.judgements.currency.still(w.evidence.q_half_life, w.judgements.as_of)

    def likelihood(self, row: int) -> float | None:
        """The likelihood of a question, None when it is not assessed."""
        return float(self._likelihood[row]) if self.weighed.judgements.assessed[row] else None

    def judged(self, row: int) -> dict[str, Any]:
        """The four parts of a judgement, as fields of what pictures answer with; of no question where row is -1."""
        e, j, c = self.weighed.evidence, self.weighed.judgements, self.weighed.judgements.currency
        if row < 0:
            return _NOTHING
        likelihood = self.likelihood(row)
        recorded = self.recorded(e.questions[row])
        standing = STANDINGS[int(j.standing[row])]
        currency = CURRENCIES[int(c.kind[row])] or None
        still = None if np.isnan(self._still[row]) else float(self._still[row])
        found = {
            "standing": standing,
            "on_record": [item.told for item in recorded],
            "likelihood": likelihood,
            "range": None if likelihood is None else (float(j.low[row]), float(j.high[row])),
            "word": "" if likelihood is None else self.word_of(likelihood),
            "currency": currency,
            "last_seen": _shown(int(c.last_seen[row])),
            "still": still,
            "ended": self._ended(row),
            "said_to_have_ended_by": self._said_to_have_ended(row),
            "confidence": None if likelihood is None else LEVELS[int(j.confidence[row])],
            "voices_for": int(j.for_it[row]),
            "voices_against": int(j.against[row]),
            "denied_by": self.deniers(row),
        }
        if recorded and standing == STANDINGS[0]:
            found |= on_record(recorded, j.as_of)
        elif recorded:
            found |= dated_by_record(recorded, int(c.last_seen[row]), currency, j.as_of)
        return found

    def word_of(self, likelihood: float) -> str:
        """The word of a likelihood, as people read it."""
        return self.book.vocab.lists.likelihood[word_for(likelihood, self.book.vocab)].label

    @cached_property
    def records(self) -> dict[tuple[str, str, str], list[OnRecord]]:
        """What the casebook's own structure states by this day, by tie."""
        as_of = self.weighed.judgements.as_of
        found: dict[tuple[str, str, str], list[OnRecord]] = {}
        for tie, item in records_of(self.book):
            known = self.known_by is None or (item.published is not None and item.published <= self.known_by)
            if known and item.first <= as_of:
                found.setdefault(tie, []).append(item)
        return found

    def recorded(self, question: Question) -> list[OnRecord]:
        """What the casebook's own structure states of a question, asked of the whole and anywhere."""
        return [] if any(question[3:]) else self.records.get(question[:3], [])

    def deniers(self, row: int) -> list[str]:
        """Who denies a question, whether or not it can be heard: those who say so, not those who report it."""
        e, hearing = self.weighed.evidence, self.weighed.judgements.hearing
        lo, hi = self._votes_of[row], self._votes_of[row + 1]
        no = hearing.votes.side[lo:hi] < 0
        return sorted({e.origins[int(o)] for o in hearing.votes.origin[lo:hi][no]})

    def _ended(self, row: int) -> Ended | None:
        c = self.weighed.judgements.currency
        if CURRENCIES[int(c.kind[row])] != "ended":
            return None
        e = self.weighed.evidence
        gone = bool(c.gone[row])
        with_ = e.questions[row][(0, 2)[int(e.q_gone_with[row])]] if gone else None
        heard = self._endings(row)
        by = sorted({e.origins[int(c.ending_origin[i])] for i in heard if c.ending_heard[i]})
        day = int(c.ended[row])
        return Ended(when=show_day(day - 1) if gone else _span(day, int(c.ended_last[row])), with_=with_, by=by)

    def _said_to_have_ended(self, row: int) -> list[str]:
        c = self.weighed.judgements.currency
        e = self.weighed.evidence
        return sorted({e.origins[int(c.ending_origin[i])] for i in self._endings(row) if not c.ending_heard[i]})

    def _endings(self, row: int) -> range:
        return range(self._endings_of[row], self._endings_of[row + 1])

    @cached_property
    def _votes_of(self) -> list[int]:
        """Where the votes on each question begin."""
        return self._starts(self.weighed.judgements.votes.question)

    @cached_property
    def _endings_of(self) -> list[int]:
        return self._starts(self.weighed.judgements.currency.ending_question)

    def _starts(self, question: Ints) -> list[int]:
        found: list[int] = np.searchsorted(question, np.arange(len(self.weighed.evidence.questions) + 1)).tolist()
        return found

    def voters(self, row: int) -> tuple[int, int, int]:
        """Origins that vote on a question, for it and against it."""
        votes = self.weighed.judgements.votes
        lo, hi = self._votes_of[row], self._votes_of[row + 1]
        side, origin = votes.side[lo:hi], votes.origin[lo:hi]
        return len(np.unique(origin)), int((side > 0).sum()), int((side < 0).sum())


_NOTHING: dict[str, Any] = {
    "standing": STANDINGS[0],
    "on_record": [],
    "likelihood": None,
    "range": None,
    "word": "",
    "currency": None,
    "last_seen": None,
    "still": None,
    "ended": None,
    "said_to_have_ended_by": [],
    "confidence": None,
    "voices_for": 0,
    "voices_against": 0,
    "denied_by": [],
}


def view(book: Book, as_of: str | None, known_by: str | None) -> View:
    """Judge a book as of a date, from what was known by another (as people write them)."""
    return view_at(book, day(as_of, book.as_of) or book.as_of, day(known_by, None))


def view_at(book: Book, as_of: int, known_by: int | None) -> View:
    """Judge a book as of a day, from what was known by another (ordinals); the last few views of a book are kept."""
    kept: dict[tuple[int, int | None], View] = book.kept
    found = kept.pop((as_of, known_by), None) or _view(book, as_of, known_by)
    kept[as_of, known_by] = found
    while len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]
    return found


def _view(book: Book, as_of: int, known_by: int | None) -> View:
    coins = book.coins(known_by)
    return View(book, Weighed(book.evidence, coins, judge(book.evidence, coins, book.vocab, as_of, known_by)))


def _span(first: int, last: int) -> str:
    """A day, or as much of it as is known: the month or the year that both days lie in."""
    one, two = show_day(first), show_day(last) if last < NEVER else ""
    return one if one == two else one[:7] if one[:7] == two[:7] else one[:4] if one[:4] == two[:4] else one


def _shown(ordinal: int) -> str | None:
    return None if abs(ordinal) >= NEVER else show_day(ordinal)

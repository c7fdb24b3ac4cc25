"""Judging drafts: what the properties compare."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.change import Weighed
from armillary.weighing.coins import Coins
from armillary.weighing.evidence import Evidence, gather_evidence
from armillary.weighing.explain import Explainer
from armillary.weighing.judgements import Judgements, judge
from armillary.weighing.learning import learn_coins
from armillary.weighing.likelihood import word_for
from armillary.weighing.questions import Question
from tests.weighing.cases import Case
from tests.weighing.drafts import Draft, to_book

ROUNDING = 1e-9


@dataclass(frozen=True)
class Judged:
    """A draft's evidence with one judging of it."""

    vocab: Vocabulary
    evidence: Evidence
    coins: Coins
    judgements: Judgements

    @cached_property
    def rows(self) -> dict[Question, int]:
        """The row of every question."""
        return {question: row for row, question in enumerate(self.evidence.questions)}

    @property
    def weighed(self) -> Weighed:
        """As what changes are told between."""
        return Weighed(self.evidence, self.coins, self.judgements)

    @cached_property
    def explainer(self) -> Explainer:
        """What explains its questions."""
        return Explainer(self.evidence, self.judgements, self.coins, self.vocab)

    def odds(self, question: Question) -> float:
        """The log-odds of a question."""
        return float(self.judgements.odds[self.rows[question]])

    def likelihood(self, question: Question) -> float:
        """The likelihood of a question."""
        return float(self.judgements.likelihood[self.rows[question]])

    def assessed(self, question: Question) -> bool:
        """Whether there is anything to judge a question by."""
        return question in self.rows and bool(self.judgements.assessed[self.rows[question]])

    def word(self, question: Question) -> str:
        """The word of a question, '' when it is not assessed."""
        return word_for(self.likelihood(question), self.vocab) if self.assessed(question) else ""

    def touched(self, claim: str) -> set[Question]:
        """The questions that a claim bears on."""
        e = self.evidence
        mine = np.flatnonzero(e.t_claim == e.claims.index(claim)) if claim in e.claims else np.zeros(0, np.int64)
        return {e.questions[int(q)] for q in e.b_question[np.isin(e.b_testimony, mine)]}


def judged(draft: Draft, vocab: Vocabulary, as_of: int, known_by: int | None = None) -> Judged:
    """Judge a draft."""
    return rejudged(gather_evidence(to_book(draft, vocab), vocab), vocab, as_of, known_by)


def rejudged(evidence: Evidence, vocab: Vocabulary, as_of: int, known_by: int | None = None) -> Judged:
    """Judge evidence by the vocabulary's coins, or learned ones where there is enough to learn from."""
    coins = learn_coins(evidence, vocab, known_by)
    return Judged(vocab, evidence, coins, judge(evidence, coins, vocab, as_of, known_by))


def of_case(case: Case, draft: Draft | None = None) -> Judged:
    """Judge a case, or another draft as it would be judged."""
    return judged(draft or case.draft, case.vocab, case.as_of, case.known_by)


def silence(evidence: Evidence, origins: Collection[str]) -> Evidence:
    """The evidence with everything that some origins say withdrawn."""
    mute = np.array([origin in origins for origin in evidence.origins], bool)
    silenced = np.where(mute[evidence.t_origin], -1, evidence.t_silenced)
    return dataclasses.replace(evidence, t_silenced=silenced)


def assert_same(before: Judged, after: Judged, tolerance: float = 1e-12, new: bool = False) -> None:
    """Every question is judged as before; there may be new ones only if they are not assessed, or it is said so."""
    a, b = before.judgements, after.judgements
    for question, row in before.rows.items():
        assert question in after.rows, question
        other = after.rows[question]
        assert a.assessed[row] == b.assessed[other], question
        for name in ("own", "odds", "low", "high"):
            one, two = getattr(a, name)[row], getattr(b, name)[other]
            assert abs(one - two) <= tolerance, (question, name, one, two)
        for name in ("standing", "confidence", "for_it", "against"):
            assert getattr(a, name)[row] == getattr(b, name)[other], (question, name)
        for name in ("kind", "last_seen", "ended"):
            assert getattr(a.currency, name)[row] == getattr(b.currency, name)[other], (question, name)
    for question in () if new else after.rows.keys() - before.rows.keys():
        assert not after.assessed(question), question

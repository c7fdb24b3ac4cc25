"""Turning: the least evidence that would move a judgement to another word."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coherence import DayOrder, cohere, distinct, find
from armillary.weighing.coins import coins_from, weights_of_evidence
from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.likelihood import likelihood, word_for
from armillary.weighing.voices import Ballot, bounded, settle

MODALITY, CREDIBILITY = "stated", "6"  # how a new voice is taken to speak
COUNTS = ("one", "two", "three")
POOREST_FIRST = "DCBA"  # E says nothing either way, and F is not known


def would_change(evidence: Evidence, judgements: Judgements, vocab: Vocabulary, row: int) -> list[str]:
    """The least that would move the word of question `row`: one voice less, or the fewest, poorest free voices more.

    A new voice speaks flatly of the day asked about, is read at first hand, and its credibility cannot be judged.
    """
    word = word_at(float(judgements.odds[row]), vocab)
    found = []
    silenced = _lightest_voice(evidence, judgements, vocab, row, word)
    if silenced:
        found.append(f"withdrawal of {silenced}")
    corner = Corner(evidence, judgements, vocab, row)
    for what, side in (("denial", -1), ("assertion", 1)):
        for count, grade, gain in _new_voices(vocab, side):
            if word_at(corner.odds_with(gain, count), vocab) != word:
                found.append(f"{COUNTS[count - 1]} {grade} {what}{'s' if count > 1 else ''}")
                break
    return found


def word_at(odds: float, vocab: Vocabulary) -> str:
    """The likelihood word of log-odds."""
    return word_for(float(likelihood(np.array(odds))), vocab)


def _lightest_voice(evidence: Evidence, judgements: Judgements, vocab: Vocabulary, row: int, word: str) -> str:
    """The voice that weighs least of those without which the word would be another, or there would be none."""
    voices = judgements.voices
    turning = [
        (abs(float(voices.contribution[i])), evidence.blocs[int(voices.bloc[i])])
        for i in voices.of(row)
        if voices.audible[i] and (not voices.assessed[i] or word_at(float(voices.odds[i]), vocab) != word)
    ]
    return min(turning)[1] if turning else ""


def new_weight(vocab: Vocabulary) -> float:
    """The weight of a vote of a voice that was not heard before, of today and at first hand."""
    return vocab.modalities[MODALITY].weight * vocab.lists.credibility[CREDIBILITY].weight


def _new_voices(vocab: Vocabulary, side: int) -> Iterator[tuple[int, str, float]]:
    """New free voices from the fewest and poorest up: how many, their grade, and what each adds to log-odds."""
    weight = new_weight(vocab)
    yes, no = weights_of_evidence(*coins_from([("", "free", grade) for grade in POOREST_FIRST], vocab))
    gains = (yes if side > 0 else no) * weight
    for count in range(1, len(COUNTS) + 1):
        for grade, gain in zip(POOREST_FIRST, gains.tolist(), strict=True):
            yield count, grade, gain


class Corner:
    """The part of the order that bears on one question, to be judged with some voices more."""

    def __init__(self, evidence: Evidence, judgements: Judgements, vocab: Vocabulary, row: int) -> None:
        e, j = evidence, judgements
        self._e, self._j, self._vocab = e, j, vocab
        self._rows: Ints = _around(j.order, j.asserted, row)
        owner, below = j.order.below(self._rows)
        at = find(self._rows, below)
        self._specific, self._general = at[at >= 0], owner[at >= 0]
        self._row = row
        denied = (e.o_general == row) & (e.o_first <= j.as_of) & (j.as_of <= e.o_last)
        self._under: Ints = distinct(np.concatenate((e.o_specific[denied], [row])))

    def odds_with(self, gain: float, count: int) -> float:
        """The log-odds of the question with so many voices more of so much each; a no also denies what is under it."""
        j, rows = self._j, self._rows
        reached: Ints = np.array([self._row]) if gain > 0 else self._under[find(rows, self._under) >= 0]
        own, voices = j.own[rows].copy(), np.stack((j.against, j.for_it), axis=1)[rows].copy()
        at = find(rows, reached)
        own[at], voices[at] = self._with(reached, gain, count)
        odds = cohere(own, voices.sum(axis=1) > 0, voices[:, 1] > 0, self._specific, self._general)
        return float(odds[find(rows, np.array([self._row]))][0])

    def _with(self, questions: Ints, gain: float, count: int) -> tuple[Floats, Ints]:
        """Own log-odds and audible voices of questions with new voices of the day asked about."""
        b, n = self._j.ballot, len(questions)
        group = find(questions, b.group)
        rows = np.flatnonzero(group >= 0)
        old = b.take(rows, group[rows])
        new = np.repeat(np.arange(n), count)
        day = np.full(len(new), self._j.as_of)
        stranger = int(b.bloc.max(initial=0)) + 1 + np.tile(np.arange(count), n)
        more = Ballot(
            np.concatenate((old.group, new)),
            np.concatenate((old.side, np.full(len(new), 1 if gain > 0 else -1))),
            np.concatenate((old.bloc, stranger)),
            np.concatenate((old.odds, np.full(len(new), gain))),
            np.concatenate((old.first, day)),
            np.concatenate((old.last, day)),
            np.concatenate((old.of_class, np.zeros(len(new), bool))),
            old.author,
            old.drawn,
        )
        tally = settle(more, self._e.q_half_life[questions], self._e.q_event[questions], self._vocab)
        return bounded(tally.aged, tally.voices, self._vocab), tally.voices


def _around(order: DayOrder, asserted: Bools, row: int) -> Ints:
    """The questions that coherence may take a question's odds from, directly or through others, and itself; sorted."""
    rows = fresh = np.array([row], np.int64)
    while len(fresh):
        reached = distinct(np.concatenate((order.below(fresh)[1], order.above(fresh[~asserted[fresh]])[1])))
        fresh = reached[find(rows, reached) < 0]
        rows = distinct(np.concatenate((rows, fresh)))
    return rows

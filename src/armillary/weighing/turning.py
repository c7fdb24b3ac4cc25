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
    corner = Corner(evidence, judgements, row)
    for what, side in (("denial", -1), ("assertion", 1)):
        for count, grade, gain in _new_voices(vocab, side):
            if word_at(corner.odds_with(gain, side), vocab) != word:
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
        if not voices.assessed[i] or word_at(float(voices.odds[i]), vocab) != word
    ]
    return min(turning)[1] if turning else ""


def new_weight(vocab: Vocabulary) -> float:
    """The weight of a vote of a voice that was not heard before, of today and at first hand."""
    return vocab.modalities[MODALITY].weight * vocab.lists.credibility[CREDIBILITY].weight


def _new_voices(vocab: Vocabulary, side: int) -> Iterator[tuple[int, str, float]]:
    """New free voices from the fewest and poorest up: how many, their grade, and what they add to log-odds."""
    weight = new_weight(vocab)
    yes, no = weights_of_evidence(*coins_from([("", "free", grade) for grade in POOREST_FIRST], vocab))
    gains = (yes if side > 0 else no) * weight
    for count in range(1, len(COUNTS) + 1):
        for grade, gain in zip(POOREST_FIRST, gains.tolist(), strict=True):
            yield count, grade, gain * count


class Corner:
    """The part of the order that bears on one question, to be judged with a voice more."""

    def __init__(self, evidence: Evidence, judgements: Judgements, row: int) -> None:
        e, j = evidence, judgements
        rows = _around(j.order, j.asserted, row)
        owner, below = j.order.below(rows)
        at = find(rows, below)
        self._specific, self._general = at[at >= 0], owner[at >= 0]
        self._own: Floats = j.own[rows]
        self._assessed: Bools = j.assessed[rows]
        self._asserted: Bools = j.asserted[rows]
        self._mine: Bools = rows == row
        denied = (e.o_general == row) & (e.o_first <= j.as_of) & (j.as_of <= e.o_last)
        self._under: Bools = self._mine | (find(distinct(e.o_specific[denied]), rows) >= 0)

    def odds_with(self, gain: float, side: int) -> float:
        """The log-odds of the question with so much said of it; a denial is also one of everything under it."""
        reached = self._mine if side > 0 else self._under
        odds = cohere(
            self._own + gain * reached,
            self._assessed | reached,
            self._asserted | (reached & (side > 0)),
            self._specific,
            self._general,
        )
        return float(odds[self._mine][0])


def _around(order: DayOrder, asserted: Bools, row: int) -> Ints:
    """The questions that coherence may take a question's odds from, directly or through others, and itself; sorted."""
    rows = fresh = np.array([row], np.int64)
    while len(fresh):
        reached = distinct(np.concatenate((order.below(fresh)[1], order.above(fresh[~asserted[fresh]])[1])))
        fresh = reached[find(rows, reached) < 0]
        rows = distinct(np.concatenate((rows, fresh)))
    return rows

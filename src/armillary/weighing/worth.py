"""Worth: what one more source would change about a judgement, before anybody knows what it will say."""

from __future__ import annotations

import msgspec
import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import coins_from, weights_of_evidence
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.likelihood import DECIBANS, likelihood, word_for
from armillary.weighing.turning import Corner, new_weight


class Worth(msgspec.Struct, frozen=True, kw_only=True):
    """What one more source would do; words are ids of the vocabulary.

    `expected` is the mean change of the likelihood, up or down, over what the source may say; `says_yes` how probable
    it is that it says yes; `moves_word` how probable that the word changes, 1 where there is none yet. `decibans` is
    what a yes adds; a no takes as much where the question stands alone.
    """

    expected: float
    says_yes: float
    if_yes: float
    if_no: float
    word_if_yes: str
    word_if_no: str
    moves_word: float
    decibans: float


def worth_of_one(evidence: Evidence, judgements: Judgements, vocab: Vocabulary, row: int, grade: str = "B") -> Worth:
    """What one more free source of a grade is worth on question `row`; it is taken to speak as in `would_change`.

    With p the likelihood and s the share of cases in which such a source is right, it says yes with the probability
    p s + (1 - p)(1 - s). The expected change is that times |p after a yes - p|, and the rest times |p after a no - p|.
    """
    sens, spec = coins_from([("", "free", grade)], vocab)
    yes, no = (float(gain[0]) * new_weight(vocab) for gain in weights_of_evidence(sens, spec))
    corner = Corner(evidence, judgements, vocab, row)
    now = _likelihood(float(judgements.odds[row]))
    after_yes, after_no = _likelihood(corner.odds_with(yes, 1)), _likelihood(corner.odds_with(no, 1))
    says_yes = now * float(sens[0]) + (1 - now) * (1 - float(spec[0]))
    word = word_for(now, vocab) if judgements.assessed[row] else ""
    word_yes, word_no = word_for(after_yes, vocab), word_for(after_no, vocab)
    return Worth(
        expected=says_yes * abs(after_yes - now) + (1 - says_yes) * abs(after_no - now),
        says_yes=says_yes,
        if_yes=after_yes,
        if_no=after_no,
        word_if_yes=word_yes,
        word_if_no=word_no,
        moves_word=says_yes * (word_yes != word) + (1 - says_yes) * (word_no != word),
        decibans=yes * DECIBANS,
    )


def _likelihood(odds: float) -> float:
    return float(likelihood(np.array(odds)))

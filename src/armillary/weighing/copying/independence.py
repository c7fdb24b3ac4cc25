"""Independence: how far each answer is its giver's own, given who may have copied whom."""

from __future__ import annotations

import numpy as np

from armillary.weighing.copying.answers import Answers, Bools, Floats, Ints
from armillary.weighing.copying.pairs import meetings

# Gauss-Legendre on [0, 1]: exact for the product over up to fifteen others, and near enough beyond.
_AT, _PART = np.polynomial.legendre.leggauss(8)
AT, PART = (_AT + 1) / 2, _PART / 2
LEAST_PROBABILITY = 0.01  # a pair less probable than this discounts nothing


def independent(
    answers: Answers,
    low: Ints,
    high: Ints,
    low_copies: Floats,
    high_copies: Floats,
    rate: Floats,
    true: Floats,
    accuracy: Floats,
) -> Floats:
    """The probability that each answer was not copied, of every answer: 1 where nobody suspect gave the same one.

    An answer is independent if it was copied from none of those who gave the same before it. Who was first is known
    from times, or else as probable as the direction of the copying: the mean over all orders, the integral over u in
    [0, 1] of the product of 1 - p u^((1 - s) / s), where p is the probability that it was copied and s that of the
    other having been first. The order in which sources are numbered plays no part in it.
    """
    a = answers
    both = low_copies + high_copies
    some = both > LEAST_PROBABILITY
    if not some.any():
        return np.ones(len(a.source))
    low, high, both, rate = low[some], high[some], both[some], rate[some]
    share = np.clip(low_copies[some] / both, 1e-6, 1 - 1e-6)
    logs = np.zeros((len(AT), len(a.source)))
    for pair, one, two in meetings(a, low, high):
        same = a.group[one] == a.group[two]
        pair, one, two = pair[same], one[same], two[same]
        for copy, source, first in ((one, two, share[pair]), (two, one, 1 - share[pair])):
            first = known_first(a, copy, source, first)
            r = rate[pair]
            alone = true[copy] * accuracy[a.source[copy]]  # his chance of saying so by himself, as it is so
            copied = both[pair] * r / (r + (1 - r) * alone)
            for k, at in enumerate(AT.tolist()):
                reach = np.power(at, (1 - first) / np.maximum(first, 1e-9))
                logs[k] += np.bincount(copy, np.log1p(-np.minimum(copied * reach, 1 - 1e-12)), len(a.source))
    return np.asarray(PART @ np.exp(logs))


def known_first(answers: Answers, copy: Ints, source: Ints, first: Floats) -> Floats:
    """The probability that `source` answered before `copy`: sure where both are dated and differ."""
    sooner: Bools = answers.time[source] < answers.time[copy]
    later: Bools = answers.time[source] > answers.time[copy]
    return np.where(later, 0.0, np.where(sooner, 1.0, first))

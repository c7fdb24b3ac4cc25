"""Copies in plain tables: families are found before values are judged, and discounted if that foretells more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.copying.answers import Answers, arrange
from armillary.weighing.copying.families import join
from armillary.weighing.copying.foretelling import choose_account
from armillary.weighing.copying.likeness import find_alike
from armillary.weighing.copying.pairs import meetings
from armillary.weighing.engines.blocks import Floats

MOST_VOTES = 1_000_000  # pairs of sources are compared on all they share: beyond this it is asked for or left out
DIRECTED = 0.8  # the share of dated common answers that one gave first, from which it is the original


@dataclass(frozen=True, slots=True)
class Discount:
    """How far every vote counts as its source's own word, whether all sources are to be believed alike, and the pairs
    that are suspected."""

    own: Floats
    alike: bool
    copier: np.ndarray
    original: np.ndarray
    probability: Floats
    directed: np.ndarray
    shared_errors: Floats
    settings: dict[str, object]


def discount_copies(
    voice: np.ndarray,
    question: np.ndarray,
    answer: np.ndarray,
    time: Floats | None,
    fine: Floats | None = None,
    plain: bool = False,
) -> Discount:
    """Find copies among votes, numbered from 0, and tell what to make of them; undated votes have the time NaN.

    `fine` is what was said to the last digit, where `answer` is rounded; `plain` whether votes may be counted plainly.
    """
    a = arrange(voice, question, answer, time=time)
    given = a.row >= 0
    told = None
    if fine is not None:
        told = np.zeros(len(a.source))
        told[a.row[given]] = fine[given]
    alike = find_alike(a, told)
    some = alike.suspected()
    low, high = alike.low[some], alike.high[some]
    family, _ = join(low, high, a.sources)
    match = alike.matching
    voices, _ = join(np.append(low, alike.low[match]), np.append(high, alike.high[match]), a.sources)
    account = choose_account(a, family, voices, plain)
    after, before = alike.after[some], alike.before[some]
    turned = before > after
    own = np.ones(len(given))  # a second answer to a question was not looked at
    own[given] = account.own[a.row[given]]
    return Discount(
        own,
        account.alike,
        np.where(turned, high, low),
        np.where(turned, low, high),
        1 / (1 + np.exp(-np.minimum(alike.log_odds[some], 700.0))),
        (after != before) & (np.maximum(after, before) >= DIRECTED * (after + before)),
        _shared_errors(a, account.true, low, high),
        {
            "copies discounted": account.discounted,
            "sources believed alike": account.alike,
            "left-out answers foretold": round(account.foretold, 4),
        },
    )


def discounted(weight: Floats | None, own: Floats) -> Floats | None:
    """Weights of votes with what is not their source's own word taken off; None where every vote is whole."""
    if bool((own == 1).all()):
        return weight
    return own if weight is None else weight * own


def _shared_errors(answers: Answers, true: Floats, low: np.ndarray, high: np.ndarray) -> Floats:
    """How many answers of each pair are alike and probably wrong."""
    shared = np.zeros(len(low))
    for pair, one, two in meetings(answers, low, high):
        shared += np.bincount(pair, (answers.group[one] == answers.group[two]) * (1 - true[one]), len(low))
    return shared

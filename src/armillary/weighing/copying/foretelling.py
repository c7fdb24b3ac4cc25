"""Foretelling: of several accounts of a table, the one by which what a left-out source says is best foretold.

The accounts: every word counts in full; a family of copies has one vote for what it says alike; and either with no
source believed more than another. A family is left out as a whole and counts as one source, in all accounts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.copying.answers import Answers, Bools, Floats, Ints
from armillary.weighing.copying.truth import PRIOR_ACCURACY, estimate_truth

SURE = 1.0  # standard errors by which plain votes must foretell better than coins


@dataclass(frozen=True, slots=True)
class Account:
    """What each answer weighs as a word of its own, whether all sources are believed alike, and what comes of it.

    `foretold` is the share of left-out answers that the account foretells, `true` the probability of each answer.
    """

    own: Floats
    discounted: bool
    alike: bool
    foretold: float
    true: Floats


def choose_account(answers: Answers, family: Ints, voice: Ints, plain: bool) -> Account:
    """The account to keep, an account without coins only if `plain`.

    `family` numbers sources, copies of one another alike, and `voice` those that are to be left out together: copies,
    and who may be one for all that is known, lest they foretell each other.
    """
    a = answers
    full, shared = np.ones(len(a.source)), _shared(a, family)
    accounts = [(own, *_by_coins(a, voice, own)) for own in ([full, shared] if bool((shared < 1).any()) else [full])]
    own, true, hits = accounts[0]
    if len(accounts) > 1 and _lead(a, voice, accounts[1][2], hits) > 0:
        own, true, hits = accounts[1]
    votes = _foretell(a, voice, own)
    alike = plain and _lead(a, voice, votes, hits) > SURE
    told = (votes if alike else hits)[np.isfinite(hits)]
    return Account(own, own is shared, alike, float(told.mean()) if len(told) else 0.0, true)


def _by_coins(answers: Answers, voice: Ints, own: Floats) -> tuple[Floats, Floats]:
    """How probable each answer is, and whether it is foretold."""
    a = answers
    true, accuracy = estimate_truth(a, own, np.full(a.sources, PRIOR_ACCURACY))
    right = accuracy[a.source]
    worth = np.maximum(np.log(a.q_wrong[a.question] * right / (1 - right)), 0.0)
    return true, _foretell(a, voice, own * worth)


def _shared(answers: Answers, family: Ints) -> Floats:
    """Members of a family that say the same share one vote."""
    a = answers
    _, place, count = np.unique(family[a.source] * len(a.g_question) + a.group, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / count[place], float)


def _foretell(answers: Answers, voice: Ints, amount: Floats) -> Floats:
    """Of every answer, whether the others would have it win, its giver's voice left out; ties are parts of a hit.

    NaN where nobody else answers the question.
    """
    a = answers
    hits = np.full(len(a.source), np.nan)
    mouth = voice[a.source]
    start = np.flatnonzero(np.diff(a.g_question, prepend=-1))
    place = np.repeat(np.arange(len(start)), np.diff(np.append(start, len(a.g_question))))
    score = a.by_group(amount)
    single = np.bincount(voice[np.unique(a.source)], minlength=a.sources)[mouth] == 1
    # who is alone takes from one answer only: the best of the others is the best, or the second if he is for the best
    order = np.lexsort((-score, a.g_question))
    top = score[order[start]]
    lone = np.diff(np.append(start, len(score))) == 1
    second = np.where(lone, 0.0, score[order[np.minimum(start + 1, len(score) - 1)]])
    best = np.zeros(len(score), bool)
    best[order[start]] = True
    rival = np.where(best[a.group], second[place[a.group]], top[place[a.group]])
    hits[single] = _beats(score[a.group] - amount, rival)[single]
    for number in np.unique(mouth[~single]).tolist():
        mine = np.flatnonzero(mouth == number)
        left = score - np.bincount(a.group[mine], amount[mine], len(score))
        most = np.maximum.reduceat(left, start)[place]
        wins: Bools = left >= most - 1e-9
        part = wins / np.add.reduceat(wins.astype(float), start)[place]
        hits[mine] = np.where(most > 1e-9, part, np.nan)[a.group[mine]]
    return hits


def _beats(own: Floats, rival: Floats) -> Floats:
    hit = np.where(own > rival + 1e-9, 1.0, np.where(own < rival - 1e-9, 0.0, 0.5))
    return np.where(np.maximum(own, rival) > 1e-9, hit, np.nan)


def _lead(answers: Answers, voice: Ints, one: Floats, two: Floats) -> float:
    """By how many standard errors, over voices, one foretells more than two."""
    gain = np.nan_to_num(one - two)
    size = np.bincount(voice[np.unique(answers.source)], minlength=answers.sources)
    each = np.bincount(voice[answers.source], gain, answers.sources) / np.maximum(size, 1)
    error = float(np.sqrt(np.sum(each**2)))
    return float(each.sum()) / error if error > 0 else 0.0

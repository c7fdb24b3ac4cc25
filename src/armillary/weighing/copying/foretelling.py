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


def choose_account(answers: Answers, family: Ints, plain: bool) -> Account:
    """The account to keep; `family` numbers sources, copies of one another alike; `plain` admits one without coins."""
    a = answers
    full = np.ones(len(a.source))
    learned = [_by_coins(a, family, full)]
    shared = _shared(a, family)
    if bool((shared < 1).any()):
        learned.append(_by_coins(a, family, shared))
    best, hits = learned[0]
    for account, told in learned[1:]:
        if _lead(a, family, told, hits) > 0:
            best, hits = account, told
    votes = _foretell(a, family, best.own)
    if plain and _lead(a, family, votes, hits) > SURE:
        return Account(best.own, best.discounted, True, float(np.nanmean(votes)), best.true)
    return best


def _by_coins(answers: Answers, family: Ints, own: Floats) -> tuple[Account, Floats]:
    a = answers
    true, accuracy = estimate_truth(a, own, np.full(a.sources, PRIOR_ACCURACY))
    right = accuracy[a.source]
    hits = _foretell(a, family, own * np.maximum(np.log(a.q_wrong[a.question] * right / (1 - right)), 0.0))
    known = hits[np.isfinite(hits)]
    return Account(own, bool((own < 1).any()), False, float(known.mean()) if len(known) else 0.0, true), hits


def _shared(answers: Answers, family: Ints) -> Floats:
    """Members of a family that say the same share one vote."""
    a = answers
    _, place, count = np.unique(family[a.source] * len(a.g_question) + a.group, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / count[place], float)


def _foretell(answers: Answers, family: Ints, amount: Floats) -> Floats:
    """Of every answer, whether the others would have it win, its giver's family left out; ties are parts of a hit.

    NaN where nobody else answers the question.
    """
    a = answers
    hits = np.full(len(a.source), np.nan)
    voice = family[a.source]
    start = np.flatnonzero(np.diff(a.g_question, prepend=-1))
    place = np.repeat(np.arange(len(start)), np.diff(np.append(start, len(a.g_question))))
    score = a.by_group(amount)
    single = np.bincount(family[np.unique(a.source)], minlength=a.sources)[voice] == 1
    # who is alone takes from one answer only: the best of the others is the best, or the second if he is for the best
    order = np.lexsort((-score, a.g_question))
    top = score[order[start]]
    lone = np.diff(np.append(start, len(score))) == 1
    second = np.where(lone, 0.0, score[order[np.minimum(start + 1, len(score) - 1)]])
    best = np.zeros(len(score), bool)
    best[order[start]] = True
    rival = np.where(best[a.group], second[place[a.group]], top[place[a.group]])
    hits[single] = _beats(score[a.group] - amount, rival)[single]
    for number in np.unique(voice[~single]).tolist():
        mine = np.flatnonzero(voice == number)
        left = score - np.bincount(a.group[mine], amount[mine], len(score))
        most = np.maximum.reduceat(left, start)[place]
        wins: Bools = left >= most - 1e-9
        part = wins / np.add.reduceat(wins.astype(float), start)[place]
        hits[mine] = np.where(most > 1e-9, part, np.nan)[a.group[mine]]
    return hits


def _beats(own: Floats, rival: Floats) -> Floats:
    hit = np.where(own > rival + 1e-9, 1.0, np.where(own < rival - 1e-9, 0.0, 0.5))
    return np.where(np.maximum(own, rival) > 1e-9, hit, np.nan)


def _lead(answers: Answers, family: Ints, one: Floats, two: Floats) -> float:
    """By how many standard errors, over voices, one foretells more than two."""
    gain = np.nan_to_num(one - two)
    size = np.bincount(family[np.unique(answers.source)], minlength=answers.sources)
    each = np.bincount(family[answers.source], gain, answers.sources) / np.maximum(size, 1)
    error = float(np.sqrt(np.sum(each**2)))
    return float(each.sum()) / error if error > 0 else 0.0

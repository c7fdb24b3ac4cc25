"""The search for copies: pairs, direction and independence in exchange with what is true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from armillary.weighing.copying.answers import Answers, Floats, Ints, arrange
from armillary.weighing.copying.habits import habits
from armillary.weighing.copying.independence import independent
from armillary.weighing.copying.pairs import Scene, Shared, candidates, compare
from armillary.weighing.copying.settings import THRESHOLD, Settings
from armillary.weighing.copying.truth import accuracies, estimate_truth

DIRECTED = 0.8  # the share of one direction from which it is named


@dataclass(frozen=True, slots=True)
class Copies:
    """Pairs of sources that share errors, the likeliest copies first; natural logarithms.

    `copier` and `original` are in the likelier direction; where not `directed` nothing tells which is which.
    `probability` is that of a copy in either direction; `log_odds` is its log-odds: `prior` and the evidence of errors
    and of truths. `log_errors` is what shared and unshared errors of the original say, `log_truths` what the answers
    that it has right say, which is never above 0, both at the likeliest rate of copying, `rate`.
    `shared_true`, `shared_false` and `differing` count common questions; `errors_after` are the shared errors that the
    copier gave after the original, `errors_before` those it gave before it.
    `independent` is the probability that each row of the table is its giver's own word, `true` that its answer is
    true, `accuracy` of each source; a row whose source had answered its question already has 0 and 0.
    """

    copier: Ints
    original: Ints
    probability: Floats
    directed: np.ndarray
    rate: Floats
    log_odds: Floats
    prior: float
    log_errors: Floats
    log_truths: Floats
    shared_true: Floats
    shared_false: Floats
    differing: Floats
    errors_after: Ints
    errors_before: Ints
    independent: Floats
    true: Floats
    accuracy: Floats
    rounds: int

    def suspected(self, threshold: float = THRESHOLD) -> Ints:
        """Which pairs are probable enough to be named."""
        return np.flatnonzero(self.probability >= threshold)


def find_copies(
    source: ArrayLike,
    question: ArrayLike,
    value: ArrayLike,
    *,
    n_values: ArrayLike | None = None,
    posterior: ArrayLike | None = None,
    time: ArrayLike | None = None,
    settings: Settings | None = None,
) -> Copies:
    """Find which sources copy which in rows (source, question, value), numbered from 0.

    `posterior` is the probability of each row's value being true, from whoever weighs the table; without it truth and
    copies are estimated in turn until no answer's independence moves. Method: Dong, Berti-Equille and Srivastava 2009,
    with the changes that `pairs` and docs/explanation/copying.md tell.
    """
    settings = settings or Settings()
    answers = arrange(source, question, value, n_values=n_values, time=time)
    weight = np.ones(len(answers.source))
    if posterior is not None:
        given = np.clip(np.asarray(posterior, float), 0.0, 1.0)
        if len(given) != len(answers.row) or np.isnan(given).any():
            raise ValueError("posterior must be one probability a row")
        true = np.zeros(len(weight))
        true[answers.row[answers.row >= 0]] = given[answers.row >= 0]
        accuracy = accuracies(answers, true)
    else:
        true, accuracy = estimate_truth(answers, weight, np.full(answers.sources, 0.8))
    turn = 0
    while True:
        turn += 1
        scene = Scene(answers, true, weight, accuracy, habits(answers, true, accuracy, settings))
        low, high = candidates(scene, settings.least)
        shared = compare(scene, low, high, settings)
        found = _judge(shared, settings.prior(answers.present), settings)
        fresh = independent(answers, low, high, found.low_copies, found.high_copies, found.rate, true, accuracy)
        moved = float(np.max(np.abs(fresh - weight), initial=0.0))
        weight = fresh if turn == 1 else (weight + fresh) / 2  # half a step, as two cliques may take turns
        if moved < settings.tolerance or turn >= settings.rounds:
            break
        if posterior is None:
            true, accuracy = estimate_truth(answers, weight, accuracy)
    return _tell(answers, shared, found, weight, true, accuracy, settings.prior(answers.present), turn)


@dataclass(frozen=True, slots=True)
class _Found:
    low_copies: Floats
    high_copies: Floats
    log_odds: Floats
    best: Ints  # the likeliest rate, in the likelier direction
    rate: Floats  # the mean rate


def _judge(shared: Shared, prior: float, settings: Settings) -> _Found:
    """Probabilities of both directions: each rate as likely as any other beforehand."""
    rates = np.array(settings.rates)
    each = shared.errors + shared.truths
    top = each.max(axis=2, initial=0.0)
    parts = np.exp(each - top[..., None]) / len(rates)
    ways = top + np.log(parts.sum(axis=2)) + np.log(prior)  # log of prior times evidence, of shape (pairs, 2)
    all_ = np.logaddexp(ways[:, 0], ways[:, 1])
    weights = parts * np.exp(ways - np.log(parts.sum(axis=2)) - all_[:, None])[..., None]
    # without dates a direction would rest on who is held to be the better source, which is no ground to name a copier
    ways = np.where(shared.dated[:, None], ways, all_[:, None] - np.log(2))
    log_odds = all_ - np.log1p(-2 * prior)
    copied = 1 / (1 + np.exp(-np.clip(log_odds, -700, 700)))
    share = np.exp(ways[:, 0] - all_)
    way = (ways[:, 1] > ways[:, 0]).astype(np.int64)
    best = each[np.arange(len(way)), way].argmax(axis=1) if len(way) else way
    return _Found(copied * share, copied * (1 - share), log_odds, best, (weights * rates).sum(axis=(1, 2)))


def _tell(
    answers: Answers,
    shared: Shared,
    found: _Found,
    weight: Floats,
    true: Floats,
    accuracy: Floats,
    prior: float,
    rounds: int,
) -> Copies:
    turned = shared.dated & (found.high_copies > found.low_copies)
    copier, original = np.where(turned, shared.high, shared.low), np.where(turned, shared.low, shared.high)
    both = found.low_copies + found.high_copies
    order = np.lexsort((original, copier, -found.log_odds))
    at, way = np.arange(len(turned)), turned.astype(np.int64)
    later, sooner = np.where(turned, shared.before, shared.after), np.where(turned, shared.after, shared.before)
    rows = answers.row
    own, probable = np.zeros(len(rows)), np.zeros(len(rows))
    own[rows >= 0], probable[rows >= 0] = weight[rows[rows >= 0]], true[rows[rows >= 0]]
    return Copies(
        copier=copier[order],
        original=original[order],
        probability=both[order],
        directed=(shared.dated & (np.maximum(found.low_copies, found.high_copies) >= DIRECTED * both))[order],
        rate=found.rate[order],
        log_odds=found.log_odds[order],
        prior=float(np.log(2 * prior) - np.log1p(-2 * prior)),
        log_errors=shared.errors[at, way, found.best][order],
        log_truths=shared.truths[at, way, found.best][order],
        shared_true=shared.shared_true[order],
        shared_false=shared.shared_false[order],
        differing=shared.differing[order],
        errors_after=later[order],
        errors_before=sooner[order],
        independent=own,
        true=probable,
        accuracy=accuracy,
        rounds=rounds,
    )

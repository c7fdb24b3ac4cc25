"""Calibration: how right probabilities turned out, and whether what was called likely was so that often."""

from __future__ import annotations

import msgspec
import numpy as np

from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.shares import jeffreys

BINS = 10  # of equal width
FLOOR = 1e-12  # a probability of 0 for what happened has no finite logarithm; it is scored as this
RESAMPLES, WORK = 1000, 20_000_000  # of the bootstrap: at most so many, and so many rows drawn in all
LEAST_RESAMPLES = 100
SEED = 20240229  # one and the same, so that the same tables give the same intervals
TAILS = (0.025, 0.975)

Interval = tuple[float, float]


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """The predictions between two probabilities: their mean, how often it was so, and Jeffreys' interval of that."""

    from_: float = msgspec.field(name="from")
    to: float
    count: int
    predicted: float
    observed: float
    interval: Interval


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """Scores of probabilities with bootstrap intervals of 95 per cent.

    brier = reliability - resolution + uncertainty + within, exactly (Murphy 1973; `within` is what is lost by putting
    unlike probabilities into one band, Stephenson and others 2008). `ece` is the expected calibration error.
    """

    count: int
    share: float
    accuracy: float
    accuracy_interval: Interval
    brier: float
    brier_interval: Interval
    log_loss: float
    log_loss_interval: Interval
    ece: float
    ece_interval: Interval
    reliability: float
    resolution: float
    uncertainty: float
    within: float
    bands: list[Band]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The scores of one speaker or relation."""

    name: str
    scores: Scores


def score(probability: Floats, so: Bools, resamples: int = RESAMPLES) -> Scores:
    """Score probabilities that something was so, at least one and none of them NaN; at most so many resamples."""
    outcome = so.astype(float)
    right = (probability >= 0.5) == so
    brier = (probability - outcome) ** 2
    loss = -np.log(np.maximum(np.where(so, probability, 1 - probability), FLOOR))
    return _scores(probability, outcome, right.astype(float), brier, loss, resamples)


def score_categories(probabilities: Floats, true: Ints) -> Scores:
    """Score probabilities of exclusive categories, shape (rows, categories); `true` is the column that was so.

    Accuracy is of the likeliest category, and calibration that of its probability. The Brier score sums over
    categories, from 0 to 2; its parts are those of the likeliest category's.
    """
    rows = np.arange(len(true))
    best = probabilities.argmax(axis=1)
    hot = np.zeros_like(probabilities)
    hot[rows, true] = 1.0
    right = (best == true).astype(float)
    brier = ((probabilities - hot) ** 2).sum(axis=1)
    loss = -np.log(np.maximum(probabilities[rows, true], FLOOR))
    return _scores(probabilities[rows, best], right, right, brier, loss, RESAMPLES)


def _scores(said: Floats, outcome: Floats, right: Floats, brier: Floats, loss: Floats, resamples: int) -> Scores:
    n = len(said)
    bin_of = np.minimum((said * BINS).astype(np.int64), BINS - 1)
    counts, predicted, observed = _by_bin(bin_of, said, outcome)
    share = float(outcome.mean())
    weight = counts / n
    reliability = float((weight * (predicted - observed) ** 2).sum())
    resolution = float((weight * (observed - share) ** 2).sum())
    uncertainty = share * (1 - share)
    own = float(((said - outcome) ** 2).mean())
    drawn = _resample((said, outcome, right, brier, loss), bin_of, resamples)
    low, high = np.quantile(drawn, TAILS, axis=0)
    intervals = [(float(a), float(b)) for a, b in zip(low, high, strict=True)]
    return Scores(
        count=n,
        share=share,
        accuracy=float(right.mean()),
        accuracy_interval=intervals[0],
        brier=float(brier.mean()),
        brier_interval=intervals[1],
        log_loss=float(loss.mean()),
        log_loss_interval=intervals[2],
        ece=float((weight * np.abs(predicted - observed)).sum()),
        ece_interval=intervals[3],
        reliability=reliability,
        resolution=resolution,
        uncertainty=uncertainty,
        within=own - (reliability - resolution + uncertainty),
        bands=[
            Band(
                from_=i / BINS,
                to=(i + 1) / BINS,
                count=int(counts[i]),
                predicted=float(predicted[i]),
                observed=float(observed[i]),
                interval=jeffreys(float(counts[i] * observed[i]), float(counts[i])),
            )
            for i in range(BINS)
            if counts[i]
        ],
    )


def _by_bin(bin_of: Ints, said: Floats, outcome: Floats) -> tuple[Floats, Floats, Floats]:
    """How many are in each bin, their mean probability and how often it was so; 0 where there are none."""
    counts = np.bincount(bin_of, minlength=BINS).astype(float)
    filled = np.maximum(counts, 1)
    return (
        counts,
        np.bincount(bin_of, said, BINS) / filled,
        np.bincount(bin_of, outcome, BINS) / filled,
    )


def _resample(columns: tuple[Floats, ...], bin_of: Ints, resamples: int) -> Floats:
    """Accuracy, Brier score, log loss and calibration error of as many rows drawn with replacement, again and again."""
    said, outcome, right, brier, loss = columns
    n = len(said)
    rng = np.random.default_rng(SEED)
    times = min(resamples, max(LEAST_RESAMPLES, WORK // n))
    found = np.empty((times, 4))
    for i in range(times):
        rows = rng.integers(0, n, n)
        counts, predicted, observed = _by_bin(bin_of[rows], said[rows], outcome[rows])
        error = float((counts / n * np.abs(predicted - observed)).sum())
        found[i] = right[rows].mean(), brier[rows].mean(), loss[rows].mean(), error
    return found

"""Strength: how much alike speakers are, from their counts; what a prior drawn from all of them should count for."""

from __future__ import annotations

import numpy as np

from armillary.weighing.engines.blocks import Floats

STRENGTHS = np.exp(np.linspace(np.log(0.5), np.log(200.0), 41))  # in votes; beyond 200 all speakers are alike
MOST_SPEAKERS = 20_000  # those with most votes tell the strength; more would only take time


def find_strength(counts: Floats, mean: Floats) -> float:
    """The pseudo-count of a Dirichlet prior with this mean under which counts of shape (speakers, ways) are likeliest.

    The marginal likelihood of the Dirichlet-multinomial (Minka 2000), its largest on a grid: empirical Bayes, so that
    nothing is set by hand. Counts may be fractions.
    """
    total = counts.sum(axis=1)
    spoke = np.flatnonzero(total > 1e-9)
    if len(spoke) > MOST_SPEAKERS:
        spoke = np.sort(spoke[np.argsort(-total[spoke], kind="stable")[:MOST_SPEAKERS]])
    counts, total = counts[spoke], total[spoke]
    mean = np.maximum(mean, 1e-12)
    likelihoods = [
        np.sum(log_gamma(s) - log_gamma(s + total)) + np.sum(log_gamma(s * mean + counts) - log_gamma(s * mean))
        for s in STRENGTHS
    ]
    return float(STRENGTHS[int(np.argmax(likelihoods))])


def log_gamma(x: Floats | float) -> Floats:
    """The logarithm of the gamma function of positive numbers, to about 1e-12 (Stirling, shifted by eight)."""
    x = np.asarray(x, float)
    shift = np.ones_like(x)
    for k in range(8):
        shift = shift * (x + k)
    y = x + 8.0
    inverse = 1.0 / y
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680))))
    return np.asarray((y - 0.5) * np.log(y) - y + 0.9189385332046727 + series - np.log(shift))

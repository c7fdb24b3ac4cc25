"""Labels: questions that share one list of answers; what sources say for what is true is learned answer by answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from armillary.tables.kinds import COIN, LEAST_ROUNDS, ROUNDS, STRENGTH_ROUNDS, TOLERANCE
from armillary.tables.votes import first_votes
from armillary.weighing.engines.blocks import BLOCK, Confusion, Floats, Statistics, posterior_confusion
from armillary.weighing.engines.run import Run, learn
from armillary.weighing.engines.strength import find_strength


@dataclass(frozen=True, slots=True)
class Presumed:
    """What is presumed of every source: rows of `mean` are what is true, columns what is said; `strength` a row each.

    Without a strength, mean and strength are those of all sources of the table (empirical Bayes).
    """

    mean: Floats
    strength: Floats | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """Questions as they were labelled: `posterior` of shape (questions, labels), in the order of `question`.

    `confusion` has the shape (voices, labels that are true, labels that are said), `taught` the votes behind it.
    """

    question: np.ndarray
    start: np.ndarray
    posterior: Floats
    confusion: Floats
    taught: Floats
    prior: Floats
    strength: Floats
    questions_taught: int
    rounds: int


def presumed_labels(labels: int) -> Presumed:
    """Every source is right as often as grade C says, and wrong in every way alike; all sources together tell more."""
    mean = np.full((labels, labels), (1 - COIN) / max(labels - 1, 1))
    np.fill_diagonal(mean, COIN)
    return Presumed(mean)


def fit_labels(
    question: np.ndarray,
    cell: np.ndarray,
    weight: Floats | None,
    voices: int,
    presumed: Presumed,
    run: Run,
    reversal: bool = False,
) -> Labelled:
    """Learn coins and judge questions from votes in the order of questions; `cell` is voice times labels plus label.

    Dawid and Skene (1979) with a Dirichlet prior whose mean and strength all sources tell together. Every question
    with two or more votes teaches. Without `reversal` a source that is worse than chance says nothing.
    """
    labels = len(presumed.mean)
    cells = voices * labels
    start = np.append(first_votes(question), len(question))
    several = np.diff(start) >= 2
    blocks = list(confusion_blocks(start, cell, weight, cells))
    teaching = blocks
    if not several.all():
        some = np.repeat(several, np.diff(start))
        own = np.append(0, np.cumsum(np.diff(start)[several]))
        teaching = list(confusion_blocks(own, cell[some], None if weight is None else weight[some], cells))
    taught_by = int(several.sum())
    weighed = np.zeros(cells)
    for block in teaching:
        weighed += np.bincount(block.cell, block.weight, cells)
    total = weighed.reshape(voices, labels)
    strength = np.full(labels, 20.0) if presumed.strength is None else presumed.strength.copy()

    def counted(counts: Statistics) -> Floats:
        """Votes by voice, what is true, and what was said."""
        taught = np.empty((voices, labels, labels))
        taught[:, 1:, :] = counts[:-1].reshape(voices, labels, labels - 1).transpose(0, 2, 1)
        taught[:, 0, :] = np.maximum(total - taught[:, 1:, :].sum(axis=1), 0.0)
        return taught

    def confusion_of(taught: Floats, turn: int) -> Floats:
        mean = presumed.mean
        if presumed.strength is None:
            pooled = taught.sum(axis=0)
            mean = (pooled + mean) / (pooled.sum(axis=1, keepdims=True) + 1)
            if turn in STRENGTH_ROUNDS:
                for k in range(labels):
                    strength[k] = find_strength(taught[:, k], mean[k])
        added = strength[None, :, None] * mean
        confusion = (taught + added) / (taught.sum(axis=2, keepdims=True) + strength[None, :, None])
        return confusion if reversal else without_reversal(confusion)

    def gains(counts: Statistics, turn: int) -> tuple[Floats, Floats]:
        mass = np.append(max(taught_by - float(counts[-1].sum()), 0.0), counts[-1]) + 1.0
        return gain_of(confusion_of(counted(counts), turn)), np.log(mass[1:] / mass[0])

    first = gain_of(np.broadcast_to(presumed.mean, (voices, labels, labels)))
    prior = np.zeros(labels - 1)
    gain, prior, counts, rounds = learn(
        teaching, gains, (first, prior), (cells + 1, labels - 1), run, TOLERANCE, ROUNDS, LEAST_ROUNDS
    )
    taught = counted(counts)
    posterior = np.empty((len(start) - 1, labels))
    done = 0
    for block in blocks:
        odds = posterior_confusion(block, gain, prior)
        here = slice(done, done := done + odds.shape[1])
        posterior[here, 1:] = odds.T
        posterior[here, 0] = np.clip(1 - odds.sum(axis=0), 0.0, 1.0)
    return Labelled(
        question[start[:-1]],
        start,
        posterior,
        confusion_of(taught, 0),
        taught,
        np.exp(np.append(0.0, prior)) / np.exp(np.append(0.0, prior)).sum(),
        strength,
        taught_by,
        rounds,
    )


def without_reversal(confusion: Floats) -> Floats:
    """A voice may become worthless, never reversed: where its diagonal adds up to less than 1, it says the same
    whatever is true. With two labels this is the rule of casebooks, sens + spec >= 1."""
    worse = np.trace(confusion, axis1=1, axis2=2) < 1
    confusion[worse] = confusion[worse].mean(axis=1, keepdims=True)
    return confusion


def gain_of(confusion: Floats) -> Floats:
    """Weights of evidence against the first label, of shape (voices times labels said, true labels but one)."""
    logs = np.log(np.maximum(confusion, 1e-12))
    return np.ascontiguousarray((logs[:, 1:, :] - logs[:, :1, :]).transpose(0, 2, 1).reshape(-1, logs.shape[1] - 1))


def confusion_blocks(start: np.ndarray, cell: np.ndarray, weight: Floats | None, cells: int) -> Iterator[Confusion]:
    """Votes cut into blocks where questions end; of tables with many cells the blocks are larger."""
    size = max(BLOCK, 4 * cells)
    first, last = 0, len(start) - 1
    while first < last:
        after = min(int(np.searchsorted(start, start[first] + size, side="left")), last)
        after = max(after, first + 1)
        part = slice(int(start[first]), int(start[after]))
        heavy = None if weight is None or bool((weight[part] == 1).all()) else weight[part]
        yield Confusion((start[first : after + 1] - start[first]).astype(np.int32), cell[part], heavy)
        first = after

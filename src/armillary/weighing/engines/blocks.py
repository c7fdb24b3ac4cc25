"""Blocks: the votes of a run of questions, and what one expectation over them teaches, in numpy.

A block fits the processor's cache. Blocks are cut where questions end, by the data alone, and their statistics are
added up in their order, so that any number of shards gives the same bits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Narrow = NDArray[np.int32]  # half the memory of what numpy counts with; a block is widened as it is worked on

BLOCK = 1 << 16  # votes, about
Statistics = Floats  # of a shape that the block's kind tells; blocks' are added up


@dataclass(frozen=True, slots=True)
class Confusion:
    """Votes of questions that share one list of answers (Dawid and Skene 1979).

    `start` has the first vote of each question, and the end; `cell` is coin times the number of answers, plus the
    answer given. Gains have the shape (cells, answers - 1): log-likelihood of the cell for each answer but the first,
    less that for the first; `prior` likewise. Statistics have the shape (cells + 1, answers - 1): the weight of the
    cell's votes that each answer but the first accounts for, and in the last row how many questions it is true of.
    """

    start: Narrow
    cell: Narrow
    weight: Floats | None


@dataclass(frozen=True, slots=True)
class Rivals:
    """Rival answers to questions, each with the votes that it would explain.

    `start` has the first rival of each question, and the end; `first` the first pair of each rival, and the end. A pair
    is a vote that the rival explains: `row` is coin times the ways of being right, plus the way; `offset` a constant.
    Gains have one number a row; `prior` is one number a rival, among them one rival that stands for all that nobody
    said. Statistics have one number a row: the weight of the votes that were right in this way.
    """

    start: Narrow
    first: Narrow
    row: Narrow
    offset: Floats
    weight: Floats
    prior: Floats


def tally_confusion(block: Confusion, gain: Floats, prior: Floats) -> Statistics:
    """One expectation over a block of questions that share their answers."""
    cells, others = gain.shape
    cell = block.cell.astype(np.intp)
    length = np.diff(block.start)
    posterior = _expect(block, cell, gain, prior)
    taught = np.empty((cells + 1, others))
    for k in range(others):
        share = np.repeat(posterior[k], length)
        if block.weight is not None:
            share *= block.weight
        taught[:cells, k] = np.bincount(cell, share, cells)
        taught[cells, k] = posterior[k].sum()
    return taught


def posterior_confusion(block: Confusion, gain: Floats, prior: Floats) -> Floats:
    """How probable each answer but the first is, of shape (answers - 1, questions)."""
    return _expect(block, block.cell.astype(np.intp), gain, prior)


def _expect(block: Confusion, cell: NDArray[np.intp], gain: Floats, prior: Floats) -> Floats:
    others = gain.shape[1]
    odds = np.empty((others, len(block.start) - 1))
    for k in range(others):
        told = np.ascontiguousarray(gain[:, k]).take(cell)
        if block.weight is not None:
            told *= block.weight
        np.add.reduceat(told, block.start[:-1], out=odds[k])
        odds[k] += prior[k]
    if others == 1:  # of two answers the odds of one tell all
        with np.errstate(over="ignore"):
            np.exp(np.negative(odds, out=odds), out=odds)
        odds += 1.0
        return np.reciprocal(odds, out=odds)
    top = np.maximum(odds.max(axis=0), 0.0)
    odds -= top
    np.exp(odds, out=odds)
    odds /= odds.sum(axis=0) + np.exp(-top)
    return odds


def tally_rivals(block: Rivals, gain: Floats, prior: Floats) -> Statistics:
    """One expectation over a block of rivals; `prior` is not used, as each rival has its own."""
    share = np.repeat(posterior_rivals(block, gain, prior), np.diff(block.first)) * block.weight
    return np.asarray(np.bincount(block.row.astype(np.intp), share, len(gain)), float)


def posterior_rivals(block: Rivals, gain: Floats, prior: Floats) -> Floats:  # noqa: ARG001 - as the other kind has one
    """How probable each rival is; those of a question add up to 1."""
    told = (gain.take(block.row.astype(np.intp)) + block.offset) * block.weight
    length = np.diff(block.start)
    score = block.prior + np.bincount(
        np.repeat(np.arange(len(block.prior)), np.diff(block.first)), told, len(block.prior)
    )
    score -= np.repeat(np.maximum.reduceat(score, block.start[:-1]), length)
    np.exp(score, out=score)
    score /= np.repeat(np.add.reduceat(score, block.start[:-1]), length)
    return np.asarray(score)

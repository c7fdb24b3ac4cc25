"""The same expectations compiled by numba: one pass over a block, nothing written between votes and statistics."""

from __future__ import annotations

import math

import numba
import numpy as np
from numpy.typing import NDArray

from armillary.weighing.engines.blocks import Confusion, Floats, Narrow, Rivals, Statistics

Unsigned = NDArray[np.uint32]

_ONE = np.ones(1)


def tally_confusion(block: Confusion, gain: Floats, prior: Floats) -> Statistics:
    """One expectation over a block of questions that share their answers."""
    taught = np.zeros((len(gain) + 1, gain.shape[1]))
    if gain.shape[1] == 1:
        _two(_plain(block.start), _plain(block.cell), _weights(block), gain[:, 0], float(prior[0]), taught[:, 0])
    else:
        _many(_plain(block.start), _plain(block.cell), _weights(block), gain, prior, taught)
    return taught


def tally_rivals(block: Rivals, gain: Floats, prior: Floats) -> Statistics:  # noqa: ARG001 - as the other kind has one
    """One expectation over a block of rivals."""
    taught = np.zeros(len(gain))
    start, first, row = _plain(block.start), _plain(block.first), _plain(block.row)
    _rivals(start, first, row, block.offset, block.weight, block.prior, gain, taught)
    return taught


def _weights(block: Confusion) -> Floats:
    return _ONE if block.weight is None else block.weight


def _plain(numbers: Narrow) -> Unsigned:
    """The same numbers without a sign: numba need not ask of each whether it counts from the end."""
    return numbers.view(np.uint32)


@numba.njit(nogil=True, cache=True, error_model="numpy")
def _two(start: Unsigned, cell: Unsigned, weight: Floats, gain: Floats, prior: float, taught: Floats) -> None:
    last = len(taught) - 1
    weighed = len(weight) == len(cell)
    for question in range(len(start) - 1):
        odds = 0.0
        begin, end = start[question], start[question + 1]
        if weighed:
            for vote in range(begin, end):
                odds += gain[cell[vote]] * weight[vote]
        else:
            for vote in range(begin, end):
                odds += gain[cell[vote]]
        odds += prior
        share = 1.0 / (1.0 + math.exp(-odds))  # of odds beyond all measure 0, as 1 / infinity
        if weighed:
            for vote in range(begin, end):
                taught[cell[vote]] += share * weight[vote]
        else:
            for vote in range(begin, end):
                taught[cell[vote]] += share
        taught[last] += share


@numba.njit(nogil=True, cache=True, error_model="numpy")
def _many(start: Unsigned, cell: Unsigned, weight: Floats, gain: Floats, prior: Floats, taught: Floats) -> None:
    last, others = len(taught) - 1, gain.shape[1]
    weighed = len(weight) == len(cell)
    odds = np.empty(others)
    for question in range(len(start) - 1):
        odds[:] = prior
        for vote in range(start[question], start[question + 1]):
            w = weight[vote] if weighed else 1.0
            for k in range(others):
                odds[k] += gain[cell[vote], k] * w
        top = 0.0
        for k in range(others):
            top = max(top, odds[k])
        total = math.exp(-top)
        for k in range(others):
            odds[k] = math.exp(odds[k] - top)
            total += odds[k]
        for k in range(others):
            odds[k] /= total
            taught[last, k] += odds[k]
        for vote in range(start[question], start[question + 1]):
            w = weight[vote] if weighed else 1.0
            for k in range(others):
                taught[cell[vote], k] += odds[k] * w


@numba.njit(nogil=True, cache=True, error_model="numpy")
def _rivals(
    start: Unsigned,
    first: Unsigned,
    row: Unsigned,
    offset: Floats,
    weight: Floats,
    prior: Floats,
    gain: Floats,
    taught: Floats,
) -> None:
    score = prior.copy()
    for question in range(len(start) - 1):
        top = -np.inf
        for rival in range(start[question], start[question + 1]):
            for pair in range(first[rival], first[rival + 1]):
                score[rival] += (gain[row[pair]] + offset[pair]) * weight[pair]
            top = max(top, score[rival])
        total = 0.0
        for rival in range(start[question], start[question + 1]):
            score[rival] = math.exp(score[rival] - top)
            total += score[rival]
        for rival in range(start[question], start[question + 1]):
            share = score[rival] / total
            for pair in range(first[rival], first[rival + 1]):
                taught[row[pair]] += share * weight[pair]

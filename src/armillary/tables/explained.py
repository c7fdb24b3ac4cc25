"""What each rival would explain: its own votes, coarser ones above it, and those near enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from armillary.tables.hierarchy import Hierarchy
from armillary.tables.rivals import Pairs
from armillary.tables.votes import Votes
from armillary.weighing.engines.blocks import Floats

GRAINS = 8  # numbers are told apart to this part of their tolerance: with it neighbours stay few


@dataclass(frozen=True, slots=True)
class Rivalry:
    """The rivals of a table: questions in order, each rival's value, and which rival a vote is for."""

    question: np.ndarray  # of each start
    start: np.ndarray
    value: np.ndarray  # of each rival: a code, or a number
    own: np.ndarray  # of each vote


def rivalry(votes: Votes) -> Rivalry:
    """The distinct answers to each question, in order; votes are in the order of question and answer."""
    q, v = votes.question, votes.value
    new = np.ones(len(q), bool)
    new[1:] = (q[1:] != q[:-1]) | (v[1:] != v[:-1])
    first = np.flatnonzero(new)
    asked = q[first]
    start = np.flatnonzero(np.diff(asked, prepend=-1)) if len(asked) else np.zeros(0, int)
    return Rivalry(asked[start], np.append(start, len(first)), v[first], np.cumsum(new) - 1)


def explain_single(rivals: Rivalry) -> Pairs:
    """A rival explains its own votes."""
    votes = len(rivals.own)
    return Pairs(
        rivals.start, rivals.own, np.arange(votes), np.zeros(votes, int), np.zeros(votes), np.arange(len(rivals.value))
    )


def explain_places(rivals: Rivalry, values: list[str], hierarchy: Hierarchy) -> tuple[Pairs, np.ndarray]:
    """A rival explains its own votes, and votes for what is above it as right in coarser words.

    Who speaks in coarser words picks one of the coarser answers that were given (Jung et al. 2019, TDH). Returned too
    are the pairs (rival, coarser rival).
    """
    finer, coarser, count = [], [], []
    lengths = np.diff(rivals.start)
    for at in np.flatnonzero(lengths > 1).tolist():
        begin, end = int(rivals.start[at]), int(rivals.start[at + 1])
        given = {values[code]: begin + k for k, code in enumerate(rivals.value[begin:end].tolist())}
        for value, rival in given.items():
            above = hierarchy.above.get(value)
            if not above:
                continue
            told = sorted(given[general] for general in above if general in given)
            finer += [rival] * len(told)
            coarser += told
            count += [len(told)] * len(told)
    links = np.array([finer, coarser], np.int64).reshape(2, -1)
    votes_at = np.searchsorted(rivals.own, np.arange(len(rivals.value) + 1))
    many = votes_at[links[1] + 1] - votes_at[links[1]]
    offset = np.repeat(-np.log(np.array(count, float)), many)
    vote = np.repeat(votes_at[links[1]], many) + _counting(many)
    own = len(rivals.own)
    pairs = _sorted(
        rivals.start,
        np.concatenate((rivals.own, np.repeat(links[0], many))),
        np.concatenate((np.arange(own), vote)),
        np.concatenate((np.zeros(own, int), np.ones(len(vote), int))),
        np.concatenate((np.zeros(own), offset)),
        np.arange(len(rivals.value)),
    )
    return pairs, links.T


def explain_numbers(rivals: Rivalry, tolerance: Floats) -> Pairs:
    """A rival explains votes within the question's tolerance, the less the farther: a Gauss of half the tolerance.

    A cluster is a run of rivals of which each lies within the tolerance of the next.
    """
    votes_at = np.searchsorted(rivals.own, np.arange(len(rivals.value) + 1))
    count = np.diff(votes_at)
    parts = [(rivals.own, np.arange(len(rivals.own)), np.zeros(len(rivals.own)))]
    joined = np.zeros(len(rivals.value), bool)  # to the one before
    for low, high, part in _neighbours(rivals, tolerance):
        joined[high[high - low == 1]] = True
        penalty = -2.0 * part**2
        for rival, other in ((low, high), (high, low)):
            many = count[other]
            vote = np.repeat(votes_at[other], many) + _counting(many)
            parts.append((np.repeat(rival, many), vote, np.repeat(penalty, many)))
    rival, vote, offset = (np.concatenate(column) for column in zip(*parts, strict=True))
    return _sorted(rivals.start, rival, vote, np.zeros(len(rival), int), offset, np.cumsum(~joined) - 1)


def near_sums(rivals: Rivalry, amount: Floats, tolerance: Floats) -> Floats:
    """For every rival the sum of an amount over itself and all within its question's tolerance."""
    total = amount.astype(float).copy()
    for low, high, _ in _neighbours(rivals, tolerance):
        np.add.at(total, low, amount[high])
        np.add.at(total, high, amount[low])
    return total


def _neighbours(rivals: Rivalry, tolerance: Floats) -> Iterator[tuple[np.ndarray, np.ndarray, Floats]]:
    """Pairs of rivals of one question within its tolerance, lower first, with their gap as a part of it."""
    question = np.repeat(np.arange(len(rivals.start) - 1), np.diff(rivals.start))
    reach = tolerance[question]
    for shift in range(1, len(rivals.value)):
        low = np.arange(len(rivals.value) - shift)
        high = low + shift
        gap = rivals.value[high] - rivals.value[low]
        near = (question[low] == question[high]) & (gap <= reach[low])
        if not near.any():
            return
        yield low[near], high[near], gap[near] / reach[low[near]]


def _counting(lengths: np.ndarray) -> np.ndarray:
    """0, 1, 2 ... for each length, one after the other."""
    return np.asarray(np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths))


def grains(question: np.ndarray, number: Floats, tolerance: Floats) -> Floats:
    """Numbers rounded to a part of their question's tolerance, where it is not 0."""
    grain = tolerance[question] / GRAINS
    with np.errstate(divide="ignore", invalid="ignore"):
        rounded = np.round(number / grain) * grain
    return np.where((grain > 0) & np.isfinite(rounded), rounded, number)


def _sorted(
    start: np.ndarray, rival: np.ndarray, vote: np.ndarray, way: np.ndarray, offset: Floats, cluster: np.ndarray
) -> Pairs:
    order = np.lexsort((vote, way, rival))
    return Pairs(start, rival[order], vote[order], way[order], offset[order], cluster)

"""Rivals: questions with answers of their own, of which one is right, plainly, in coarser words, or near enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from armillary.tables.kinds import LEAST_ROUNDS, MOST_WRONG, ROUNDS, STRENGTH_ROUNDS, TOLERANCE, WRONG_FIRST
from armillary.weighing.engines.blocks import BLOCK, Floats, Rivals, Statistics, posterior_rivals
from armillary.weighing.engines.run import Run, learn
from armillary.weighing.engines.strength import find_strength

FIRST = 20.0  # the strength before it is estimated
ALIKE = 1e12  # votes: beside so many a voice's own record is nothing


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which votes each rival would explain, sorted by rival: `way` 0 is plainly right, further ways are right too.

    `start` has the first rival of each question, and the end; `vote` is the number of a vote; `offset` is the
    log-likelihood that the way and the vote's value add; `cluster` numbers the rivals of a question that are one answer
    as far as anybody could tell.
    """

    start: np.ndarray
    rival: np.ndarray
    vote: np.ndarray
    way: np.ndarray
    offset: Floats
    cluster: np.ndarray


@dataclass(frozen=True, slots=True)
class Fitted:
    """Rivals as they were judged: `posterior` of each, `unsaid` that of all that nobody said, one a question.

    `right` has the shape (voices, ways and one): how often a voice is right in each way, and wrong. `taught` are the
    votes behind it.
    """

    posterior: Floats
    unsaid: Floats
    right: Floats
    taught: Floats
    wrong_answers: float
    strength: float
    questions_taught: int
    rounds: int


def fit_rivals(
    pairs: Pairs,
    voice: np.ndarray,
    weight: Floats,
    voices: int,
    presumed: Floats,
    run: Run,
    wrong_answers: float | None = None,
    alike: bool = False,
) -> Fitted:
    """Learn how often voices are right and judge the rivals of every question.

    A vote is worth ln(n p / q) to a rival that it would be right of, p being how often its voice is right in that way,
    q how often wrong, n the number of plausible wrong answers (Dong et al. 2009). What nobody said has the rest: n + 1
    less the answers given. n is given, or told by how often wrong answers meet. Every question with two or more votes
    teaches. `alike` believes all voices the same, as often right as all of them are together.
    """
    ways = len(presumed) - 1
    blocks, teaching, taught_by, total = _blocks(pairs, voice, weight, voices, ways)
    n = wrong_answers or WRONG_FIRST
    strength = ALIKE if alike else FIRST
    found: tuple[Floats, Floats, Statistics, int] | None = None
    rounds = 0
    for attempt in range(1 if wrong_answers else 4):
        state = [strength]

        def right_of(counts: Statistics, turn: int, state: list[float] = state) -> tuple[Floats, Floats]:
            taught = np.empty((voices, ways + 1))
            taught[:, :ways] = counts.reshape(voices, ways)
            taught[:, ways] = np.maximum(total - taught[:, :ways].sum(axis=1), 0.0)
            mean = (taught.sum(axis=0) + presumed) / (taught.sum() + 1)
            if turn in STRENGTH_ROUNDS and not alike:
                state[0] = find_strength(taught, mean)
            return (taught + state[0] * mean) / (taught.sum(axis=1, keepdims=True) + state[0]), taught

        def gains(counts: Statistics, turn: int, n: float = n) -> tuple[Floats, Floats]:
            return _gain(right_of(counts, turn)[0], n), np.zeros(1)

        first = found[0] if found else _gain(np.broadcast_to(presumed, (voices, ways + 1)), n)
        _set_unsaid(blocks, teaching, n)
        found = learn(
            [block for block, _ in teaching],
            gains,
            (first, np.zeros(1)),
            (voices * ways,),
            run,
            TOLERANCE,
            ROUNDS,
            LEAST_ROUNDS,
        )
        strength = state[0]
        rounds += found[3]
        posterior, unsaid = _posterior(blocks, found[0])
        if wrong_answers:
            break
        fresh = plausible_wrong(pairs, posterior, weight)
        if attempt and abs(np.log(fresh / n)) < 0.01:
            break
        n = fresh if attempt < 3 else n
    assert found is not None
    right, taught = right_of(found[2], 0, [FIRST if alike else strength])
    return Fitted(posterior, unsaid, right, taught, n, strength, taught_by, rounds)


def _gain(right: Floats, n: float) -> Floats:
    return np.asarray((np.log(right[:, :-1]) - np.log(right[:, -1:]) + np.log(n)).ravel())


def _blocks(
    pairs: Pairs, voice: np.ndarray, weight: Floats, voices: int, ways: int
) -> tuple[list[tuple[Rivals, int]], list[tuple[Rivals, int]], int, Floats]:
    """All blocks, those that teach, the number of questions that do, and the weight of every voice's votes in them."""
    rivals = int(pairs.start[-1])
    plain = pairs.way == 0
    own = plain & (pairs.offset == 0)  # a vote is plainly right of its own value, at no cost
    votes = np.bincount(pairs.rival[own], minlength=rivals)
    voted = np.add.reduceat(votes, pairs.start[:-1]) if rivals else np.zeros(0, int)
    several = voted >= 2
    row = (voice[pairs.vote].astype(np.int64) * ways + pairs.way).astype(np.int32)
    many = max(BLOCK, 4 * voices * ways)
    everything = list(_cut(pairs, row, weight, np.ones(len(several), bool), many))
    teaching = everything if several.all() else list(_cut(pairs, row, weight, several, many))
    question = np.repeat(np.arange(len(several)), np.diff(pairs.start))[pairs.rival[own]]
    teaches = several[question]
    vote = pairs.vote[own][teaches]
    total = np.bincount(voice[vote], weight[vote], voices).astype(float)
    return everything, teaching, int(several.sum()), total


def _cut(pairs: Pairs, row: np.ndarray, weight: Floats, some: np.ndarray, size: int) -> Iterator[tuple[Rivals, int]]:
    """Blocks over some of the questions, each question with one rival more, last, for what nobody said."""
    lengths = np.diff(pairs.start)
    rivals = int(pairs.start[-1])
    first = np.searchsorted(pairs.rival, np.arange(rivals + 1))
    burden = first[pairs.start[1:]] - first[pairs.start[:-1]] + lengths
    chosen = np.flatnonzero(some)
    cuts = np.flatnonzero(np.diff(np.cumsum(burden[chosen]) // size)) + 1
    for part in np.split(chosen, cuts):
        if not len(part):
            continue
        here = np.repeat(pairs.start[part], lengths[part]) + _counting(lengths[part])
        count = first[here + 1] - first[here]
        taken = np.repeat(first[here], count) + _counting(count)
        start = np.append(0, np.cumsum(lengths[part] + 1))
        per_rival = np.insert(count, np.cumsum(lengths[part]), 0)
        yield (
            Rivals(
                start.astype(np.int32),
                np.append(0, np.cumsum(per_rival)).astype(np.int32),
                row[taken],
                pairs.offset[taken],
                weight[pairs.vote[taken]],
                np.zeros(int(start[-1])),
            ),
            len(part),
        )


def _counting(lengths: np.ndarray) -> np.ndarray:
    """0, 1, 2 ... for each length, one after the other."""
    return np.asarray(np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths))


def _set_unsaid(blocks: list[tuple[Rivals, int]], teaching: list[tuple[Rivals, int]], n: float) -> None:
    """The prior of what nobody said: as many answers as are left of n + 1, at least one."""
    for held in {id(one): one for one in (blocks, teaching)}.values():
        for at, (block, questions) in enumerate(held):
            prior = np.zeros(len(block.prior))
            prior[block.start[1:] - 1] = np.log(np.maximum(n + 1 - (np.diff(block.start) - 1), 1.0))
            held[at] = (replace(block, prior=prior), questions)


def _posterior(blocks: list[tuple[Rivals, int]], gain: Floats) -> tuple[Floats, Floats]:
    said, unsaid = [np.zeros(0)], [np.zeros(0)]
    for block, _ in blocks:
        found = posterior_rivals(block, gain, np.zeros(1))
        last = np.zeros(len(found), bool)
        last[block.start[1:] - 1] = True
        said.append(found[~last])
        unsaid.append(found[last])
    return np.concatenate(said), np.concatenate(unsaid)


def plausible_wrong(pairs: Pairs, posterior: Floats, weight: Floats) -> float:
    """How many wrong answers a question has in effect: of pairs of wrong votes, one in so many agrees.

    Ten pairs of which one agrees are taken for seen beforehand, so that small tables do not run to an extreme.
    """
    own = (pairs.way == 0) & (pairs.offset == 0)
    said = np.bincount(pairs.rival[own], weight[pairs.vote[own]], len(posterior))
    cluster = pairs.cluster
    clusters = int(cluster.max(initial=-1)) + 1
    question = np.repeat(np.arange(len(pairs.start) - 1), np.diff(pairs.start))
    c_said = np.bincount(cluster, said, clusters)
    c_true = np.bincount(cluster, posterior, clusters)
    c_question = np.zeros(clusters, np.int64)
    c_question[cluster] = question
    everything = np.bincount(c_question, c_said, len(pairs.start) - 1)
    left = np.maximum(everything[c_question] - c_said, 0.0)
    pairs_wrong = float(np.sum(c_true * np.maximum(left * (left - 1), 0.0)))
    alike = np.maximum(c_said * (c_said - 1), 0.0)
    agreeing = float(np.sum((1 - c_true) * alike))
    return float(np.clip((pairs_wrong + 2 * WRONG_FIRST) / (agreeing + 2), 1.0, MOST_WRONG))

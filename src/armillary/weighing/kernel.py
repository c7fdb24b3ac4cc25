"""The kernel of learning: expectation and maximisation over blocks of votes, in numpy.

A block holds the votes of a run of questions and fits the processor's cache. Statistics are made block by block and
added up in block order, so that any number of shards gives the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]  # what numpy counts with; anything narrower would be widened in every round

BLOCK = 1 << 16  # votes, about; a block ends where a question ends


@dataclass(frozen=True, slots=True)
class Block:
    """Votes of some questions, a column each; `prior` is one natural log-odds a question.

    `question` counts from 0 within the block; `voice` numbers its (question, speaker) pairs, `voices` in all; `vote` is
    twice the coin, plus one for a vote that asserts: the row of a table of gains. `leave_out` says whether a voice is
    taught without its own votes.
    """

    question: Ints
    voice: Ints
    vote: Ints
    weight: Floats
    prior: Floats
    voices: int
    leave_out: bool = True


Statistics = Floats  # shape (coins, 4): asserts when true, true, denies when false, false
Run = Callable[[Sequence[Block], Floats, Floats, int], Iterable[Statistics]]


def make_blocks(
    question: NDArray[np.integer],
    speaker: NDArray[np.integer],
    coin: NDArray[np.integer],
    yes: NDArray[np.bool_],
    weight: Floats,
    prior: Floats,
    block: int = BLOCK,
    leave_out: bool = True,
) -> list[Block]:
    """Cut votes into blocks in question order; `prior` is one log-odds for each question number.

    A casebook leaves a voice's own votes out of what teaches it, so that nobody rises by agreeing with himself. A plain
    table of many questions with few voices each keeps them, as Dawid and Skene (1979) do: leaving out one of five
    pulls every coin toward the middle.
    """
    rank = np.lexsort((yes, coin, speaker, question))
    question, speaker = np.asarray(question)[rank], np.asarray(speaker)[rank]
    vote = (2 * np.asarray(coin, np.intp) + np.asarray(yes, bool))[rank]
    weight = np.asarray(weight, float)[rank]
    total = len(question)
    blocks = []
    start = 0
    while start < total:
        stop = min(start + block, total)
        if stop < total:  # to the end of the question
            stop = int(np.searchsorted(question, question[stop - 1], side="right"))
        part = slice(start, stop)
        here = question[part]
        new = np.empty(stop - start, bool)
        new[0] = True
        np.not_equal(here[1:], here[:-1], out=new[1:])
        change = new.copy()
        change[1:] |= speaker[part][1:] != speaker[part][:-1]
        blocks.append(
            Block(
                np.cumsum(new) - 1,
                np.cumsum(change) - 1,
                vote[part],
                weight[part],
                prior[here[new]],
                int(change.sum()),
                leave_out,
            )
        )
        start = stop
    return blocks


def step(block: Block, gain_yes: Floats, gain_no: Floats, coins: int) -> Statistics:
    """One expectation over a block: the statistics that its votes teach every coin.

    The posterior that teaches a voice is taken without that voice's own votes, where the block leaves them out.
    """
    gain = np.stack((gain_no, gain_yes), axis=1).ravel().take(block.vote)
    gain *= block.weight
    odds = block.prior + np.bincount(block.question, gain, len(block.prior))
    own: Floats = gain if block.leave_out else np.zeros(1)
    if block.leave_out and block.voices < len(gain):  # somebody has several votes on one question
        own = np.asarray(np.bincount(block.voice, gain, block.voices), float).take(block.voice)
    against = own - odds.take(block.question)  # log-odds that it is false
    np.clip(against, -700, 700, out=against)
    np.exp(against, out=against)
    against += 1.0
    true = np.divide(block.weight, against, out=against)  # w times the posterior that it is true
    taught_true = np.bincount(block.vote, true, 2 * coins).reshape(coins, 2)
    taught_false = np.bincount(block.vote, block.weight - true, 2 * coins).reshape(coins, 2)
    result = np.empty((coins, 4))
    result[:, 0], result[:, 1] = taught_true[:, 1], taught_true.sum(axis=1)
    result[:, 2], result[:, 3] = taught_false[:, 0], taught_false.sum(axis=1)
    return result


def run_here(blocks: Sequence[Block], gain_yes: Floats, gain_no: Floats, coins: int) -> Iterable[Statistics]:
    """Every block in turn in this process; another engine may hand blocks out, so long as it keeps their order."""
    for block in blocks:
        yield step(block, gain_yes, gain_no, coins)


def learn(
    blocks: Sequence[Block],
    coins: int,
    gains: Callable[[Statistics], tuple[Floats, Floats]],
    tolerance: float,
    rounds: int,
    run: Run = run_here,
) -> tuple[Statistics, int]:
    """Iterate to a fixed point: statistics and the number of rounds.

    `gains` turns statistics into the weights of evidence of a yes and of a no; learning stops when no weight moves by
    more than `tolerance`, or after `rounds`.
    """
    counts = np.zeros((coins, 4))
    gain_yes, gain_no = gains(counts)
    for turn in range(1, rounds + 1):
        counts = np.zeros((coins, 4))
        for part in run(blocks, gain_yes, gain_no, coins):
            counts += part
        new_yes, new_no = gains(counts)
        moved = max(
            float(np.max(np.abs(new_yes - gain_yes), initial=0.0)), float(np.max(np.abs(new_no - gain_no), initial=0.0))
        )
        gain_yes, gain_no = new_yes, new_no
        if moved < tolerance:
            return counts, turn
    return counts, rounds

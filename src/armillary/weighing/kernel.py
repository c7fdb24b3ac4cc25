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
Ints = NDArray[np.int32]

BLOCK = 1 << 16  # votes, about; a block ends where a question ends


@dataclass(frozen=True, slots=True)
class Block:
    """Votes of some questions, numbered from 0 within the block; `voice` numbers (question, speaker) pairs.

    `yes` is whether a vote asserts; `prior` is one natural log-odds a question.
    """

    question: Ints
    voice: Ints
    coin: Ints
    yes: NDArray[np.bool_]
    weight: Floats
    prior: Floats
    voices: int


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
) -> list[Block]:
    """Cut votes into blocks in question order; `prior` is one log-odds for each question number."""
    rank = np.lexsort((yes, coin, speaker, question))
    question, speaker = np.asarray(question)[rank], np.asarray(speaker)[rank]
    coin, yes, weight = np.asarray(coin)[rank], np.asarray(yes)[rank], np.asarray(weight)[rank]
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
                (np.cumsum(new) - 1).astype(np.int32),
                (np.cumsum(change) - 1).astype(np.int32),
                coin[part].astype(np.int32),
                yes[part],
                weight[part],
                prior[here[new]],
                int(change.sum()),
            )
        )
        start = stop
    return blocks


def step(block: Block, gain_yes: Floats, gain_no: Floats, coins: int) -> Statistics:
    """One expectation over a block: the statistics that its votes teach every coin.

    The posterior that teaches a voice is taken without that voice's own votes.
    """
    gain = np.where(block.yes, gain_yes[block.coin], gain_no[block.coin])
    gain *= block.weight
    odds = block.prior + np.bincount(block.question, gain, len(block.prior))
    own = np.bincount(block.voice, gain, block.voices)
    rest = odds[block.question]
    rest -= own[block.voice]
    np.clip(rest, -700, 700, out=rest)
    np.negative(rest, out=rest)
    np.exp(rest, out=rest)
    rest += 1.0
    true = np.divide(block.weight, rest, out=rest)  # w times the posterior that it is true
    false = block.weight - true
    result = np.empty((coins, 4))
    result[:, 0] = np.bincount(block.coin, np.where(block.yes, true, 0.0), coins)
    result[:, 1] = np.bincount(block.coin, true, coins)
    result[:, 2] = np.bincount(block.coin, np.where(block.yes, 0.0, false), coins)
    result[:, 3] = np.bincount(block.coin, false, coins)
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

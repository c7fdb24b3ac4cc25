"""Running blocks: which engine, how many shards; blocks in, statistics out, in the order of the blocks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

import numpy as np

from armillary.finding import ArmillaryError
from armillary.weighing.engines import blocks as plain
from armillary.weighing.engines.blocks import Confusion, Floats, Rivals, Statistics

Block = Confusion | Rivals
ENGINES = ("auto", "numba", "numpy")


class Run(Protocol):
    """The seam for other engines, a cluster's among them: blocks in, the statistics of each out, in their order.

    Blocks are the same in every round, so that an engine may keep them where they are worked on; only `gain` and
    `prior` change.
    """

    def __call__(self, blocks: Sequence[Block], gain: Floats, prior: Floats) -> Iterator[Statistics]:
        """Statistics of every block."""
        ...


@dataclass(frozen=True, slots=True)
class Engine:
    """Runs blocks in this process, by one of the shipped kernels."""

    name: str
    shards: int
    confusion: Callable[[Confusion, Floats, Floats], Statistics]
    rivals: Callable[[Rivals, Floats, Floats], Statistics]

    def tally(self, block: Block, gain: Floats, prior: Floats) -> Statistics:
        """One expectation over one block."""
        if isinstance(block, Confusion):
            return self.confusion(block, gain, prior)
        return self.rivals(block, gain, prior)

    def __call__(self, blocks: Sequence[Block], gain: Floats, prior: Floats) -> Iterator[Statistics]:
        """Statistics of every block; several shards work ahead by a few blocks only, so that memory stays bounded."""
        if self.shards == 1 or len(blocks) < 2:
            for block in blocks:
                yield self.tally(block, gain, prior)
            return
        ahead: deque[Future[Statistics]] = deque()
        with ThreadPoolExecutor(self.shards) as pool:
            for block in blocks:
                ahead.append(pool.submit(self.tally, block, gain, prior))
                if len(ahead) > 3 * self.shards:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()


def find_engine(name: str = "auto", shards: int = 1) -> Engine:
    """An engine by its name; `auto` is numba where it is installed, else numpy."""
    if name not in ENGINES:
        raise ArmillaryError(f"there is no engine '{name}'", f"the engines are {', '.join(ENGINES)}")
    if shards < 1:
        raise ArmillaryError(f"{shards} shards cannot work", "give 1 or more")
    if name == "numba" and not find_spec("numba"):
        hint = "in a checkout of Armillary: pip install '.[fast]', or use numpy"
        raise ArmillaryError("the engine 'numba' is not installed", hint)
    if name == "numpy" or not find_spec("numba"):
        return Engine("numpy", shards, plain.tally_confusion, plain.tally_rivals)
    from armillary.weighing.engines import fast

    return Engine("numba", shards, fast.tally_confusion, fast.tally_rivals)


def learn(
    blocks: Sequence[Block],
    gains: Callable[[Statistics, int], tuple[Floats, Floats]],
    first: tuple[Floats, Floats],
    shape: tuple[int, ...],
    run: Run,
    tolerance: float,
    rounds: int,
    least: int = 1,
) -> tuple[Floats, Floats, Statistics, int]:
    """Iterate to a fixed point: gains, prior, statistics and the number of rounds.

    `gains` turns the statistics of a round into gains and prior; learning stops when no gain moves by more than
    `tolerance`, though not before round `least`, or after `rounds`.
    """
    gain, prior = first
    counts = np.zeros(shape)
    turn = 0
    for turn in range(1, rounds + 1):
        counts = np.zeros(shape)
        for part in run(blocks, gain, prior):
            counts += part
        new_gain, new_prior = gains(counts, turn)
        moved = float(np.max(np.abs(new_gain - gain), initial=0.0))
        gain, prior = new_gain, new_prior
        if moved < tolerance and turn >= least:
            break
    return gain, prior, counts, turn

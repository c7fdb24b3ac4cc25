"""Plain tables of one and ten million votes: an iteration by each engine against numpy's bincount, and memory."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import PYTHON, Figure, environment, figure, run

MANY, FEWER, SPEAKERS, EACH = 10_000_000, 1_000_000, 1_000, 5
ROUNDS = 7  # iterations that are timed, after one that warms up
NUMBA, SHARDS, LINEAR, TIMES_SIZE, BESIDES = 0.4, 0.8, 1.2, 1.5, 500.0
ENGINES = {"numpy": ("numpy", 1), "shards": ("numpy", 2), "numba": ("numba", 1), "numba2": ("numba", 2)}


def measure(scratch: Path, turns: int) -> list[Figure]:
    """Iterations of all sides in turns within one process, and all of weigh in a process of its own each time."""
    env = environment(scratch)
    tables = {votes: scratch / f"{votes}.arrow" for votes in (FEWER, MANY)}
    for votes, path in tables.items():
        run([PYTHON, "-m", "benchmarks.tables", "plant", str(votes), path], env)
    out = scratch / "told.json"
    each: dict[int, dict[str, list[float]]] = {}
    whole: dict[int, list[float]] = {votes: [] for votes in tables}
    memory: dict[int, list[float]] = {votes: [] for votes in tables}
    size = 0.0
    for votes, path in tables.items():
        run([PYTHON, "-m", "benchmarks.tables", "iterate", path, out], env)
        each[votes] = json.loads(out.read_text(encoding="utf-8"))
    for _ in range(turns):
        for votes, path in tables.items():
            done = run([PYTHON, "-m", "benchmarks.tables", "whole", path, out], env)
            told = json.loads(out.read_text(encoding="utf-8"))
            whole[votes].append(told["each"])
            memory[votes].append(done.memory)
            size = told["size"]

    def ratio(name: str, over: str = "bincount") -> list[float]:
        return [a / b for a, b in zip(each[MANY][name], each[MANY][over], strict=True)]

    def growth(many: list[float], fewer: list[float]) -> list[float]:
        return [a / median(fewer) * FEWER / MANY for a in many]

    return [
        figure("tables: numba, an iteration against bincount", ratio("numba"), "x", NUMBA),
        figure("  numba in two shards", ratio("numba2"), "x"),
        figure("tables: numpy in two shards against bincount", ratio("shards"), "x", SHARDS),
        figure("  numpy in one", ratio("numpy"), "x"),
        figure("  bincount with votes in no order", ratio("unsorted"), "x"),
        *[figure(f"  seconds an iteration, {name}", found, "s") for name, found in each[MANY].items()],
        *[
            figure(
                f"tables: {name}, time a vote of ten million, of one",
                growth(each[MANY][name], each[FEWER][name]),
                "x",
                LINEAR,
            )
            for name in ("shards", "numba")
        ],
        figure("tables: weigh, time a vote of ten million, of one", growth(whole[MANY], whole[FEWER]), "x", LINEAR),
        figure("tables: peak memory of weigh", memory[MANY], "MB", TIMES_SIZE * size + BESIDES),
        figure("  size of the votes in Arrow", [size], "MB"),
        figure("  seconds, weigh from the table to the coins", whole[MANY], "s"),
    ]


def plant(votes: int, path: Path) -> None:
    """Yes or no, five votes a question, speakers from .55 to .95 right, in no order; names are text."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    random = np.random.default_rng(1)
    right = random.uniform(0.55, 0.95, SPEAKERS)
    question = random.permutation(np.repeat(np.arange(votes // EACH, dtype=np.int32), EACH))
    speaker = random.integers(0, SPEAKERS, votes, dtype=np.int32)
    truth = random.random(votes // EACH) < 0.4
    yes = truth[question] == (random.random(votes) < right[speaker])

    def named(letter: str, codes: Any) -> Any:
        return pc.binary_join_element_wise(letter, pa.array(codes).cast(pa.string()), "")

    value = pa.array(np.array(["no", "yes"])[yes.astype(int)])
    table = pa.table({"source": named("s", speaker), "question": named("q", question), "value": value})
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=1 << 20)


def read(path: Path) -> Any:
    """The table as it was planted, in memory."""
    import pyarrow as pa

    with pa.OSFile(str(path), "rb") as file:
        return pa.ipc.open_file(file).read_all()


def codes(table: Any) -> tuple[Any, Any, Any]:
    """Question, source and answer of every vote, numbered."""
    import numpy as np

    def numbers(name: str) -> Any:
        import pyarrow.compute as pc

        return pc.utf8_slice_codeunits(table[name], 1).cast("int32").to_numpy()

    return numbers("question"), numbers("source"), (table["value"].to_numpy() == "yes").astype(np.int32)


def iterate(path: Path) -> dict[str, list[float]]:
    """Seconds an iteration of every side, in turns, so that whatever else the machine does falls on all alike."""
    import numpy as np

    question, source, yes = codes(read(path))
    cell = source * 2 + yes
    key = np.sort(question.astype(np.int64) * (2 * SPEAKERS) + cell)
    in_order, cells = key // (2 * SPEAKERS), key % (2 * SPEAKERS)
    sides: dict[str, Iterator[None]] = {
        "bincount": bincount(in_order, cells),
        "unsorted": bincount(question.astype(np.int64), cell.astype(np.int64)),
    }
    sides |= {name: ours(in_order, cells.astype(np.int32), *engine) for name, engine in ENGINES.items()}
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(1 + ROUNDS):
        for name, side in sides.items():
            begin = time.perf_counter()
            next(side)
            seconds[name].append(time.perf_counter() - begin)
    return {name: found[1:] for name, found in seconds.items()}


def first_coins() -> Any:
    """Right three times in four."""
    import numpy as np

    confusion = np.full((SPEAKERS, 2, 2), 0.25)
    confusion[:, [0, 1], [0, 1]] = 0.75
    return confusion


def coins(taught: Any) -> Any:
    """Coins from the votes that each answer accounts for, drawn towards what all sources say."""
    mean = (taught.sum(axis=0) + 1) / (taught.sum(axis=(0, 2))[:, None] + 2)
    return (taught + 4 * mean) / (taught.sum(axis=2, keepdims=True) + 4)


def bincount(question: Any, cell: Any) -> Iterator[None]:
    """The same expectation and maximisation with whole columns: one bincount over questions and one over sources.

    With two answers the log-odds are enough, and integers are as wide as bincount wants them: nothing is done twice.
    In the order of questions its sums run through memory; in the order of a file they jump about it.
    """
    import numpy as np

    questions = int(question.max()) + 1
    total = np.bincount(cell, minlength=2 * SPEAKERS).reshape(SPEAKERS, 2)
    confusion, prior = first_coins(), 0.0
    while True:
        logs = np.log(confusion)
        odds = prior + np.bincount(question, (logs[:, 1] - logs[:, 0]).ravel()[cell], questions)
        posterior = 1 / (1 + np.exp(-odds))
        taught = np.empty((SPEAKERS, 2, 2))
        taught[:, 1] = np.bincount(cell, posterior[question], 2 * SPEAKERS).reshape(SPEAKERS, 2)
        taught[:, 0] = total - taught[:, 1]
        confusion = coins(taught)
        prior = np.log(posterior.sum() / (1 - posterior).sum())
        yield


def ours(question: Any, cell: Any, engine: str, shards: int) -> Iterator[None]:
    """The shipped engines; votes are in blocks beforehand, as they are for all rounds of weigh."""
    import numpy as np

    from armillary.tables.labels import confusion_blocks, gain_of
    from armillary.tables.votes import first_votes
    from armillary.weighing.engines.run import find_engine

    start = np.append(first_votes(question), len(question))
    blocks = list(confusion_blocks(start, cell, None, 2 * SPEAKERS))
    work = find_engine(engine, shards)
    total = np.bincount(cell, minlength=2 * SPEAKERS).reshape(SPEAKERS, 2)
    confusion, prior = first_coins(), np.zeros(1)
    while True:
        counts = np.zeros((2 * SPEAKERS + 1, 1))
        for part in work(blocks, gain_of(confusion), prior):
            counts += part
        taught = np.empty((SPEAKERS, 2, 2))
        taught[:, 1] = counts[:-1, 0].reshape(SPEAKERS, 2)
        taught[:, 0] = total - taught[:, 1]
        confusion = coins(taught)
        mass = float(counts[-1, 0])
        prior = np.log(np.array([mass / (len(start) - 1 - mass)]))
        yield


def whole(path: Path) -> dict[str, float]:
    """All of weigh, from the table to the coins, by numpy or numba, whichever is there."""
    from armillary.tables.weigh import weigh

    table = read(path)
    begin = time.perf_counter()
    found = weigh(table, copies=False)
    seconds = time.perf_counter() - begin
    return {"each": seconds, "size": table.nbytes / 2**20, "judgements": float(len(found.judgements))}


def main() -> None:
    """One side, in a process of its own: plant VOTES PATH, or iterate or whole TABLE OUT."""
    if sys.argv[1] == "plant":
        plant(int(sys.argv[2]), Path(sys.argv[3]))
        return
    told = {"iterate": iterate, "whole": whole}[sys.argv[1]](Path(sys.argv[2]))
    Path(sys.argv[3]).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()

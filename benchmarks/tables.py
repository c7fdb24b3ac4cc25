"""Plain tables of one and ten million votes: an iteration by each engine against numpy's bincount, and memory."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import PYTHON, Figure, Run, environment, figure, in_turns, run

MANY, FEWER, SPEAKERS, EACH = 10_000_000, 1_000_000, 1_000, 5
ROUNDS = 5
NUMBA, SHARDS, LINEAR, TIMES_SIZE, BESIDES = 0.4, 0.8, 1.2, 1.5, 500.0
SIDES = ("bincount", "numpy", "shards", "numba", "numba2", "whole")


def measure(scratch: Path, turns: int) -> list[Figure]:
    """Each side in a process of its own, on the same votes."""
    env = environment(scratch)
    tables = {votes: scratch / f"{votes}.arrow" for votes in (MANY, FEWER)}
    for votes, path in tables.items():
        run([PYTHON, "-m", "benchmarks.tables", "plant", str(votes), path], env)
    told: dict[str, list[dict[str, float]]] = {}

    def side(name: str, votes: int) -> Run:
        out = scratch / f"{name}.json"
        done = run([PYTHON, "-m", "benchmarks.tables", name, tables[votes], out], env)
        told.setdefault(f"{name} {votes}", []).append(json.loads(out.read_text(encoding="utf-8")))
        return done

    def both(name: str) -> dict[str, Any]:
        return {f"{name} {votes}": lambda votes=votes: side(name, votes) for votes in (MANY, FEWER)}

    sides: dict[str, Any] = {}
    for name in SIDES:
        sides |= both(name)
    runs = in_turns(turns, **sides)
    each = {name: [one["each"] for one in found[1:]] for name, found in told.items()}

    def ratio(name: str, over: str) -> list[float]:
        return [a / b for a, b in zip(each[name], each[over], strict=True)]

    plain = f"bincount {MANY}"
    size = told[f"whole {MANY}"][0]["size"]
    memory = [one.memory for one in runs[f"whole {MANY}"]]
    return [
        figure("tables: numba, an iteration against bincount", ratio(f"numba {MANY}", plain), "x", NUMBA),
        figure("  numba in two shards", ratio(f"numba2 {MANY}", plain), "x"),
        figure("tables: numpy in two shards against bincount", ratio(f"shards {MANY}", plain), "x", SHARDS),
        figure("  numpy in one", ratio(f"numpy {MANY}", plain), "x"),
        figure("  seconds an iteration, bincount", each[plain], "s"),
        *[
            figure(
                f"tables: {name}, ten times the votes, of ten times the time",
                [a / b / 10 for a, b in zip(each[f"{name} {MANY}"], each[f"{name} {FEWER}"], strict=True)],
                "x",
                LINEAR,
            )
            for name in ("numpy", "numba", "whole")
        ],
        figure("tables: peak memory of weigh", memory, "MB", TIMES_SIZE * size + BESIDES),
        figure("  size of the votes in Arrow", [size], "MB"),
        figure("  seconds, weigh from the table to the coins", each[f"whole {MANY}"], "s"),
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


def bincount(path: Path) -> dict[str, float]:
    """The same expectation and maximisation as everybody writes it: whole columns, in the order of the rows."""
    import numpy as np

    question, source, yes = codes(read(path))
    questions = int(question.max()) + 1
    cell = source * 2 + yes
    confusion = np.full((SPEAKERS, 2, 2), 0.25)
    confusion[:, [0, 1], [0, 1]] = 0.75
    prior = np.full(2, 0.5)
    seconds = []
    for _ in range(1 + ROUNDS):
        begin = time.perf_counter()
        logs = np.log(confusion)
        score = np.empty((2, questions))
        for k in (0, 1):
            score[k] = np.log(prior[k]) + np.bincount(question, logs[:, k, :].ravel()[cell], questions)
        score -= score.max(axis=0)
        np.exp(score, out=score)
        score /= score.sum(axis=0)
        taught = np.empty((SPEAKERS, 2, 2))
        for k in (0, 1):
            taught[:, k] = np.bincount(cell, score[k][question], 2 * SPEAKERS).reshape(SPEAKERS, 2)
        mean = (taught.sum(axis=0) + 1) / (taught.sum(axis=(0, 2))[:, None] + 2)
        confusion = (taught + 4 * mean) / (taught.sum(axis=2, keepdims=True) + 4)
        prior = score.sum(axis=1) / questions
        seconds.append(time.perf_counter() - begin)
    return {"each": float(np.median(seconds[1:]))}


def ours(path: Path, engine: str, shards: int) -> dict[str, float]:
    """What an iteration takes, by the time that rounds more of them take; votes are in blocks beforehand."""
    import numpy as np

    from armillary.tables.labels import confusion_blocks, gain_of
    from armillary.weighing.engines.run import find_engine

    question, source, yes = codes(read(path))
    key = np.sort((question.astype(np.int64) * SPEAKERS + source) * 2 + yes)
    question, cell = key // (2 * SPEAKERS), (key % (2 * SPEAKERS)).astype(np.int32)
    start = np.append(np.flatnonzero(np.diff(question, prepend=-1)), len(question))
    blocks = list(confusion_blocks(start, cell, None, 2 * SPEAKERS))
    work = find_engine(engine, shards)
    confusion = np.full((SPEAKERS, 2, 2), 0.25)
    confusion[:, [0, 1], [0, 1]] = 0.75
    prior = np.zeros(1)
    total = np.bincount(cell, minlength=2 * SPEAKERS).reshape(SPEAKERS, 2)
    seconds = []
    for _ in range(1 + ROUNDS):
        begin = time.perf_counter()
        counts = np.zeros((2 * SPEAKERS + 1, 1))
        for part in work(blocks, gain_of(confusion), prior):
            counts += part
        taught = np.empty((SPEAKERS, 2, 2))
        taught[:, 1] = counts[:-1, 0].reshape(SPEAKERS, 2)
        taught[:, 0] = total - taught[:, 1]
        mean = (taught.sum(axis=0) + 1) / (taught.sum(axis=(0, 2))[:, None] + 2)
        confusion = (taught + 4 * mean) / (taught.sum(axis=2, keepdims=True) + 4)
        mass = float(counts[-1, 0])
        prior = np.log(np.array([mass / (len(start) - 1 - mass)]))
        seconds.append(time.perf_counter() - begin)
    return {"each": float(np.median(seconds[1:]))}


def whole(path: Path) -> dict[str, float]:
    """All of weigh, from the table to the coins, by numpy or numba, whichever is there."""
    from armillary.tables.weigh import weigh

    table = read(path)
    begin = time.perf_counter()
    found = weigh(table, copies=False)
    seconds = time.perf_counter() - begin
    return {"each": seconds, "size": table.nbytes / 2**20, "judgements": float(len(found.judgements))}


def main() -> None:
    """One side, in a process of its own: plant VOTES PATH, or SIDE TABLE OUT."""
    if sys.argv[1] == "plant":
        plant(int(sys.argv[2]), Path(sys.argv[3]))
        return
    path = Path(sys.argv[2])
    sides = {
        "bincount": lambda: bincount(path),
        "numpy": lambda: ours(path, "numpy", 1),
        "shards": lambda: ours(path, "numpy", 2),
        "numba": lambda: ours(path, "numba", 1),
        "numba2": lambda: ours(path, "numba", 2),
        "whole": lambda: whole(path),
    }
    Path(sys.argv[3]).write_text(json.dumps(sides[sys.argv[1]]()), encoding="utf-8")


if __name__ == "__main__":
    main()

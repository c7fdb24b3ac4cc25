"""The kernel of learning against crowd-kit's Dawid-Skene, on the same million votes with a planted truth."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import PYTHON, Figure, Run, environment, figure, in_turns, run

VOTES, QUESTIONS, SPEAKERS = 1_000_000, 200_000, 1_000
FASTER, MEMORY = 10.0, 400.0  # targets: times faster an iteration, MB
ITERATIONS = 10  # of theirs; ours runs until it settles


def measure(scratch: Path, turns: int) -> list[Figure]:
    """Each side in a process of its own, which says how long an iteration took and how well it found the truth."""
    env = environment(scratch)
    votes = scratch / "votes.npz"
    run([PYTHON, "-m", "benchmarks.kernel", "plant", votes], env)
    told: dict[str, list[dict[str, float]]] = {"ours": [], "theirs": []}

    def side(name: str) -> Run:
        out = scratch / f"{name}.json"
        done = run([PYTHON, "-m", "benchmarks.kernel", name, votes, out], env)
        told[name].append(json.loads(out.read_text(encoding="utf-8")))
        return done

    runs = in_turns(turns, ours=lambda: side("ours"), theirs=lambda: side("theirs"))
    pairs = list(zip(told["ours"], told["theirs"], strict=True))[1:]  # without the turn that warms up
    return [
        figure("kernel: times faster an iteration", [b["each"] / a["each"] for a, b in pairs], "x", FASTER, True),
        figure("  seconds an iteration, ours", [a["each"] for a, _ in pairs], "s"),
        figure("  seconds an iteration, theirs", [b["each"] for _, b in pairs], "s"),
        figure("  iterations, ours", [a["rounds"] for a, _ in pairs], ""),
        figure("kernel: AUC on the planted truth, less theirs", [a["auc"] - b["auc"] for a, b in pairs], "", 0.0, True),
        figure("  AUC, ours", [a["auc"] for a, _ in pairs], ""),
        figure("  AUC, theirs", [b["auc"] for _, b in pairs], ""),
        figure("kernel: peak memory of the process", [run.memory for run in runs["ours"]], "MB", MEMORY),
        figure("  peak memory, theirs", [run.memory for run in runs["theirs"]], "MB"),
    ]


def plant(path: Path) -> None:
    """A million votes: speakers from .55 to .95 right, every fifth better at one side than at the other."""
    import numpy as np

    random = np.random.default_rng(1)
    sens = random.uniform(0.55, 0.95, SPEAKERS)
    spec = sens.copy()
    spec[::5] = random.uniform(0.55, 0.95, len(spec[::5]))
    truth = random.random(QUESTIONS) < 0.4
    question = random.permutation(np.repeat(np.arange(QUESTIONS), VOTES // QUESTIONS)).astype(np.int32)
    speaker = random.integers(0, SPEAKERS, VOTES).astype(np.int32)
    _, first = np.unique(question.astype(np.int64) * SPEAKERS + speaker, return_index=True)  # nobody votes twice
    question, speaker = question[first], speaker[first]
    yes = random.random(len(question)) < np.where(truth[question], sens[speaker], 1 - spec[speaker])
    np.savez(path, question=question, speaker=speaker, yes=yes, truth=truth)


def ours(votes: Any) -> dict[str, float]:
    """Coins of one speaker each, from the prior of grade C; a question's odds are those of its votes."""
    import numpy as np

    from armillary.weighing.coins import settle, weights_of_evidence
    from armillary.weighing.kernel import learn, make_blocks

    question, speaker, yes = votes["question"], votes["speaker"], votes["yes"]

    def gains(counts: Any) -> Any:
        sens = (20 * 0.75 + counts[:, 0]) / (20 + counts[:, 1])
        spec = (20 * 0.75 + counts[:, 2]) / (20 + counts[:, 3])
        return weights_of_evidence(*settle(sens, spec, 0.05, 0.95))

    prior = np.full(QUESTIONS, np.log(0.4 / 0.6))
    blocks = make_blocks(question, speaker, speaker, yes, np.ones(len(yes)), prior, leave_out=False)
    begin = time.perf_counter()
    counts, rounds = learn(blocks, SPEAKERS, gains, 1e-10, 200)
    each = (time.perf_counter() - begin) / rounds
    gain_yes, gain_no = gains(counts)
    odds = prior + np.bincount(question, np.where(yes, gain_yes[speaker], gain_no[speaker]), QUESTIONS)
    return {"each": each, "rounds": rounds, "auc": auc(odds, votes["truth"])}


def theirs(votes: Any) -> dict[str, float]:
    """The time of an iteration is what ten more of them take."""
    import pandas as pd
    from crowdkit.aggregation import DawidSkene

    names = {"task": votes["question"], "worker": votes["speaker"], "label": votes["yes"].astype(int)}
    frame = pd.DataFrame(names)
    seconds = []
    for iterations in (1, 1 + ITERATIONS):
        model = DawidSkene(n_iter=iterations, tol=0.0)
        begin = time.perf_counter()
        model.fit(frame)
        seconds.append(time.perf_counter() - begin)
    told = model.probas_.sort_index()[1].to_numpy()
    return {"each": (seconds[1] - seconds[0]) / ITERATIONS, "rounds": ITERATIONS, "auc": auc(told, votes["truth"])}


def auc(score: Any, truth: Any) -> float:
    """How often a true question is ranked above a false one; ties count half (Mann and Whitney)."""
    import numpy as np

    _, place, counts = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[place]
    true, false = int(truth.sum()), int((~truth).sum())
    return float((rank[truth].sum() - true * (true + 1) / 2) / (true * false))


def main() -> None:
    """One side, in a process of its own: plant VOTES, ours VOTES OUT, theirs VOTES OUT."""
    side, votes = sys.argv[1], Path(sys.argv[2])
    if side == "plant":
        plant(votes)
        return
    import numpy as np

    told = {"ours": ours, "theirs": theirs}[side](np.load(votes))
    Path(sys.argv[3]).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()

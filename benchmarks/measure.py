"""Measuring: whole processes, in turns, so that whatever else the machine does falls on both sides alike."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PYTHON = sys.executable
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds from start to end, seconds of processor time, and the most memory it held in MB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, the median of several turns with the lowest and the highest, against its target."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    target: float | None = None
    at_least: bool = False

    @property
    def passes(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target


def run(command: Iterable[str | Path], env: Mapping[str, str]) -> Run:
    """Run a command to its end, its output thrown away; a failure ends the benchmark."""
    begin = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, env=dict(env))
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit status {process.returncode} from: {process.args!r}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_turns(turns: int, **sides: Callable[[], Run]) -> dict[str, list[Run]]:
    """Run the sides A B C A B C ...; a first turn warms up and is not counted."""
    runs: dict[str, list[Run]] = {name: [] for name in sides}
    for _ in range(1 + turns):
        for name, side in sides.items():
            runs[name].append(side())
    return {name: done[1:] for name, done in runs.items()}


def figure(
    name: str, values: Sequence[float], unit: str, target: float | None = None, at_least: bool = False
) -> Figure:
    """A figure from the values of several turns."""
    return Figure(name, median(values), min(values), max(values), unit, target, at_least)


def ratios(name: str, ours: Sequence[Run], theirs: Sequence[Run], target: float) -> list[Figure]:
    """How long we take for each second that they take, turn by turn; the target is on wall time."""
    return [
        figure(name, [a.wall / b.wall for a, b in zip(ours, theirs, strict=True)], "x", target),
        figure("  the same in processor time", [a.cpu / b.cpu for a, b in zip(ours, theirs, strict=True)], "x"),
        figure("  seconds, ours", [run.wall for run in ours], "s"),
        figure("  seconds, theirs", [run.wall for run in theirs], "s"),
    ]


def environment(scratch: Path) -> dict[str, str]:
    """The environment of what is measured: a copy of this tree as it is now, compiled once, as when installed."""
    copied = scratch / "copy"
    if not copied.exists():
        for folder in ("src", "benchmarks"):
            shutil.copytree(ROOT / folder, copied / folder, ignore=shutil.ignore_patterns("__pycache__"))
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "ARMILLARY"))}
    path = os.pathsep.join((str(copied / "src"), str(copied)))
    return env | {"PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}

"""Fuzz: feed the program mutants of casebooks, documents, files for import, books, and releases marked at random.

Each must end in findings or a sentence, within its time and memory.

Parent and workers are this one program. A worker checks mutants one after the other and says a line of JSON for each;
when one fails, the worker ends, and another takes up the work behind it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: E402

from tests.fuzz.corpus import read_corpus  # noqa: E402
from tests.fuzz.mutate import Mutant, mutate  # noqa: E402
from tests.fuzz.subjects import kind_of, make_seeds, mutant_of  # noqa: E402

CASEBOOK = ROOT / "casebooks" / "afghanistan"
KEEP = ROOT / "build" / "fuzz"
STUCK = 30.0  # seconds of processor time without a word: the worker's own watch was not heard
ASLEEP = 300.0  # seconds by the clock: it waits for what never comes, or the machine has no time for it


@dataclass(slots=True)
class Tally:
    """What became of the mutants."""

    done: int = 0
    unsound: int = 0
    built: int = 0
    slowest: float = 0.0
    largest: float = 0.0
    failed: list[tuple[int, str]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, said: dict[str, Any]) -> None:
        """Count what a worker said of a mutant."""
        self.done += 1
        self.kinds[said.get("kind", "?")] += 1
        self.unsound += said.get("unsound", 0)
        self.built += said.get("built", 0)
        self.slowest = max(self.slowest, said.get("seconds", 0.0))
        self.largest = max(self.largest, said.get("megabytes", 0.0))
        if "failure" in said:
            self.failed.append((said["number"], said["failure"]))


class Crew:
    """Workers that share the numbers of a run between them, worker k of n taking every n-th from k."""

    def __init__(self, casebook: Path, seeds: Path, run: int, mutants: int, jobs: int) -> None:
        self.command = [
            sys.executable,
            "-W",
            "error",
            "-m",
            "tests.fuzz.worker",
            *map(str, (casebook, seeds, run, mutants)),
        ]
        self.mutants = mutants
        self.jobs = jobs
        self.selector = selectors.DefaultSelector()
        self.next: dict[int, int] = {}
        self.heard: dict[int, tuple[float, float]] = {}  # when it last said a word, by its processor and by the clock
        self.rest: dict[int, bytes] = {}
        self.processes: dict[int, subprocess.Popen[bytes]] = {}
        for worker in range(jobs):
            self._start(worker, worker)

    def _start(self, worker: int, number: int) -> None:
        if number >= self.mutants:
            return
        command = [*self.command, str(number), str(self.jobs)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        self.processes[worker] = process
        self.selector.register(process.stdout, selectors.EVENT_READ, worker)
        self.next[worker], self.heard[worker], self.rest[worker] = number, (0.0, time.monotonic()), b""

    def listen(self) -> Iterable[dict[str, Any]]:
        """Everything the workers say, until all is done."""
        while self.processes:
            for key, _ in self.selector.select(timeout=1.0):
                yield from self._hear(key.data)
            for worker in list(self.processes):
                worked, clock = self.heard[worker]
                process = self.processes[worker]
                if seconds_worked(process.pid) - worked > STUCK or time.monotonic() - clock > ASLEEP:
                    process.kill()

    def _hear(self, worker: int) -> Iterable[dict[str, Any]]:
        process = self.processes[worker]
        assert process.stdout is not None
        heard = process.stdout.read1(1 << 16)  # type: ignore[attr-defined]
        *lines, self.rest[worker] = (self.rest[worker] + heard).split(b"\n")
        for line in lines:
            said = json.loads(line)
            self.heard[worker] = seconds_worked(process.pid), time.monotonic()
            self.next[worker] = said["number"] + self.jobs
            yield said
        if not heard:
            yield from self._end(worker)

    def _end(self, worker: int) -> Iterable[dict[str, Any]]:
        process = self.processes.pop(worker)
        assert process.stdout is not None
        assert process.stderr is not None
        self.selector.unregister(process.stdout)
        last_words = process.stderr.read().decode("utf-8", "replace")
        status = process.wait()
        process.stdout.close()
        process.stderr.close()
        number = self.next[worker]
        if status not in (0, FAILED) and number < self.mutants:  # it died of a mutant without a word
            yield {"number": number, "failure": f"the worker ended with status {status}\n{last_words[-4000:]}"}
            number += self.jobs
        self._start(worker, number)

    def dismiss(self) -> None:
        """End what is still at work."""
        for process in self.processes.values():
            process.kill()
            process.communicate()
        self.selector.close()


def seconds_worked(pid: int) -> float:
    """The processor time that a process has had, as far as the system tells; 0 where it does not."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


FAILED = 3  # exit status of a worker that has told of a failure and wants a successor


def fuzz(
    casebook: Path,
    mutants: int,
    run: int,
    jobs: int,
    keep: Path,
    quiet: bool = False,
    minutes: float = math.inf,
    everything: bool = True,
) -> Tally:
    """Try so many mutants, as far as the time suffices; those that fail are kept in a folder.

    Without `everything` they are mutants of the casebook's text alone.
    """
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "casebook"
        shutil.copytree(casebook, copy)  # others may be writing in it
        corpus, seeds = read_corpus(copy), Path(folder) / "seeds"
        if everything:
            make_seeds(seeds)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        crew = Crew(copy, seeds, run, mutants, min(jobs, mutants))
        began = time.monotonic()
        try:
            with Progress(*columns, console=Console(stderr=True), disable=quiet) as progress:
                task = progress.add_task("mutants", total=1)
                for said in crew.listen():
                    tally.add(said)
                    spent = (time.monotonic() - began) / 60
                    far = max(tally.done / mutants, spent / minutes)
                    progress.update(
                        task, completed=far, description=f"{tally.done:,} tried, {len(tally.failed)} failed"
                    )
                    if "failure" in said:
                        number, kind = said["number"], kind_of(run, said["number"]) if everything else "casebook"
                        made = (
                            mutate(corpus, run, number) if kind == "casebook" else mutant_of(seeds, kind, run, number)
                        )
                        progress.console.print(
                            keep_mutant(made, f"{run}-{number}", said["failure"], keep), markup=False
                        )
                    if spent >= minutes:
                        break
        finally:
            crew.dismiss()
    return tally


def keep_mutant(mutant: Mutant, name: str, failure: str, keep: Path) -> str:
    """Write a mutant that failed beside the reason; returns where it is, with the last line of the reason."""
    folder = keep / name
    for name, data in mutant.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "failure.txt").write_text(f"{mutant.name}: {mutant.how}\n\n{failure}\n", encoding="utf-8")
    return f"{folder / mutant.name}: {failure.strip().splitlines()[-1][:200]}"


def main(words: list[str] | None = None) -> int:
    """Fuzz as the command line says; exit status 1 if a mutant failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30.0, help="how long")
    parser.add_argument("--mutants", type=int, default=10**9, help="how many at most")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same mutants")
    parser.add_argument("--jobs", type=int, default=2, help="workers at a time")
    parser.add_argument("--casebook", type=Path, default=CASEBOOK)
    parser.add_argument("--keep", type=Path, default=KEEP, help="where mutants that failed are kept")
    given = parser.parse_args(words)
    began = time.monotonic()
    tally = fuzz(given.casebook, given.mutants, given.seed, given.jobs, given.keep, minutes=given.minutes)
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in tally.kinds.most_common())
    print(
        f"{tally.done:,} mutants ({kinds}), {len(tally.failed):,} failed; {tally.unsound:,} had errors, "
        f"{tally.built:,} of the others were weighed; slowest {tally.slowest:.2f} s, "
        f"largest {tally.largest:.0f} MB more; {time.monotonic() - began:.0f} s"
    )
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""A worker of the fuzzer: tries mutants in this process under a watch of time and memory, and tells of each."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from armillary.casebook.cache import RecordCache
from armillary.casebook.casebook import FileRecords
from armillary.checking import Checked, check_casebook
from armillary.codes import CODES
from armillary.finding import as_json, render_text
from armillary.text.invisible import first_hidden
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.evidence import gather_evidence
from armillary.weighing.judgements import judge
from armillary.weighing.learning import learn_coins
from tests.fuzz.corpus import read_corpus
from tests.fuzz.mutate import Mutant, mutate
from tests.fuzz.run import FAILED
from tests.fuzz.subjects import kind_of, mutant_of, try_mutant, try_seeds

LONGEST = 2.0  # seconds of processor time for one check
LARGEST = 300 * 1024 * 1024  # bytes more than before the first mutant
EVERY = 20  # of so many mutants without errors two are weighed; of so many at all, one is checked without a cache too
AS_OF = 739_000  # a day in April 2024


class Shelf(RecordCache):
    """What the unchanged files hold, kept in memory; what a mutant holds is not kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.kept: dict[tuple[str, ...], FileRecords] = {}
        self.open = True

    def get(self, *key: str) -> FileRecords | None:
        """What was kept under a key, or None."""
        return self.kept.get(key)

    def put(self, value: FileRecords, *key: str) -> None:
        """Keep a value while the casebook is still whole."""
        if self.open:
            self.kept[key] = value


@dataclass(slots=True)
class Bench:
    """A copy of the casebook that mutants are laid into, and what checking it needs."""

    root: Path
    vocab: Vocabulary
    cache: Shelf

    def try_out(self, mutant: Mutant, whole: dict[str, bytes], number: int) -> dict[str, Any]:
        """Check a casebook with one mutant in it; anything that is raised is a failure."""
        for name, data in mutant.files.items():
            (self.root / name).write_bytes(data)
        try:
            began = time.process_time()
            with alarm(LONGEST):
                checked = check_casebook(self.root, self.vocab, self.cache)
            said: dict[str, Any] = {"seconds": round(time.process_time() - began, 3)}
            look_at(checked, mutant)
            said["unsound"] = int(not checked.sound)
            if checked.sound and number % EVERY < 2:
                with alarm(LONGEST * 5):
                    judged(checked)
                said["built"] = 1
            if number % EVERY == 2:
                anew = check_casebook(self.root, self.vocab)
                assert anew.findings == checked.findings, "a check with a cache and one without differ"
            return said
        finally:
            for name in mutant.files:
                (self.root / name).write_bytes(whole[name])


def look_at(checked: Checked, mutant: Mutant) -> None:
    """Every finding has a code, a hint and a place that is there, and can be printed as text and as JSON."""
    lines = {name: len(data.decode("utf-8", "replace").splitlines()) for name, data in mutant.files.items()}
    for finding in checked.findings:
        assert finding.code in CODES
        assert finding.message, finding
        assert finding.hint or finding.code in ("R201", "F106"), finding  # of hundreds not each is looked up
        assert first_hidden(render_text(finding)) < 0, finding
        assert len(finding.message) < 2000, finding
        assert 0 <= finding.place.line <= lines.get(finding.place.file, 10**6) + 1, finding
        assert (finding.place.line == 0) == (finding.place.column == 0), finding
    msgspec.json.encode([as_json(finding) for finding in checked.findings])


def judged(checked: Checked) -> None:
    """Weigh a casebook as a build does, without writing anything."""
    evidence = gather_evidence(checked.casebook, checked.vocab)
    judgements = judge(evidence, learn_coins(evidence, checked.vocab), checked.vocab, AS_OF)
    for column in (judgements.odds, judgements.low, judgements.high, judgements.likelihood):
        assert np.isfinite(column).all()
    assert ((judgements.low <= judgements.likelihood) & (judgements.likelihood <= judgements.high)).all()


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Interrupt what takes longer, of processor time, so that its traceback says where it was."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def memory(key: str) -> int:
    """A measure of this process's memory in bytes, by the name that Linux gives it; 0 elsewhere."""
    with suppress(OSError), Path("/proc/self/status").open(encoding="ascii", errors="replace") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(key))
    return 0


def limit_memory(most: int) -> None:
    """Let this process grow by no more than so many bytes."""
    if now := memory("VmSize:"):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (now + most, hard))


def work(casebook: Path, seeds: Path, run: int, mutants: int, first: int, step: int) -> int:
    """Check every step-th mutant from the first on, and tell of each on a line; ends at the first that fails."""
    corpus = read_corpus(casebook)
    folder = Path(tempfile.mkdtemp(dir=casebook.parent))  # the parent removes it, also when this process is killed
    bench = Bench(folder / "casebook", read_vocabulary(), Shelf(folder / "cache"))
    shutil.copytree(casebook, bench.root)
    whole = check_casebook(bench.root, bench.vocab, bench.cache)
    if whole.sound:
        judged(whole)  # what is loaded and made once counts for no mutant
    bench.cache.open = False
    own = folder / "seeds"
    if seeds.exists():
        shutil.copytree(seeds, own)
        try_seeds(own, bench.vocab)  # what is loaded once counts for no mutant
    limit_memory(LARGEST * (4 if own.exists() else 1))  # DuckDB does not outlive its own
    resting = memory("VmRSS:")
    for number in range(first, mutants, step):
        kind = kind_of(run, number) if own.exists() else "casebook"
        said: dict[str, Any] = {"number": number, "kind": kind}
        try:
            if kind == "casebook":
                said |= bench.try_out(mutate(corpus, run, number), corpus.files, number)
            else:
                mutant, began = mutant_of(own, kind, run, number), time.process_time()
                with alarm(LONGEST * 5):
                    said |= try_mutant(own, kind, mutant, bench.vocab)
                said["seconds"] = round(time.process_time() - began, 3)
        except BaseException:  # noqa: BLE001 - whatever it is, it is what we are looking for
            said["failure"] = traceback.format_exc()
        said["megabytes"] = max(memory("VmHWM:") - resting, 0) / 1024 / 1024
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
        if "failure" in said:
            return FAILED
    return 0


if __name__ == "__main__":
    place, seeds, *given = sys.argv[1:]
    status = work(Path(place), Path(seeds), *map(int, given))
    sys.stdout.flush()
    os._exit(status)  # a process short of memory does not die in peace

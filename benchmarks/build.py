"""`armillary build` of the shipped casebook against the bare start of what it stands on."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.measure import PYTHON, ROOT, Figure, Run, environment, in_turns, ratios, run

CASEBOOK = ROOT / "casebooks" / "afghanistan"
SLOWER = 5.0  # target, of a build from a warm cache


def measure(scratch: Path, turns: int) -> list[Figure]:
    """A whole book each time, from the cache of read files and without it."""
    env = environment(scratch)

    def build(cache: str) -> Run:
        shutil.rmtree(scratch / "book", ignore_errors=True)
        command = (PYTHON, "-m", "armillary", "build", CASEBOOK, "--out", scratch / "book")
        return run(command, env | {"ARMILLARY_CACHE": str(scratch / cache)})

    def build_cold() -> Run:
        shutil.rmtree(scratch / "cold", ignore_errors=True)
        return build("cold")

    runs = in_turns(
        turns,
        warm=lambda: build("warm"),
        start=lambda: run([PYTHON, "-c", "import duckdb, numpy, yaml"], env),
        cold=build_cold,
    )
    return [
        *ratios("build, warm / import duckdb, numpy, yaml", runs["warm"], runs["start"], SLOWER),
        *ratios("build, cold / import duckdb, numpy, yaml", runs["cold"], runs["start"], SLOWER)[:3],
    ]

"""A report beside a book of 10,000 claims, against the build alone; and how long the PDF takes."""

from __future__ import annotations

from pathlib import Path

from benchmarks.casebook import write_casebook
from benchmarks.measure import PYTHON, Figure, environment, figure, in_turns, ratios, run

TIMES = 3.0  # the report without PDF: no more than so many builds


def measure(scratch: Path, turns: int) -> list[Figure]:
    """Build alone, with the report, and with report and PDF; every cache warm."""
    env = environment(scratch) | {"ARMILLARY_CACHE": str(scratch / "cache")}
    root = scratch / "casebook"
    write_casebook(root)

    def build(name: str, *more: str) -> list[str | Path]:
        return [PYTHON, "-m", "armillary", "build", root, "--out", scratch / name, *more]

    runs = in_turns(
        turns,
        build=lambda: run(build("book"), env),
        report=lambda: run(build("report", "--with", "report"), env),
        pdf=lambda: run(build("pdf", "--with", "report,pdf"), env),
    )
    return [
        *ratios("build --with report / build", runs["report"], runs["build"], TIMES),
        figure("build --with report,pdf, seconds", [one.wall for one in runs["pdf"]], "s"),
    ]

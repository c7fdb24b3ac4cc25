"""Run the benchmarks: `make bench`, or `benchmarks/run.py check --turns 5`. Figures are ratios of the same run."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure import Figure

TURNS = {
    "check": 7,
    "kernel": 3,
    "build": 5,
    "report": 3,
    "copying": 5,
    "names": 3,
    "tables": 3,
    "reading": 5,
    "proposals": 5,
    "truth": 1,
}


def main() -> None:
    """Measure and print; a missed target is said and is no failure, as a busy machine misses some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="*", help=f"which to run: {', '.join(TURNS)}; default: all")
    parser.add_argument("--turns", type=int, help="how often each side runs; default: three to seven times")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    wanted = parser.parse_args()
    if unknown := [name for name in wanted.which if name not in TURNS]:
        parser.error(f"there is no benchmark '{unknown[0]}'; there are {', '.join(TURNS)}")
    figures: dict[str, list[Figure]] = {}
    for name in wanted.which or TURNS:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="armillary-bench-") as scratch:
            figures[name] = importlib.import_module(f"benchmarks.{name}").measure(
                Path(scratch), wanted.turns or TURNS[name]
            )
    if wanted.json:
        print(json.dumps({name: [as_json(item) for item in items] for name, items in figures.items()}, indent=2))
    else:
        for items in figures.values():
            print(table(items))


def table(figures: list[Figure]) -> str:
    """One line a figure: median, lowest and highest, target and whether it is met."""
    lines = []
    for item in figures:
        spread = f"{item.low:.4g} to {item.high:.4g}"
        line = f"{item.name:<52}{item.value:>10.4g} {item.unit:<3}{spread:>22}"
        if item.target is not None:
            sign = "at least" if item.at_least else "at most"
            line += f"   {sign} {item.target:g}: {'pass' if item.passes else 'MISS'}"
        lines.append(line.rstrip())
    return "\n".join([*lines, ""])


def as_json(item: Figure) -> dict[str, object]:
    """A figure as plain data."""
    fields = ("value", "low", "high", "unit", "target", "passes")
    return {"name": item.name.strip()} | {name: getattr(item, name) for name in fields}


if __name__ == "__main__":
    main()

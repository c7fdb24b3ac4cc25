"""The short way of a plain check: it says what the long way says, and loads nothing that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shipped import CASEBOOK

SHORT = "from armillary.__main__ import main; main()"
LONG = "from armillary.cli import main; main()"
HEAVY = ("typer", "rich", "numpy", "duckdb", "yaml", "ruamel", "difflib", "hijridate", "persiantools", "tempfile")
LOADED = f"""
import os, sys
from armillary.__main__ import main

os._exit = lambda status: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)
main()
"""


def run(code: str, *words: str, cache: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "ARMILLARY_CACHE": str(cache), "COLUMNS": "100", "NO_COLOR": "1"},
        check=False,
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the shipped casebook lies."""
    folder = tmp_path_factory.mktemp("cache")
    run(SHORT, "check", str(CASEBOOK), cache=folder)
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("check", str(CASEBOOK)),
        pytest.param(("check", "--notes", str(CASEBOOK), "--json"), marks=pytest.mark.slow),
        pytest.param(("check", str(CASEBOOK / "claims")), marks=pytest.mark.slow),
        pytest.param(("check", str(CASEBOOK), "--nonsense"), marks=pytest.mark.slow),
        pytest.param(("check",), marks=pytest.mark.slow),
    ],
    ids=["plain", "json", "no casebook", "unknown option", "no folder"],
)
def test_the_short_way_says_what_the_long_way_says(words: tuple[str, ...], cache: Path) -> None:
    short, long = run(SHORT, *words, cache=cache), run(LONG, *words, cache=cache)
    assert (short.returncode, short.stdout, short.stderr) == (long.returncode, long.stdout, long.stderr)


def test_errors_end_with_status_one(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "armillary.toml").write_text("format = 1\nodd = 2\n", encoding="utf-8")
    short, long = (run(code, "check", str(tmp_path), cache=cache) for code in (SHORT, LONG))
    assert short.returncode == long.returncode == 1
    assert short.stdout == long.stdout


def test_a_check_in_which_nothing_changed_loads_nothing_heavy(cache: Path) -> None:
    done = run(LOADED, "check", str(CASEBOOK), cache=cache)
    assert done.stderr.splitlines()[-1:] == ["[]"], done.stderr

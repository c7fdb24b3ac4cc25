"""The short ways: they say what the long way says, and load nothing that they do not need."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

from armillary import cli
from armillary.cli import app
from armillary.commands.tasks import HOMES, PICTURE_NAMES, TASKS
from armillary.pictures.gallery import NAMES
from tests.shipped import CASEBOOK, build_shipped

SHORT = "from armillary.__main__ import main; main()"
LONG = "from armillary.cli import main; main()"
HEAVY = ("typer", "rich", "numpy", "duckdb", "yaml", "ruamel", "difflib", "hijridate", "persiantools", "tempfile")
LOADED = f"""
import os, sys
from armillary.__main__ import main

def tell(status=0):
    print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)

os._exit = tell
main()
tell()
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


def test_the_first_page_of_help_loads_nothing_heavy_and_is_the_same_by_the_long_way(cache: Path) -> None:
    short, long = run(LOADED, "--help", cache=cache), run(LONG, "--help", cache=cache)
    assert short.stderr == "[]\n"
    assert short.stdout.strip() == long.stdout.strip()
    assert max(map(len, short.stdout.splitlines())) <= 80


def test_help_has_every_command_under_one_task() -> None:
    for name in HOMES:
        assert (name in NAMES) == (name in PICTURE_NAMES)
        if name not in NAMES:
            import_module(f"armillary.cli.{HOMES[name]}")
    for module in pkgutil.iter_modules(cli.__path__):
        import_module(f"armillary.cli.{module.name}")
    assert PICTURE_NAMES == NAMES
    assert sorted(typer.main.get_group(app).commands) == sorted(HOMES.keys() - set(NAMES))
    assert sum(len(commands) for commands in TASKS.values()) == len(HOMES)


def test_the_s_of_the_plural_is_not_missed(cache: Path) -> None:
    book = str(build_shipped())
    one, more = (run(LONG, word, book, "--actor", "ttp", "--json", cache=cache) for word in ("tie", "ties"))
    assert one.stdout == more.stdout != ""
    done = run(LONG, "tiess", book, cache=cache)
    assert done.returncode == 0
    done = run(LONG, "tisa", book, cache=cache)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no command 'tisa'\ndid you mean 'ties'?" in done.stderr


def test_what_a_book_answered_it_answers_again_without_being_opened(tmp_path: Path) -> None:
    book = build_shipped()
    for words in (("ties", str(book), "--actor", "ttp"), ("why", str(book), "taliban", "hosts", "al-qaeda", "--json")):
        first = run(SHORT, *words, cache=tmp_path)
        again = run(LOADED, *words, cache=tmp_path)
        assert first.stdout == again.stdout == run(LONG, *words, cache=tmp_path).stdout
        assert again.stderr == "[]\n"
    wrong = ("ties", str(book), "--level", "nowhere")
    assert [run(SHORT, *wrong, cache=tmp_path).returncode for _ in range(2)] == [2, 2]


def test_a_check_in_which_nothing_changed_loads_nothing_heavy(cache: Path) -> None:
    done = run(LOADED, "check", str(CASEBOOK), cache=cache)
    assert done.stderr.splitlines()[-1:] == ["[]"], done.stderr

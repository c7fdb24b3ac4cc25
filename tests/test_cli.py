"""The command line as a stranger meets it: what it prints, where, and with which exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from armillary.cli import main
from tests.shipped import CASEBOOK


@dataclass
class Done:
    """What a run printed and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def armillary(*words: str, cache: Path) -> Done:
    """Run the command line in this process, as `armillary WORDS` would."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["armillary", *words])
        for name, value in {"ARMILLARY_CACHE": str(cache), "COLUMNS": "100", "NO_COLOR": "1"}.items():
            patch.setenv(name, value)
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def process(*words: str, cache: Path) -> subprocess.CompletedProcess[str]:
    """Run it in a process of its own, warnings as errors."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "armillary", *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "ARMILLARY_CACHE": str(cache), "COLUMNS": "100", "NO_COLOR": "1"},
        check=False,
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    out = tmp_path_factory.mktemp("built") / "book"
    done = armillary("build", str(CASEBOOK), "--out", str(out), cache=cache)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Look: armillary ties" in done.stdout
    return out


def test_the_shipped_casebook_checks_without_errors(cache: Path) -> None:
    done = armillary("check", str(CASEBOOK), "--json", cache=cache)
    assert done.returncode == 0
    findings = json.loads(done.stdout)
    keys = {"code", "severity", "file", "line", "column", "message", "hint", "related"}
    assert all(set(finding) == keys for finding in findings)
    assert not [finding for finding in findings if finding["severity"] == "error"]


@pytest.mark.slow
def test_check_says_the_same_from_a_cold_and_from_a_warm_cache(tmp_path: Path) -> None:
    cold = process("check", str(CASEBOOK), "--notes", cache=tmp_path)
    warm = process("check", str(CASEBOOK), "--notes", cache=tmp_path)
    assert cold.stdout == warm.stdout
    assert cold.returncode == warm.returncode == 0


def test_errors_are_printed_with_places_and_exit_status_one(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "armillary.toml").write_text("format = 1\n", encoding="utf-8")
    (tmp_path / "claims/x.yaml").write_text("source: nobody\nclaims: []\n", encoding="utf-8")
    done = armillary("check", str(tmp_path), cache=tmp_path / "cache")
    assert done.returncode == 1
    assert done.stdout.startswith("claims/x.yaml:1:9 R201 error ")
    built = armillary("build", str(tmp_path), "--out", str(tmp_path / "book"), cache=tmp_path / "cache")
    assert built.returncode == 1
    assert "No book was made" in built.stdout
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["check", "no-such-folder"], "is not a folder"),
        (["ties", "no-such-book"], "is not a book"),
        (["why", "BOOK", "talibran", "hosts", "al-qaeda"], "did you mean"),
        (["why", "BOOK", "haqqani", "hosts", "al-qaeda"], "haqqani-network"),
        (["ties", "BOOK", "--dimension", "econmic"], "did you mean 'economic'?"),
        (["ties", "BOOK", "--as-of", "12/02/2021"], "12/02/2021"),
        (["actor", "BOOK", "nobody at all"], "no actor is known"),
        (["ties", "BOOK", "--min-likelihood", "80"], "80 % is written 0.8"),
    ],
)
def test_usage_errors_are_one_sentence_and_a_hint_on_stderr(
    book: Path, cache: Path, words: list[str], says: str
) -> None:
    done = armillary(*(str(book) if word == "BOOK" else word for word in words), cache=cache)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("armillary: ")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_a_picture_takes_a_casebook_and_builds_it_into_the_cache(book: Path, cache: Path) -> None:
    words = ("why", "Taliban", "tolerates", "القاعدة", "--json")
    from_casebook = armillary(words[0], str(CASEBOOK), *words[1:], cache=cache)
    from_book = armillary(words[0], str(book), *words[1:], cache=cache)
    assert from_casebook.returncode == 0, from_casebook.stderr
    assert from_casebook.stdout == from_book.stdout
    found = json.loads(from_book.stdout)
    assert found["question"]["object"] == "al-qaeda"
    assert found["contributions"]


def test_a_threat_is_asked_of_an_actor_as_other_pictures_are(book: Path, cache: Path) -> None:
    one, by_name = (armillary("threat", str(book), *words, cache=cache) for words in (("TTP",), ("--actor", "TTP")))
    assert one.stdout == by_name.stdout
    assert one.stdout.splitlines()[2].startswith("TTP ")


def test_a_book_is_compared_with_a_casebook(book: Path, cache: Path) -> None:
    done = armillary("compare", str(book), "--other", str(CASEBOOK), "--json", cache=cache)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["moved"] == []


def test_help_names_every_command_and_shows_examples(cache: Path) -> None:
    front = armillary("--help", cache=cache).stdout
    pictures = ("ties", "why", "actor", "source", "compare")
    for command in (*pictures, "check", "build", "new", "fmt", "schema", "migrate", "coverage", "agreement", "draw"):
        assert command in front
        done = armillary(command, "--help", cache=cache)
        assert done.returncode == 0
        assert "Example" in done.stdout
    assert armillary("--version", cache=cache).stdout.startswith("armillary 0.")


def test_completion_is_offered(cache: Path) -> None:
    done = armillary("--show-completion", "bash", cache=cache)
    assert done.returncode == 0
    assert "armillary" in done.stdout


@pytest.mark.slow
def test_a_closed_pipe_is_no_error(book: Path, cache: Path) -> None:
    environment = {**os.environ, "ARMILLARY_CACHE": str(cache)}
    command = f"{sys.executable} -m armillary ties {book} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr

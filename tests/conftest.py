"""What every test may ask for: golden files, the shared folder, and the two profiles of hypothesis."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import typer.testing
from hypothesis import settings

from armillary.finding import Finding
from armillary.vocab import read as vocab_read
from armillary.vocab.vocabulary import Lists

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"

Golden: TypeAlias = Callable[[str, str], None]

# Deadlines are off in both: two workers on a busy machine are no measure of speed; benchmarks/ is.
settings.register_profile("dev", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one flag that lets a test write a golden file."""
    parser.addoption("--update-goldens", action="store_true", help="write what is printed now as the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a file under tests/golden: golden(text, "check/undefined_actor.txt")."""
    update = bool(request.config.getoption("--update-goldens"))
    return lambda text, name: compare_golden(text, GOLDEN / name, update=update)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project with documents and data that others made."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not on this machine")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _read_and_built_once() -> Iterator[None]:
    """The shipped vocabulary is read once, and the command line built once, for all tests of a process.

    Neither changes; made anew for each test, the two took more than half of the time of all tests together.
    """
    held: dict[str, tuple[Lists, dict[tuple[str, str], Any], list[Finding]]] = {}
    read = vocab_read.read_lists
    shipped = vocab_read.fingerprint(vocab_read.shipped_files())

    def read_lists(
        files: Iterable[tuple[str, bytes]],
    ) -> tuple[Lists, dict[tuple[str, str], Any], list[Finding]]:
        files = list(files)
        if vocab_read.fingerprint(files) != shipped:
            return read(files)
        lists, places, findings = held.get(shipped) or held.setdefault(shipped, read(files))
        return lists, dict(places), list(findings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocab_read, "read_lists", read_lists)
        patch.setattr(typer.testing, "_get_command", cache(typer.testing._get_command))  # type: ignore[attr-defined]
        yield


def compare_golden(text: str, file: Path, *, update: bool) -> None:
    """Fail unless the file holds exactly this text, or write it there if that is what was asked for."""
    __tracebackhide__ = True
    wanted = file.read_bytes().decode("utf-8") if file.is_file() else None
    if wanted == text:
        return
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
        return
    name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
    hint = "If this is as it should be, run with --update-goldens and read the difference before committing it."
    if wanted is None:
        pytest.fail(f"There is no golden file {name}.\n{hint}", pytrace=False)
    pytest.fail(f"Not what {name} holds:\n{unified_diff(wanted, text)}\n{hint}", pytrace=False)


def unified_diff(wanted: str, text: str) -> str:
    """The difference line by line, golden first; the end of a line shows where only that differs."""
    old, new = (part.splitlines(keepends=True) for part in (wanted, text))
    lines = difflib.unified_diff(old, new, "golden", "now")
    return "\n".join(line[:-1] if line.endswith("\n") and not line.endswith("\r\n") else repr(line) for line in lines)

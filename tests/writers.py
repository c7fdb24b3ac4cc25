"""Loops of commands that write, each in a process of its own, to run beside one another.

`python -m tests.writers 500` has four of them import 500 records each into one casebook, and counts what is there.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from typer.testing import CliRunner

from armillary.checking import check_casebook
from armillary.cli import app
from tests.moments import CONTEXT


def repeat(words: Sequence[object], typed: str | None = None) -> None:
    """Run a command, which is to end well."""
    done = CliRunner().invoke(app, [str(word) for word in words], input=typed)
    assert done.exit_code == 0, (done.output, done.exception)


def imports(casebook: Path, name: str, many: int) -> None:
    """Import that many sources one by one, all writers into the same file."""
    with tempfile.TemporaryDirectory() as folder:
        about = "kind: article, title: News, speaker: institute, date: 2022"
        (Path(folder) / "sources").mkdir()
        (Path(folder) / "armillary.toml").write_text("format = 1\n", encoding="utf-8")
        for i in range(many):
            text = f"sources:\n  - {{id: {name}-{i}, {about}}}\n"
            (Path(folder) / "sources/more.yaml").write_text(text, encoding="utf-8")
            repeat(("import", casebook, "--from", "casebook", folder, "--into", "more"))


def tidies(casebook: Path, _: str, many: int) -> None:
    """Format the casebook that many times."""
    for _again in range(many):
        repeat(("fmt", casebook))


def rejects(casebook: Path, name: str, many: int) -> None:
    """Decide on a proposal, and take it back, that many times."""
    for _ in range(many):
        repeat(("review", casebook, "--reject", name, "--coder", name))
        repeat(("review", casebook, "--undo", "--coder", name))


def puts(vault: Path, name: str, many: int) -> None:
    """Put that many identities into a vault."""
    for i in range(many):
        identity = vault.parent / "identity.txt"
        repeat(("vault", "put", f"{name}-{i}", "--vault", vault, "--identity", identity), "Somebody")


def builds(casebook: Path, name: str, many: int) -> None:
    """Build a casebook that many times into the book beside it."""
    for _ in range(many):
        repeat(("build", casebook / name, "--out", casebook / "built"))


def beside(*writers: tuple[Callable[..., None], Path, str, int], cache: Path, meanwhile: Callable[[], object]) -> None:
    """Run writers beside one another, and something else until they have ended; all are to end well."""
    running = [CONTEXT.Process(target=_write, args=(cache, *writer)) for writer in writers]
    for process in running:
        process.start()
    while any(process.is_alive() for process in running):
        meanwhile()
    for process in running:
        process.join()
        assert process.exitcode == 0


def _write(cache: Path, write: Callable[..., None], *given: object) -> None:
    os.environ["ARMILLARY_CACHE"] = str(cache)
    write(*given)


def main() -> None:
    """Four writers; what is lost, and how long it took."""
    from tests.reviewing.small import make_casebook

    many = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        casebook, began = make_casebook(Path(folder)), time.monotonic()
        writers = [(imports, casebook, name, many) for name in ("a", "b", "c", "d")]
        beside(*writers, cache=Path(folder) / "cache", meanwhile=lambda: time.sleep(1))
        there = len(check_casebook(casebook).casebook.sources) - 3
        sys.stdout.write(f"{there} of {4 * many} there after {time.monotonic() - began:.0f} s\n")


if __name__ == "__main__":
    main()

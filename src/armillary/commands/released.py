"""What a release allows of a casebook, for the commands that hand things out and see no more than it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from armillary.book.book import Book, open_book
from armillary.checking import check_casebook
from armillary.commands.pictures import open_or_build
from armillary.commands.run import record_cache, vocabulary
from armillary.compile import build_casebook, release_of
from armillary.exchange.protocol import Released
from armillary.finding import ArmillaryError, Severity

EVERYTHING = "everything"  # said in full, as what it makes is to be kept local


@contextlib.contextmanager
def released(path: Path, release: str, compartments: Iterable[str], say: Callable[[str], None]) -> Iterator[Released]:
    """The records that a release allows, and its book, which is built only when it is opened."""
    say("reading the casebook")
    checked = check_casebook(path, vocabulary(), record_cache())
    if not checked.sound:
        errors = sum(finding.severity is Severity.ERROR for finding in checked.findings)
        raise ArmillaryError(f"{path} has {errors} errors", f"see them with: armillary check {path}")
    if release == EVERYTHING:
        with contextlib.ExitStack() as stack:
            yield Released(checked.casebook, checked.vocab, release, lambda: stack.enter_context(open_or_build(path)))
        return
    say("releasing")
    made = release_of(checked, vocabulary(), release, compartments)
    with contextlib.ExitStack() as stack:

        def build() -> Book:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="armillary-export-")))
            build_casebook(
                path, folder / "book", vocabulary(), record_cache(), say, release=release, compartments=compartments
            )
            return stack.enter_context(open_book(folder / "book"))

        yield Released(made.casebook, made.vocab, release.strip(), build)

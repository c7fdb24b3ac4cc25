"""What a release allows of a casebook or a book, for the commands that hand things out."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from armillary.book.book import Book
from armillary.checking import check_casebook
from armillary.commands.pictures import open_or_build
from armillary.commands.run import record_cache, vocabulary
from armillary.exchange.protocol import Released


@contextlib.contextmanager
def released(path: Path, release: str, say: Callable[[str], None]) -> Iterator[Released]:
    checked = check_casebook(path, vocabulary(), record_cache())
    with contextlib.ExitStack() as stack:
        yield Released(checked.casebook, checked.vocab, release, lambda: stack.enter_context(open_or_build(path)))

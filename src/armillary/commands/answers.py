"""What a book answered before: it never changes, so that the same question need not be worked out again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from armillary.commands.run import cache_folder
from armillary.commands.tasks import PICTURE_NAMES
from armillary.terminal import listen, repeat
from armillary.text.cache import Cache

# What the look of an answer depends on, beside where it goes to.
_LOOK = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


class Answer(msgspec.Struct, frozen=True):
    """What a picture printed."""

    text: str


def answer(words: Sequence[str], work_out: Callable[[], None]) -> None:
    """Print what was printed for these words before, else work it out and keep it if nothing went wrong."""
    question = _question(words)
    if question is None:
        work_out()
        return
    cache = Cache(cache_folder() / "answers", Answer)
    if (known := cache.get(*question)) is not None:
        repeat(known.text)
        return
    with listen() as heard:
        try:
            work_out()
        except SystemExit as left:
            if not left.code:
                cache.put(Answer("".join(heard)), *question)
            raise


def _question(words: Sequence[str]) -> tuple[str, ...] | None:
    """What an answer depends on; None where it is no question about one book."""
    if len(words) < 2 or words[0] not in PICTURE_NAMES or any(word.startswith(("--other", "--help")) for word in words):
        return None
    try:
        book = hashlib.sha256((Path(words[1]) / "manifest.json").read_bytes()).hexdigest()
    except OSError:
        return None
    sizes = [_size(stream) for stream in range(3)]
    return (book, *words, *sizes, *(os.environ.get(name, "\0") for name in _LOOK))


def _size(stream: int) -> str:
    """How wide the terminal at a stream is; '' where it is none."""
    try:
        return f"{os.get_terminal_size(stream).columns} {os.isatty(stream)}"
    except OSError:
        return ""

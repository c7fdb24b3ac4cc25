"""What every command needs: an exit status, the caches, the shipped vocabulary, and ways to print."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from armillary.casebook.cache import RecordCache
from armillary.finding import ArmillaryError
from armillary.terminal import bar, flush, is_seen, prepare, show_screen, status, tell, warn
from armillary.vocab.cache import VocabularyCache
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary

# `check` is run at every save: nothing here imports typer, rich, numpy or DuckDB before it is needed.


_REDRAWN = 0.1  # seconds between one drawing of a bar and the next


def run_command(command: Callable[[], Any]) -> None:
    """Run one command; a usage or environment error is one sentence and a hint, exit status 2."""
    prepare()
    try:
        try:
            command()
        finally:
            flush()
    except ArmillaryError as problem:
        hint = f"\n{problem.hint}" if problem.hint else ""
        warn(f"armillary: {problem.message}{hint}\n")
        raise SystemExit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more as it leaves
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except _environment() as problem:
        said = getattr(problem, "strerror", None) or str(problem).partition("\n")[0]
        where = f" ({name})" if (name := getattr(problem, "filename", None)) else ""
        hint = "see who may write there, and whether the disk has room"
        warn(f"armillary: cannot go on: {said}{where}\n{hint}\n")
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # a full disk may be where the output goes
        raise SystemExit(2) from None


def _environment() -> tuple[type[Exception], ...]:
    """What comes of disks and rights, not of bugs; DuckDB is asked only where it was loaded."""
    duckdb = sys.modules.get("duckdb")
    return (OSError,) if duckdb is None else (OSError, duckdb.IOException)


@contextlib.contextmanager
def keeping_everything() -> Iterator[None]:
    """Do not look for garbage meanwhile: records hold no circles, and there are many to look through."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def cache_folder() -> Path:
    """Where caches live: the user's cache folder, or ARMILLARY_CACHE."""
    if chosen := os.environ.get("ARMILLARY_CACHE"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("armillary", appauthor=False))


def record_cache() -> RecordCache:
    """The cache of files read before."""
    return RecordCache(cache_folder() / "records")


def vocabulary() -> Vocabulary:
    """The shipped vocabulary, from the cache if it was read before."""
    return read_vocabulary(VocabularyCache(cache_folder() / "vocabulary"))


class spinner:  # noqa: N801 - used as a function
    """A line that says what is being done, on a terminal only."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet or not is_seen(error=True)

    def __enter__(self) -> Any:
        if self.quiet:
            return lambda _: None
        self.status = status()
        self.status.start()
        return self.status.update

    def __exit__(self, *_: object) -> None:
        if not self.quiet:
            self.status.stop()


@contextlib.contextmanager
def page_progress(what: str) -> Iterator[Callable[..., None]]:
    """A bar of pages on standard error, on a terminal only.

    It is given the number done, and of how many, and where they change the words before the bar.
    """
    if not is_seen(error=True):
        yield lambda _done, _of, _what="": None
        return
    # Drawn as pages come in and by no thread of its own: where one runs, the pages are read in new interpreters.
    with bar() as drawn:
        task = drawn.add_task(what, total=None)
        shown = time.monotonic()

        def move(done: int, of: int, said: str = what) -> None:
            nonlocal shown
            due = time.monotonic() - shown > _REDRAWN
            shown = time.monotonic() if due else shown
            drawn.update(task, completed=done, total=of, description=said, refresh=due)

        yield move


def show_found(found: Any, screen: str, json: bool, **how: Any) -> None:
    """Print what a command found as JSON, or by a screen, given as module:function of the package."""
    if json:
        tell(to_json(found))
        return
    from importlib import import_module

    module, _, name = screen.partition(":")
    show = getattr(import_module(f"armillary.{module}"), name)
    show_screen(show(found, **how))


def to_json(value: Any) -> str:
    """A value as JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"

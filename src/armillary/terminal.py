"""The one way to the terminal: whatever is shown passes here, so that no text can command it.

Documents, tables and partners' casebooks may hold characters that move the cursor, rewrite the screen or turn the
direction of reading, and what Rich would take for markup. Here such a character is spelled out, as in `\\u001b`, and
markup is text. JSON that is printed here stays exact: it is the same spelling.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from armillary.text.invisible import show

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

# `check` is run at every save: Rich and typer are imported only where they are used.


def prepare() -> None:
    """Write UTF-8, whatever the terminal says of itself."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def tell(text: str) -> None:
    """Write on standard output."""
    sys.stdout.write(show(text))


def repeat(text: str) -> None:
    """Write on standard output once more what passed here before."""
    sys.stdout.write(text)


@contextmanager
def listen() -> Iterator[list[str]]:
    """Hear what is written on standard output meanwhile."""
    out = sys.stdout
    heard: list[str] = []
    sys.stdout = _Heard(out, heard)
    try:
        yield heard
    finally:
        sys.stdout = out


class _Heard:
    def __init__(self, out: Any, heard: list[str]) -> None:
        self._out = out
        self._heard = heard

    def write(self, text: str) -> int:
        self._heard.append(text)
        return int(self._out.write(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._out, name)


def warn(text: str) -> None:
    """Write on standard error."""
    sys.stderr.write(show(text))


def flush() -> None:
    """Hand on what is told so far."""
    sys.stdout.flush()


def is_seen(error: bool = False) -> bool:
    """Whether somebody sits before standard output, or with `error` before standard error."""
    return (sys.stderr if error else sys.stdout).isatty()


def show_screen(screen: Any) -> None:
    """Lay out a screen on standard output."""
    console().print(screen)


def ask(question: str, found: str = "") -> str:
    """Ask on standard error; Enter takes what was found."""
    import typer

    shown = show(f"{question} [{found}]" if found else question)
    return str(typer.prompt(shown, default=found, show_default=False, err=True)).strip()


def console(error: bool = False) -> Console:
    """A console without markup, of which every character is fit to be shown."""
    return _guarded()(stderr=error, markup=False, highlight=False, emoji=False, soft_wrap=False)


def status() -> Any:
    """A line on standard error that says what is being done; it is given texts, never markup."""
    from rich.status import Status
    from rich.text import Text

    class Told(Status):
        def update(self, status: Any = None, **how: Any) -> None:
            super().update(Text(status), **how)

    return Told(Text("starting"), console=console(error=True))


def bar() -> Progress:
    """A bar on standard error, drawn by no thread of its own."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    return Progress(*columns, console=console(error=True), transient=True, auto_refresh=False)


@cache
def _guarded() -> type[Console]:
    from rich.console import Console

    class Guarded(Console):
        """Spells out what a terminal would obey, in the text of every segment; styles are Rich's own."""

        def render(self, renderable: Any, options: Any = None) -> Iterator[Any]:
            """Segments as Rich makes them, of text that is fit to be shown; isolates where somebody reads it alone.

            What is piped is searched and pasted, where a name with marks in it is another name.
            """
            for segment in super().render(renderable, options):
                text = show(segment.text, isolates=True)
                if not self.is_terminal:
                    text = text.replace("\u2068", "").replace("\u2069", "")
                yield segment if segment.control else segment._replace(text=text)

    return Guarded

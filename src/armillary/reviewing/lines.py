"""A line of text from the terminal, with what stood there before, and completion where there is readline."""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from armillary.finding import ArmillaryError
from armillary.terminal import tell

Complete = Callable[[str], list[str]]


def ask(prompt: str, before: str = "", complete: Complete | None = None) -> str | None:
    """What is typed, without the space around it; None when it was broken off with Ctrl-C or Ctrl-D."""
    with _prepared(before, complete) as can_prefill:
        if before and not can_prefill:
            tell(f"{before}\n(Enter keeps it)\n")
        try:
            said = input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            tell("\n")
            return None
    return before if not said and before and not can_prefill else said


def edit(text: str) -> str | None:
    """What a person makes of a text in the editor of $VISUAL or $EDITOR; None when it comes back as it was."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "vi")
    with tempfile.TemporaryDirectory(prefix="armillary-review-") as folder:
        file = Path(folder) / "claim.yaml"
        file.write_text(text, encoding="utf-8")
        try:
            status = subprocess.run([*shlex.split(editor), str(file)], check=False).returncode
            made = file.read_text(encoding="utf-8")
        except OSError as problem:
            raise ArmillaryError(f"the editor '{editor}' cannot be run: {problem.strerror}", "set EDITOR") from None
        except UnicodeDecodeError:
            raise ArmillaryError("what the editor wrote is not UTF-8", "save it as UTF-8") from None
    return None if status or made == text else made


@contextlib.contextmanager
def _prepared(before: str, complete: Complete | None) -> Iterator[bool]:
    """Readline with a text to begin with and a completer; false where there is no readline."""
    try:
        import readline
    except ImportError:  # Windows
        yield False
        return
    libedit = "libedit" in (readline.__doc__ or "")
    found: list[str] = []

    def next_word(text: str, state: int) -> str | None:
        if state == 0:
            found[:] = complete(text) if complete is not None else []
        return found[state] if state < len(found) else None

    old, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(next_word)
    readline.set_completer_delims("")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    readline.set_auto_history(False)
    readline.set_startup_hook(lambda: readline.insert_text(before))
    try:
        yield True
    finally:
        readline.set_startup_hook()
        readline.set_completer(old)
        readline.set_completer_delims(delimiters)

"""One key at a time from a terminal, on POSIX systems and on Windows."""

from __future__ import annotations

import os
import sys

_ARROWS = {"A": "up", "B": "down", "C": "right", "D": "left"}
_WINDOWS = {"H": "up", "P": "down", "M": "right", "K": "left"}
ESCAPE = "escape"
END = ""  # the terminal is gone


def read_key() -> str:
    """The next key: a character, `up`, `down`, `left`, `right`, `escape`, or '' when there is no more input.

    Ctrl-C raises KeyboardInterrupt; the terminal is as it was when this returns.
    """
    if sys.platform == "win32":
        return _read_windows()
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)
        return _read(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _read(descriptor: int) -> str:
    first = os.read(descriptor, 1)
    if not first or first == b"\x04":
        return END
    if first == b"\x1b":
        if not _waits(descriptor):
            return ESCAPE
        rest = os.read(descriptor, 8).decode("ascii", "replace")
        return _ARROWS.get(rest[1:2], ESCAPE) if rest[:1] in ("[", "O") else ESCAPE
    length = 4 if first[0] >= 0xF0 else 3 if first[0] >= 0xE0 else 2 if first[0] >= 0xC0 else 1
    while len(first) < length and _waits(descriptor):
        first += os.read(descriptor, 1)
    return first.decode("utf-8", "replace")


def _waits(descriptor: int) -> bool:
    import select

    return bool(select.select([descriptor], [], [], 0.05)[0])


def _read_windows() -> str:
    import msvcrt

    read = msvcrt.getwch  # type: ignore[attr-defined, unused-ignore]
    key = str(read())
    if key in ("\x00", "\xe0"):
        return _WINDOWS.get(str(read()), ESCAPE)
    if key == "\x03":
        raise KeyboardInterrupt
    return {"\x1b": ESCAPE, "\x1a": END, "\r": "\n"}.get(key, key)

"""Taking turns: how a reviewer knows that others have written to the casebook since it was read."""

from __future__ import annotations

import contextlib
from pathlib import Path

from armillary.casebook.local import LOCAL
from armillary.casebook.read import FOLDERS

Stamp = tuple[tuple[str, int, int], ...]


def stamp_of(root: Path) -> Stamp:
    """Name, time and size of every file that a casebook is read from: another stamp, another casebook."""
    files = [root / "armillary.toml"]
    for folder in (*FOLDERS, "vocab"):
        files += (root / folder).rglob("*")
    found = []
    for file in files:
        with contextlib.suppress(OSError):  # it went away meanwhile
            state = file.stat()
            found.append((str(file), state.st_mtime_ns, state.st_size))
    return tuple(sorted(found))


def size_of(root: Path, name: str) -> int:
    """Bytes of a file of the local folder, 0 where there is none."""
    try:
        return (root / LOCAL / name).stat().st_size
    except OSError:
        return 0

"""Taking turns: two reviewers of one casebook do not write at once, and each sees what the other wrote."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from armillary.casebook.local import LOCAL, local_folder
from armillary.casebook.read import FOLDERS
from armillary.finding import ArmillaryError

_LOCK = "review.lock"
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


@contextlib.contextmanager
def turn(root: Path) -> Iterator[None]:
    """Hold the casebook's desk, waiting for whoever holds it; let go of by the system when a program is ended."""
    try:
        import fcntl
    except ImportError:  # Windows: one reviewer at a time
        yield
        return
    try:
        file = (local_folder(root) / _LOCK).open("wb")
    except OSError as problem:
        said = f"cannot write to {root / LOCAL}: {problem.strerror}"
        raise ArmillaryError(said, "look at the rights of the folder") from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

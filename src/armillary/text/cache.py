"""A cache of what was read before, under a key that names everything it depends on.

It lives in the user's cache folder, never in the casebook, and may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from armillary.version import __version__

Kept = TypeVar("Kept")


class Cache(Generic[Kept]):
    """A folder of entries of one kind; what is missing, damaged or of another version of the program is not there."""

    def __init__(self, folder: Path, kind: type[Kept]) -> None:
        self.folder = folder
        self._decode = msgspec.msgpack.Decoder(kind).decode
        self._encode = msgspec.msgpack.Encoder().encode

    def get(self, *key: str) -> Kept | None:
        """What was kept under a key, or None."""
        try:
            return self._decode(self._path(key).read_bytes())
        except (OSError, ValueError, MemoryError):  # damage may look like text that is none, or like endless data
            return None

    def put(self, value: Kept, *key: str) -> None:
        """Keep a value; a full or read-only disk only means that the next check is slower."""
        path = self._path(key)
        temporary = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(temporary, "wb", opener=_open_for_owner) as file:
                file.write(self._encode(value))
            temporary.replace(path)  # whole or not at all, also when two checks write at once
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()

    def _path(self, key: tuple[str, ...]) -> Path:
        name = hashlib.sha256("\0".join((program(), *key)).encode()).hexdigest()
        return self.folder / name[:2] / name


def _open_for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # a casebook may be confidential


@cache
def program() -> str:
    """What the program itself is: its version, and the sizes and times of its modules, as a developer changes those."""
    parts = [__version__]
    pending = [str(Path(__file__).parent.parent)]
    with contextlib.suppress(OSError):  # not installed as files: then the version has to do
        while pending:
            for entry in sorted(os.scandir(pending.pop()), key=lambda entry: entry.name):
                if entry.is_dir() and not entry.name.startswith("_"):
                    pending.append(entry.path)
                elif entry.name.endswith(".py"):
                    status = entry.stat()
                    parts.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()

"""Private files: for their owner's eyes alone, and whole or not there at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_private(path: Path, data: bytes) -> None:
    """Put bytes into a file that only its owner may read; whoever looks meanwhile sees the old ones."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = path.resolve()
    temporary = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        with open(temporary, "wb", opener=_for_owner) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

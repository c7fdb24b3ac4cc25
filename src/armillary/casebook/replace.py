"""Replacing files so that whoever looks sees the old text or the new, never half of one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Put new bytes into a file at once; where it is a link, into the file that it leads to."""
    target = path.resolve()
    temporary = target.with_name(f".{target.name}-{os.getpid()}")  # no reader of a casebook opens a hidden file
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def replace_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Put new bytes into all of these files of root or, when one cannot be replaced, into none of them."""
    held = {name: (root / name).read_bytes() if (root / name).exists() else None for name in files}
    done: list[str] = []
    try:
        for name, data in files.items():
            replace_file(root / name, data)
            done.append(name)
    except BaseException:
        for name in done:
            before = held[name]
            if before is None:
                (root / name).unlink()
            else:
                replace_file(root / name, before)
        raise

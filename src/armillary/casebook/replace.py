"""Replacing files so that whoever looks sees the old text or the new, never half of one."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def replace_file(path: Path, data: bytes, private: bool = False) -> None:
    """Put new bytes into a file at once; where it is a link, into the file that it leads to.

    A private file is its owner's alone, as are folders that are made for it.
    """
    target = path.resolve()
    if private:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = _put_aside(target, data, private)
    try:
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def replace_all(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Put new bytes into all of these files of root or, when one cannot be replaced, into none; None removes a file.

    All are on the disk before the first is put in place.
    """
    targets = {name: (root / name).resolve() for name in files}
    before = {name: target.read_bytes() if target.exists() else None for name, target in targets.items()}
    aside: dict[str, Path] = {}
    made: list[Path] = []
    done: list[str] = []
    try:
        for name, data in files.items():
            if data is not None:
                made += _make_folders(targets[name].parent)
                aside[name] = _put_aside(targets[name], data)
        for name, target in targets.items():
            if name in aside:
                aside[name].replace(target)
            else:
                target.unlink(missing_ok=True)
            done.append(name)
    except BaseException:
        for path in aside.values():
            path.unlink(missing_ok=True)
        for name in done:
            data = before[name]
            if data is None:
                targets[name].unlink(missing_ok=True)
            else:
                replace_file(targets[name], data)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    for folder in {target.parent for target in targets.values()}:
        sync_folder(folder)


def sync_folder(path: Path) -> None:
    """Make renames in a folder survive a power cut, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _put_aside(target: Path, data: bytes, private: bool = False) -> Path:
    aside = target.with_name(f".{target.name}-{os.getpid()}")  # no reader of a casebook opens a hidden file
    try:
        with open(aside, "wb", opener=lambda path, flags: os.open(path, flags, 0o600 if private else 0o666)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists() and not private:
            shutil.copymode(target, aside)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    return aside


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those that it lies in; those that were not there, the outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing

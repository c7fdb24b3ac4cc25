"""Putting what was exported in place: aside first, then at once, and over nothing that is something else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from armillary.casebook.replace import replace_all, replace_file
from armillary.finding import ArmillaryError


def put_in_place(out: Path, folder: bool, made: Mapping[str, bytes]) -> list[Path]:
    """Write the one file, or the files of a folder; returns their paths."""
    try:
        if not folder:
            if out.is_dir():
                raise ArmillaryError(f"{out} is a folder", "name a file")
            out.parent.mkdir(parents=True, exist_ok=True)
            replace_file(out, next(iter(made.values())))
            return [out]
        if out.exists() and not out.is_dir():
            raise ArmillaryError(f"{out} is a file", "name a folder")
        if out.is_dir() and (other := [path.name for path in out.iterdir() if path.name not in made]):
            raise ArmillaryError(f"{out} holds other files, such as {other[0]}", "name a folder that is not there yet")
        replace_all(out, made)
        return [out / name for name in made]
    except OSError as problem:
        raise ArmillaryError(f"cannot write {out}: {problem.strerror}", "choose another place") from None

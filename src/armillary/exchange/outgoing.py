"""Putting what was exported in place: aside first, then at once, and over nothing that is something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
        if other := next((name for name in _held(out) if name not in made), ""):
            raise ArmillaryError(f"{out} holds other files, such as {other}", "name a folder that is not there yet")
        replace_all(out, made)
        return [out / name for name in made]
    except OSError as problem:
        raise ArmillaryError(f"cannot write {out}: {problem.strerror}", "choose another place") from None


def _held(out: Path) -> Iterator[str]:
    """The files below a folder, and the folders that are empty: an earlier export of a casebook has folders itself."""
    for path in sorted(out.rglob("*")):
        if not path.is_dir() or not any(path.iterdir()):
            yield path.relative_to(out).as_posix()

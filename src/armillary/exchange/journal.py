"""Undo: what files held before a command changed them, kept beside the casebook until it is taken back.

Files are put back to the byte, and those that were not there are removed; but not when somebody has changed them since.
"""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import base64
import contextlib
import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from armillary.casebook.local import LOCAL
from armillary.casebook.writing import write_all, writing
from armillary.finding import ArmillaryError

MOST = 50  # steps kept of each kind; older ones are in the history of the casebook


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One change: of each file what it held (base64; None: it was not there), and the hash of what it holds now."""

    what: str
    when: str
    before: dict[str, str | None]
    after: dict[str, str]
    folders: list[str] = []  # that were made for it


def write_files(root: Path, files: Mapping[str, bytes], kind: str, what: str) -> None:
    """Put all of these files in place, or none of them, and remember how to undo it under `kind`."""
    with writing(root):
        before: dict[str, str | None] = {}
        folders = set()
        for name in files:
            target = root / name
            before[name] = base64.b64encode(target.read_bytes()).decode() if target.exists() else None
            if target.is_symlink() and not target.exists():
                raise ArmillaryError(f"{name} is a link that leads nowhere", "remove it")
            if not target.parent.exists():
                folders.add(target.parent.relative_to(root).as_posix())
        step = Step(
            what=what,
            when=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            before=before,
            after={name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
            folders=sorted(folders),
        )
        path = _next(root, kind)
        write_all(root, {**files, path.relative_to(root).as_posix(): msgspec.json.encode(step)})
        path.chmod(0o600)  # what was undone is nobody else's concern
        for old in _steps(root, kind)[:-MOST]:
            old.unlink(missing_ok=True)


def undo(root: Path, kind: str) -> Step:
    """Take the last change of a kind back; raises ArmillaryError when there is none, or its files changed since."""
    with writing(root):
        steps = _steps(root, kind)
        step = last_step(root, kind)
        if step is None:
            raise ArmillaryError(
                f"there is nothing to undo: no {kind} is remembered in {root / LOCAL}", "git has the history"
            )
        for name, digest in step.after.items():
            target = root / name
            if not target.exists() or hashlib.sha256(target.read_bytes()).hexdigest() != digest:
                raise ArmillaryError(
                    f"{name} was changed since; undoing would lose that", "take the change back by hand"
                )
        files = {name: None if text is None else base64.b64decode(text) for name, text in step.before.items()}
        write_all(root, {**files, steps[-1].relative_to(root).as_posix(): None})
        for folder in (*(root / name for name in step.folders), steps[-1].parent, steps[-1].parent.parent):
            with contextlib.suppress(OSError):  # something else lies in it
                folder.rmdir()
        return step


def last_step(root: Path, kind: str) -> Step | None:
    """The change of a kind that undo would take back; None when there is none."""
    steps = _steps(root, kind)
    if not steps:
        return None
    try:
        return msgspec.json.decode(steps[-1].read_bytes(), type=Step)
    except (OSError, msgspec.DecodeError) as problem:
        raise ArmillaryError(f"{steps[-1]} cannot be read: {problem}", "git has the history") from None


def _steps(root: Path, kind: str) -> list[Path]:
    return sorted((root / LOCAL / "undo" / kind).glob("[0-9]*.json"))


def _next(root: Path, kind: str) -> Path:
    steps = _steps(root, kind)
    number = int(steps[-1].stem) + 1 if steps else 1
    return root / LOCAL / "undo" / kind / f"{number:06}.json"

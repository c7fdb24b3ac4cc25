"""Rewriting a casebook of an older format version: one step for each version, each from text to text.

A step sees every text file of the casebook and returns those that it changes, with a line for each thing done. Nothing
is written before all steps have run, and then all files are replaced or none.
"""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from armillary.casebook.settings import FORMAT, NAME
from armillary.casebook.writing import write_all, writing
from armillary.finding import ArmillaryError, Finding
from armillary.text.files import decode, list_files, read_bytes

FOLDERS = (
    *("actors", "speakers", "sources", "claims", "commitments", "levers", "narratives"),
    *("copying", "requirements", "vocab"),
)


class Rewritten(NamedTuple):
    """The files that a step changed, by name, and what it did."""

    files: dict[str, str]
    done: list[str]


Step = Callable[[Mapping[str, str]], Rewritten]


def from_0(files: Mapping[str, str]) -> Rewritten:
    """Version 0 is a casebook that does not say its version; all it lacks is that."""
    text = files.get(NAME, "")
    line_end = "\r\n" if "\r\n" in text else "\n"
    return Rewritten({NAME: f"format = 1{line_end}{text}"}, [f"{NAME}: says that the format is version 1"])


STEPS: dict[int, Step] = {0: from_0}


def migrate(root: Path, steps: Mapping[int, Step] = STEPS, newest: int = FORMAT) -> list[str]:
    """Bring a casebook to the newest format version; returns a line for each thing that was done."""
    with writing(root):
        return _migrate(root, steps, newest)


def _migrate(root: Path, steps: Mapping[int, Step], newest: int) -> list[str]:
    files = _read(root)
    version = _version(files.get(NAME, ""), newest)
    if version == newest:
        return [f"already format {newest}"]
    _refuse_uncommitted(root)
    changed: dict[str, str] = {}
    done: list[str] = []
    for step in range(version, newest):
        rewritten = steps[step]({**files, **changed})
        changed |= rewritten.files
        done += rewritten.done
    write_all(root, {name: text.encode() for name, text in changed.items() if text != files.get(name)})
    return done


def _read(root: Path) -> dict[str, str]:
    """Every text file of the casebook; one that cannot be read might be left behind in the old format, so none is."""
    if not (root / NAME).exists() and not any((root / folder).is_dir() for folder in FOLDERS):
        raise ArmillaryError(f"{root} is not a casebook: it has no {NAME}", "`armillary new DIR` begins one")
    names, findings = list_files(root, FOLDERS)
    texts: dict[str, str] = {}
    for name in (NAME, *names) if (root / NAME).exists() else names:
        data = read_bytes(root, name)
        text = data if isinstance(data, Finding) else decode(data, name)
        if isinstance(text, Finding):
            findings.append(text)
        else:
            texts[name] = text
    if findings:
        first = findings[0]
        raise ArmillaryError(f"{first.place} cannot be read: {first.message}", "mend it first; nothing was changed")
    return texts


def _version(text: str, newest: int) -> int:
    try:
        version = tomllib.loads(text).get("format", 0)
    except (ValueError, RecursionError):  # ValueError: bad TOML, and numbers of thousands of digits
        raise ArmillaryError(
            f"{NAME} is not TOML, so its version is not known", "`armillary check` says where"
        ) from None
    if type(version) is not int or version < 0:
        raise ArmillaryError(f"{NAME} has no format version that ever was", f"write format = {newest}")
    if version > newest:
        raise ArmillaryError(
            f"the casebook has format version {version}; this Armillary knows versions up to {newest}",
            "use a newer Armillary",
        )
    return version


def _refuse_uncommitted(root: Path) -> None:
    """Under git nothing is rewritten that could not be taken back."""
    command = ["git", "-C", str(root), "--no-optional-locks", "status", "--porcelain", "--", "."]
    try:
        status = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return  # no git, or not a folder under it
    if status.strip():
        raise ArmillaryError(f"{root} has changes that are not committed", "commit or stash them, then migrate")

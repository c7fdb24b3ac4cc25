"""The local folder of a casebook: what stays on this machine. No reader of a casebook opens it, nor does git see it."""

from __future__ import annotations

from pathlib import Path

from armillary.casebook.replace import replace_file
from armillary.finding import ArmillaryError

LOCAL = ".armillary"  # hidden, so that no reader of a casebook opens it
IGNORE = ".gitignore"
_WORDS = b"# What is here stays on this machine.\n*\n"


def local_folder(root: Path, name: str = "") -> Path:
    """A folder within the local folder, made if it is not there, and kept out of version control."""
    folder = root / LOCAL / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (root / LOCAL / IGNORE).exists():
            replace_file(root / LOCAL / IGNORE, _WORDS)
    except OSError as problem:
        said = f"cannot write to {folder}: {problem.strerror}"
        raise ArmillaryError(said, "look at the rights of the folder") from None
    return folder

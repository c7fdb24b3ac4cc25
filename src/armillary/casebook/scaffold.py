"""Beginning a casebook: a commented example to read, change and replace."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from armillary.casebook.replace import replace_all
from armillary.finding import ArmillaryError

HIDDEN = {"gitignore": ".gitignore"}  # stored under a bare name, so that no tool obeys it inside the package


def scaffold(folder: Path) -> None:
    """Write the example casebook into a folder that is not there yet, or empty."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ArmillaryError(f"{folder} is not an empty folder", "name a folder that is not there yet")
        replace_all(folder, dict(scaffold_files()))
    except OSError as problem:
        raise ArmillaryError(f"cannot write into {folder}: {problem.strerror}", "choose another folder") from None


def scaffold_files() -> Iterator[tuple[str, bytes]]:
    """The files of the example, by their name in a casebook."""
    pending: list[tuple[str, Traversable]] = [("", resources.files("armillary.casebook") / "scaffolding")]
    while pending:
        at, here = pending.pop()
        for item in sorted(here.iterdir(), key=lambda item: item.name):
            if item.is_dir():
                pending.append((f"{at}{item.name}/", item))
            else:
                yield at + HIDDEN.get(item.name, item.name), item.read_bytes()

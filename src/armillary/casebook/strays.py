"""Records that stand where nothing reads them: in a folder or a file that is named otherwise than the format says."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from armillary.finding import Finding, Place, find
from armillary.text.files import MOST_FILES
from armillary.text.invisible import first_hidden
from armillary.text.nearest import nearest

_HEAD = 64 * 1024  # bytes of a file in which its list begins
_YAML = (".yaml", ".yml")
# Copies that people and programs leave beside a file on purpose, and what a folder may say of itself.
_LEFT = (".md", ".rst", ".bak", ".orig", ".rej", ".swp", ".tmp", "~")


def find_strays(root: Path, folders: Collection[str], read: Collection[str]) -> tuple[list[Finding], set[str]]:
    """F120: for each folder or file of the casebook that holds records and is not read, the first place that does.

    The second value are the kinds of these records: an id of that kind that seems missing may well be there.
    `folders` and `read` are the folders and files that are read. What is hidden, a link or a casebook of its own is not
    looked into.
    """
    records = re.compile(rb"^(?:" + "|".join(sorted(folders)).encode() + rb"):[ \t]*(?:$|\r|#|\[)", re.MULTILINE)
    found: dict[str, Finding] = {}
    kinds: set[str] = set()
    for name in _files(root, folders):
        folder, _, inside = name.partition("/")
        known = folder in folders
        group = name if known or not inside else folder
        if group in found or name in read or not (held := _held(root / name, records)):
            continue
        kinds.add(held)
        if known or not inside:
            hint = f"name it {folder if known else held}/{Path(name).stem.partition('.')[0]}.yaml"
            found[group] = find("F120", Place(name, 1, 1), f"'{held}:' in a file that is not read", hint)
        else:
            near = nearest(folder.lower(), folders)
            hint = f"did you mean {near[0]}/?" if near else f"move its records to {held}/, or hide it as .{folder}/"
            what = f"the format has no folder '{folder[:80]}'; what is in it is not read"
            found[group] = find("F120", Place(name, 1, 1), what, hint)
    return list(found.values()), kinds


def _files(root: Path, folders: Collection[str]) -> Iterator[str]:
    """The files that might hold records, by name; YAML alone in folders that the format does not have."""
    pending, seen = [""], 0
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(root / here), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            name = f"{here}/{entry.name}" if here else entry.name
            seen += 1
            if seen > MOST_FILES:
                return
            if entry.name.startswith(".") or entry.is_symlink() or first_hidden(entry.name) >= 0:
                continue
            if entry.is_dir():
                if not Path(entry.path, "armillary.toml").exists():
                    pending.append(name)
            elif entry.is_file():
                low = entry.name.lower()
                if low.endswith(_YAML) or (name.partition("/")[0] in folders and not low.endswith(_LEFT)):
                    yield name


def _held(path: Path, records: re.Pattern[bytes]) -> str:
    """The first list of records in a file; '' where there is none."""
    try:
        with path.open("rb") as file:
            match = records.search(file.read(_HEAD))
    except OSError:
        return ""
    return match[0].partition(b":")[0].decode() if match else ""

"""Finding and reading the files of a casebook, whatever they turn out to hold."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from armillary.finding import ArmillaryError, Finding, Place, find
from armillary.text.invisible import first_hidden, show

LARGEST_FILE = 8 * 1024 * 1024  # bytes; ten thousand claims are about 3 MB, and one file codes one source
MOST_FILES = 20_000


def list_files(root: Path, folders: tuple[str, ...]) -> tuple[list[str], list[Finding]]:
    """The `.yaml` files under the named folders of root, relative and sorted; links that leave root are findings."""
    names: list[str] = []
    findings: list[Finding] = []
    home = os.path.realpath(root)
    for folder in folders:
        if (root / folder).is_symlink():
            what = "this folder is a link, which is not followed"
            findings.append(find("S004", Place(folder), what, "put the folder itself here"))
            continue
        pending = [folder]
        while pending:
            here = pending.pop()
            try:
                entries = sorted(os.scandir(root / here), key=lambda e: e.name)
            except FileNotFoundError:
                continue
            except OSError as problem:
                findings.append(find("S008", Place(here), f"cannot list this folder: {problem.strerror}"))
                continue
            for entry in entries:
                name = f"{here}/{entry.name}"
                if entry.name.startswith("."):
                    continue
                is_text = entry.name.endswith((".yaml", ".yml"))
                if first_hidden(entry.name) >= 0:
                    what = "the name of this file has characters that do not show, or that are not UTF-8"
                    findings.append(find("S008", Place(show(name)), what, "give it another name"))
                elif entry.is_symlink() and (wrong := _bad_link(home, entry.path, name)):
                    findings.append(wrong)
                elif entry.is_dir():
                    if entry.is_symlink():
                        findings.append(
                            find("S004", Place(name), "a linked folder is not followed", "link the files one by one")
                        )
                    elif is_text:
                        what = "this is a folder, though it is named like a file"
                        findings.append(find("S008", Place(name), what, "name it without the ending"))
                    else:
                        pending.append(name)
                elif is_text:
                    names.append(name)
            if len(names) > MOST_FILES:
                raise ArmillaryError(f"{root} holds more than {MOST_FILES} files", "name the folder of one casebook")
    return sorted(names), findings


def _bad_link(home: str, path: str, name: str) -> Finding | None:
    try:
        target = os.path.realpath(path, strict=True)
    except (OSError, RuntimeError):
        return find("S004", Place(name), "this link leads nowhere or round in a loop", "replace it by the file itself")
    if not target.startswith(home + os.sep):
        return find("S004", Place(name), "this link leaves the casebook", "copy the file in, so that git keeps it")
    return None


def read_bytes(root: Path, name: str) -> bytes | Finding:
    """The bytes of one regular file of bounded size, or the finding that says why not."""
    try:
        with open(root / name, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                what = "this is a pipe, a socket or a device, not a file"
                return find("S008", Place(name), what, "remove it: a casebook is made of text files")
            if status.st_size > LARGEST_FILE:
                size, limit = status.st_size // 1024 // 1024, LARGEST_FILE // 1024 // 1024
                hint = "split it: claims of one source may stand in several files"
                return find("S003", Place(name), f"the file has {size:,} MB; the limit is {limit} MB", hint)
            return file.read(LARGEST_FILE + 1)
    except OSError as problem:
        return find(
            "S008",
            Place(name),
            f"cannot read this file: {problem.strerror}",
            "check that it exists and who may read it",
        )


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a named pipe must not make a check hang


def decode(data: bytes, name: str) -> str | Finding:
    """UTF-8 bytes as text, or the finding that names the first byte that is not."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return find("S002", Place(name, 1, 1), "the file is UTF-16, not UTF-8", "save the file as UTF-8")
    if b"\0" in data:
        line, column = _position(data, data.index(b"\0"))
        return find("S002", Place(name, line, column), "this is a binary file", "a casebook is made of UTF-8 text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line, column = _position(data, problem.start)
        return find(
            "S002",
            Place(name, line, column),
            f"byte 0x{data[problem.start]:02x} is not UTF-8",
            "save the file as UTF-8",
        )


def _position(data: bytes, offset: int) -> tuple[int, int]:
    before = data[:offset]
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1

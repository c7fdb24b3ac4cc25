"""Looking at a spreadsheet before it is opened: what it weighs when unpacked, and what in it is not text.

An .xlsx is a zip of XML files. A small one can unpack to gigabytes, define entities that explode, run macros, and show
what lies in other files; all of that is told from the zip's list and a look at the bytes, without parsing them.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from armillary.finding import Finding, Place, find
from armillary.reading.archive import declares_type

LARGEST_FILE = 64 * 1024 * 1024  # bytes on disk
LARGEST_WHOLE = 128 * 1024 * 1024  # bytes of all files, unpacked
LARGEST_PART = 64 * 1024 * 1024  # bytes of one file, unpacked
MOST_PARTS = 2_000
CHUNK = 1 << 20
OLE = b"\xd0\xcf\x11\xe0"  # the first bytes of an old .xls, and of one with a password

_STRANGE = (
    (re.compile(r"vbaProject|macrosheets/|dialogsheets/", re.I), "macros", "save it as .xlsx, without macros"),
    (
        re.compile(r"externalLinks?/"),
        "links to other files",
        "replace them by their values: Data, Edit Links, Break Link",
    ),
    (re.compile(r"connections\.xml|queryTables/", re.I), "connections to other data", "remove them: Data, Queries"),
    (re.compile(r"embeddings/|activeX/|ctrlProps/", re.I), "objects that are embedded", "remove them"),
)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:$]{1,40})[\"']")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.I)


def inspect_workbook(path: Path) -> list[Finding]:
    """X801 and X802: why a file is not opened; empty when it may be."""
    place = Place(path.name)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            return [_too_large(place, f"the file has {size // 2**20:,} MB; the limit is {LARGEST_FILE // 2**20} MB")]
        with path.open("rb") as file:
            begin = file.read(8)
        if begin.startswith(OLE):
            hint = "open it in a spreadsheet program, take the password off, and save it as .xlsx"
            return [find("X801", place, "this is an old .xls file, or one with a password", hint)]
        with zipfile.ZipFile(path) as package:
            return list(_look_into(package, path.name))
    except OSError as problem:
        return [
            find(
                "X801", place, f"cannot read this file: {problem.strerror}", "check that it exists and who may read it"
            )
        ]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error) as problem:
        said = str(problem).splitlines()[0][:120] if str(problem) else "its zip is broken"
        return [
            find("X801", place, f"this is not an .xlsx file: {said}", "save it as .xlsx from a spreadsheet program")
        ]


def _look_into(package: zipfile.ZipFile, name: str) -> Iterator[Finding]:
    place = Place(name)
    parts = package.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS:
        yield _too_large(place, f"the file holds {len(parts):,} parts; the limit is {MOST_PARTS:,}")
        return
    if any(part.flag_bits & 1 for part in parts):
        yield find("X801", place, "the file has a password", "take it off and save the file again")
        return
    whole = sum(part.file_size for part in parts)
    largest = max(parts, key=lambda part: part.file_size, default=None)
    if whole > LARGEST_WHOLE or (largest is not None and largest.file_size > LARGEST_PART):
        yield _too_large(place, f"the file unpacks to {whole // 2**20:,} MB; the limit is {LARGEST_WHOLE // 2**20} MB")
        return
    if "[Content_Types].xml" not in names:
        yield find("X801", place, "this is a zip, but not a spreadsheet", "save it as .xlsx from a spreadsheet program")
        return
    for pattern, what, hint in _STRANGE:
        if any(pattern.search(part) for part in names):
            yield find("X802", place, f"the file holds {what}, which are not read", hint)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            yield from _look_at(package, part, name)


def _look_at(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Iterator[Finding]:
    """One XML file: no definitions of its own, no merged cells."""
    merged = 0
    tail = b""
    with package.open(part) as stream:
        head = stream.read(CHUNK)
        wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]
        if wide or declares_type(chain([head], iter(lambda: stream.read(CHUNK), b""))):
            what = f"its part {part.filename[:80]} defines entities, or is not UTF-8"
            yield find("X801", Place(name), what, "save it again from a spreadsheet program")
            return
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = tail + chunk
            if _SHEET.fullmatch(part.filename):
                for match in _MERGED.finditer(text):
                    merged += 1
                    if merged <= 20:
                        where = match[1].decode().replace("$", "")
                        sheet = part.filename.rpartition("/")[2].removesuffix(".xml")
                        what = f"the cells {where} of {sheet} are merged"
                        yield find("X802", Place(f"{name}!{sheet}!{where}"), what, "unmerge them: one cell, one value")
            tail = text[-200:] if not _MERGED.search(text[-200:]) else b""


def _too_large(place: Place, message: str) -> Finding:
    return find("X801", place, message, "split it, or save only the sheets of the casebook")

"""The files of a book: its own are those that its manifest lists; whatever else lies there is somebody's, and stays."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from armillary.book.manifest import NAME, Manifest, read_manifest
from armillary.casebook.kept import NAME as RECORDS
from armillary.finding import ArmillaryError

LISTED = "files.json"  # in the folder of the tables: what the manifest lists, for when no manifest names the folder
LOCK = ".lock"  # whoever writes into the folder has it to himself by this
FOLDER = re.compile("[0-9a-f]{16}")
TABLES = re.compile(rf"book\.duckdb(\.wal)?|parquet/\w+\.parquet|vocabulary\.json|{re.escape(RECORDS)}|{LISTED}")
BESIDE = ("report.html", "report.pdf", "brief.html", "brief.pdf")  # what earlier versions wrote beside the manifest


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """How many files of a book are as its manifest lists them; which are not; and what is not the book's own."""

    own: int
    missing: list[str]
    changed: list[str]
    foreign: list[str]


def verify(out: Path) -> Verified:
    """Compare a book's folder with its manifest; names are relative to the folder. Links are not followed.

    Raises ArmillaryError where there is no book, or one of an earlier version, whose manifest lists nothing.
    """
    manifest = read_manifest(out)
    if not manifest.files:
        raise ArmillaryError(f"the manifest of {out} lists no files: it is an old one", "build the book again")
    wanted = {f"{manifest.folder}/{name}": digest for name, digest in manifest.files.items()}
    wanted[f"{manifest.folder}/{LISTED}"] = hashlib.sha256(_listing(manifest.files)).hexdigest()
    copies = outputs_of(manifest.files)  # a link to an output becomes a file where a folder is packed, and is as good
    found = {name: path for name, path in walk(out) if name not in (NAME, LOCK) and not is_link(path, manifest)}
    changed, foreign = [], []
    for name, path in found.items():
        if name in wanted:
            if not _is(path, wanted[name]):
                changed.append(name)
        elif not (name in copies and _is(path, copies[name])):
            foreign.append(name)
    missing = sorted(set(wanted) - set(found))
    own = len(wanted) - len(missing) - len(changed)
    return Verified(own=own, missing=missing, changed=changed, foreign=foreign)


def seal(folder: Path, manifest: Manifest) -> Manifest:
    """The manifest with the hash of every file in the folder, and the name that the folder is to have.

    What the manifest lists already is not hashed again.
    """
    files = {name: manifest.files.get(name) or _hash(path) for name, path in walk(folder) if name != LISTED}
    named = manifest.content
    if outputs := outputs_of(files):
        named = hashlib.sha256(named.encode() + _listing(outputs)).hexdigest()
    (folder / LISTED).write_bytes(_listing(files))
    return msgspec.structs.replace(manifest, folder=named[:16], files=files)


def sweep(out: Path, manifest: Manifest) -> None:
    """Remove books that are no more, and their outputs: only what is listed, or known by its name."""
    outputs = outputs_of(manifest.files)
    beside = set(BESIDE)
    for folder in list(out.iterdir()):
        if FOLDER.fullmatch(folder.name) and not folder.is_symlink() and folder.name != manifest.folder:
            beside |= set(outputs_of(_listed(folder)))
            clear(folder)
    for entry in list(out.iterdir()):
        if is_link(entry) and not is_link(entry, manifest):
            entry.unlink()
    _clear(out, lambda name: name in beside and not (name in outputs and _is(out / name, outputs[name])))


def clear(folder: Path) -> None:
    """Remove a folder of tables and outputs that no manifest names; what is foreign in it stays."""
    listed = _listed(folder)
    _clear(folder, lambda name: name in listed or bool(TABLES.fullmatch(name)))
    for _, path in list(walk(folder)):
        with contextlib.suppress(OSError):  # a kill may have left a folder with nothing in it; nothing else is removed
            path.rmdir()
            _prune(folder, path)


def outputs_of(files: Mapping[str, str]) -> dict[str, str]:
    """Of a book's files, what was made from its tables: a report, a site."""
    return {name: digest for name, digest in files.items() if not TABLES.fullmatch(name)}


def is_link(path: Path, manifest: Manifest | None = None) -> bool:
    """Whether a path is the link to an output of a book; with a manifest, of that one."""
    if not path.is_symlink():
        return False
    folder, _, name = str(path.readlink()).partition("/")
    if manifest is None:
        return name == path.name and bool(FOLDER.fullmatch(folder))
    known = {output.partition("/")[0] for output in outputs_of(manifest.files)}
    return name == path.name and folder == manifest.folder and name in known


def walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file, link and empty folder within a folder, by its name there."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        inside = list(walk(entry)) if entry.is_dir() and not entry.is_symlink() else []
        yield from ((f"{entry.name}/{name}", path) for name, path in inside)
        if not inside:
            yield entry.name, entry


def _clear(folder: Path, is_own: Callable[[str], bool]) -> None:
    own = [path for name, path in walk(folder) if is_own(name)]
    for path in sorted(own, key=lambda path: path.name == LISTED):  # last, so that a kill leaves what is left listed
        with contextlib.suppress(OSError):
            path.unlink()
            _prune(folder, path)


def _prune(folder: Path, path: Path) -> None:
    """Remove the folders around what was removed, as far as nothing else is in them."""
    for parent in (folder / part for part in path.relative_to(folder).parents):
        parent.rmdir()


def _is(path: Path, digest: str) -> bool:
    try:
        return not path.is_symlink() and path.is_file() and _hash(path) == digest
    except OSError:
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _listing(files: Mapping[str, str]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(dict(sorted(files.items()))), indent=2) + b"\n"


def _listed(folder: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode((folder / LISTED).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}

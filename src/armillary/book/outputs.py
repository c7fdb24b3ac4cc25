"""What is made of a book and goes with it: written into the folder of its tables, so that one manifest switches all.

Beside the manifest lies a link by the output's own name, BOOK/report.html, as that is where one looks for it. A link
leads into one folder and into no later one: whatever happens, it never shows what its book does not hold.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from armillary.book.book import Book
from armillary.book.files import LOCK, clear, is_link, outputs_of, seal, sweep, verify, walk
from armillary.book.manifest import Manifest, read_manifest, write_manifest
from armillary.casebook.lock import held
from armillary.casebook.replace import sync_folder
from armillary.finding import ArmillaryError

Outputs = Callable[[Book], Mapping[str, bytes]]  # bytes by file name, with / for folders


def write_outputs(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write outputs into a folder that no manifest names yet."""
    for name, data in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def add_outputs(out: Path, made: Mapping[str, bytes]) -> list[Path]:
    """Put more outputs into the book that is at `out`, in place of those of their names; where to open them."""
    aside = out / ".building"
    with held(out / LOCK, str(out)):
        manifest = read_manifest(out)
        try:
            kept: dict[str, str] = {}
            for name, path in walk(out / Path(manifest.folder).name):
                if name in manifest.files and name not in made and not path.is_symlink():
                    (aside / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, aside / name)
                    kept[name] = manifest.files[name]
            write_outputs(aside, made)
            manifest = put_in_place(out, aside, msgspec.structs.replace(manifest, files=kept))
        except OSError as problem:
            hint = "those that were there are still there"
            raise ArmillaryError(f"cannot write to the book at {out}: {problem.strerror}", hint) from None
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return openable(out, manifest, made)


def put_in_place(out: Path, aside: Path, manifest: Manifest) -> Manifest:
    """Make the finished folder the book's, at once, by replacing the manifest; then remove what was there before."""
    manifest = seal(aside, manifest)
    sync_folder(aside)
    final = out / manifest.folder
    if (files := _held(out, manifest.folder)) is not None:  # this very book: who reads it now is not to be disturbed
        manifest = msgspec.structs.replace(manifest, files=files)
    else:
        clear(final)  # a sweep that was killed left half of it; no manifest names it
        aside.rename(final)
    write_manifest(out, manifest)
    sweep(out, manifest)
    for name in {output.partition("/")[0] for output in outputs_of(manifest.files)}:
        _link(out, manifest.folder, name)
    return manifest


def openable(out: Path, manifest: Manifest, names: Mapping[str, object]) -> list[Path]:
    """Where outputs are to be opened: beside the manifest or, where the system has no links, in the book's folder."""
    return [out / name if (out / name).exists() else out / manifest.folder / name for name in names]


def _held(out: Path, folder: str) -> dict[str, str] | None:
    """The files of the book in place if it is in this folder, and whole."""
    with contextlib.suppress(ArmillaryError, OSError):
        there = read_manifest(out)
        if there.folder == folder:
            found = verify(out)
            return None if found.missing or found.changed else there.files
    return None


def _link(out: Path, folder: str, name: str) -> None:
    aside = out / f".{name}-{os.getpid()}"
    if is_link(out / name) or not os.path.lexists(out / name):
        with contextlib.suppress(OSError):  # no links there
            aside.symlink_to(f"{folder}/{name}")
            aside.replace(out / name)

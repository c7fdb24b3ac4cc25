"""The manifest: what a book was made from and by, and the folder that holds it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from armillary.casebook.replace import replace_file
from armillary.finding import ArmillaryError

FORMAT = 2
NAME = "manifest.json"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`content` is a hash of everything in the book: the same casebook, vocabulary and tool give the same hash.

    `folder` holds the tables and what was made of them; `files` lists all in it, with the SHA-256 of each.
    `since` is the day that the casebook tells changes from, '' for none.
    A book that is a release names it, with its marking, the compartments granted and the caveats that travel with it.
    """

    format: int = FORMAT
    title: str = ""
    as_of: str = ""
    since: str = ""
    content: str = ""
    folder: str = ""
    casebook: str = ""
    commit: str = ""
    vocabulary: str = ""
    tool: str = ""
    tables: dict[str, int] = {}
    files: dict[str, str] = {}
    release: str = ""
    marking: str = ""
    compartments: list[str] = []
    caveats: list[str] = []


def read_manifest(path: Path) -> Manifest:
    """The manifest of the book at a path."""
    try:
        manifest = msgspec.json.decode((path / NAME).read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise ArmillaryError(
            f"{path} is not a book: it has no {NAME}", "`armillary build CASEBOOK --out DIR` makes one"
        ) from None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise ArmillaryError(f"the manifest of {path} cannot be read: {problem}", "build the book again") from None
    if manifest.format != FORMAT:
        raise ArmillaryError(f"{path} is a book of format {manifest.format}; this is {FORMAT}", "build it again")
    return manifest


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Put a manifest in place at once: from then on the book is the one it names."""
    replace_file(path / NAME, msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")

"""The text layers of documents that proposals were made of, kept where the proposals are, to show a quote in its place.

Like the proposals they stay on this machine: no release, site or export reads them.
"""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import hashlib
from pathlib import Path

import msgspec

from armillary.casebook.local import LOCAL, local_folder
from armillary.casebook.replace import replace_file
from armillary.finding import ArmillaryError
from armillary.reading.blocks import Block
from armillary.reading.formats import Reading
from armillary.reading.passages import Document
from armillary.reading.splitter import split, split_blocks

_FOLDER = "texts"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it was read: hash of its file, hash of its text, and its blocks where the format gives them."""

    name: str
    sha256: str
    text_sha256: str
    language: str
    text: str
    blocks: list[Block] | None

    def document(self) -> Document:
        """The passages, as they were when the proposals were made."""
        return split(self.text) if self.blocks is None else split_blocks(self.text, self.blocks)


def text_hash(text: str) -> str:
    """The hash by which proposals name the text that they were made of."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keep_document(root: Path, reading: Reading, name: str) -> Path:
    """Keep the text of a document in the local folder of a casebook; the file."""
    text = reading.document.text
    kept = Kept(
        name=name,
        sha256=reading.sha256,
        text_sha256=text_hash(text),
        language=reading.language,
        text=text,
        blocks=None if reading.kind in ("markdown", "text") else list(reading.layer.blocks),
    )
    path = local_folder(root, _FOLDER) / _path(root, kept.text_sha256).name
    try:
        replace_file(path, msgspec.json.encode(kept))
    except (OSError, UnicodeEncodeError) as problem:
        raise ArmillaryError(f"cannot write to {path.parent}: {problem}", "look at the rights of the folder") from None
    return path


def kept_document(root: Path, text_sha256: str) -> Kept | None:
    """The document with this text; None when it was not kept, or cannot be read any more."""
    try:
        kept = msgspec.json.decode(_path(root, text_sha256).read_bytes(), type=Kept)
    except (OSError, msgspec.DecodeError):
        return None
    return kept if kept.text_sha256 == text_sha256 else None


def kept_when(root: Path, text_sha256: str) -> float:
    """When a text was kept last, in seconds of the system's clock; 0 where it was not."""
    try:
        return _path(root, text_sha256).stat().st_mtime
    except OSError:
        return 0.0


def _path(root: Path, text_sha256: str) -> Path:
    return root / LOCAL / _FOLDER / f"{text_sha256[:16]}.json"

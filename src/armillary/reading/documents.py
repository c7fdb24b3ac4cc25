"""The local store: of each document that was added or proposed from, its text layer and its passages, by its hash.

It lies in the local folder of a casebook, outside version control, and no release, site or export reads it. A text
layer that another version of the program made of the same file is kept beside it, for the spans that count in it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from armillary.casebook.local import LOCAL
from armillary.casebook.writing import write_all
from armillary.reading.blocks import Block
from armillary.reading.formats import Reading
from armillary.reading.passages import Document, text_hash
from armillary.reading.splitter import split, split_blocks
from armillary.reading.transcripts import Transcript

_FOLDER = "documents"
_LETTERS = 16  # of a hash, in the name of a file


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept beside a text layer; `blocks` where the format gives them and not the text itself."""

    text_sha256: str
    blocks: list[Block] | None
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as the store has it: its text layer, and its transcript with what its notes cite."""

    text: str
    blocks: list[Block] | None
    transcript: Transcript

    def document(self) -> Document:
        """The passages, as they were when it was kept."""
        return split(self.text) if self.blocks is None else split_blocks(self.text, self.blocks)


def document_files(reading: Reading, transcript: Transcript) -> dict[str, bytes]:
    """The files in which a document is kept, by their names within the casebook; the text comes first."""
    text = reading.document.text
    plain = reading.kind in ("markdown", "text")
    record = _Record(
        text_sha256=text_hash(text), blocks=None if plain else list(reading.layer.blocks), transcript=transcript
    )
    stem = f"{LOCAL}/{_FOLDER}/{reading.sha256[:_LETTERS]}-{record.text_sha256[:_LETTERS]}"
    as_json = msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
    return {f"{stem}.txt": text.encode(), f"{stem}.json": as_json}


def missing_files(root: Path, reading: Reading, transcript: Transcript) -> dict[str, bytes]:
    """Those files, unless the store has the document as it is read now, be it called as it may."""
    for kept in kept_texts(root, text_hash(reading.document.text)):
        before = kept.transcript  # under another name, which its findings have too
        if before == msgspec.structs.replace(transcript, file=before.file, findings=before.findings):
            return {}
    return document_files(reading, transcript)


def keep_document(root: Path, reading: Reading, transcript: Transcript) -> None:
    """Put a document into the local store of a casebook; one that is there counts as kept now."""
    files = missing_files(root, reading, transcript)
    if files:
        write_all(root, files)
    for path in _paths(root, f"*-{text_hash(reading.document.text)[:_LETTERS]}"):
        os.utime(path)


def kept_document(root: Path, sha256: str) -> Kept | None:
    """The document whose file has this hash, as it was read last; None where this machine has none that can be read."""
    found = _kept(root, f"{sha256[:_LETTERS]}-*")
    return next((kept for kept in found if kept.transcript.sha256 == sha256), None)


def kept_texts(root: Path, text_sha256: str) -> list[Kept]:
    """The documents that have this text layer: one, unless several files say the same."""
    return [kept for kept in _kept(root, f"*-{text_sha256[:_LETTERS]}") if text_hash(kept.text) == text_sha256]


def kept_when(root: Path, text_sha256: str) -> float:
    """When a text was kept last, in seconds of the system's clock; 0 where it was not."""
    return max((path.stat().st_mtime for path in _paths(root, f"*-{text_sha256[:_LETTERS]}")), default=0.0)


def _kept(root: Path, stem: str) -> Iterator[Kept]:
    """What can be read of the documents with such a name, the last that was kept first."""
    for path in sorted(_paths(root, stem), key=_age, reverse=True):
        try:
            record = msgspec.json.decode(path.read_bytes(), type=_Record)
            text = path.with_suffix(".txt").read_bytes()
        except (OSError, msgspec.DecodeError):
            continue
        if hashlib.sha256(text).hexdigest() == record.text_sha256:
            yield Kept(text.decode(), record.blocks, record.transcript)


def _paths(root: Path, stem: str) -> list[Path]:
    return list((root / LOCAL / _FOLDER).glob(f"{stem}.json"))


def _age(path: Path) -> tuple[int, str]:
    return path.stat().st_mtime_ns, path.name

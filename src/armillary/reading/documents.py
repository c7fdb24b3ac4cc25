"""The documents of a casebook: their text layers and transcripts, kept locally and never in version control."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from armillary.casebook.local import LOCAL, local_folder
from armillary.casebook.replace import replace_file
from armillary.finding import ArmillaryError
from armillary.reading.formats import Reading
from armillary.reading.locators import parse_locator
from armillary.reading.matching import Finder
from armillary.reading.passages import ACCOUNTABLE
from armillary.reading.transcripts import Transcript, as_files

_FOLDER = "documents"
_POSTED = re.compile(r"^(post \S+)(?: · .*?)?(?= ¶| heading$|$)")


def document_files(source: str, reading: Reading, transcript: Transcript) -> dict[str, bytes]:
    """The files in which a document is kept, by their names within the casebook."""
    text, record = as_files(reading, transcript)
    return {f"{LOCAL}/{_FOLDER}/{source}.txt": text, f"{LOCAL}/{_FOLDER}/{source}.json": record}


def keep_document(root: Path, files: Mapping[str, bytes]) -> None:
    """Put the files of a document into the local folder."""
    local_folder(root, _FOLDER)
    for name, data in files.items():
        replace_file(root / name, data)


def kept_transcript(root: Path, source: str) -> Transcript | None:
    """The transcript of a source's document; None where this machine has none."""
    path = root / LOCAL / _FOLDER / f"{source}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Transcript)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as problem:
        hint = "delete it and add the document again"
        raise ArmillaryError(f"{path} does not hold a transcript: {problem}", hint) from None


def passages_to_keep(reading: Reading, transcript: Transcript) -> list[tuple[str, str]]:
    """The locator and hash of each passage that a coder must account for.

    A post's heading names who wrote it, often a private person: its locator is cut down to the number of the post.
    """
    finder = Finder(reading.document)
    kept = []
    for place, (passage, written) in enumerate(zip(reading.document.passages, transcript.passages, strict=True)):
        if passage.kind not in ACCOUNTABLE:
            continue
        at = written.at
        if reading.kind in ("telegram", "x", "posts-csv"):
            at = _POSTED.sub(r"\1", at)
            if finder.find(parse_locator(at)).passages != (place,):
                at = f"¶{passage.ordinal}"
        kept.append((at, passage.sha256))
    return kept

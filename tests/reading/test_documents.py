"""The local store: a document comes back as it was read, is there once, and is not there where it was damaged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from armillary.reading.citations.notes import read_citations
from armillary.reading.documents import keep_document, kept_document, kept_texts
from armillary.reading.formats import Reading, open_document
from armillary.reading.passages import text_hash
from armillary.reading.splitter import split_blocks
from armillary.reading.transcripts import transcribe
from tests.reading.documents import WEB_PAGE

MARKDOWN = "# Hills\r\n\r\nThe Red Band shelters the Blue Front.[^1]\r\n\r\n[^1]: Amiri, “Guests”, 2021.\r\n"


def keep(root: Path, name: str, text: str) -> Reading:
    """Write a file, read it and keep it."""
    file = root / name
    file.write_bytes(text.encode())
    reading = open_document(file)
    keep_document(root, reading, transcribe(reading, name))
    return reading


def files(root: Path) -> dict[str, bytes]:
    """What the store holds."""
    return {path.name: path.read_bytes() for path in sorted((root / ".armillary" / "documents").iterdir())}


@pytest.mark.parametrize(("name", "text"), [("page.html", WEB_PAGE), ("hills.md", MARKDOWN), ("hills.txt", MARKDOWN)])
def test_a_document_comes_back_as_it_was_read(tmp_path: Path, name: str, text: str) -> None:
    reading = keep(tmp_path, name, text)
    kept = kept_document(tmp_path, reading.sha256)
    assert kept is not None
    assert kept.document() == reading.document
    assert kept.transcript == transcribe(reading, name)
    assert kept.transcript.citations == read_citations(reading.document).notes
    assert kept_texts(tmp_path, text_hash(reading.document.text)) == [kept]
    assert kept_document(tmp_path, "") is None
    assert kept_document(tmp_path, reading.sha256[:-1] + "x") is None
    assert kept_texts(tmp_path, reading.sha256[:-1] + "x") == []


def test_it_is_kept_once_whatever_the_file_is_called(tmp_path: Path) -> None:
    keep(tmp_path, "hills.md", MARKDOWN)
    before = files(tmp_path)
    keep(tmp_path, "copy-of-hills.md", MARKDOWN)
    assert files(tmp_path) == before
    assert len(before) == 2


def test_two_files_may_say_the_same_and_one_file_may_be_read_in_two_ways(tmp_path: Path) -> None:
    page = keep(tmp_path, "page.html", WEB_PAGE)
    other = keep(tmp_path, "again.html", WEB_PAGE + "\n")
    text = text_hash(page.document.text)
    assert {kept.transcript.sha256 for kept in kept_texts(tmp_path, text)} == {page.sha256, other.sha256}
    longer = page.document.text + " More."
    layer = replace(page.layer, text=longer)
    later = replace(page, layer=layer, document=split_blocks(longer, layer.blocks))
    keep_document(tmp_path, later, transcribe(later, "page.html"))
    newest = kept_document(tmp_path, page.sha256)
    assert newest is not None
    assert newest.text == longer
    assert len(kept_texts(tmp_path, text)) == 2  # spans that count in the earlier text still find it


@pytest.mark.parametrize("ending", [".txt", ".json"])
def test_what_was_damaged_is_not_there_and_is_put_back(tmp_path: Path, ending: str) -> None:
    reading = keep(tmp_path, "hills.md", MARKDOWN)
    before = files(tmp_path)
    [damaged] = (tmp_path / ".armillary" / "documents").glob(f"*{ending}")
    damaged.write_bytes(damaged.read_bytes()[:40])
    assert kept_document(tmp_path, reading.sha256) is None
    keep_document(tmp_path, reading, transcribe(reading, "hills.md"))
    assert files(tmp_path) == before


def test_half_a_sign_that_an_export_cut_is_read_as_one_that_is_lost(tmp_path: Path) -> None:
    message = {
        "id": 1,
        "type": "message",
        "date": "2024-01-01T00:00:00",
        "from": "Desk",
        "text": "The band \ud83d came.",
    }
    export = {"name": "hills", "type": "public_channel", "id": 1, "messages": [message]}
    reading = keep(tmp_path, "result.json", json.dumps(export))
    assert "The band \ufffd came." in reading.document.text
    kept = kept_document(tmp_path, reading.sha256)
    assert kept is not None
    assert kept.document() == reading.document

"""A small archive that would fill the memory."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary
from tests.reading.documents import zipped


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "letter.docx"
    file.write_bytes(zipped({"word/document.xml": b" " * 50_000_000}))
    return open_document(file).findings

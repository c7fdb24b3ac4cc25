"""A Word document with a macro."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary
from tests.reading.documents import docx_parts, zipped


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "invitation.docx"
    file.write_bytes(zipped({**docx_parts(), "word/vbaProject.bin": b"x"}))
    return open_document(file).findings

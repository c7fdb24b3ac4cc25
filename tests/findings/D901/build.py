"""A PDF that needs a password."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary
from tests.reading.documents import encrypted_pdf


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "letter.pdf"
    file.write_bytes(encrypted_pdf())
    return open_document(file).findings

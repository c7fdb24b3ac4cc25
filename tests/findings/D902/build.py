"""A PDF of which only the beginning is there."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary
from tests.reading.documents import write_pdf


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "report.pdf"
    data = write_pdf(file).read_bytes()
    file.write_bytes(data[:200])
    return open_document(file).findings

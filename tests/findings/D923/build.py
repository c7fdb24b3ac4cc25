"""A page of three columns whose lines are drawn from edge to edge."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary
from tests.reading.documents import columns_pdf


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "columns.pdf"
    file.write_bytes(columns_pdf())
    return open_document(file).findings

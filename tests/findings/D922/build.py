"""A page that does not say which letter one of its signs is."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary
from tests.reading.documents import drawn_pdf


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "page.pdf"
    file.write_bytes(drawn_pdf(["نابǄاط هورگ"] * 6))
    return open_document(file).findings

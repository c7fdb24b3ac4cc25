"""A message with an attachment."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary
from tests.reading.documents import MAIL


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "visit.eml"
    file.write_text(MAIL, encoding="utf-8")
    return open_document(file).findings

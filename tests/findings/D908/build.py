"""A row with a cell too few."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary
from tests.reading.documents import TABLE


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "posts.csv"
    file.write_text(TABLE, encoding="utf-8")
    return open_document(file).findings

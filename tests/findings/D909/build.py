"""An empty text."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "empty.txt"
    file.write_text(" \n", encoding="utf-8")
    return open_document(file).findings

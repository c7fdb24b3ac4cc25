"""A page whose text stands where menus and advertisements stand."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary

SENTENCE = "The gate was shut on day {} of the month, and two traders of the valley saw who held the key to it."


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    kept = "".join(f"<p>{SENTENCE.format(day)}</p>" for day in range(1, 6))
    lost = "".join(f"<p>{SENTENCE.format(day)}</p>" for day in range(6, 12))
    file = root / "page.html"
    file.write_text(f"<html><body><article>{kept}</article><div class='share-bar'>{lost}</div></body></html>")
    return open_document(file).findings

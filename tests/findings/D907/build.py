"""Slides of an old Office program."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.reading.formats import open_document
from armillary.vocab.vocabulary import Vocabulary


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "slides.ppt"
    file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"slides" * 10)
    return open_document(file).findings

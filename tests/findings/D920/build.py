"""A document on which a reader fails in a way that nobody thought of."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from armillary.finding import Finding
from armillary.reading import formats, splitter
from armillary.vocab.vocabulary import Vocabulary


def find(root: Path, _: Vocabulary) -> tuple[Finding, ...]:
    """Read it."""
    file = root / "odd.txt"
    file.write_text("The gate is shut.", encoding="utf-8")
    with mock.patch.object(formats, "split", side_effect=[ZeroDivisionError, splitter.split("")]):
        return formats.open_document(file).findings

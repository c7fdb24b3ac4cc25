"""A source that gives two answers where one is right."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.tables.weigh import weigh
from armillary.vocab.vocabulary import Vocabulary


def find(_: Path, __: Vocabulary) -> list[Finding]:
    """Weigh it."""
    return weigh({"source": ["a", "a", "b"], "question": ["q"] * 3, "value": ["x", "y", "x"]}, kind="single").findings

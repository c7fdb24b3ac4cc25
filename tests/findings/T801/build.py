"""A row has no question."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.tables.weigh import weigh
from armillary.vocab.vocabulary import Vocabulary


def find(_: Path, __: Vocabulary) -> list[Finding]:
    """Weigh it."""
    return weigh({"source": ["a", "b", "c"], "question": ["q", None, "q"], "value": ["x"] * 3}, kind="single").findings

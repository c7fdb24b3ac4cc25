"""A source that gives every answer there is."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.tables.weigh import weigh
from armillary.vocab.vocabulary import Vocabulary


def find(_: Path, __: Vocabulary) -> list[Finding]:
    """Weigh it."""
    return weigh(
        {
            "source": ["a"] * 6 + ["b"] * 3 + ["c"] * 3,
            "question": [*"qqrrss", *"qrs", *"qrs"],
            "value": [*"xyxyxy", *"xxx", *"yyy"],
        },
        kind="several",
    ).findings

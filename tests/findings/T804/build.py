"""A place that the hierarchy does not have."""

from __future__ import annotations

from pathlib import Path

from armillary.finding import Finding
from armillary.tables.weigh import weigh
from armillary.vocab.vocabulary import Vocabulary


def find(_: Path, __: Vocabulary) -> list[Finding]:
    """Weigh it."""
    return weigh(
        {"source": ["a", "b"], "question": ["q"] * 2, "value": ["Nimroz", "Zaranj"]},
        hierarchy={"child": ["Nimroz"], "parent": ["Afghanistan"]},
    ).findings

"""More omissions than are counted; here the most that are is set to 1."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from armillary.finding import Finding
from armillary.tables.weigh import weigh
from armillary.vocab.vocabulary import Vocabulary


def find(_: Path, __: Vocabulary) -> list[Finding]:
    """Weigh it."""
    with patch("armillary.tables.judge_labels.MOST_OMISSIONS", 1):
        return weigh(
            {"source": ["a", "b"], "question": ["q"] * 2, "value": ["x", "y"]}, kind="several", copies=False
        ).findings

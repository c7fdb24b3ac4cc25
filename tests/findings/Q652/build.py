"""One prediction twice."""

from __future__ import annotations

from pathlib import Path

from armillary.commands.calibration import calibrate
from armillary.finding import Finding
from armillary.vocab.vocabulary import Vocabulary


def find(root: Path, _: Vocabulary) -> list[Finding]:
    """What `armillary calibrate` says of it."""
    (root / "predictions.csv").write_text("id,probability\na,0.8\na,0.7\n", encoding="utf-8")
    (root / "truths.csv").write_text("id,outcome\na,1\n", encoding="utf-8")
    return calibrate(root / "predictions.csv", root / "truths.csv")[1]

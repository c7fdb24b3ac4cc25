"""The shipped casebook, built once for all tests that look at it."""

from __future__ import annotations

from pathlib import Path

from armillary.compile import build_casebook

ROOT = Path(__file__).resolve().parent.parent
CASEBOOK = ROOT / "casebooks" / "afghanistan"


def build_shipped(out: Path) -> Path:
    """The book of the shipped casebook, at `out`."""
    checked, manifest = build_casebook(CASEBOOK, out)
    assert manifest is not None, checked.findings
    return out

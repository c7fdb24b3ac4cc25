"""The shipped casebook, built once a process for all tests that look at it; they only read it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from armillary.compile import build_casebook

ROOT = Path(__file__).resolve().parent.parent
CASEBOOK = ROOT / "casebooks" / "afghanistan"


@cache
def build_shipped() -> Path:
    """The folder of the shipped casebook's book."""
    folder = tempfile.mkdtemp(prefix="armillary-shipped-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    out = Path(folder) / "book"
    checked, manifest = build_casebook(CASEBOOK, out)
    assert manifest is not None, checked.findings
    return out

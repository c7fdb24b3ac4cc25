"""A named pipe where a file should be: opening it would wait for ever."""

from __future__ import annotations

import os
from pathlib import Path


def build(root: Path) -> None:
    """Make the pipe."""
    os.mkfifo(root / "claims" / "more.yaml")

"""Which commit a casebook stands at."""

from __future__ import annotations

import subprocess
from pathlib import Path


def commit_of(root: Path) -> str:
    """The git commit of a folder, with a plus when files in it differ; '' where there is no git or no commit."""
    try:
        head = _git(root, "rev-parse", "HEAD")
        return head + "+" if _git(root, "status", "--porcelain", "--", ".") else head
    except (OSError, subprocess.SubprocessError):
        return ""


def _git(root: Path, *words: str) -> str:
    command = ["git", "-C", str(root), "--no-optional-locks", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True)
    return done.stdout.strip()

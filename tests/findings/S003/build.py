"""A file that is too large to be one source coded by hand."""

from __future__ import annotations

from pathlib import Path


def build(root: Path) -> None:
    """Put nine megabytes of comment behind the claims of the study."""
    with (root / "claims" / "study.yaml").open("ab") as file:
        file.write((b"# " + b"x" * 97 + b"\n") * 94_372)

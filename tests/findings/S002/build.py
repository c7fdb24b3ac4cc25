"""A file from an old Windows editor, in which a curly quotation mark is one byte that UTF-8 does not know."""

from __future__ import annotations

from pathlib import Path


def build(root: Path) -> None:
    """Write it over the claims of the study."""
    file = root / "claims" / "study.yaml"
    file.write_bytes(file.read_bytes().replace(b"Both fronts", b"\x93Both\x94 fronts"))

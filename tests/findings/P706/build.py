"""An earlier edition of the release, made before the letter came."""

from __future__ import annotations

from pathlib import Path

from armillary.compile import build_casebook


def build(root: Path) -> None:
    """Build the release without the letter's claims, beside the casebook."""
    letter = root / "claims" / "letter.yaml"
    text = letter.read_text(encoding="utf-8")
    letter.unlink()
    build_casebook(root, root.parent / "book", release="public")
    letter.write_text(text, encoding="utf-8")

"""A link to a file outside the casebook."""

from __future__ import annotations

from pathlib import Path


def build(root: Path) -> None:
    """Link to a file that stands beside the casebook's folder."""
    outside = root.parent / "outside.yaml"
    outside.write_text("actors: []\n", encoding="utf-8")
    (root / "actors" / "more.yaml").symlink_to(outside)

"""Notes on a release that stay where it was made: what is unanswered, and whom each pseudonym stands for."""

from __future__ import annotations

from pathlib import Path

import msgspec

from armillary.finding import as_json
from armillary.releasing.private import write_private
from armillary.releasing.release import Release
from armillary.releasing.released import Released


def keep_notes(folder: Path, casebook: Path, out: Path, content: str, release: Release, made: Released) -> Path:
    """Write the notes on a book that was released; they may be deleted, and the next build writes them again."""
    notes = {
        "release": release.name,
        "casebook": str(casebook.resolve()),
        "book": str(out.resolve()),
        "content": content,
        "findings": [as_json(finding) for finding in made.unanswered],
        "pseudonyms": dict(made.pseudonyms),
    }
    path = notes_path(folder, content)
    write_private(path, msgspec.json.format(msgspec.json.encode(notes), indent=2) + b"\n")
    return path


def notes_path(folder: Path, content: str) -> Path:
    """Where the notes on a book with a content hash are kept."""
    return folder / f"{content[:16]}.json"

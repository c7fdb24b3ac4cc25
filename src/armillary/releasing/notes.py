"""Notes on a release that stay where it was made: what is unanswered, and whom each pseudonym stands for."""

from __future__ import annotations

from pathlib import Path

import msgspec

from armillary.casebook.replace import replace_file
from armillary.finding import ArmillaryError, as_json
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
    try:
        replace_file(path, msgspec.json.format(msgspec.json.encode(notes), indent=2) + b"\n", private=True)
    except OSError as problem:
        said = f"cannot keep the notes on the release in {folder}: {problem.strerror}"
        raise ArmillaryError(said, "nothing was released; ARMILLARY_CACHE names another folder") from None
    return path


def notes_path(folder: Path, content: str) -> Path:
    """Where the notes on a book with a content hash are kept."""
    return folder / f"{content[:16]}.json"

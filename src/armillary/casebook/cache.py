"""A cache of read files: what a file of given bytes holds under a given vocabulary never changes."""

from __future__ import annotations

from pathlib import Path

from armillary.casebook.casebook import FileRecords
from armillary.text.cache import Cache


class RecordCache(Cache[FileRecords]):
    """What files hold, by their name, their hash and the fingerprint of the vocabulary."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, FileRecords)

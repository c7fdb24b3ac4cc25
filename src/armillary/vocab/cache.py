"""A cache of the vocabulary: what its files say under a given fingerprint never changes."""

from __future__ import annotations

from pathlib import Path

from armillary.text.cache import Cache
from armillary.vocab.vocabulary import Lists


class VocabularyCache(Cache[Lists]):
    """The lists of a vocabulary that was found sound, by its fingerprint."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, Lists)

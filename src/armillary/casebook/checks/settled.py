"""Settled sources: what passes that found nothing need not look at again.

Most checks follow a change in one file. A pass that finds nothing in the claims of two sources, each by itself among
the records of other kinds, finds nothing in both together; so that after a change it is enough to look at the claims of
the sources that changed. As soon as it finds anything there, it looks at the whole casebook.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from armillary.casebook.cache import RecordCache
from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Retraction, Statement
from armillary.text.cache import Cache
from armillary.vocab.vocabulary import Vocabulary


class Quiet(msgspec.Struct, frozen=True):
    """The passes that found nothing in a casebook without errors, and the sources whose claims they looked at."""

    passes: tuple[str, ...] = ()
    sources: frozenset[str] = frozenset()  # each with the names and hashes of its files


class Settled:
    """What an earlier check left settled, kept beside the records; without a cache nothing is.

    `quiet` are the passes that found nothing then, among the same records of other kinds; `rest` is the casebook with
    those claims alone that they have not looked at.
    """

    def __init__(self, book: Casebook, vocab: Vocabulary, cache: RecordCache | None) -> None:
        self._cache = Cache(cache.folder, Quiet) if cache else None
        around = [f"{file} {digest}" for file, digest in book.files.items() if not file.startswith("claims/")]
        settings = msgspec.json.encode(book.settings)
        self._key = ("settled", hashlib.sha256("\0".join((vocab.fingerprint, *around)).encode() + settings).hexdigest())
        files: dict[str, list[str]] = {}
        for file, source, _ in book.heads:
            files.setdefault(source, []).append(f"{file} {book.files[file]}")
        self._sources = {source: " ".join((source, *names)) for source, names in files.items()}
        self._before = (self._cache.get(*self._key) if self._cache else None) or Quiet()
        self.quiet = frozenset(self._before.passes)
        settled = {source for source, state in self._sources.items() if state in self._before.sources}
        claims = {claim.id: claim for claim in book.claims.values() if claim.source not in settled}
        self.rest = msgspec.structs.replace(book, claims=claims, settled=book.claims.keys() - claims.keys())

    def keep(self, quiet: Iterable[str]) -> None:
        """Remember the passes that found nothing; there must not be an error in the whole casebook.

        A source whose claims refer to those of others never settles: what it refers to may change.
        """
        if self._cache is None:
            return
        loose = {claim.source for claim in self.rest.claims.values() if _refers_elsewhere(claim)}
        sources = frozenset(state for source, state in self._sources.items() if source not in loose)
        now = Quiet(tuple(quiet), sources)
        if now != self._before:
            self._cache.put(now, *self._key)


def _refers_elsewhere(claim: Claim) -> bool:
    matter = claim.matter
    named = ""
    if type(matter) is Retraction:
        named = matter.claim
    elif type(matter) is Statement and matter.about is not None:
        named = matter.about.claim
    return bool(named) and not named.startswith(claim.source + "/")

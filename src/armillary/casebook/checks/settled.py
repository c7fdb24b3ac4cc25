"""Settled sources: when last looked at, among the same other records, nothing was found in their claims.

Most checks follow a change in one file. What a pass finds in the claims of one source depends on these claims, on the
records of other kinds and on the vocabulary, so that settled claims are not looked at again while all of this stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from armillary.casebook.cache import RecordCache
from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Retraction, Statement
from armillary.finding import Finding
from armillary.text.cache import Cache
from armillary.vocab.vocabulary import Vocabulary


class Settled:
    """The settled sources of a casebook, kept beside its records; without a cache there are none.

    `rest` is the casebook with those claims alone that are to be looked at.
    """

    def __init__(self, book: Casebook, vocab: Vocabulary, cache: RecordCache | None) -> None:
        self._cache = Cache(cache.folder, list[str]) if cache else None
        coding = {file for file, _, _ in book.heads}
        others = [f"{file} {digest}" for file, digest in book.files.items() if file not in coding]
        around = "\0".join((vocab.fingerprint, *others)).encode() + msgspec.json.encode(book.settings)
        self._key = ("settled", hashlib.sha256(around).hexdigest())
        states: dict[str, list[str]] = {}
        for file, source, _ in book.heads:
            states.setdefault(source, []).append(f"{file} {book.files[file]}")
        self._states = {source: " ".join((source, *files)) for source, files in states.items()}
        self._kept = frozenset((self._cache.get(*self._key) or ()) if self._cache else ())

        settled = {source for source, state in self._states.items() if state in self._kept}
        claims = {claim.id: claim for claim in book.claims.values() if claim.source not in settled}
        self.rest = msgspec.structs.replace(book, claims=claims, settled=book.claims.keys() - claims.keys())

    def keep(self, findings: Iterable[Finding]) -> None:
        """Remember the sources without findings, given those of all passes; none of them may be an error.

        A source whose claims refer to those of others never settles: what it refers to may change.
        """
        if self._cache is None:
            return
        spoiled = {place.file for finding in findings for place in (finding.place, *finding.related)}
        unsettled = {source for file, source, _ in self.rest.heads if file in spoiled}
        unsettled |= {claim.source for claim in self.rest.claims.values() if _refers_elsewhere(claim)}
        states = {state for source, state in self._states.items() if source not in unsettled}
        if states != self._kept:
            self._cache.put(sorted(states), *self._key)


def _refers_elsewhere(claim: Claim) -> bool:
    matter = claim.matter
    named = ""
    if type(matter) is Retraction:
        named = matter.claim
    elif type(matter) is Statement and matter.about is not None:
        named = matter.about.claim
    return bool(named) and not named.startswith(claim.source + "/")

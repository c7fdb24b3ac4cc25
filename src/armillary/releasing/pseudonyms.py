"""Pseudonyms: names for what a release hides, the same each time it is made and different in every other release."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from functools import cached_property

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Source
from armillary.releasing.numbered import Numbered, number_of
from armillary.releasing.release import Release
from armillary.releasing.visibility import Visibility
from armillary.releasing.walking import records_of

PARTY = "party"
_LENGTH = 10  # hexadecimal digits: a trillion names, so that two speakers do not come to share one


class Pseudonyms:
    """Names made with a key that only who has the whole text of the casebook can make again (HMAC, RFC 2104).

    The key takes in every file of the casebook and the release, so that neither two releases nor two editions of one
    can be joined by them; the names sort by chance.
    """

    def __init__(self, casebook: Casebook, release: Release, seen: Visibility) -> None:
        self.casebook = casebook
        self.seen = seen
        self.made: dict[str, str] = {}  # pseudonym -> whom it stands for; to be kept where the casebook is
        digest = hashlib.sha256()
        for name in sorted(casebook.files):
            digest.update(f"{name}\0{casebook.files[name]}\0".encode())
        if not casebook.files:  # it was not read from text
            for _, record in sorted(records_of(casebook), key=lambda entry: (entry[0], entry[1].id)):
                digest.update(msgspec.msgpack.encode(record))
        said = (casebook.settings.title, release.name, release.marking, *release.compartments)
        digest.update("\0".join(said).encode())
        self._key = digest.digest()
        self.numbered = Numbered(casebook)
        speakers = [casebook.speakers[name] for name in self.numbered.speakers]
        self._numbers = Counter((speaker.kind, number_of(speaker)) for speaker in speakers)

    def hide(self, name: str, what: str = "confidential") -> str:
        """The pseudonym of a speaker, or of anything else."""
        mark = hmac.new(self._key, f"{what}\0{name}".encode(), hashlib.sha256).hexdigest()[:_LENGTH]
        self.made[f"{what}-{mark}"] = name
        return f"{what}-{mark}"

    def speaker(self, name: str) -> str:
        """How a speaker is called: by its id, by its number if it is one that is never more, or by a pseudonym."""
        if not self.seen.shows_link(name):
            return self.hide(name)
        if name not in self.numbered.speakers:
            return name
        record = self.casebook.speakers[name]
        number = number_of(record)
        alone = self._numbers[record.kind, number] == 1
        return f"{record.kind}-{number}" if number and alone else self.hide(name, record.kind)

    def link(self, name: str) -> str:
        """How a link of credit is called: a hidden source, or one with a numbered speaker, by who speaks in it."""
        source = self.casebook.sources.get(name)
        if source is None:
            return self.speaker(name)
        if not self.seen.shows("sources", name):
            return self.hide(source.speaker)
        return self.source(source)

    def source(self, source: Source) -> str:
        """How a source that is shown is called: what a numbered speaker said, by the speaker."""
        if source.id not in self.numbered.sources:
            return source.id
        return self.hide(source.id, source.kind.replace("_", "-"))

    def party(self, name: str) -> str:
        """How the party of a bloc is called, which is an actor or a speaker."""
        if name not in self.casebook.speakers or (self.seen.shows("actors", name) and name in self.casebook.actors):
            return self.hide(name, PARTY) if name in self.seen.names else name
        return self.speaker(name)

    def veiled_party(self, name: str) -> str:
        """How the party of a pseudonym is called, so that its members can be told to be of one and not of which."""
        return self.hide(name) if name in self.casebook.speakers else self.hide(name, PARTY)

    @cached_property
    def ids(self) -> dict[str, str]:
        """New ids of speakers that go by their number, of what they said, and of the claims read in it."""
        seen, found = self.seen, {}
        for name in self.numbered.speakers:
            if seen.shows("speakers", name) and (new := self.speaker(name)) != name:
                found[name] = new
        for name in self.numbered.sources:
            if seen.shows("sources", name):
                found[name] = self.source(self.casebook.sources[name])
        for shelf, record in records_of(self.casebook):
            source = getattr(record, "source", "")
            if source in self.numbered.sources and source in found and seen.shows(shelf, record.id):
                found[record.id] = found[source] + record.id.removeprefix(source)
        return found

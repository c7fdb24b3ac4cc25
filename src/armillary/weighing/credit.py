"""Chains of credit: from where a claim was read to its origin, the speaker at the root."""

from __future__ import annotations

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Statement
from armillary.casebook.resolve import links_to_root
from armillary.text.dates import When
from armillary.vocab.vocabulary import Vocabulary


class Credit(msgspec.Struct, frozen=True, gc=False):
    """One chain followed to its root.

    `speakers` runs from the reader's source to the root; `relays` counts the links before the root, 0 when the root itself
    was read; `weight` is their product; `dated` is the root's date, else that of the nearest dated relay; `known` is its
    last day; `stops` is the day from which a withdrawal silences it.
    """

    origin: str
    speakers: tuple[str, ...]
    root_source: str
    relays: int
    weight: float
    grade: str
    dated: When | None
    known: int | None
    stops: int | None


class Credits:
    """Follows chains, each once."""

    def __init__(self, book: Casebook, vocab: Vocabulary) -> None:
        self.book = book
        self.vocab = vocab
        self._known: dict[tuple[str, tuple[str, ...], str, When | None], Credit] = {}
        self._read = {claim.source for claim in book.claims.values()}
        self._parties: dict[str, str] = {}

    def follow(self, claim: Claim, chain: tuple[str, ...], as_said: bool = False) -> Credit:
        """The credit of one chain of a claim; `as_said` continues it to the speaker of the statement."""
        teller, said = "", None
        if as_said and isinstance(claim.matter, Statement):
            teller, said = claim.matter.speaker, claim.when
        key = (claim.source, chain, teller, said)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._follow(*key)
        return found

    def _follow(self, source: str, chain: tuple[str, ...], teller: str, said: When | None) -> Credit:
        book, grades = self.book, self.vocab.grades
        links = links_to_root(chain, source, book)
        sources = [book.sources.get(link) for link in links]
        speakers = [record.speaker if record else link for link, record in zip(links, sources, strict=True)]
        dates = [record.date if record else None for record in sources]
        root_source = links[-1] if sources[-1] else ""
        if teller and teller != speakers[-1]:
            speakers.append(teller)
            dates.append(said)
            root_source = ""
        elif teller and said is not None:
            dates[-1] = said
        first_hand = len(speakers) == 1 or (root_source in self._read and bool(root_source))
        weight = 1.0
        if not first_hand:
            for speaker in speakers[:-1]:
                weight *= grades[self.grade_of(speaker)].relay
        dated = next((when for when in reversed(dates) if when is not None), None)
        known = None if dated is None else dated.last if dated.last is not None else dated.first
        stops = [record.withdrawn.first for record in sources if record and record.withdrawn]
        grade = self.grade_of(speakers[-1])
        if root_source and book.sources[root_source].grade:
            grade = book.sources[root_source].grade
        return Credit(
            origin=speakers[-1],
            speakers=tuple(speakers),
            root_source=root_source,
            relays=0 if first_hand else len(speakers) - 1,
            weight=weight,
            grade=grade,
            dated=dated,
            known=known,
            stops=min((day for day in stops if day is not None), default=None),
        )

    def grade_of(self, speaker: str) -> str:
        """A speaker's grade; one that is not graded cannot be judged."""
        record = self.book.speakers.get(speaker)
        return record.grade if record else "F"

    def parties_of(self, speaker: str) -> frozenset[str]:
        """Everybody whose interest a speaker has: itself and whoever it speaks for, directly or through others."""
        parties = {speaker}
        pending = [speaker]
        while pending:
            record = self.book.speakers.get(pending.pop())
            for party in record.speaks_for if record else ():
                if party not in parties:
                    parties.add(party)
                    pending.append(party)
        return frozenset(parties)

    def bloc_of(self, speaker: str) -> str:
        """The party that a speaker counts as when voices are counted: the end of its first line of speaking for."""
        if speaker not in self._parties:
            seen = [speaker]
            while True:
                record = self.book.speakers.get(seen[-1])
                if record is None or not record.speaks_for or record.speaks_for[0] in seen:
                    break
                seen.append(record.speaks_for[0])
            self._parties[speaker] = seen[-1]
        return self._parties[speaker]

"""Chains of credit: from where a claim was read to its origin, the speaker at the root."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Statement
from armillary.casebook.resolve import links_to_root
from armillary.text.dates import When
from armillary.vocab.vocabulary import Vocabulary


class Credit(msgspec.Struct, frozen=True, gc=False):
    """One chain followed to its root.

    `relays` counts the links before the root, so that 0 is the root itself; `weight` is what they leave of a vote, 1
    when the root was read somewhere in the casebook; `dated` is the root's date, else that of the nearest dated relay;
    `known` is its last day; `stops` is the day from which a withdrawal silences it. `root` is the source in which the
    origin itself speaks, '' if there is none, and `passes` are the sources that only pass on what it says.
    """

    origin: str
    relays: int
    weight: float
    grade: str
    dated: When | None
    known: int | None
    stops: int | None
    root: str
    passes: tuple[str, ...]


class Credits:
    """Follows chains, each once."""

    def __init__(self, book: Casebook, vocab: Vocabulary) -> None:
        self.book = book
        self.vocab = vocab
        self._known: dict[tuple[str, tuple[str, ...], str, When | None], Credit] = {}
        self._read = {claim.source for claim in book.claims.values()}
        self._read.update(source.id for source in book.sources.values() if source.read)
        self._parties: dict[str, frozenset[str]] = {}
        self._citing = self._who_cites()

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
        links = links_to_root(chain, source, self.book)
        dates = [record.date if (record := self.book.sources.get(link)) else None for link in links]
        if teller and teller != self._speaker(links[-1]):
            links.append(teller)
            dates.append(said)
        elif teller and said is not None:
            dates[-1] = said
        # a document credited to its own speaker adds no link
        while len(links) > 1 and links[-1] not in self.book.sources and links[-1] == self._speaker(links[-2]):
            links.pop()
            dates[-2:] = [dates[-1] or dates[-2]]
        origin = self._speaker(links[-1])
        relays = links[:-1]
        weight = 1.0
        if links[-1] not in self._read:
            for link in relays:
                if self._speaker(link) != origin:  # nobody relays himself
                    weight *= self.vocab.grades[self._grade(link)].relay
        dated = next((when for when in reversed(dates) if when is not None), None)
        return Credit(
            origin=origin,
            relays=len(relays),
            weight=weight,
            grade=self._grade(links[-1]),
            dated=dated,
            known=None if dated is None else dated.last if dated.last is not None else dated.first,
            stops=min((day for link in links if (day := self._withdrawn(link)) is not None), default=None),
            root=links[-1] if links[-1] in self.book.sources else "",
            passes=tuple(link for link in relays if link in self.book.sources),
        )

    def _speaker(self, link: str) -> str:
        source = self.book.sources.get(link)
        return source.speaker if source else link

    def _grade(self, link: str) -> str:
        """The grade of a link: its speaker's, unless the source lowers it; one that is not graded cannot be judged."""
        source = self.book.sources.get(link)
        if source and source.grade:
            return source.grade
        speaker = self.book.speakers.get(self._speaker(link))
        return speaker.grade if speaker else "F"

    def _withdrawn(self, link: str) -> int | None:
        source = self.book.sources.get(link)
        if source is None or source.withdrawn is None:
            return None
        return source.withdrawn.first if source.withdrawn.first is not None else source.withdrawn.last

    def parties_of(self, speaker: str) -> frozenset[str]:
        """Everybody whose interest a speaker has: itself and whoever it speaks for, directly or through others."""
        found = self._parties.get(speaker)
        if found is None:
            parties = {speaker}
            pending = [speaker]
            while pending:
                record = self.book.speakers.get(pending.pop())
                for party in record.speaks_for if record else ():
                    if party not in parties:
                        parties.add(party)
                        pending.append(party)
            found = self._parties[speaker] = frozenset(parties)
        return found

    def bloc_of(self, speaker: str) -> str:
        """The voice that a speaker counts as: the party it speaks for, by the end of its first line of speaking for.

        Speakers that speak for each other in a circle are one party. Those whom nobody names and who speak for nobody
        are one voice with all others that the same hand cites, and with that hand where it is an outlet.
        """
        line = [speaker]
        while True:
            record = self.book.speakers.get(line[-1])
            if record is None or not record.speaks_for:
                break
            if record.speaks_for[0] in line:
                return min(line[line.index(record.speaks_for[0]) :])
            line.append(record.speaks_for[0])
        if len(line) > 1 or record is None or record.kind != "unnamed":
            return line[-1]
        hands = self._citing.get(speaker, set())
        if len(hands) != 1:
            return speaker
        hand = next(iter(hands))
        cited_by = self.book.speakers.get(hand)
        if cited_by is not None and cited_by.kind == "outlet":
            return self.bloc_of(hand)
        return min(other for other, citing in self._citing.items() if citing == hands)

    def _who_cites(self) -> dict[str, set[str]]:
        """Of every unnamed speaker that speaks for nobody, the speakers of the links that cite it."""
        nameless = {s.id for s in self.book.speakers.values() if s.kind == "unnamed" and not s.speaks_for}
        found: dict[str, set[str]] = {}
        for claim in self.book.claims.values() if nameless else ():
            for chain in claim.chains:
                if not nameless.isdisjoint(chain):
                    links = links_to_root(chain, claim.source, self.book)
                    for hand, cited in pairwise(links):
                        if cited in nameless:
                            found.setdefault(cited, set()).add(self._speaker(hand))
        return found

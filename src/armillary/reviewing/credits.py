"""Credit filled in: notes and inline speakers of a proposal led to sources and speakers of the casebook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Source
from armillary.names.folding import fold
from armillary.names.matcher import Found, Matcher
from armillary.proposing.proposals import Proposal
from armillary.reading.citations.notes import Citations, Cited
from armillary.reading.citations.works import Work

_SHORTEST = 4  # words of a title that another title may begin with and still be the same work
_TALKS = frozenset({"interview", "correspondence", "letter", "testimony", "field_report"})
_WORKS = frozenset(
    [
        *("report", "reports", "article", "study", "studies", "paper", "newspaper", "document", "documents", "book"),
        *("statement", "magazine", "outlet", "media", "author", "authors", "researcher", "researchers", "scholar"),
        *("scholars", "team", "analysis", "assessment", "resolution"),
    ]
)
Chains = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Credited:
    """The chains that were found, nearest link first, and in words what leads to no record of the casebook."""

    chains: Chains = ()
    unresolved: tuple[str, ...] = ()


class Creditors:
    """Who and what a casebook can give credit to, and what the notes of one document cite."""

    def __init__(self, book: Casebook, source: str, citations: Citations | None) -> None:
        self.book = book
        self.source = source
        self._citations = citations

    @cached_property
    def _speakers(self) -> Matcher[str]:
        return Matcher((s.id, name) for s in self.book.speakers.values() for name in (s.name, s.short) if name)

    @cached_property
    def _spokesmen(self) -> dict[str, list[str]]:
        """The parties that speak for themselves, by the name of the actor."""
        found: dict[str, list[str]] = {}
        for speaker in self.book.speakers.values():
            for actor in speaker.speaks_for:
                found.setdefault(actor, []).append(speaker.id)
        return found

    @cached_property
    def _cited(self) -> dict[int, list[Cited]]:
        found: dict[int, list[Cited]] = {}
        for cited in self._citations.notes if self._citations else ():
            found.setdefault(cited.note, []).append(cited)
        return found

    @cached_property
    def _works(self) -> dict[str, Work]:
        return {work.id: work for work in self._citations.works} if self._citations else {}

    @cached_property
    def _by_url(self) -> dict[str, str]:
        return {_address(s.url): s.id for s in self.book.sources.values() if s.url}

    @cached_property
    def _by_title(self) -> dict[str, list[Source]]:
        found: dict[str, list[Source]] = {}
        for source in self.book.sources.values():
            found.setdefault(fold(source.title), []).append(source)
        return found

    def credit(self, proposal: Proposal) -> Credited:
        """The chains of a proposal: each note's source, and behind it whom the sentence names where that is another."""
        notes, lost = self._of_notes(proposal.notes)
        named = [name for name in proposal.credit if not self._is_note(name, notes)]
        speakers, unnamed = self._named(named)
        chains: list[tuple[str, ...]] = []
        if len(notes) == 1 or len(speakers) == 1:
            for note in notes or [""]:
                for speaker in speakers or [""]:
                    alone = note and (not speaker or self._vouches(speaker, note))
                    chains.append((note,) if alone else tuple(link for link in (note, speaker) if link))
        else:
            chains = [(link,) for link in (*notes, *speakers)]
        if len(set(proposal.notes)) > 1 and len(notes) > 1:
            lost.append("several notes stand here: keep those that vouch for this claim")
        return Credited(tuple(dict.fromkeys(chain for chain in chains if chain)), (*lost, *unnamed))

    def _is_note(self, name: str, notes: list[str]) -> bool:
        """Whether a description is what the note behind it leads to: an interviewee an interview, a report a report."""
        if not notes or name != name.lower() or name in self.book.actors or self.find(name):
            return False
        talks = any(self.book.sources[note].kind in _TALKS for note in notes if note in self.book.sources)
        return talks or bool(_WORKS & set(name.split()))

    def find(self, name: str) -> str:
        """The id of the source or speaker that a name means; '' when there is none, or several."""
        if name in self.book.sources or name in self.book.speakers:
            return name
        if name in self._spokesmen and len(self._spokesmen[name]) == 1:
            return self._spokesmen[name][0]
        actor = self.book.actors.get(name)
        for word in (name, *((actor.name, actor.short) if actor else ())):
            found = self._speakers.find(word) if word else None
            if isinstance(found, Found):
                return str(found.id)
        same = self._by_title.get(fold(name), [])
        return same[0].id if len(same) == 1 else ""

    def _named(self, names: Iterable[str]) -> tuple[list[str], list[str]]:
        own = self.book.sources[self.source].speaker if self.source in self.book.sources else ""
        found, lost = [], []
        for name in names:
            link = self.find(name)
            if not link:
                lost.append(f"“{name}” is no speaker of the casebook")
            elif link not in (own, self.source):
                found.append(link)
        return list(dict.fromkeys(found)), lost

    def _of_notes(self, numbers: Iterable[int]) -> tuple[list[str], list[str]]:
        found, lost = [], []
        for number in numbers:
            for cited in self._cited.get(number, ()):
                link = self._work(cited) if cited.kind == "work" else self._talk(cited)
                if link and link != self.source:
                    found.append(link)
                elif not link and cited.kind != "explanatory":
                    lost.append(f"note {number} leads to no source of the casebook")
        return list(dict.fromkeys(found)), list(dict.fromkeys(lost))

    def _work(self, cited: Cited) -> str:
        """The source that a work is: by its address, else by its title, and by its year where several have that."""
        work = self._works.get(cited.work)
        if work is None:
            return ""
        if work.url and (source := self._by_url.get(_address(work.url))):
            return source
        title = fold(work.title)
        same = self._by_title.get(title, [])
        if not same:
            same = [s for known, many in self._by_title.items() if _begins(known, title) for s in many]
        if len(same) > 1 and work.date:
            same = [s for s in same if s.date is not None and s.date.text[:4] == work.date[:4]]
        return same[0].id if len(same) == 1 else ""

    def _talk(self, cited: Cited) -> str:
        """The source that an interview or letter is: by the number of who was asked, and by its date."""
        date = cited.date
        same = [s for s in self.book.sources.values() if date and s.date is not None and s.date.text == date]
        if cited.speaker:
            of_speaker = [s for s in self.book.sources.values() if _numbered(self.book, s) == cited.speaker]
            both = [s for s in of_speaker if s in same]
            same = both or of_speaker
        return same[0].id if len(same) == 1 else ""

    def _vouches(self, speaker: str, link: str) -> bool:
        source = self.book.sources.get(link)
        return speaker == link or (source is not None and source.speaker == speaker)


def _numbered(book: Casebook, source: Source) -> str:
    """The number in the name of an interview's speaker: 12 of Interviewee 12."""
    speaker = book.speakers.get(source.speaker)
    if speaker is None or speaker.kind != "interviewee":
        return ""
    found = re.search(r"\d+", speaker.name)
    return found[0] if found else ""


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one.split(), other.split()), key=len)
    return len(short) >= _SHORTEST and long[: len(short)] == short


def _address(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.casefold()).rstrip("/")

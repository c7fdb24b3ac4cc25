"""Which source of a casebook each work is that a document cites, and so whom each of its notes credits.

What is compared is folded: addresses and DOIs, then titles with authors and dates. What fits two sources equally well
is told as neither, since credit to the wrong one would count a false origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Source, Speaker
from armillary.reading.citations.notes import Cited
from armillary.reading.citations.works import Work
from armillary.reading.citations.written import key_of, words_of
from armillary.text.months import MONTHS

_SAME = 0.85  # the share of words that two titles must have in common to be one title, whoever wrote it
_ALIKE = 0.5  # the same where author and year agree too
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s<>)\]]+)", re.IGNORECASE)
_TITLED = re.compile(r"\s[-–|]\s[^-–|]{2,40}$")  # the name of a site behind the title of its page
_SMALL = frozenset(("the", "of", "for", "and", "a", "an", "to", "in", "on", "at", "by", "s", "is", "it", "its"))
_NUMBERED = re.compile(r"\b(?:interviewee|respondent|informant|participant)s?(?:\s+(?:no\.?\s*)?|-)0*(\d{1,4})$", re.I)
PRIVATE = {"interview": "interview", "correspondence": "correspondence"}  # what a note cites -> the kind of source


@dataclass(slots=True)
class Sources:
    """The sources of a casebook, to be found by what a document says of them."""

    book: Casebook
    document: str = ""  # the source that cites
    by_address: dict[str, str] = field(default_factory=dict)
    by_doi: dict[str, str] = field(default_factory=dict)
    heads: dict[str, frozenset[str]] = field(default_factory=dict)  # source -> the names it may be cited under
    outlets: dict[str, frozenset[str]] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)  # source -> those of its title

    def __post_init__(self) -> None:
        for source in self.book.sources.values():
            for address in (source.url, source.archived):
                if address:
                    self.by_address.setdefault(address_key(address), source.id)
            if doi := doi_of(source.ids.get("doi", "") or source.url):
                self.by_doi.setdefault(doi, source.id)
            self.heads[source.id] = frozenset(self._heads(source))
            self.outlets[source.id] = frozenset({key_of(source.publisher)} - {""})
            self.words[source.id] = _words(source.title)

    def of_work(self, work: Work) -> str:
        """The id of the source that a work is; '' where the casebook has none, or two that fit equally well."""
        doi = doi_of(work.doi or work.url)
        if doi and doi in self.by_doi:
            return self.by_doi[doi]
        if work.url and (found := self.by_address.get(address_key(work.url))):
            return found
        words, heads = _words(work.title), _heads_of(work)
        ranked = sorted(
            ((self._fit(work, words, heads, source), source.id) for source in self.book.sources.values()), reverse=True
        )
        if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
            return ""
        return ranked[0][1]

    def of_title(self, title: str, date: str = "") -> str:
        """The id of the one source of this title, whoever wrote it; '' if there is none, or dates contradict."""
        wanted = words_of(title)
        same = [source for source in self.book.sources.values() if wanted and words_of(source.title) == wanted]
        found = [source.id for source in same if _agree(date, _date(source)) is not False]
        return found[0] if len(found) == 1 else ""

    def of_talk(self, cited: Cited) -> list[str]:
        """The interview or letter that a note cites by number and date; the speaker where several could be meant."""
        found = []
        for source in self.book.sources.values():
            if source.kind != PRIVATE.get(cited.kind):
                continue
            speaker = self.book.speakers.get(source.speaker)
            if _number(source.speaker, speaker) == cited.speaker.lstrip("0") and self._same_day(cited.date, source):
                found.append(source)
        if len(found) == 1:
            return [found[0].id]
        speakers = {source.speaker for source in found}
        return sorted(speakers) if cited.speaker and len(speakers) == 1 else []

    def _same_day(self, date: str, source: Source) -> bool:
        """Whether a talk was on this date; one without a date is known within its own document alone."""
        if date:
            return _date(source).startswith(date)
        return source.date is None and bool(self.document) and source.id.startswith(f"{self.document}-")

    def _fit(self, work: Work, ours: frozenset[str], named: set[str], source: Source) -> float:
        """How well a source fits a work, from 0 (it is another) up."""
        theirs = self.words[source.id]
        dates, years = _agree(work.date, _date(source)), _agree(work.date[:4], _date(source)[:4])
        author = bool(self.heads[source.id] & named)
        outlet = author or bool(self.outlets[source.id] & named)
        likeness = 0 if _other_issue(ours, theirs) else _likeness(ours, theirs)
        if years is False:  # a yearly report goes by its year, and comes out in the next
            return 3 if likeness == 1 and author and _numbers(ours) else 0
        if likeness >= _SAME and (len(ours) > 2 or outlet):
            return 3 + likeness + outlet + bool(dates)
        if dates and len(work.date) == 10 and "letter" in ours and _of_body(named, self.heads[source.id]):
            return 2.5 + likeness  # reports that go by the letter that they come with, as those of the United Nations
        if not author:
            # A document without an author goes by who issued it: their name stands in its title, or in the source's.
            speaker = self.book.speakers.get(source.speaker)
            wider = theirs | _words(speaker.name if speaker else "")
            return 1 + _share(ours, wider) if years and len(ours) > 3 and _share(ours, wider) >= _SAME else 0
        if (years and likeness >= _ALIKE) or (work.title and _begins(source.title, work.title)):
            return 2 + likeness
        return 0

    def _heads(self, source: Source) -> Iterable[str]:
        """The names, as keys, under which the works of a source's speaker are cited."""
        speaker = self.book.speakers.get(source.speaker)
        for one in (speaker, *(self.book.speakers.get(name) for name in (speaker.speaks_for if speaker else ()))):
            if one is None:
                continue
            yield from (key_of(name) for name in (one.name, one.short) if name)
            if one.kind == "person":
                names = [part.split()[-1] for part in re.split(r", | and ", one.name) if part.split()]
                yield key_of(" and ".join(names))
                yield from (key_of(name) for name in names[:1])


def sources_of_notes(
    works: Iterable[Work], notes: Iterable[Cited], book: Casebook, document: str = ""
) -> dict[int, list[str]]:
    """For each note, the ids of the sources that it cites, in its order; the speaker where a talk is not told apart.

    A stored transcript has both lists; `document` is the source that it is of. Empty: the note explains, or what it
    cites is not in the casebook.
    """
    known = Sources(book, document)
    of_work = {work.id: known.of_work(work) for work in works}
    found: dict[int, list[str]] = {}
    for cited in notes:
        ids = found.setdefault(cited.note, [])
        more = known.of_talk(cited) if cited.kind in PRIVATE else [of_work.get(cited.work, "")]
        ids += [one for one in more if one and one not in ids]
    return found


def address_key(url: str) -> str:
    """What two spellings of an address have in common: host and path, without what tracks the reader."""
    parts = urlsplit(url.replace("\\", "").strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = unquote(parts.path).rstrip("/").casefold()
    told = [part for part in parts.query.split("&") if re.match(r"(?:id|p|v|docid|story_fbid|symbol)=", part, re.I)]
    return f"{host}{path}?{'&'.join(told)}" if host else ""


def doi_of(text: str) -> str:
    """The DOI in a text or address, in small letters; '' if there is none."""
    found = _DOI.search(text)
    return found[1].rstrip(".,;").casefold() if found else ""


def _date(source: Source) -> str:
    """The date of a source as exact as it is known: 2024, 2024-05, 2024-05-07."""
    match = re.match(r"\d{4}(?:-\d\d){0,2}", source.date.text) if source.date else None
    return match[0] if match else ""


def _agree(one: str, other: str) -> bool | None:
    """Whether two dates, one perhaps coarser, can be the same; None where one is not known."""
    return (one.startswith(other) or other.startswith(one)) if one and other else None


def _words(title: str) -> frozenset[str]:
    return frozenset(words_of(_TITLED.sub("", title))) - _SMALL


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / len(ours) if ours else 0


def _likeness(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """How much two titles have in common, from the side of the longer one."""
    return len(ours & theirs) / max(len(ours), len(theirs)) if ours and theirs else 0


def _numbers(words: frozenset[str]) -> frozenset[str]:
    """What tells one issue of a series from another: numbers, and names of months."""
    return frozenset(word for word in words if word.isdigit() or word.title() in MONTHS)


def _other_issue(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two titles are of different issues of one series."""
    one, other = _numbers(ours), _numbers(theirs)
    return bool(one and other) and not (one <= other or other <= one)


def _begins(title: str, short: str) -> bool:
    words = words_of(short)
    return bool(words) and words_of(title)[: len(words)] == words


def _heads_of(work: Work) -> set[str]:
    named = {key_of(name) for name in (work.container, *(work.names[:1] if work.authors else ())) if name}
    return {*work.heads, *named} if work.authors else named


def _of_body(named: Iterable[str], heads: Iterable[str]) -> bool:
    """Whether a name is or begins with another, as that of a council begins with that of its organisation."""
    whole = [head for head in heads if " " in head]
    return any(name == head or name.startswith(head + " ") for name in named for head in whole)


def _number(identity: str, speaker: Speaker | None) -> str:
    """The number that an interviewee goes by; '' for one who is known by the date alone."""
    for said in (speaker.name if speaker else "", identity):
        if match := _NUMBERED.search(said):
            return match[1]
    return ""

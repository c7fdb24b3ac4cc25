"""Drafts of what a document cites: a source for each work that the casebook lacks, and one for each talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from armillary.casebook.plain import Plain
from armillary.exchange.documents.naming import Speakers, authors_of
from armillary.exchange.documents.talks import Talks, cited_file, cited_in_words
from armillary.exchange.entries import fit_entries
from armillary.exchange.protocol import Entry, Into
from armillary.exchange.work_entries import NOT_GRADED, as_entries, source_id
from armillary.exchange.works import Author, Work
from armillary.finding import Finding, Place
from armillary.reading.citations import works as cited_works
from armillary.reading.citations.sources import Sources, address_key
from armillary.reading.citations.written import words_of
from armillary.reading.transcripts import Transcript

_POSTED = re.compile(r"//(?:www\.|mobile\.)?(?:twitter|x|facebook|t|telegram)\.(?:com|me)/", re.IGNORECASE)
_BEGINS = {"agreement": "agreement", "treaty": "agreement", "resolution": "resolution", "decree": "decree"}
_TOWN = re.compile(r"^[^:]{2,40}:\s+(?=\S)")  # `New York: Columbia University Press`
_OPTIONAL = ("url", "ids", "date", "publisher", "language")  # what a draft can do without, when it cannot be read


@dataclass(slots=True)
class Drafts:
    """What comes of a document's citations: entries to take in, and for each source that is cited its notes."""

    entries: list[Entry] = field(default_factory=list)
    drafted: dict[str, list[int]] = field(default_factory=dict)  # new source -> the notes that cite it
    known: dict[str, list[int]] = field(default_factory=dict)  # source of the casebook -> the notes
    left_out: list[str] = field(default_factory=list)  # works that no draft can be made of
    unresolved: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def draft_cited(
    document: str, title: str, transcript: Transcript, into: Into, marks: Mapping[str, Plain] | None = None
) -> Drafts:
    """Drafts of what the document of this source id cites; nothing is drafted twice.

    `marks` are the marking and compartments of the document: its drafts have them too, as they tell what it cites.
    """
    drafts = _Drafting(document, title, transcript, into).draft()
    drafts.entries = [replace(entry, values={**entry.values, **(marks or {})}) for entry in drafts.entries]
    return drafts


class _Drafting:
    def __init__(self, document: str, title: str, transcript: Transcript, into: Into) -> None:
        self.document = document
        self.title = words_of(title)
        self.transcript = transcript
        self.into = into
        self.known = Sources(into.casebook, document)
        self.speakers = Speakers(into.casebook)
        self.taken = {*into.casebook.sources, *into.casebook.speakers, document}
        self.place = Place(transcript.file)
        self.found = Drafts()
        self.notes: dict[str, list[int]] = {}
        for cited in transcript.citations:
            if cited.work and cited.note not in self.notes.setdefault(cited.work, []):
                self.notes[cited.work].append(cited.note)

    def draft(self) -> Drafts:
        works = list(self._works())
        self.found.entries += [replace(e, file=cited_file(self.document, e.folder)) for e in self._entries(works)]
        talks = Talks(self.document, self.known, self._free, self.place)
        self.found.entries += talks.draft(self.transcript.citations)
        self.found.drafted |= talks.drafted
        for source, notes in talks.known.items():
            self._know(source, notes)
        self.found.unresolved = sorted({c.note for c in self.transcript.citations if c.kind == "unresolved"})
        return self.found

    # --- works -------------------------------------------------------------------------------------------------------

    def _works(self) -> Iterator[tuple[cited_works.Work, list[int]]]:
        """The works to draft, each once, with the notes that cite it."""
        seen: dict[tuple[str, ...], list[int]] = {}
        for work in self.transcript.works:
            notes = self.notes.get(work.id, [])
            if source := self.known.of_work(work):
                self._know(source, notes)
                continue
            words = tuple(words_of(work.title))
            if not words:
                self.found.left_out.append(work.authors or work.id)
            if not words or list(words) == self.title:
                continue
            keys: list[tuple[str, ...]] = [("title", *words, work.date[:4])]
            if work.url:
                keys.append(("url", address_key(work.url)))
            held = next((seen[key] for key in keys if key in seen), None)
            if held is not None:
                held += [note for note in notes if note not in held]
                continue
            mine = list(notes)
            seen |= dict.fromkeys(keys, mine)
            yield work, mine

    def _know(self, source: str, notes: Iterable[int]) -> None:
        self.found.known[source] = sorted({*self.found.known.get(source, ()), *notes})

    def _entries(self, works: Sequence[tuple[cited_works.Work, list[int]]]) -> Iterator[Entry]:
        notes: dict[str, list[int]] = {}
        made: list[Work] = []
        for work, cited_in in works:
            identity = self._free(source_id(work.id) or f"{self.document}-cited")
            notes[identity] = cited_in
            made.append(self._work(work, identity))
        drafts = as_entries(made, self.into, self.found.findings)
        self.found.findings = [finding for finding in self.found.findings if finding.code != "X806"]
        entries = []
        for entry in drafts.entries:
            if entry.folder == "speakers":
                reason = NOT_GRADED.replace("a bibliography", "a citation")
                entry = replace(entry, values={**entry.values, "grade_reason": reason})
            else:
                identity = str(entry.values["id"])
                said = cited_in_words(self.document, sorted(notes[identity]))
                entry = replace(entry, values={**entry.values, "read": "false", "note": said}, in_full=True)
                self.found.drafted[identity] = sorted(notes[identity])
            entries.append(entry)
        for entry, fit in fit_entries(entries, self.into.vocab, _OPTIONAL):
            if fit is None:
                self.found.left_out.append(str(entry.values.get("title") or entry.values.get("name")))
                self.found.drafted.pop(str(entry.values["id"]), None)
                continue
            yield fit

    def _work(self, work: cited_works.Work, identity: str) -> Work:
        publisher = _TOWN.sub("", work.container).strip(" ./")
        if words_of(publisher) == words_of(work.title) or not re.search(r"\w{2}", publisher):
            publisher = ""
        names = authors_of(work.authors, listed=True)
        joined = " and ".join(filter(None, (", ".join(a.full for a in names[:-1]), names[-1].full))) if names else ""
        speaker = self.speakers.seek(joined) or self.speakers.seek(work.authors) or self.speakers.seek(publisher)
        url = re.sub(r"^//", "https://", work.url.replace("\\", "")).partition("#:~:")[0]  # behind it stands text
        return Work(
            key=identity,
            place=self.place,
            genre=self._kind(work, url, publisher),
            title=work.title,
            authors=(Author(speaker, is_body=True),) if speaker else names,
            date=work.date,
            publisher=publisher,
            url=url if re.fullmatch(r"https?://\S+", url) else "",
            doi=work.doi,
        )

    def _kind(self, work: cited_works.Work, url: str, publisher: str) -> str:
        """The kind of source that a citation most likely is: nothing says it outright."""
        first = (words_of(work.title) or [""])[0]
        if first in _BEGINS:
            return _BEGINS[first]
        if _POSTED.search(url):
            return "post"
        if publisher and len(work.date) == 4 and _TOWN.match(work.container):
            return "book"
        if work.doi or (url and publisher):
            return "article"
        return "web_page" if url else "report"

    def _free(self, name: str) -> str:
        found, number = name, 2
        while found in self.taken:
            found, number = f"{name}-{number}", number + 1
        self.taken.add(found)
        return found

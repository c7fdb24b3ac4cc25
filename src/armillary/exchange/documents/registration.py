"""Registering a document as a source: what is there already, what is to be written, and what stays on this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from armillary.casebook.casebook import Casebook
from armillary.casebook.plain import Plain
from armillary.casebook.records import Source
from armillary.checking import Checked
from armillary.exchange.documents.cited import Drafts, draft_cited
from armillary.exchange.documents.naming import Speakers, authors_of
from armillary.exchange.documents.particulars import Particulars, propose_id
from armillary.exchange.intake import Taken, take_in
from armillary.exchange.protocol import Entry, Into
from armillary.exchange.work_entries import as_entries
from armillary.exchange.works import Author, Work
from armillary.finding import ArmillaryError, Finding, Place
from armillary.reading.citations.sources import Sources, address_key
from armillary.reading.documents import document_files
from armillary.reading.formats import Reading
from armillary.reading.hashes import lay_out_hashes, passages_to_keep
from armillary.reading.transcripts import Transcript

_ANONYMOUS = re.compile(r"(?:interviewee|correspondent|respondent|informant|expert|source)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """A source that the document is, or seems to be, and by what that is told."""

    source: str
    by: str  # hash, id, address or title


@dataclass(frozen=True, slots=True)
class Registration:
    """What registering a document comes to; nothing is written yet. `local` are the files that stay on this machine."""

    source: str
    taken: Taken
    local: Mapping[str, bytes]
    drafts: Drafts = field(default_factory=Drafts)
    passages: int = 0
    speakers: Sequence[str] = ()  # that were not in the casebook when it was looked up

    @property
    def proposed(self) -> list[str]:
        """The speakers that come to the casebook with it."""
        return sorted(set(self.taken.added) & set(self.speakers))


def find_known(book: Casebook, reading: Reading, of: Particulars, identity: str) -> Known | None:
    """The source of a casebook that a document is: by its hash, the id that was given, its address or its title."""
    for source in book.sources.values():
        if source.sha256 == reading.sha256:
            return Known(source.id, "hash")
    if held := book.sources.get(identity):
        if held.sha256:
            said = f"'{identity}' is another document: the hash of its copy begins with {held.sha256[:12]}"
            raise ArmillaryError(said, f"this file's begins with {reading.sha256[:12]}; give it another id")
        return Known(identity, "id")
    url = address_key(of.values.get("url", ""))
    for source in book.sources.values():
        if url and url in (address_key(source.url), address_key(source.archived)):
            return Known(source.id, "address")
    same = Sources(book).of_title(of.values.get("title", ""), of.values.get("date", "")) if not identity else ""
    return Known(same, "title") if same else None


def register(
    checked: Checked, reading: Reading, transcript: Transcript, of: Particulars, identity: str, day: str, cited: bool
) -> Registration:
    """The entries and files of a document that the casebook does not have; `day` is when the file was read."""
    into = Into(checked.casebook, checked.vocab)
    place = Place(transcript.file)
    name = of.values["speaker"]
    speaker, proposed = _speaker(name, of, into, place)
    taken = {*checked.casebook.sources, *checked.casebook.speakers}
    called = next((str(entry.values["name"]) for entry in proposed), "") or checked.casebook.speakers[speaker].name
    source = identity or propose_id(of, called, taken)
    marks: dict[str, Plain] = {"marking": of.values["marking"]} if of.values.get("marking") else {}
    proposed = [replace(e, file=f"speakers/{source}.yaml", values={**e.values, **marks}) for e in proposed]
    values: dict[str, Plain] = {
        "id": source,
        "kind": of.values["kind"],
        "title": of.values["title"],
        "speaker": speaker,
    }
    values |= {key: of.values[key] for key in ("date", "publisher", "language", "url", "marking") if of.values.get(key)}
    values |= {key: value for key, value in of.more.items() if key not in values and value}  # type: ignore[misc]
    values |= {"sha256": reading.sha256, "accessed": day}
    entry = Entry("sources", values, place, file=f"sources/{source}.yaml")
    return _registration(checked, reading, transcript, source, [*proposed, entry], of.findings, cited, marks)


def _completion(reading: Reading, transcript: Transcript, source: Source, day: str) -> list[Entry]:
    """What the casebook lacks of a source whose document is at hand: the hash of its copy and when it was read."""
    new = {"sha256": reading.sha256} | ({} if source.accessed else {"accessed": day})
    values: dict[str, Plain] = {"id": source.id, "kind": source.kind, "title": source.title, "speaker": source.speaker}
    return [Entry("sources", values | new, Place(transcript.file), speaks_of=frozenset(new))]


def register_known(
    checked: Checked, reading: Reading, transcript: Transcript, source: Source, day: str, cited: bool
) -> Registration:
    """The same for a document of which the casebook has the source, but not its hash."""
    entries = _completion(reading, transcript, source, day)
    marks: dict[str, Plain] = {"marking": source.marking} if source.marking else {}
    marks |= {"compartments": list(source.compartments)} if source.compartments else {}
    return _registration(checked, reading, transcript, source.id, entries, (), cited, marks)


def _registration(
    checked: Checked,
    reading: Reading,
    transcript: Transcript,
    source: str,
    entries: Sequence[Entry],
    findings: Sequence[Finding],
    cited: bool,
    marks: Mapping[str, Plain],
) -> Registration:
    into = Into(checked.casebook, checked.vocab)
    title = next((str(entry.values["title"]) for entry in entries if entry.folder == "sources"), "")
    drafts = draft_cited(source, title, transcript, into, marks) if cited else Drafts()
    kept = passages_to_keep(reading, transcript)
    held = any(passage.source == source for passage in checked.casebook.passages)
    name = f"claims/{source}-passages.yaml"
    beside = {} if held or not kept else {name: lay_out_hashes(source, kept, "armillary add")}
    taken = take_in(checked, [*entries, *drafts.entries], source, True, beside=beside)
    taken = replace(taken, findings=[*findings, *drafts.findings, *taken.findings])
    return Registration(
        source,
        taken,
        document_files(reading, transcript),
        drafts,
        len(kept) if name in taken.files else 0,
        [str(entry.values["id"]) for entry in (*entries, *drafts.entries) if entry.folder == "speakers"],
    )


def _speaker(name: str, of: Particulars, into: Into, place: Place) -> tuple[str, list[Entry]]:
    """The id of who vouches for the document, and the proposal of a speaker where nobody has the name."""
    for entry in of.proposed:
        if entry.values.get("id") == name:
            return name, [entry]
    if found := Speakers(into.casebook).find(name):
        return found, []
    authors = (Author(name, is_body=True),) if _ANONYMOUS.match(name) else authors_of(name)
    if not authors:
        raise ArmillaryError(f"'{name[:80]}' is no name of a speaker", "give a name or the id of a speaker")
    work = Work(key="document", place=place, genre="report", title=of.values["title"], authors=authors)
    entry = next(entry for entry in as_entries([work], into, []).entries if entry.folder == "speakers")
    values = dict(entry.values) | {"grade_reason": "Proposed with a document; nobody has judged it yet."}
    if _ANONYMOUS.match(name):
        values["kind"] = "interviewee"
    return str(values["id"]), [replace(entry, values=values)]

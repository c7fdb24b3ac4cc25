"""What `read` answers with: a document as its passages, each with its place, kind, language and text."""

from __future__ import annotations

from pathlib import Path

import msgspec

from armillary.casebook.replace import replace_file
from armillary.finding import Finding, FindingRecord, as_record
from armillary.reading.citations.doubts import doubts_of
from armillary.reading.citations.notes import Cited, read_citations
from armillary.reading.citations.works import Work
from armillary.reading.formats import Reading
from armillary.reading.languages import language_within
from armillary.reading.layer import Box
from armillary.reading.matching import Finder
from armillary.reading.naming import name_passages
from armillary.reading.passages import PARAGRAPHS, Passage


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """Where a part of a passage was printed: the box on the page in points from its lower left."""

    page: int
    box: tuple[float, float, float, float]


class TranscriptPassage(msgspec.Struct, frozen=True, kw_only=True):
    """A passage: `spans` count code points in the text layer from 0, the end left out; `at` is its locator."""

    at: str
    kind: str
    section: str
    level: int
    paragraph: int
    item: int
    note: int
    page: int
    markers: list[int]
    spans: list[tuple[int, int]]
    printed: list[Printed]
    language: str
    sha256: str
    text: str


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was read: what it is, what the file says of itself, its passages, and what its notes cite."""

    file: str
    kind: str
    sha256: str
    pages: int
    language: str
    metadata: dict[str, str]
    counts: dict[str, int]
    passages: list[TranscriptPassage]
    works: list[Work]
    citations: list[Cited]
    findings: list[FindingRecord]


def transcribe(reading: Reading, name: str) -> Transcript:
    """A reading as a record that can be printed or kept."""
    document = reading.document
    names = name_passages(Finder(document))
    passages = [_passage(reading, passage, at) for passage, at in zip(document.passages, names, strict=True)]
    cited = read_citations(document)
    counts: dict[str, int] = {}
    for passage in passages:
        counts[passage.kind] = counts.get(passage.kind, 0) + 1
    pages = reading.layer.pages or (max((p.page for p in document.passages), default=0) if "\f" in document.text else 0)
    transcript = Transcript(
        file=name,
        kind=reading.kind,
        sha256=reading.sha256,
        pages=pages,
        language=reading.language,
        metadata=reading.layer.metadata,
        counts=counts,
        passages=passages,
        works=cited.works,
        citations=cited.notes,
        findings=[as_record(finding) for finding in reading.findings],
    )
    found = [*transcript.findings, *map(as_record, doubts(transcript))]
    return msgspec.structs.replace(transcript, findings=found)


def doubts(found: Transcript) -> list[Finding]:
    """What is doubtful in what a document cites, so that it can be said beside what is wrong with its file."""
    return doubts_of(found.file, [p.text for p in found.passages if p.kind in PARAGRAPHS], found.citations)


def _passage(reading: Reading, passage: Passage, at: str) -> TranscriptPassage:
    text = reading.document.plain(passage)
    printed: dict[int, list[Box]] = {}
    for start, end in passage.spans:
        for segment in reading.layer.printed(start, end):
            printed.setdefault(segment.page, []).append(segment.box)
    first = min(printed, default=passage.page)
    return TranscriptPassage(
        at=at,
        kind=passage.kind.value,
        section=passage.section.title,
        level=passage.section.level,
        paragraph=passage.paragraph,
        item=passage.item,
        note=passage.note,
        page=first,
        markers=list(passage.markers),
        spans=list(passage.spans),
        printed=[Printed(page=page, box=_around(boxes)) for page, boxes in sorted(printed.items())],
        language=language_within(text, reading.language),
        sha256=passage.sha256,
        text=text,
    )


def _around(boxes: list[Box]) -> tuple[float, float, float, float]:
    return (
        round(min(box.left for box in boxes), 1),
        round(min(box.bottom for box in boxes), 1),
        round(max(box.right for box in boxes), 1),
        round(max(box.top for box in boxes), 1),
    )


def write_transcript(folder: Path, reading: Reading, transcript: Transcript, stem: str) -> tuple[Path, Path]:
    """Write STEM.txt, the text layer that spans count in, and STEM.json; each is put in place whole."""
    folder.mkdir(parents=True, exist_ok=True)
    text, record = folder / f"{stem}.txt", folder / f"{stem}.json"
    replace_file(text, reading.document.text.encode())
    replace_file(record, msgspec.json.format(msgspec.json.encode(transcript), indent=2) + b"\n")
    return text, record

"""A casebook as one value: every record by its id, and what was declared but could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from armillary.casebook.records import (
    Actor,
    AnyRecord,
    Claim,
    Commitment,
    Coverage,
    Lever,
    Narrative,
    Passage,
    Settings,
    Source,
    Speaker,
)
from armillary.finding import Finding, Place, find


class FileRecords(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one file held: its records, its findings, and the ids of entries too broken to become records."""

    records: tuple[AnyRecord, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    unreadable: str = ""  # the folder whose ids this file may have defined
    source: str = ""
    source_place: Place | None = None


@dataclass(slots=True)
class Casebook:
    """Every record of a casebook by kind and id, in the order of the files."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    actors: dict[str, Actor] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    coverage: list[Coverage] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    levers: dict[str, Lever] = field(default_factory=dict)
    narratives: dict[str, Narrative] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)  # name -> SHA-256
    heads: list[tuple[str, str, Place]] = field(default_factory=list)  # file, source it codes, where it says so
    broken: dict[str, set[str]] = field(default_factory=dict)  # kind -> ids declared in entries that could not be read
    unreadable: set[str] = field(default_factory=set)  # kinds of which a whole file could not be read

    def excused(self, kind: str, name: str) -> bool:
        """Whether a missing name may well be defined in text that already has its finding."""
        return kind in self.unreadable or name in self.broken.get(kind, ())


def gather(
    root: Path, settings: Settings, files: Iterable[tuple[str, str, FileRecords]]
) -> tuple[Casebook, list[Finding]]:
    """Put the records of all files, given as (name, hash, records), together; an id that stands twice is a finding."""
    book = Casebook(root, settings)
    findings: list[Finding] = []
    for name, digest, held in files:
        book.files[name] = digest
        findings += held.findings
        if held.unreadable:
            book.unreadable.add(held.unreadable)
        if held.source_place is not None:
            book.heads.append((name, held.source, held.source_place))
        for kind, word in held.broken:
            book.broken.setdefault(kind, set()).add(word)
        for record in held.records:
            first = _shelve(book, record)
            if first is not record:
                findings.append(
                    find(
                        "R202",
                        record.place(),
                        f"the id '{record.id}' is taken",
                        "give this one another; or, if both are the same, keep one entry",
                        (first.place(),),
                    )
                )
    return book, findings


def _shelve(book: Casebook, record: AnyRecord) -> AnyRecord:
    """Put a record where it belongs; returns the one that has its id already, or itself."""
    match record:
        case Claim():
            return book.claims.setdefault(record.id, record)
        case Source():
            return book.sources.setdefault(record.id, record)
        case Actor():
            return book.actors.setdefault(record.id, record)
        case Speaker():
            return book.speakers.setdefault(record.id, record)
        case Commitment():
            return book.commitments.setdefault(record.id, record)
        case Lever():
            return book.levers.setdefault(record.id, record)
        case Narrative():
            return book.narratives.setdefault(record.id, record)
        case Coverage():
            book.coverage.append(record)
        case Passage():
            book.passages.append(record)
    return record

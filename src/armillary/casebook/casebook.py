"""A casebook as one value: every record by its id, and what was declared but could not be read."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any

import msgspec

from armillary.casebook.records import (
    Actor,
    AnyRecord,
    Claim,
    Commitment,
    Copying,
    Coverage,
    Identity,
    Lever,
    Narrative,
    Passage,
    Requirement,
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


class Casebook(msgspec.Struct):
    """Every record of a casebook by kind and id, in the order of the files."""

    root: Path
    settings: Settings = Settings()
    actors: dict[str, Actor] = {}
    speakers: dict[str, Speaker] = {}
    sources: dict[str, Source] = {}
    claims: dict[str, Claim] = {}
    coverage: list[Coverage] = []
    passages: list[Passage] = []
    commitments: dict[str, Commitment] = {}
    levers: dict[str, Lever] = {}
    narratives: dict[str, Narrative] = {}
    copying: dict[str, Copying] = {}
    requirements: dict[str, Requirement] = {}
    identities: dict[str, Identity] = {}
    files: dict[str, str] = {}  # name -> SHA-256
    heads: list[tuple[str, str, Place]] = []  # file, source it codes, where it says so
    broken: dict[str, set[str]] = {}  # kind -> ids declared in entries that could not be read
    unreadable: set[str] = set()  # kinds of which a whole file could not be read
    settled: Set[str] = frozenset()  # ids of claims that are left out, as nothing is to be found in them

    @property
    def date(self) -> int | None:
        """The day (ordinal) it answers for: its own date, else the newest source's; None where there is neither."""
        dates = [self.settings.as_of] if self.settings.as_of else [source.date for source in self.sources.values()]
        days = [when.last or when.first for when in dates if when is not None]
        return max((day for day in days if day is not None), default=None)

    def excused(self, kind: str, name: str) -> bool:
        """Whether a missing name may well be defined in text that already has its finding."""
        return kind in self.unreadable or name in self.broken.get(kind, ())


def gather(
    root: Path, settings: Settings, files: Iterable[tuple[str, str, FileRecords]]
) -> tuple[Casebook, list[Finding]]:
    """Put the records of all files, given as (name, hash, records), together; an id that stands twice is a finding."""
    book = Casebook(root, settings)
    shelves: dict[type, dict[str, Any]] = {
        Actor: book.actors,
        Speaker: book.speakers,
        Source: book.sources,
        Claim: book.claims,
        Commitment: book.commitments,
        Lever: book.levers,
        Narrative: book.narratives,
        Copying: book.copying,
        Requirement: book.requirements,
        Identity: book.identities,
    }
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
            shelf = shelves.get(type(record))
            if shelf is None:  # what has no id of its own
                (book.coverage if isinstance(record, Coverage) else book.passages).append(record)  # type: ignore[arg-type]
                continue
            first = shelf.setdefault(record.id, record)
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

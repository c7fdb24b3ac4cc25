"""What `add` prints as JSON."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from typing import Any

import msgspec

from armillary.exchange.documents.registration import Known, Registration
from armillary.finding import as_json
from armillary.reading.formats import Reading


class CitedSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source that the document cites, and the notes that cite it; `drafted` if the casebook did not have it."""

    source: str
    drafted: bool
    notes: list[int]


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What adding a document came to.

    `status` is added, completed (the source was there, its hash was not), known (nothing to do) or refused. `known_by`
    says how a source that was there was told: hash, id, address or title. `files` are texts by name, none when refused;
    `local` the names of those that stay on this machine; `speakers` those that are proposed and want a grade;
    `passages` how many are kept by hash; `left_out` works that no draft could be made of; `unresolved` notes that lead
    nowhere.
    """

    status: str
    source: str
    known_by: str
    written: bool
    sha256: str
    files: dict[str, str]
    local: list[str]
    passages: int
    cited: list[CitedSource]
    speakers: list[str]
    left_out: list[str]
    unresolved: list[int]
    findings: list[dict[str, Any]]


def as_record(made: Registration, status: str, known: Known | None, written: bool, reading: Reading) -> Added:
    """What a registration came to, as it is printed."""
    drafts = made.drafts
    cited = [CitedSource(source=source, drafted=False, notes=notes) for source, notes in drafts.known.items()]
    cited += [CitedSource(source=source, drafted=True, notes=notes) for source, notes in drafts.drafted.items()]
    return Added(
        status=status,
        source=made.source,
        known_by=known.by if known else "",
        written=written,
        sha256=reading.sha256,
        files={name: data.decode() for name, data in made.taken.files.items()} if made.taken.sound else {},
        local=sorted(made.local),
        passages=made.passages,
        cited=cited,
        speakers=made.proposed,
        left_out=drafts.left_out,
        unresolved=drafts.unresolved,
        findings=[as_json(finding) for finding in made.taken.findings],
    )

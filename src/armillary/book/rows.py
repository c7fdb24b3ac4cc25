"""The tables of a book and the rows that records make in them."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import ON_RECORD, AnyRecord, Claim, Record
from armillary.casebook.resolve import claim_key
from armillary.finding import Finding
from armillary.text.dates import When
from armillary.text.values import Value
from armillary.weighing.copying.suspects import Suspicion

Row = dict[str, Any]
NAMES = "VARCHAR[]"

_PLACED = {"file": "VARCHAR", "line": "INTEGER"}
_MARKED = {"marking": "VARCHAR", "compartments": NAMES}

RECORD_TABLES: dict[str, dict[str, str]] = {
    "actors": {
        "id": "VARCHAR",
        "kind": "VARCHAR",
        "name": "VARCHAR",
        "short": "VARCHAR",
        "exists_text": "VARCHAR",
        "exists_first": "DATE",
        "exists_last": "DATE",
        "classes": NAMES,
        "part_of": NAMES,
        "splinter_of": NAMES,
        "affiliate_of": NAMES,
        "leads": NAMES,
        "member_of": NAMES,
        "listed_by": NAMES,
        "territory": NAMES,
        "ids": "JSON",
        "why_named": "VARCHAR",
        **_MARKED,
        "note": "VARCHAR",
        **_PLACED,
    },
    "aliases": {"actor": "VARCHAR", "name": "VARCHAR", "language": "VARCHAR", "note": "VARCHAR"},
    "on_record": {
        "actor": "VARCHAR",
        "relation": "VARCHAR",
        "to": "VARCHAR",
        "when_text": "VARCHAR",
        "when_first": "DATE",
        "when_last": "DATE",
        "source": "VARCHAR",
    },
    "speakers": {
        "id": "VARCHAR",
        "kind": "VARCHAR",
        "name": "VARCHAR",
        "short": "VARCHAR",
        "grade": "VARCHAR",
        "grade_reason": "VARCHAR",
        "speaks_for": NAMES,
        "why_named": "VARCHAR",
        **_MARKED,
        "note": "VARCHAR",
        **_PLACED,
    },
    "sources": {
        "id": "VARCHAR",
        "kind": "VARCHAR",
        "title": "VARCHAR",
        "speaker": "VARCHAR",
        "date_text": "VARCHAR",
        "date_first": "DATE",
        "date_last": "DATE",
        "publisher": "VARCHAR",
        "language": "VARCHAR",
        "url": "VARCHAR",
        "archived": "VARCHAR",
        "sha256": "VARCHAR",
        "accessed_text": "VARCHAR",
        "read": "BOOLEAN",
        "grade": "VARCHAR",
        "grade_reason": "VARCHAR",
        "derived_from": NAMES,
        "withdrawn_text": "VARCHAR",
        "caveat": "VARCHAR",
        "originator": "VARCHAR",
        "ids": "JSON",
        **_MARKED,
        "note": "VARCHAR",
        **_PLACED,
    },
    "claims": {
        "id": "VARCHAR",
        "kind": "VARCHAR",
        "source": "VARCHAR",
        "at": "VARCHAR",
        "text": "VARCHAR",
        "matter": "JSON",
        "polarity": "VARCHAR",
        "modality": "VARCHAR",
        "when_text": "VARCHAR",
        "when_first": "DATE",
        "when_last": "DATE",
        "ended_text": "VARCHAR",
        "horizon_text": "VARCHAR",
        "condition": "VARCHAR",
        "where": NAMES,
        "level": "VARCHAR",
        "object_level": "VARCHAR",
        "chains": "VARCHAR[][]",
        "credibility": "INTEGER",
        "confirmed_by": "VARCHAR",
        "stance": "VARCHAR",
        "stance_reason": "VARCHAR",
        **_MARKED,
        "caveat": "VARCHAR",
        "originator": "VARCHAR",
        "coder": "VARCHAR",
        "coded_text": "VARCHAR",
        "note": "VARCHAR",
        "ids": "JSON",
        **_PLACED,
    },
    "coverage": {
        "source": "VARCHAR",
        "at": "VARCHAR",
        "reason": "VARCHAR",
        "repeats": "VARCHAR",
        "note": "VARCHAR",
        **_PLACED,
    },
    "passages": {"source": "VARCHAR", "at": "VARCHAR", "sha256": "VARCHAR", **_PLACED},
    "commitments": {
        "id": "VARCHAR",
        "source": "VARCHAR",
        "at": "VARCHAR",
        "obligor": NAMES,
        "beneficiary": NAMES,
        "undertaking": "VARCHAR",
        "since_text": "VARCHAR",
        "due_text": "VARCHAR",
        "conditional_on": NAMES,
        "secret": "BOOLEAN",
        "demanded_by": NAMES,
        "mechanism": NAMES,
        "tests": "JSON",
        **_MARKED,
        "note": "VARCHAR",
        **_PLACED,
    },
    "levers": {
        "id": "VARCHAR",
        "kind": "VARCHAR",
        "holder": NAMES,
        "on": NAMES,
        "text": "VARCHAR",
        "in_force_text": "VARCHAR",
        "conditional_on": NAMES,
        "source": "VARCHAR",
        "at": "VARCHAR",
        **_MARKED,
        "note": "VARCHAR",
        **_PLACED,
    },
    "narratives": {
        "id": "VARCHAR",
        "speaker": NAMES,
        "line": "VARCHAR",
        "claims": NAMES,
        "serves": NAMES,
        **_MARKED,
        "note": "VARCHAR",
        **_PLACED,
    },
    "copying": {
        "id": "VARCHAR",
        "copier": "VARCHAR",
        "original": "VARCHAR",
        "verdict": "VARCHAR",
        "by": "VARCHAR",
        "on_text": "VARCHAR",
        "reason": "VARCHAR",
        **_MARKED,
        "note": "VARCHAR",
        **_PLACED,
    },
    "searches": {
        "origins": "INTEGER",
        "answers": "INTEGER",
        "comparable": "INTEGER",
        "sharing": "INTEGER",
    },
    "suspects": {
        "copier": "VARCHAR",
        "original": "VARCHAR",
        "directed": "BOOLEAN",
        "probability": "DOUBLE",
        "share": "DOUBLE",
        "prior_db": "DOUBLE",
        "evidence_db": "DOUBLE",
        "shared_true": "DOUBLE",
        "shared_false": "DOUBLE",
        "differing": "DOUBLE",
        "answers": "JSON",
    },
    "requirements": {
        "id": "VARCHAR",
        "question": "VARCHAR",
        "tie": "JSON",
        "quantity": NAMES,
        "where": NAMES,
        "owner": "VARCHAR",
        "priority": "VARCHAR",
        "asked_text": "VARCHAR",
        "due_text": "VARCHAR",
        "due_last": "DATE",
        "answered_by": NAMES,
        "settled_at": "VARCHAR",
        "rests_on": "JSON",
        **_MARKED,
        "note": "VARCHAR",
        **_PLACED,
    },
    "identities": {
        "id": "VARCHAR",
        "verdict": "VARCHAR",
        "of": NAMES,
        "who": "VARCHAR",
        "when_text": "VARCHAR",
        "why": "VARCHAR",
        **_MARKED,
        "note": "VARCHAR",
        **_PLACED,
    },
    "findings": {
        "code": "VARCHAR",
        "severity": "VARCHAR",
        "file": "VARCHAR",
        "line": "INTEGER",
        "message": "VARCHAR",
        "hint": "VARCHAR",
    },
}


def record_rows(book: Casebook, findings: Iterable[Finding]) -> dict[str, list[Row]]:
    """The rows of every table of records."""
    claims = []
    for claim in book.claims.values():
        row = _row(claim, RECORD_TABLES["claims"])
        row["kind"] = claim_key(claim)
        claims.append(row)
    return {
        "actors": [_row(actor, RECORD_TABLES["actors"]) for actor in book.actors.values()],
        "aliases": [
            {"actor": actor.id, "name": alias.name, "language": alias.language, "note": alias.note}
            for actor in book.actors.values()
            for alias in actor.aliases
        ],
        "on_record": [
            {
                "actor": actor.id,
                "relation": relation,
                "to": since.to,
                **{f"when_{part}": _edge(since.when, part) for part in ("text", "first", "last")},
                "source": since.source,
            }
            for actor in book.actors.values()
            for relation in ON_RECORD
            for since in getattr(actor, relation)
        ],
        "speakers": [_row(speaker, RECORD_TABLES["speakers"]) for speaker in book.speakers.values()],
        "sources": [_row(source, RECORD_TABLES["sources"]) for source in book.sources.values()],
        "claims": claims,
        "coverage": [_row(item, RECORD_TABLES["coverage"]) for item in book.coverage],
        "passages": [_row(item, RECORD_TABLES["passages"]) for item in book.passages],
        "commitments": [_row(item, RECORD_TABLES["commitments"]) for item in book.commitments.values()],
        "levers": [_row(item, RECORD_TABLES["levers"]) for item in book.levers.values()],
        "narratives": [_row(item, RECORD_TABLES["narratives"]) for item in book.narratives.values()],
        "copying": [_row(item, RECORD_TABLES["copying"]) for item in book.copying.values()],
        "requirements": [_row(item, RECORD_TABLES["requirements"]) for item in book.requirements.values()],
        "identities": [_row(item, RECORD_TABLES["identities"]) for item in book.identities.values()],
        "findings": [
            {
                "code": f.code,
                "severity": f.severity.value,
                "file": f.place.file,
                "line": f.place.line,
                "message": f.message,
                "hint": f.hint,
            }
            for f in findings
        ],
    }


def suspicion_rows(found: Suspicion | None) -> dict[str, list[Row]]:
    """The rows of what a search for copies found, and of what it had to go by; None: nobody searched."""
    if found is None:
        return {"searches": [dict.fromkeys(RECORD_TABLES["searches"], 0)], "suspects": []}
    counts = {name: getattr(found, name) for name in RECORD_TABLES["searches"]}
    suspects = [
        {name: getattr(item, name) for name in RECORD_TABLES["suspects"]}
        | {"answers": msgspec.to_builtins(item.answers)}
        for item in found.suspects
    ]
    return {"searches": [counts], "suspects": suspects}


def _row(record: AnyRecord | Claim, columns: dict[str, str]) -> Row:
    assert isinstance(record, Record)
    return dict(_cells(record, columns))


def _cells(record: Record, columns: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for column, kind in columns.items():
        if column == "line":
            yield column, record.place().line
        elif column == "kind" and isinstance(record, Claim):
            continue
        elif column.endswith(("_text", "_first", "_last")):
            name, _, part = column.rpartition("_")
            yield column, _edge(getattr(record, name), part)
        else:
            value = getattr(record, column)
            if column in ON_RECORD:
                value = [since.to for since in value]
            yield column, _plain(value) if kind == "JSON" else value


def _edge(when: When | None, part: str) -> str | None:
    from datetime import date

    if when is None:
        return None
    if part == "text":
        return when.text
    day = when.first if part == "first" else when.last
    return None if day is None else date.fromordinal(day).isoformat()


def _plain(value: Any) -> Any:
    """A record as plain values, dates and amounts as they were written."""
    if isinstance(value, When | Value):
        return value.text
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, msgspec.Struct):
        tag = value.__struct_config__.tag
        items = {name: _plain(getattr(value, name)) for name in value.__struct_fields__ if name != "offset"}
        return {"is": tag, **items} if isinstance(tag, str) else items
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value

"""Kinds of wrong: a Finding (the user's data), an ArmillaryError (usage or environment), and Wrong (unplaced yet)."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import enum
from collections.abc import Iterable

import msgspec

from armillary.codes import CODES


class Severity(enum.StrEnum):
    """How bad a finding is: an error stops a build, a warning wants an answer, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """A point in a file of the casebook; line and column count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


class Finding(msgspec.Struct, frozen=True, gc=False):
    """Something wrong or notable in the casebook, with the place to look at and what to do about it."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    related: tuple[Place, ...] = ()


class Wrong(ValueError):  # noqa: N818 - a word of the house: a text that cannot be read, before it has a place
    """A text that cannot be read as what it should be; the reader that knows the place turns it into a finding."""

    def __init__(self, message: str, hint: str = "", code: str = "", offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
        self.offset = offset


class ArmillaryError(Exception):
    """Usage or environment is at fault, not the casebook: one sentence and a hint, exit status 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


_SEVERITIES = {code: Severity(known.severity) for code, known in CODES.items()}


def find(code: str, place: Place, message: str, hint: str = "", related: Iterable[Place] = ()) -> Finding:
    """Make a finding; its severity is a property of its code."""
    return Finding(code, _SEVERITIES[code], place, message, hint, tuple(related))


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order people read them: by file and line."""
    return sorted(findings, key=lambda f: (f.place, f.code, f.message))


def render_text(finding: Finding) -> str:
    """One finding as `path:line:column CODE severity message — hint`, related places on lines of their own."""
    hint = f" — {finding.hint}" if finding.hint else ""
    lines = [f"{finding.place} {finding.code} {finding.severity.value} {finding.message}{hint}"]
    lines += [f"    see {place}" for place in finding.related]
    return "\n".join(lines)


class PlaceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a file; line and column count from 1, 0 means the file as a whole."""

    file: str
    line: int
    column: int


class FindingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong or notable, at its place."""

    code: str
    severity: str
    file: str
    line: int
    column: int
    message: str
    hint: str
    related: list[PlaceRecord]


def as_record(finding: Finding) -> FindingRecord:
    """One finding as JSON prints it."""
    return FindingRecord(
        code=finding.code,
        severity=finding.severity.value,
        file=finding.place.file,
        line=finding.place.line,
        column=finding.place.column,
        message=finding.message,
        hint=finding.hint,
        related=[PlaceRecord(file=p.file, line=p.line, column=p.column) for p in finding.related],
    )


def as_json(finding: Finding) -> dict[str, object]:
    """One finding as plain data."""
    return dict(msgspec.to_builtins(as_record(finding)))

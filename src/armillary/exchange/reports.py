"""What the commands of exchange print as JSON."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from typing import Any

import msgspec


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """What an import came to: `files` are texts by name, none when something is wrong; `same` counts the rest."""

    written: bool
    files: dict[str, str]
    added: list[str]
    changed: list[str]
    same: int
    findings: list[dict[str, Any]]


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken back: what it was, when it was done, and the files that are as they were."""

    undone: str
    when: str
    files: list[str]


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed out: the release, the format, and the bytes of each file."""

    release: str
    format: str
    files: dict[str, int]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What recording an identity decision came to."""

    written: bool
    files: list[str]
    findings: list[dict[str, Any]]


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """One identity decision."""

    id: str
    verdict: str
    of: list[str]
    who: str
    when: str
    why: str


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """Two ids of different casebooks that share a name and are not decided on."""

    of: list[str]
    name: str


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided, and what could be."""

    decisions: list[Decided]
    proposals: list[Proposed]

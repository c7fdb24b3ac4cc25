"""What `add` prints as JSON."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from typing import Any

import msgspec


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

"""What the lineage of a book is told in: chains, suspected copies, verdicts."""

from __future__ import annotations

import msgspec


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A source or speaker in the chains from one origin, and those that have it from there.

    `how` is what declares the step: credit, derived_from, or speaker for a document of the origin's own. `claims` come
    through it; `read_here` are those of them that are read in it.
    """

    id: str
    kind: str
    how: str
    claims: int
    read_here: int
    passed_on: list[Link]


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """One answer that two origins share; `others_saying` of `others` further origins who were asked say so too."""

    question: str
    value: str
    likelihood: float
    others: int
    others_saying: int
    copier_on: str | None
    original_on: str | None
    decibans: float


class Suspected(msgspec.Struct, frozen=True, kw_only=True):
    """Two origins that may be one voice; where `directed` is false nothing tells which of them copies.

    10 log10(p / (1 - p)) = prior_db + evidence_db. `share` is the part of its answers that the copier seems to have
    copied.
    """

    copier: str
    original: str
    directed: bool
    probability: float
    share: float
    prior_db: float
    evidence_db: float
    shared_true: float
    shared_false: float
    differing: float
    answers: list[Shared]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict on copying, and how many questions the two answer alike: there they are one voice."""

    id: str
    copier: str
    original: str
    verdict: str
    by: str
    on: str
    reason: str
    shared: int
    file: str
    line: int


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What copies were looked for in: pairs that answer three questions or more, pairs that share two errors."""

    origins: int
    answers: int
    comparable: int
    sharing: int


class Lineage(msgspec.Struct, frozen=True, kw_only=True):
    """Who has what from whom: as declared, as suspected, as judged."""

    least: float
    looked: Looked
    suspected: list[Suspected]
    verdicts: list[Judged]
    declared: list[Link]

"""What the pictures answer with: one record a row or page; their JSON Schema is made from these."""

from __future__ import annotations

import msgspec

from armillary.weighing.records import Cause


class TieRow(msgspec.Struct, frozen=True, kw_only=True):
    """One tie as judged: `for` and `against` count origins, `levels` and `places` count claims by level and place."""

    subject: str
    relation: str
    object: str
    dimension: str
    level: str
    object_level: str
    place: str
    as_of: str
    known_by: str | None
    likelihood: float | None
    range: tuple[float, float] | None
    word: str
    confidence: str | None
    origins: int
    claims: int
    for_: int = msgspec.field(name="for")
    against: int
    first: str | None
    last: str | None
    levels: dict[str, int]
    places: dict[str, int]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement the actor makes, as a claim reports it."""

    claim: str
    verb: str
    text: str
    when: str | None


class Undertaken(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment the actor has undertaken."""

    id: str
    undertaking: str
    due: str | None


class ActorPage(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with everything the book holds of it."""

    id: str
    name: str
    kind: str
    aliases: list[str]
    exists: str | None
    classes: list[str]
    part_of: list[str]
    parts: list[str]
    ids: dict[str, str]
    grade: str | None
    ties: list[TieRow]
    statements: list[Said]
    commitments: list[Undertaken]
    note: str


class ClaimThere(msgspec.Struct, frozen=True, kw_only=True):
    """A claim read in the source, or credited through it."""

    claim: str
    at: str
    text: str
    file: str
    line: int


class SourcePage(msgspec.Struct, frozen=True, kw_only=True):
    """A source and what rests on it; `bears` are ties that without its voice move ten points or cross one half."""

    id: str
    title: str
    kind: str
    speaker: str
    speaker_name: str
    grade: str | None
    grade_reason: str
    party: str
    date: str | None
    publisher: str
    url: str
    derived_from: list[str]
    withdrawn: str | None
    read_here: list[ClaimThere]
    credited: list[ClaimThere]
    votes: int
    bears: list[TieRow]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement at one of the two dates; None where it was not assessed."""

    likelihood: float | None
    word: str
    confidence: str | None


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A tie that moved: the decibans of the causes add up to `decibans`."""

    subject: str
    relation: str
    object: str
    before: Side
    after: Side
    decibans: float
    causes: list[Cause]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What moved between two dates, each judged by what was known on it."""

    before: str
    after: str
    book: str
    other: str
    unmoved: int
    moved: list[Moved]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The question that was asked; '' is any level or place."""

    subject: str
    relation: str
    object: str
    level: str
    object_level: str
    place: str


class ClaimRead(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with where it was read and through whom."""

    id: str
    source: str
    at: str
    text: str
    credit: list[list[str]]
    file: str
    line: int


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one origin adds, in decibans, and the claims that carry it, the voting one first."""

    origin: str
    speaker: str
    party: str
    stance: str
    grade: str
    polarity: str
    weight: float
    relays: int
    decibans: float
    claims: list[ClaimRead]


class Silent(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that bears on the question and does not count."""

    claim: str
    reason: str


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement taken apart: 10 log10(p / (1 - p)) = prior_db + sum of decibans + coherence_db."""

    question: Asked
    as_of: str
    known_by: str | None
    likelihood: float | None
    range: tuple[float, float] | None
    word: str
    confidence: str | None
    prior_db: float
    coherence_db: float
    lifted_by: Asked | None
    coins: str
    contributions: list[Part]
    load_bearing: list[str]
    would_change: list[str]
    not_counted: list[Silent]


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an assessment stands on: a tie as judged, or a claim; never without its claims.

    `what` is tie, quantity, incident, statement or prediction; `relation` the relation, measure, type or verb; `ends`
    are the actors and places it is about besides the group; `direction` is 1 or -1 for a measured change.
    """

    what: str
    relation: str
    text: str
    word: str
    origins: int
    claims: list[str]
    by_group: bool = True
    polarity: str = ""
    likelihood: float | None = None
    range: tuple[float, float] | None = None
    confidence: str | None = None
    when: str | None = None
    ends: list[str] = []
    direction: int = 0


class Aspect(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a threat: what is found, in one word, and what that stands on."""

    finding: str
    grounds: list[Ground]


class Threat(msgspec.Struct, frozen=True, kw_only=True):
    """The threat from one group; `home` is the country that its reach is seen from, '' if nobody says."""

    actor: str
    name: str
    as_of: str
    home: str
    capability: Aspect
    intent: Aspect
    local: Aspect
    regional: Aspect
    external: Aspect
    trend: Aspect
    unknown: list[str]
    claims: int
    origins: int

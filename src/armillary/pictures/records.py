"""What the pictures answer with: one record a row or page; their JSON Schema is made from these."""

from __future__ import annotations

import msgspec

from armillary.weighing.records import Cause


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What the casebook's own structure states of a tie, from an actor's entry, with the source that says so."""

    when: str | None
    source: str


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """When a tie was over and by whose word: `with` is an end that existed no longer, `by` are speakers."""

    when: str
    with_: str | None = msgspec.field(name="with")
    by: list[str]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement in its four parts, each told apart; dates are days, numbers None where there is nothing to number.

    `standing` is disputed, denied, corroborated, reported or not_assessed, as counted, or on_record where only the
    casebook's own structure states it. `likelihood` is of its having been so when it was last reported. `currency` is
    current, ageing, lapsed, ended or, of a deed, stands; `still` is what so many half-lives leave. Voices are those
    that can be heard; `denied_by` and `said_to_have_ended_by` name also those that cannot.
    """

    standing: str
    on_record: list[Recorded]
    likelihood: float | None
    range: tuple[float, float] | None
    word: str
    currency: str | None
    last_seen: str | None
    still: float | None
    ended: Ended | None
    said_to_have_ended_by: list[str]
    confidence: str | None
    voices_for: int
    voices_against: int
    denied_by: list[str]


class TieRow(Judged, frozen=True, kw_only=True):
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
    origins: int
    claims: int
    for_: int = msgspec.field(name="for")
    against: int
    first: str | None
    last: str | None
    levels: dict[str, int]
    places: dict[str, int]


def faded(row: Judged) -> bool:
    """Whether a tie is listed apart and drawn faint: it is over, or nobody has seen it for long."""
    return row.currency in ("ended", "lapsed")


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


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A tie at two dates, None where it was not asked; the decibans of the causes add up to `decibans`."""

    subject: str
    relation: str
    object: str
    before: Judged | None
    after: Judged | None
    decibans: float
    causes: list[Cause]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What moved between two dates, each judged by what was known on it.

    `moved` are those of which evidence moved the likelihood, `ended` those that came to an end, `resumed` those that
    were seen again, and `stale` those that only became older.
    """

    before: str
    after: str
    book: str
    other: str
    unmoved: int
    moved: list[Moved]
    ended: list[Moved]
    resumed: list[Moved]
    stale: list[Moved]


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
    """What one origin adds, in decibans, and the claims that carry it, the voting one first.

    It adds nothing where another, `one_with`, stands for both as one voice; `of_class` speaks of a class alone.
    """

    origin: str
    speaker: str
    party: str
    stance: str
    grade: str
    polarity: str
    weight: float
    relays: int
    decibans: float
    one_with: str
    audible: bool
    of_class: bool
    claims: list[ClaimRead]


class Silent(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that bears on the question and does not count."""

    claim: str
    reason: str


class Why(Judged, frozen=True, kw_only=True):
    """A judgement taken apart: 10 log10(p / (1 - p)) is the sum of decibans, age, bound, coherence and what is untold.

    From even odds: `age_db` is what older evidence lost to newer that contradicts it, `bound_db` what so few voices
    cannot carry, `untold_db` what a release cannot tell apart.
    """

    question: Asked
    as_of: str
    known_by: str | None
    age_db: float
    bound_db: float
    coherence_db: float
    untold_db: float
    lifted_by: Asked | None
    coins: str
    contributions: list[Part]
    load_bearing: list[str]
    would_change: list[str]
    not_counted: list[Silent]


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an assessment stands on: a tie as judged, or a claim; never without its claims.

    `what` is tie, quantity, incident, statement or foreseen; `relation` the relation, measure, type or verb; `ends`
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
    standing: str = ""
    likelihood: float | None = None
    range: tuple[float, float] | None = None
    currency: str | None = None
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

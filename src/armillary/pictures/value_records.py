"""What the pictures of values answer with."""

from __future__ import annotations

import msgspec

from armillary.pictures.records import ClaimRead, Silent

Bounds = tuple[float | None, float | None]
Days = tuple[str | None, str | None]


class ValueAsked(msgspec.Struct, frozen=True, kw_only=True):
    """What the value is of; `since` and `until` bound the period that it stands for, null where it has none."""

    kind: str
    sort: str
    subject: str
    measure: str
    of: str
    places: list[str]
    per: str
    since: str | None
    until: str | None


class ValueVoice(msgspec.Struct, frozen=True, kw_only=True):
    """One origin's vote: `decibans` is what it says, and `share` its part of all that is said."""

    origin: str
    speaker: str
    party: str
    stance: str
    grade: str
    polarity: str
    weight: float
    relays: int
    decibans: float
    share: float
    first: str | None
    last: str | None
    claims: list[ClaimRead]


class Rival(msgspec.Struct, frozen=True, kw_only=True):
    """One value as people give it, in the unit of the answer; `fits` is whether the answer or range has room for it."""

    text: str
    answer: str
    bounds: Bounds | None
    days: Days | None
    about: bool
    likelihood: float | None
    share: float
    fits: bool
    voices: list[ValueVoice]


class ValueAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One value as weighed: a range that holds four fifths of what is said, or the likeliest answer.

    A number has a `range` and a date `days`, each null on a side that nobody bounds; `answer` says it in words.
    """

    question: ValueAsked
    unit: str
    answer: str
    range: Bounds | None
    days: Days | None
    middle: float | None
    likelihood: float | None
    word: str
    confidence: str | None
    origins: int
    rivals: list[Rival]
    outliers: list[str]
    load_bearing: list[str]
    not_counted: list[Silent]


class Summand(msgspec.Struct, frozen=True, kw_only=True):
    """One number in a sum, with the claims that it stands on."""

    label: str
    text: str
    claims: list[str]


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers made into another; `fits` is null where the parts leave something over and need not be all."""

    how: str
    says: str
    fits: bool | None
    parts: list[Summand]
    made: Bounds
    given: Summand | None


class Quantities(msgspec.Struct, frozen=True, kw_only=True):
    """The values of one actor, place or thing, and whether they add up."""

    subject: str
    measure: str | None
    as_of: str
    known_by: str | None
    values: list[ValueAnswer]
    sums: list[Sum]
    also: list[str]


class IncidentTie(msgspec.Struct, frozen=True, kw_only=True):
    """A tie that claims on an incident put it as, and of what type."""

    subject: str
    relation: str
    object: str
    types: list[str]
    polarity: str
    claims: list[ClaimRead]


class IncidentPage(msgspec.Struct, frozen=True, kw_only=True):
    """One incident: who did what to whom, and the rival numbers, places and dates."""

    event: str
    as_of: str
    known_by: str | None
    ties: list[IncidentTie]
    values: list[ValueAnswer]
    sums: list[Sum]

"""What gaps are told in: judgements that want evidence, requirements, and where there is none."""

from __future__ import annotations

import msgspec


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement that wants evidence, and what one more source of the grade asked for would change.

    `why` says what it lacks. `expected` is the mean change of the likelihood over what the source may say, of which
    `if_yes` and `if_no` are the outcomes; `moves_word` is how probable it is that the word changes.
    """

    subject: str
    relation: str
    object: str
    standing: str
    likelihood: float | None
    word: str
    currency: str | None
    confidence: str | None
    origins: int
    voices: int
    newest: str | None
    why: list[str]
    expected: float
    says_yes: float
    if_yes: float
    if_no: float
    word_if_yes: str
    word_if_no: str
    moves_word: float
    decibans: float


class Required(msgspec.Struct, frozen=True, kw_only=True):
    """An information requirement: answered, open or overdue; by what it is answered, and how the tie stands now.

    `rests_on` are the ties that an answer rests on, so many of them `judged` one way or the other and not long unseen.
    """

    id: str
    question: str
    owner: str
    priority: str
    asked: str | None
    due: str | None
    status: str
    answered_by: list[str]
    settled_at: str
    tie: str
    standing: str | None
    likelihood: float | None
    word: str
    currency: str | None
    confidence: str | None
    worth: float | None
    rests_on: list[str]
    judged: int
    file: str
    line: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a grid: how many origins speak of it in each year, 0 for none."""

    id: str
    label: str
    origins: int
    by_year: list[int]


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """Origins by year; `years` are the columns."""

    years: list[int]
    rows: list[Row]


class Empty(msgspec.Struct, frozen=True, kw_only=True):
    """Where there is nothing: a province or a kind of source, since the end of a year, or at all where that is None."""

    what: str
    id: str
    label: str
    after: int | None


class Gaps(msgspec.Struct, frozen=True, kw_only=True):
    """What is not known: requirements, judgements by what one more source would change, coverage."""

    as_of: str
    grade: str
    judgements: int
    wanting: int
    requirements: list[Required]
    gaps: list[Gap]
    country: str
    provinces: Grid
    kinds: Grid
    empty: list[Empty]

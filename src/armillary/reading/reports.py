"""What `coverage` and `agreement` answer with; their JSON is made from these."""

from __future__ import annotations

import msgspec


class Coder(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, commitment or lever that codes a passage, in one line and in the coder's words."""

    record: str
    id: str
    at: str
    says: str
    text: str
    file: str
    line: int


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A coverage entry: why a passage has no claim; `whole_section` where it names no passage in particular."""

    at: str
    reason: str
    repeats: str
    note: str
    file: str
    line: int
    whole_section: bool = False


class CodedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place as locators name it, with everything that names it."""

    section: str
    place: str
    coded_by: list[Coder]
    reasons: list[Reason]


class StoredHash(msgspec.Struct, frozen=True, kw_only=True):
    """The hash of a passage as the casebook keeps it."""

    at: str
    sha256: str


class CodedPlaces(msgspec.Struct, frozen=True, kw_only=True):
    """Coverage as the casebook alone tells it."""

    source: str
    title: str
    claims: int
    entries: int
    places: list[CodedPlace]
    hashes: list[StoredHash]


class CoveredPassage(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of the document and what accounts for it; `state` is coded, reasoned, set_aside or uncovered.

    `spans` are stretches of the file in code points from 0, the end left out.
    """

    at: str
    section: str
    section_number: int
    kind: str
    paragraph: int
    item: int
    note: int
    page: int
    markers: list[int]
    spans: list[tuple[int, int]]
    sha256: str
    state: str
    text: str
    coded_by: list[Coder]
    reasons: list[Reason]


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """A locator that matches no passage, or names notes that are called elsewhere, or no paragraph in particular."""

    record: str
    id: str
    at: str
    problem: str
    hint: str
    file: str
    line: int


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that is not what the casebook has the hash of: changed, moved, gone or new."""

    at: str
    what: str
    now: str = ""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many passages of a kind there are, and what accounts for them."""

    kind: str
    passages: int
    coded: int
    reasoned: int
    uncovered: int


class CoveredDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Coverage of a document: every passage, and what does not fit."""

    source: str
    title: str
    document: str
    sha256: str
    tallies: list[Tally]
    set_aside: dict[str, int]
    uncovered: list[str]
    unmatched: list[Lost]
    misplaced: list[Lost]
    loose: list[Lost]
    hashes: int
    changed: list[Changed]
    passages: list[CoveredPassage]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """How far two codings agree on one field; alpha is None where neither coding varies."""

    field: str
    pairs: int
    same: int
    alpha: float | None


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of one coding."""

    id: str
    at: str
    says: str
    text: str
    file: str
    line: int


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What two codings say in one field of one claim."""

    field: str
    a: str
    b: str


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims taken for one, and the fields in which they differ."""

    a: Coded
    b: Coded
    likeness: float
    differences: list[Difference]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Two codings of one document compared; `left_out` counts claims in sections that the other coding does not code.

    `overlap` is the share of both codings' claims that are paired: twice the pairs over all claims.
    """

    source: str
    a: str
    b: str
    claims_a: int
    claims_b: int
    left_out_a: int
    left_out_b: int
    matched: int
    overlap: float
    fields: list[Field]
    disagreements: list[Disagreement]
    only_a: list[Coded]
    only_b: list[Coded]

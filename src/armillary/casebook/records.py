"""The records of a casebook: what one entry of the text says, and where it stands.

Frozen structs, so that ten thousand of them are made, kept and read back within the time of one check.
Names that refer to other records stay as written; `resolve.py` says what they mean.
"""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import msgspec

from armillary.finding import Place
from armillary.text.dates import When
from armillary.text.forms import unmark
from armillary.text.values import Value

pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(dict[str, int]).decode


class Part(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What records are made of; as an array the cache keeps their values alone, without the names of their fields."""


class Record(Part, frozen=True, kw_only=True, gc=False):
    """Anything read from the text: its id, where it stands, and where its keys do.

    The places of keys stay packed as MessagePack, as few of them are ever asked for.
    """

    id: str
    file: str
    mark: int
    packed: bytes = pack({})

    @property
    def marks(self) -> dict[str, int]:
        """The marks of its keys; of a list also those of its entries (`credit.1` is the second link)."""
        return _unpack(self.packed)

    def place(self, key: str = "") -> Place:
        """Where the record stands, or the value of one of its keys."""
        return unmark(self.marks.get(key, self.mark) if key else self.mark, self.file)


class Alias(Part, frozen=True, kw_only=True, gc=False):
    """Another name, in any script."""

    name: str
    language: str = ""
    note: str = ""


class Since(Part, frozen=True, kw_only=True, gc=False):
    """A lasting relation of an actor to another, or to a place, with the time it holds and the source that says so."""

    to: str
    when: When | None = None
    source: str = ""


TO_ACTORS = ("part_of", "splinter_of", "affiliate_of", "leads", "member_of", "listed_by")  # keys of ties on record
ON_RECORD = (*TO_ACTORS, "territory")


class Actor(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """Who ties are between."""

    kind: str
    name: str
    short: str = ""
    aliases: tuple[Alias, ...] = ()
    exists: When | None = None
    part_of: tuple[Since, ...] = ()
    splinter_of: tuple[Since, ...] = ()
    affiliate_of: tuple[Since, ...] = ()
    leads: tuple[Since, ...] = ()
    member_of: tuple[Since, ...] = ()
    listed_by: tuple[Since, ...] = ()
    classes: tuple[str, ...] = ()
    territory: tuple[Since, ...] = ()
    ids: dict[str, str] = {}
    why_named: str = ""
    marking: str = ""
    compartments: tuple[str, ...] = ()
    note: str = ""


class Speaker(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """Who vouches for claims."""

    kind: str
    name: str
    grade: str
    grade_reason: str
    short: str = ""
    speaks_for: tuple[str, ...] = ()
    why_named: str = ""
    vault: str = ""
    marking: str = ""
    compartments: tuple[str, ...] = ()
    note: str = ""


class Source(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """What claims are read in."""

    kind: str
    title: str
    speaker: str
    date: When | None = None
    publisher: str = ""
    language: str = ""
    url: str = ""
    archived: str = ""
    sha256: str = ""
    accessed: When | None = None
    read: bool = False
    grade: str = ""
    grade_reason: str = ""
    derived_from: tuple[str, ...] = ()
    withdrawn: When | None = None
    marking: str = ""
    compartments: tuple[str, ...] = ()
    caveat: str = ""
    originator: str = ""
    ids: dict[str, str] = {}
    note: str = ""


class End(Part, frozen=True, gc=False):
    """One end of a tie as written: a name, or a class with exceptions; `offset` is its column within the text."""

    name: str
    is_class: bool = False
    exceptions: tuple[str, ...] = ()
    offset: int = 0

    def __str__(self) -> str:
        if not self.is_class:
            return self.name
        return f"any {self.name}" + (f" except {', '.join(self.exceptions)}" if self.exceptions else "")


class Triple(Part, frozen=True, gc=False):
    """Subject, relation, object, as written on one line."""

    subject: End
    relation: str
    object: End
    offset: int = 0

    def __str__(self) -> str:
        return f"{self.subject} {self.relation} {self.object}"


class Tie(Part, frozen=True, kw_only=True, gc=False, tag_field="is", tag="tie"):
    """A tie holds, or does not."""

    triple: Triple


class Quantity(Part, frozen=True, kw_only=True, gc=False, tag_field="is", tag="quantity"):
    """A measure of an actor or place has a value."""

    subject: str
    measure: str
    value: Value
    of: str = ""
    lists: tuple[str, ...] = ()
    partial: bool = False


class Flow(Part, frozen=True, kw_only=True, gc=False, tag_field="is", tag="flow"):
    """Money, arms, people or goods go from one to another."""

    giver: str
    receiver: str
    amount: Value | None = None
    per: str = ""
    goods: str = "money"
    relation: str = ""


class Incident(Part, frozen=True, kw_only=True, gc=False, tag_field="is", tag="incident"):
    """A dated violent or coercive event."""

    triple: Triple
    type: str
    event: str = ""
    deaths: dict[str, Value] = {}
    injured: dict[str, Value] = {}


class Position(Part, frozen=True, kw_only=True, gc=False, tag_field="is", tag="position"):
    """Where an actor stands on an issue."""

    actor: str
    stance: str
    issue: str


class About(Part, frozen=True, kw_only=True, gc=False):
    """What a statement is about: a matter with its own time and place, an actor, or another claim."""

    matter: Tie | Quantity | Flow | Incident | Position | None = None
    actor: str = ""
    claim: str = ""
    polarity: str = "asserts"
    when: When | None = None
    ended: When | None = None
    where: tuple[str, ...] = ()
    level: str = ""
    object_level: str = ""


class Statement(Part, frozen=True, kw_only=True, gc=False, tag_field="is", tag="statement"):
    """A speaker says, denies, praises, threatens."""

    speaker: str
    verb: str
    about: About | None = None


class Retraction(Part, frozen=True, kw_only=True, gc=False, tag_field="is", tag="retraction"):
    """A claim is taken back."""

    claim: str


Matter = Tie | Quantity | Flow | Incident | Statement | Position | Retraction


class Claim(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """One record read in one source at one place."""

    source: str
    at: str
    text: str
    matter: Matter
    polarity: str = "asserts"
    modality: str = "stated"
    when: When | None = None
    ended: When | None = None
    horizon: When | None = None
    condition: str = ""
    where: tuple[str, ...] = ()
    level: str = ""
    object_level: str = ""
    chains: tuple[tuple[str, ...], ...] = ((),)
    credibility: int = 6
    confirmed_by: str = ""
    stance: str = ""
    stance_reason: str = ""
    marking: str = ""
    compartments: tuple[str, ...] = ()
    caveat: str = ""
    originator: str = ""
    coder: str = ""
    coded: When | None = None
    note: str = ""
    ids: dict[str, str] = {}


class Coverage(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """Why a passage of a source has no claim."""

    source: str
    at: str
    reason: str
    repeats: str = ""
    note: str = ""


class Passage(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """The hash of a passage, so that a changed document is noticed."""

    source: str
    at: str
    sha256: str


class Test(Part, frozen=True, kw_only=True, gc=False):
    """What would show a commitment met or breached."""

    outcome: str
    triple: Triple
    at_least: str
    since: When | None = None
    where: tuple[str, ...] = ()


class Commitment(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """One clause that actors have undertaken, or others demand of them; `mechanism` is who verifies it, or none."""

    source: str
    at: str
    obligor: tuple[str, ...]
    undertaking: str
    beneficiary: tuple[str, ...] = ()
    since: When | None = None
    due: When | None = None
    conditional_on: tuple[str, ...] = ()
    secret: bool = False
    demanded_by: tuple[str, ...] = ()
    mechanism: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    marking: str = ""
    compartments: tuple[str, ...] = ()
    note: str = ""


class Lever(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """A concession or pressure in somebody's hand."""

    kind: str
    holder: tuple[str, ...]
    on: tuple[str, ...]
    text: str
    in_force: When | None = None
    conditional_on: tuple[str, ...] = ()
    source: str = ""
    at: str = ""
    marking: str = ""
    compartments: tuple[str, ...] = ()
    note: str = ""


class Narrative(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """A line that a speaker repeats."""

    speaker: tuple[str, ...]
    line: str
    claims: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    marking: str = ""
    compartments: tuple[str, ...] = ()
    note: str = ""


class Copying(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """A verdict on whether one speaker copies another."""

    copier: str
    original: str
    verdict: str
    by: str
    on: When
    reason: str
    marking: str = ""
    compartments: tuple[str, ...] = ()
    note: str = ""


class Requirement(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """A question that somebody needs answered, by a date."""

    question: str
    owner: str
    tie: Triple | None = None
    quantity: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    priority: str = "medium"
    asked: When | None = None
    due: When | None = None
    answered_by: tuple[str, ...] = ()
    settled_at: str = ""
    rests_on: tuple[Triple, ...] = ()
    marking: str = ""
    compartments: tuple[str, ...] = ()
    note: str = ""


class Identity(Record, frozen=True, kw_only=True, gc=False, tag_field="record", tag=True):
    """Somebody's decision on whether two ids mean one: same, different, or unsure."""

    verdict: str
    of: tuple[str, ...]
    who: str
    when: When
    why: str
    marking: str = ""
    compartments: tuple[str, ...] = ()
    note: str = ""


class Answer(Part, frozen=True, kw_only=True, gc=False):
    """What a release does about something that its readers could work out: withhold, coarsen, or accept."""

    finding: str
    about: str
    choice: str
    reason: str = ""


class Audience(Part, frozen=True, kw_only=True, gc=False):
    """A named audience that releases are made for."""

    name: str
    marking: str
    compartments: tuple[str, ...] = ()
    possible_speakers: int = 3
    answers: tuple[Answer, ...] = ()
    place: Place = Place("armillary.toml")


class Include(Part, frozen=True, kw_only=True, gc=False):
    """A partner's casebook that is read alongside, under its own name; `marking` is the least that its records have."""

    name: str
    path: str
    marking: str = ""
    place: Place = Place("armillary.toml")


class Settings(Part, frozen=True, kw_only=True, gc=False):
    """What armillary.toml says."""

    title: str = ""
    as_of: When | None = None
    since: When | None = None
    audiences: tuple[Audience, ...] = ()
    includes: tuple[Include, ...] = ()


AnyRecord = (
    Actor
    | Speaker
    | Source
    | Claim
    | Coverage
    | Passage
    | Commitment
    | Lever
    | Narrative
    | Copying
    | Requirement
    | Identity
)

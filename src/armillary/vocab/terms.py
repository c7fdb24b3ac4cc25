"""The terms of the vocabulary as frozen records; one class for each list in the YAML files."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import msgspec


class Term(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A word with its definition."""

    id: str
    definition: str
    label: str = ""
    example: str = ""
    counter_example: str = ""


class Entailment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a relation entails: another relation, between the same ends unless others are named."""

    relation: str
    subject: str = "subject"
    object: str = "object"


class Relation(Term, frozen=True, kw_only=True, gc=False):
    """A relation between two ends, with everything the weighing needs to know of it.

    `half_life` is in days (None for events); `denied_by` and `boasted_by` name the ends that gain by denying or by
    boasting.
    """

    dimension: str
    symmetric: bool
    tone: str
    nature: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    half_life: float | None = None
    half_life_reason: str = ""
    entails: tuple[Entailment, ...] = ()
    denied_by: tuple[str, ...] = ()
    boasted_by: tuple[str, ...] = ()
    stance_reason: str = ""
    rolls_up: tuple[str, ...] = ()


class Verb(Term, frozen=True, kw_only=True, gc=False):
    """What a speaker does in a statement: the polarity it gives the claim it is about, and the deed it is."""

    about: str
    relation: str = ""


class Dimension(Term, frozen=True, kw_only=True, gc=False):
    """A side of the landscape that relations are grouped by."""

    order: int


class ActorKind(Term, frozen=True, kw_only=True, gc=False):
    """A kind of actor, with the shorthands for ends that include it."""

    shorthands: tuple[str, ...]
    named_person: bool = False


class SpeakerKind(Term, frozen=True, kw_only=True, gc=False):
    """A kind of speaker."""

    named_person: bool = False


class SourceKind(Term, frozen=True, kw_only=True, gc=False):
    """A kind of source."""

    primary: bool = False


class Grade(Term, frozen=True, kw_only=True, gc=False):
    """Admiralty reliability: the free coin's probability, its prior strength in counts, and the weight of a relay."""

    coin: float
    pseudo_count: float
    relay: float


class Credibility(Term, frozen=True, kw_only=True, gc=False):
    """Admiralty credibility of one item."""

    weight: float
    needs_confirmation: bool = False


class Stance(Term, frozen=True, kw_only=True, gc=False):
    """Interest of a speaker in an answer; sens and spec are None for the free stance, whose coin is the grade's."""

    sens: float | None = None
    spec: float | None = None


class Modality(Term, frozen=True, kw_only=True, gc=False):
    """How a claim is put, and what its vote weighs."""

    weight: float = 0.0
    votes: bool = True
    needs_horizon: bool = False


class Likelihood(Term, frozen=True, kw_only=True, gc=False):
    """A word of ICD-203 with its half-open band [low, high)."""

    low: float
    high: float


class Constant(Term, frozen=True, kw_only=True, gc=False):
    """A number of the weighing with its reason."""

    value: float
    reason: str


class Measure(Term, frozen=True, kw_only=True, gc=False):
    """What a quantity measures: with a half-life (days) of a state, without one of a period.

    `nouns` are for what it counts, `verbs` have for subject who has or does so many, `names` are for the number itself:
    words by which amounts are proposed.
    """

    dimension: str
    half_life: float | None = None
    half_life_reason: str = ""
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Unit(Term, frozen=True, kw_only=True, gc=False):
    """A unit of a dimension; `factor` times the number is the dimension's base."""

    dimension: str
    factor: float = 1.0
    aliases: tuple[str, ...] = ()


class Period(Term, frozen=True, kw_only=True, gc=False):
    """A period that a rate is counted by."""

    days: float


class Marking(Term, frozen=True, kw_only=True, gc=False):
    """A TLP 2.0 marking; a higher order is seen by fewer."""

    order: int
    stix_id: str


class Thing(Term, frozen=True, kw_only=True, gc=False):
    """A commodity or an activity that can be an end of a tie or flow."""

    kind: str
    flow_relation: str = ""


class Class(Term, frozen=True, kw_only=True, gc=False):
    """A class of actors that an end may range over."""

    of: tuple[str, ...] = ()
    within: str = ""


class CoverageReason(Term, frozen=True, kw_only=True, gc=False):
    """Why a passage has no claim."""

    needs: str = ""


class NamedReason(Term, frozen=True, kw_only=True, gc=False):
    """Why a person may be named; `actor` is false where it only allows a speaker."""

    actor: bool = True


class IdScheme(Term, frozen=True, kw_only=True, gc=False):
    """A register whose ids may be given."""

    pattern: str
    url: str = ""


class Frame(Term, frozen=True, kw_only=True, gc=False):
    """A way in which English says that a relation holds: words, and where its two ends stand by them.

    `kind` is verb, noun (the deed or the tie), role (one end, named by what it is to the other) or adjective. An end is
    sought at `subject` and `object` in order: a preposition, or subj, obj, poss, compound, bearer and the like.
    `polarity` denies where the words themselves do; `score` is an estimate of the share of what it proposes that holds.
    """

    kind: str
    relation: str
    words: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    needs: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    polarity: str = "asserts"
    modality: str = ""
    mutual: bool = False
    generic: bool = False
    score: float = 0.8


class Cue(Term, frozen=True, kw_only=True, gc=False):
    """Words of one effect on what is said around them: they negate, hedge, credit, carry a deed, or name no one."""

    words: tuple[str, ...]


class Homonym(Term, frozen=True, kw_only=True, gc=False):
    """A name that is also another word: where one of the words `beside` stands near, no actor is meant."""

    name: str
    beside: tuple[str, ...]


class PlaceTerm(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place, district level or coarser, with its names in any script."""

    id: str
    name: str
    kind: str
    within: tuple[str, ...] = ()
    iso: str = ""
    demonyms: tuple[str, ...] = ()
    names: dict[str, str] = {}
    aliases: tuple[str, ...] = ()

"""References: every name in a record leads to a record or to a term of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.missing import Missing
from armillary.casebook.checks.spots import place_of_end, place_of_item, place_of_link, place_of_name
from armillary.casebook.records import (
    ON_RECORD,
    Claim,
    Flow,
    Incident,
    Quantity,
    Record,
    Retraction,
    Statement,
    Tie,
    Triple,
)
from armillary.casebook.resolve import names_in
from armillary.finding import Finding
from armillary.text.values import Value
from armillary.vocab.vocabulary import Vocabulary

END = ("actors", "places", "things")
LINK = ("sources", "speakers")
PARTY = ("actors", "speakers")
NO_MECHANISM = ("none",)  # nobody verifies a commitment
KINDS: dict[str, tuple[str, ...]] = {
    "end": END,
    "actor": ("actors",),
    "place": ("places",),
    "class": ("classes",),
    "claim": ("claims",),
    "speaker": ("speakers",),
    "measure": ("measures",),
    "verb": ("verbs",),
    "issue": ("issues",),
    "position": ("positions",),
}


def check_references(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """R201, F106: names that lead nowhere; a name that is missing at many places is one finding."""
    missing = Missing(book, vocab)
    want = missing.want
    for _, source, place in book.heads:
        want(("sources",), source, place)
    for audience in book.settings.audiences:
        want(("markings",), audience.marking, audience.place)
    _claims(book, missing)
    for entry in book.coverage:
        if entry.repeats:
            want(("claims",), entry.repeats, entry.place("repeats"))
    for kinds, record, key, names in _lists(book):
        for index, name in enumerate(names):
            if name and not missing.known(kinds, name):
                want(kinds, name, place_of_item(record, key, index))
    for commitment in book.commitments.values():
        for index, test in enumerate(commitment.tests):
            _ends(commitment, f"tests.{index}", test.triple, missing)
            for name in test.where:
                want(("places",), name, place_of_item(commitment, "tests", index))
    for need in book.requirements.values():
        if need.tie is not None:
            _ends(need, "tie", need.tie, missing)
        for index, triple in enumerate(need.rests_on):
            _ends(need, f"rests_on.{index}", triple, missing)
    return missing.findings()


def _claims(book: Casebook, missing: Missing) -> None:
    ends = missing.names["actors"] | missing.names["places"] | missing.names["things"]
    links = missing.names["sources"] | missing.names["speakers"]
    places = missing.names["places"]
    for claim in book.claims.values():
        matter = claim.matter
        if type(matter) is Tie:
            triple = matter.triple
            subject, object_ = triple.subject, triple.object
            if subject.is_class or object_.is_class or subject.name not in ends or object_.name not in ends:
                _ends(claim, "tie", triple, missing)
            for index, name in enumerate(claim.where):
                if name not in places:
                    missing.want(("places",), name, place_of_item(claim, "where", index))
        else:
            _names(claim, missing)
        for number, chain in enumerate(claim.chains):
            for index, link in enumerate(chain):
                if link not in links:
                    missing.want(LINK, link, place_of_link(claim, number, index))


def _names(claim: Claim, missing: Missing) -> None:
    for sort, name, key in names_in(claim):
        kinds = KINDS[sort]
        if key == "of" or (key == "about" and sort == "end" and name == _whole(claim)):
            kinds = (*kinds, "measures")  # "by how much a number changed; of says which number"
        if not missing.known(kinds, name):
            missing.want(kinds, name, place_of_name(claim, key, name))
    if isinstance(claim.matter, Retraction):
        missing.want(("claims",), claim.matter.claim, claim.place("retracts"))
    for value, key in _values(claim):
        if value.unit and value.unit.casefold() not in missing.units:
            missing.want(("units",), value.unit, claim.place(key))


def _whole(claim: Claim) -> str:
    match claim.matter:
        case Statement(about=about) if about is not None and isinstance(about.matter, Quantity):
            return about.matter.of
        case _:
            return ""


def _values(claim: Claim) -> Iterator[tuple[Value, str]]:
    matter: object = claim.matter
    nested = ""
    if isinstance(matter, Statement) and matter.about is not None:
        matter, nested = matter.about.matter, "about"
    match matter:
        case Quantity(value=value):
            yield value, nested or "value"
        case Flow(amount=amount) if amount is not None:
            yield amount, nested or "amount"
        case Incident(deaths=deaths, injured=injured):
            for key, counts in (("deaths", deaths), ("injured", injured)):
                yield from ((value, nested or key) for value in counts.values())


def _ends(record: Record, key: str, triple: Triple, missing: Missing) -> None:
    for end in (triple.subject, triple.object):
        kinds = ("classes",) if end.is_class else END
        if not missing.known(kinds, end.name):
            missing.want(kinds, end.name, place_of_end(record, key, end))
        for name in end.exceptions:
            if not missing.known(("actors",), name):
                missing.want(("actors",), name, place_of_end(record, key, end))


def _lists(book: Casebook) -> Iterator[tuple[tuple[str, ...], Record, str, Iterable[str]]]:
    """Names under the keys of all records but claims, as (what they may be, record, key, names)."""
    actor, source, commitment = ("actors",), ("sources",), ("commitments",)
    for a in book.actors.values():
        for key in ON_RECORD:
            yield ("places",) if key == "territory" else actor, a, key, (s.to for s in getattr(a, key))
            yield source, a, key, (s.source for s in getattr(a, key))
    for speaker in book.speakers.values():
        yield PARTY, speaker, "speaks_for", speaker.speaks_for
    for s in book.sources.values():
        yield ("speakers",), s, "speaker", (s.speaker,)
        yield source, s, "derived_from", s.derived_from
    for c in book.commitments.values():
        yield source, c, "source", (c.source,)
        yield actor, c, "obligor", c.obligor
        yield actor, c, "beneficiary", c.beneficiary
        yield actor, c, "demanded_by", c.demanded_by
        yield actor, c, "mechanism", () if c.mechanism == NO_MECHANISM else c.mechanism
        yield commitment, c, "conditional_on", c.conditional_on
    for lever in book.levers.values():
        yield actor, lever, "holder", lever.holder
        yield actor, lever, "on", lever.on
        yield commitment, lever, "conditional_on", lever.conditional_on
        yield source, lever, "source", (lever.source,)
    for identity in book.identities.values():
        yield ("actors", "speakers", "sources"), identity, "of", identity.of
    for narrative in book.narratives.values():
        yield ("speakers",), narrative, "speaker", narrative.speaker
        yield ("claims",), narrative, "claims", narrative.claims
        yield PARTY, narrative, "serves", narrative.serves
    for verdict in book.copying.values():
        yield ("speakers",), verdict, "copier", (verdict.copier,)
        yield ("speakers",), verdict, "original", (verdict.original,)
    for need in book.requirements.values():
        yield ("claims", "sources"), need, "answered_by", need.answered_by
        yield ("places",), need, "where", need.where
        yield END, need, "quantity", need.quantity[:1]
        yield ("measures",), need, "quantity", need.quantity[1:]


def names_of_actors(book: Casebook) -> set[str]:
    """The names that stand where nothing but an actor can be meant."""
    names = {name for kinds, _, _, named in _lists(book) if kinds == ("actors",) for name in named}
    for claim in book.claims.values():
        if type(claim.matter) is not Tie:
            names.update(name for sort, name, _ in names_in(claim) if sort == "actor")
    return names

"""References: every name in a record leads to a record or to a term of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.spots import place_of_end, place_of_item, place_of_link, place_of_name
from armillary.casebook.checks.units import units_by_name
from armillary.casebook.records import Claim, Flow, Incident, Quantity, Record, Retraction, Statement, Tie, Triple
from armillary.casebook.resolve import names_in
from armillary.finding import Finding, Place, find
from armillary.text.nearest import did_you_mean
from armillary.text.values import Value
from armillary.vocab.vocabulary import Vocabulary

END = ("actors", "places", "things")
LINK = ("sources", "speakers")
PARTY = ("actors", "speakers")
NOUNS = {
    "actors": "actor",
    "speakers": "speaker",
    "sources": "source",
    "claims": "claim",
    "commitments": "commitment",
    "places": "place",
    "things": "thing",
    "classes": "class",
    "measures": "measure",
    "verbs": "verb",
    "issues": "issue",
    "positions": "position",
    "units": "unit",
    "markings": "marking",
}
TERMS = frozenset({"classes", "measures", "verbs", "issues", "positions", "units", "markings"})
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
COARSE = frozenset({"country", "province", "district", "region"})  # kinds of place that a record may name
MOST_HINTS = 100  # looking for the nearest spelling is the slow part, and nobody reads more of them at once
MOST_RELATED = 20


def check_references(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """R201, F106: names that lead nowhere; a name that is missing at many places is one finding."""
    missing = _Missing(book, vocab)
    want = missing.want
    for _, source, place in book.heads:
        want(("sources",), source, place)
    for audience in book.settings.audiences:
        want(("markings",), audience.marking, Place("armillary.toml"))
    _claims(book, missing)
    for entry in book.coverage:
        if entry.repeats:
            want(("claims",), entry.repeats, entry.place("repeats"))
    for kinds, record, key, names in _lists(book):
        for index, name in enumerate(names):
            if not missing.known(kinds, name):
                want(kinds, name, place_of_item(record, key, index))
    for commitment in book.commitments.values():
        for index, test in enumerate(commitment.tests):
            _ends(commitment, f"tests.{index}", test.triple, missing)
            for name in test.where:
                want(("places",), name, place_of_item(commitment, "tests", index))
    return missing.findings()


def _claims(book: Casebook, missing: _Missing) -> None:
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


def _names(claim: Claim, missing: _Missing) -> None:
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


def _ends(record: Record, key: str, triple: Triple, missing: _Missing) -> None:
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
        yield actor, a, "part_of", (s.to for s in a.part_of)
        yield actor, a, "splinter_of", (s.to for s in a.splinter_of)
        yield actor, a, "affiliate_of", (s.to for s in a.affiliate_of)
        yield ("places",), a, "territory", (s.to for s in a.territory)
    for speaker in book.speakers.values():
        yield PARTY, speaker, "speaks_for", speaker.speaks_for
    for s in book.sources.values():
        yield ("speakers",), s, "speaker", (s.speaker,)
        yield source, s, "derived_from", s.derived_from
    for c in book.commitments.values():
        yield source, c, "source", (c.source,)
        yield actor, c, "obligor", c.obligor
        yield actor, c, "beneficiary", c.beneficiary
        yield commitment, c, "conditional_on", c.conditional_on
    for lever in book.levers.values():
        yield actor, lever, "holder", lever.holder
        yield actor, lever, "on", lever.on
        yield commitment, lever, "conditional_on", lever.conditional_on
        yield source, lever, "source", (lever.source,) if lever.source else ()
    for narrative in book.narratives.values():
        yield ("speakers",), narrative, "speaker", narrative.speaker
        yield ("claims",), narrative, "claims", narrative.claims
        yield PARTY, narrative, "serves", narrative.serves


class _Missing:
    """Names that lead nowhere, gathered so that one absent record is one finding."""

    def __init__(self, book: Casebook, vocab: Vocabulary) -> None:
        self.book = book
        self.vocab = vocab
        self.units = units_by_name(vocab)
        self.fine = {p.id: p.kind for p in vocab.places.values() if p.kind not in COARSE}
        self.names: dict[str, set[str]] = {}
        for kind in NOUNS:
            records = getattr(book, kind, None)
            self.names[kind] = set(vocab.terms(kind) if records is None else records)
        self.names["places"] -= self.fine.keys()
        self.names["units"] |= {alias for unit in vocab.lists.units.values() for alias in unit.aliases}
        self.found: dict[str, list[tuple[tuple[str, ...], list[Place]]]] = {}

    def known(self, kinds: tuple[str, ...], name: str) -> bool:
        """Whether a name is one of these kinds."""
        return any(name in self.names[kind] for kind in kinds)

    def want(self, kinds: tuple[str, ...], name: str, place: Place) -> None:
        """Note a name that must be one of these kinds, if it is none and nothing broken explains it."""
        if self.known(kinds, name) or any(self.book.excused(kind, name) for kind in kinds):
            return
        groups = self.found.setdefault(name, [])
        for index, (wanted, places) in enumerate(groups):
            both = tuple(kind for kind in wanted if kind in kinds)
            if both:  # one record would mend both
                groups[index] = (both, places)
                places.append(place)
                return
        groups.append((kinds, [place]))

    def findings(self) -> list[Finding]:
        """One finding for each missing record or term, at the first place that names it."""
        out: list[Finding] = []
        for name, groups in self.found.items():
            for kinds, places in groups:
                many = f", named at {len(places)} places" if len(places) > 1 else ""
                message, hint = self._say(kinds, name, len(out) < MOST_HINTS)
                code = "F106" if kinds[0] in TERMS else "R201"
                out.append(find(code, places[0], message + many, hint, places[1 : MOST_RELATED + 1]))
        return out

    def _say(self, kinds: tuple[str, ...], name: str, search: bool) -> tuple[str, str]:
        shown = name[:80]
        if "places" in kinds and name in self.fine:
            message = f"'{shown}' is a {self.fine[name]}; places are kept to district level or coarser"
            return message, "name the district"
        nouns = [NOUNS[kind] for kind in kinds]
        what = nouns[0] if len(nouns) == 1 else f"{', '.join(nouns[:-1])} or {nouns[-1]}"
        message = f"the vocabulary has no {what} '{shown}'" if kinds[0] in TERMS else f"no {what} has the id '{shown}'"
        other = next((NOUNS[kind] for kind, known in self.names.items() if name in known), "")
        if other:
            return message, f"'{shown}' is {_article(other)}, not {_article(what)}"
        if not search:
            return message, ""
        if kinds == ("claims",):  # thousands of ids differ by their number alone
            source = name.partition("/")[0]
            known = {claim for claim in self.names["claims"] if claim.startswith(source + "/")}
            return message, did_you_mean(name, known) if known else f"no claim is coded from '{source[:80]}'"
        return message, did_you_mean(name, set().union(*(self.names[kind] for kind in kinds)))


def _article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" and not noun.startswith("unit") else "a ") + noun

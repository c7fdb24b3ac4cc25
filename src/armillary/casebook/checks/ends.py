"""Ends: a relation joins only the kinds of end that it is defined for, and nothing to itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.missing import MOST_RELATED
from armillary.casebook.checks.references import names_of_actors
from armillary.casebook.checks.spots import place_of_end
from armillary.casebook.records import End, Flow, Incident, Record, Statement, Tie, Triple
from armillary.casebook.resolve import flow_triple, sort_of, ties_on_record
from armillary.finding import Finding, Place, find
from armillary.vocab.vocabulary import Vocabulary

SIDES = ("subject", "object")


def check_ends(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L301, L302: ends of the wrong kind, and ties of an actor to itself; names that lead nowhere are passed over."""
    misfits = _Misfits(book, vocab)
    selves: list[Finding] = []
    sound: dict[str, tuple[set[str], set[str]]] = {relation: (set(), set()) for relation in vocab.relations}
    for record, key, triple in _ties(book, vocab):
        subjects, objects = sound[triple.relation]
        subject, object_ = triple.subject, triple.object
        if (
            subject.name in subjects
            and object_.name in objects
            and subject.name != object_.name
            and not subject.is_class
            and not object_.is_class
        ):
            continue
        fits = True
        for side, end in enumerate((subject, object_)):
            made = f"the flow is the tie '{triple}', and " if key == "flow" else ""
            if not misfits.fits(end, triple.relation, side, record, key, made):
                fits = False
            elif not end.is_class:
                (objects if side else subjects).add(end.name)
        if fits and _same(triple, book, vocab):
            selves.append(_itself(place_of_end(record, key, object_), object_.name))
    selves += _other_selves(book, vocab)
    for claim in book.claims.values():
        if type(claim.matter) is Statement and claim.matter.about is not None and claim.matter.about.actor:
            verb = vocab.verbs.get(claim.matter.verb)
            if verb is not None and verb.relation:
                misfits.fits(End(claim.matter.about.actor), verb.relation, 1, claim, "about")
    return misfits.findings() + selves


class _Misfits:
    """Ends of the wrong kind, gathered so that a name that is no actor is one finding however often it stands."""

    def __init__(self, book: Casebook, vocab: Vocabulary) -> None:
        self.book = book
        self.vocab = vocab
        self.found: dict[tuple[str, ...], tuple[str, str, list[Place]]] = {}

    def fits(self, end: End, relation: str, side: int, record: Record, key: str, made: str = "") -> bool:
        """Whether a relation can have an end, as far as can be known; if not, note it."""
        allowed = self.vocab.end_sorts[relation][side]
        cannot = f"which '{relation}' cannot have as its {SIDES[side]}"
        if end.is_class:
            kinds = _kinds_of_class(end.name, self.vocab)
            if not kinds or kinds & allowed:
                return True
            mistake: tuple[str, ...] = (str(end), relation, SIDES[side])
            message = f"'any {end.name}' ranges over {' and '.join(sorted(kinds))}, {cannot}"
        else:
            sort = sort_of(end.name, allowed, self.book, self.vocab)
            if not sort or sort in allowed:
                return True
            if end.name not in self.book.actors:
                # The record of an actor may be what is wrong: it is broken, or missing and a finding already.
                if self.book.excused("actors", end.name) or end.name in self._wanted:
                    return False
                mistake = (end.name,)
            elif self._unnamed(end.name):
                return False
            else:
                mistake = (end.name, relation, SIDES[side])
            message = f"'{end.name}' is of kind {sort}, {cannot}"
        entry = self.found.setdefault(mistake, (made + message, _allowed(relation, side, self.vocab), []))
        entry[2].append(place_of_end(record, key, end))
        return False

    def _unnamed(self, name: str) -> bool:
        """Whether an actor is a person who may not be named: a finding already, and its kind may be what is wrong."""
        actor = self.book.actors[name]
        return not actor.why_named and self.vocab.lists.actor_kinds[actor.kind].named_person

    @cached_property
    def _wanted(self) -> set[str]:
        return names_of_actors(self.book)

    def findings(self) -> list[Finding]:
        """One finding for each mistake, at the first place that makes it."""
        out = []
        for message, hint, places in self.found.values():
            many = f"; likewise at {len(places) - 1} more" if len(places) > 1 else ""
            out.append(find("L301", places[0], message + many, hint, places[1 : MOST_RELATED + 1]))
        return out


def _ties(book: Casebook, vocab: Vocabulary) -> Iterator[tuple[Record, str, Triple]]:
    """Every tie that is written down or that a flow makes, with the record and key it stands under."""
    for claim in book.claims.values():
        matter = claim.matter
        if type(matter) is Tie:
            yield claim, "tie", matter.triple
        elif type(matter) is Incident:
            yield claim, "incident", matter.triple
        elif type(matter) is Flow:
            triple = flow_triple(matter, vocab)
            if triple is not None:
                yield claim, "flow", triple
        elif type(matter) is Statement and matter.about is not None:
            inner = matter.about.matter
            if type(inner) is Tie or type(inner) is Incident:
                yield claim, "about", inner.triple
            elif type(inner) is Flow:
                triple = flow_triple(inner, vocab)
                if triple is not None:
                    yield claim, "about", triple
    for commitment in book.commitments.values():
        for index, test in enumerate(commitment.tests):
            yield commitment, f"tests.{index}", test.triple
    for need in book.requirements.values():
        if need.tie is not None:
            yield need, "tie", need.tie
        yield from ((need, f"rests_on.{index}", triple) for index, triple in enumerate(need.rests_on))
    for actor in book.actors.values():
        for key, index, triple, _ in ties_on_record(actor):
            if key != "part_of":  # wholes and parts of whatever kind; a circle of them is L303
                yield actor, f"{key}.{index}", triple


def _kinds_of_class(name: str, vocab: Vocabulary) -> frozenset[str]:
    """The kinds of actor in a class, its own or those of the nearest class around it that says; empty: any."""
    seen: set[str] = set()
    while name in vocab.classes and name not in seen:
        seen.add(name)
        term = vocab.classes[name]
        if term.of:
            return frozenset(term.of)
        name = term.within
    return frozenset()


def _allowed(relation: str, side: int, vocab: Vocabulary) -> str:
    allowed = vocab.end_sorts[relation][side]
    actors = set(vocab.lists.actor_kinds)
    words = ["any actor"] if actors <= allowed else [kind for kind in vocab.lists.actor_kinds if kind in allowed]
    words += [sort for sort in ("place", "thing") if sort in allowed]
    return f"its {SIDES[side]} may be: {', '.join(words)}"


def _same(triple: Triple, book: Casebook, vocab: Vocabulary) -> bool:
    subject, object_ = triple.subject, triple.object
    if subject.name != object_.name or subject.is_class or object_.is_class:
        return False
    allowed = vocab.end_sorts[triple.relation]
    sorts = {sort_of(subject.name, allowed[0], book, vocab), sort_of(object_.name, allowed[1], book, vocab)}
    return len(sorts) == 1 and sorts != {""}  # china, the actor, controls china, the place


def _itself(place: Place, name: str) -> Finding:
    return find("L302", place, f"this ties '{name}' to itself", "name the parts of it, or the other end that was meant")


def _other_selves(book: Casebook, vocab: Vocabulary) -> Iterator[Finding]:
    """Actors joined to themselves by a flow that makes no tie."""
    for claim in book.claims.values():
        flow = claim.matter
        if type(flow) is Flow and flow.giver == flow.receiver in book.actors and flow_triple(flow, vocab) is None:
            yield _itself(claim.place("flow"), flow.giver)

"""Ends: a relation joins only the kinds of end that it is defined for, and nothing to itself."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.spots import place_of_end, place_of_item
from armillary.casebook.records import About, Claim, End, Flow, Incident, Record, Statement, Tie, Triple
from armillary.casebook.resolve import flow_triple, sort_of
from armillary.finding import Finding, Place, find
from armillary.vocab.vocabulary import Vocabulary

SIDES = ("subject", "object")


def check_ends(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L301, L302: ends of the wrong kind, and ties of an actor to itself; names that lead nowhere are passed over."""
    out: list[Finding] = []
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
        wrong = False
        for side, end in enumerate((subject, object_)):
            message = _misfit(end, triple.relation, side, book, vocab)
            if message:
                wrong = True
                if key == "flow":
                    message = f"the flow is the tie '{triple}', and {message}"
                hint = _allowed(triple.relation, side, vocab)
                out.append(find("L301", place_of_end(record, key, end), message, hint))
            elif not end.is_class:
                (objects if side else subjects).add(end.name)
        if not wrong and _same(triple, book, vocab):
            out.append(_itself(place_of_end(record, key, object_), object_.name))
    out += _other_ends(book, vocab)
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


def _misfit(end: End, relation: str, side: int, book: Casebook, vocab: Vocabulary) -> str:
    """What is wrong with an end, or nothing; nothing as well when it cannot be known."""
    allowed = vocab.end_sorts[relation][side]
    if end.is_class:
        kinds = _kinds_of_class(end.name, vocab)
        if not kinds or kinds & allowed:
            return ""
        what = f"'any {end.name}' ranges over {' and '.join(sorted(kinds))}"
        return f"{what}, which '{relation}' cannot have as its {SIDES[side]}"
    sort = sort_of(end.name, allowed, book, vocab)
    if not sort or sort in allowed or (end.name not in book.actors and book.excused("actors", end.name)):
        return ""
    return f"'{end.name}' is of kind {sort}, which '{relation}' cannot have as its {SIDES[side]}"


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


def _other_ends(book: Casebook, vocab: Vocabulary) -> Iterator[Finding]:
    """Ends that are not written as ties: of flows that make none, of what is said about an actor, of its origins."""
    for claim in book.claims.values():
        matter = claim.matter
        if type(matter) is Flow:
            if matter.giver == matter.receiver in book.actors and flow_triple(matter, vocab) is None:
                yield _itself(claim.place("flow"), matter.giver)
        elif type(matter) is Statement and matter.about is not None and matter.about.actor:
            yield from _speech(claim, matter, matter.about, book, vocab)
    for actor in book.actors.values():
        for key, origins in (("splinter_of", actor.splinter_of), ("affiliate_of", actor.affiliate_of)):
            for index, origin in enumerate(origins):
                if origin.to == actor.id:
                    yield _itself(place_of_item(actor, key, index), actor.id)


def _speech(claim: Claim, statement: Statement, about: About, book: Casebook, vocab: Vocabulary) -> Iterator[Finding]:
    verb = vocab.verbs.get(statement.verb)
    if verb is not None and verb.relation:
        message = _misfit(End(about.actor), verb.relation, 1, book, vocab)
        if message:
            yield find("L301", claim.place("about"), message, _allowed(verb.relation, 1, vocab))

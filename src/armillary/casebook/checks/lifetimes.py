"""Lifetimes: actors act while they exist."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.dates import is_late
from armillary.casebook.checks.missing import MOST_RELATED
from armillary.casebook.records import Actor, Claim, Flow, Incident, Position, Statement, Tie, Triple
from armillary.casebook.resolve import about_triple
from armillary.finding import Finding, Place, find
from armillary.text.dates import When, begins_by, show_when
from armillary.vocab.vocabulary import Vocabulary

OUTLIVE = frozenset({"ideological", "personal"})  # dimensions of ties that the dead still have


def check_lifetimes(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L306: actors that are said to act when they did not exist yet or any more; one finding for a claim.

    Where no dated claim agrees with the dates of an actor and several do not, those dates are the one finding.
    """
    begins: dict[str, int] = {}
    ends: dict[str, int] = {}
    for actor in book.actors.values():
        if actor.exists is not None:
            if actor.exists.first is not None:
                begins[actor.id] = actor.exists.first
            if actor.exists.last is not None:
                ends[actor.id] = actor.exists.last

    wrong: dict[str, list[tuple[Claim, str, When]]] = {}
    told = ""
    for claim, key, when, names in _deeds(book, vocab):
        first = when.first
        for name in names:
            early = _is_early(when, begins.get(name, 0))
            if early or (first is not None and first > ends.get(name, first)):
                if claim.id != told and (early or not is_late(claim, when, book)):
                    wrong.setdefault(name, []).append((claim, key, when))
                    told = claim.id
                break
    alone = {name for name, deeds in wrong.items() if len(deeds) > 1}
    if alone:
        for _, _, when, names in _deeds(book, vocab):
            if when.first is not None and when.last is not None:  # what is still so agrees with any beginning
                inside = (
                    when.last >= begins.get(name, 0) and when.first <= ends.get(name, when.first) for name in names
                )
                alone -= {name for name, agrees in zip(names, inside, strict=True) if agrees}
    out = []
    for name, deeds in wrong.items():
        actor = book.actors[name]
        if name in alone:
            out.append(_always_outside(actor, [claim.place(key) for claim, key, _ in deeds]))
        else:
            out += [_outside(actor, when, claim.place(key)) for claim, key, when in deeds]
    return out


def _deeds(book: Casebook, vocab: Vocabulary) -> Iterator[tuple[Claim, str, When, tuple[str, ...]]]:
    """What claims say that actors did, as (claim, key of its date, date, who)."""
    exempt = {relation.id for relation in vocab.relations.values() if relation.dimension in OUTLIVE}
    voting = {modality.id for modality in vocab.modalities.values() if modality.votes}
    for claim in book.claims.values():
        if claim.polarity != "asserts" or claim.modality not in voting:
            continue
        matter, when = claim.matter, claim.when
        if type(matter) is Tie:
            if when is not None and (triple := matter.triple).relation not in exempt:
                if triple.subject.is_class or triple.object.is_class:
                    yield claim, "when", when, _actors_of(triple)
                else:
                    yield claim, "when", when, (triple.subject.name, triple.object.name)
            continue
        match matter:
            case Incident(triple=triple) if when is not None and triple.relation not in exempt:
                yield claim, "when", when, _actors_of(triple)
            case Flow() if when is not None:
                yield claim, "when", when, (matter.giver, matter.receiver)
            case Position() if when is not None:
                yield claim, "when", when, (matter.actor,)
            case Statement():
                for key, said, names in _speech(matter, when, exempt, vocab):
                    yield claim, key, said, names


def _speech(
    statement: Statement, when: When | None, exempt: set[str], vocab: Vocabulary
) -> Iterator[tuple[str, When, tuple[str, ...]]]:
    """Who acts in a statement: the speaker, whom the act is aimed at, and those it says to have acted."""
    verb, about = vocab.verbs.get(statement.verb), statement.about
    if when is not None:
        aimed = verb is not None and verb.relation and verb.relation not in exempt
        yield "when", when, (statement.speaker, about.actor) if aimed and about is not None else (statement.speaker,)
    if about is None or about.when is None or about.polarity != "asserts" or verb is None or verb.about != "asserts":
        return
    said = about_triple(about, vocab)
    if said is not None and said.relation not in exempt:
        yield "about", about.when, _actors_of(said)


def _actors_of(triple: Triple) -> tuple[str, ...]:
    return tuple(end.name for end in (triple.subject, triple.object) if not end.is_class)


def _is_early(when: When, begins: int) -> bool:
    """Whether a time is over before a day, or is open and began before it: `2013..` of an actor of 2015."""
    if when.last is not None:
        return when.last < begins
    began = begins_by(when) if when.first is not None and when.first < begins else None
    return began is not None and began < begins


def _outside(actor: Actor, when: When, place: Place) -> Finding:
    lived, begins = _lived(actor), actor.exists.first if actor.exists is not None else None
    early = begins is not None and _is_early(when, begins)
    at = "in" if when.last is not None or not early else "at the beginning of"
    message = f"'{actor.id}' {'did not exist yet' if early else 'had ended'} {at} {show_when(when)}: it existed {lived}"
    return find("L306", place, message, _mend(actor), (actor.place("exists"),))


def _always_outside(actor: Actor, places: list[Place]) -> Finding:
    message = f"every dated claim about '{actor.id}', {len(places)} in all, is of a time outside {_lived(actor)}"
    return find("L306", actor.place("exists"), message, _mend(actor), places[:MOST_RELATED])


def _lived(actor: Actor) -> str:
    return show_when(actor.exists) if actor.exists is not None else ""


def _mend(actor: Actor) -> str:
    lived = _lived(actor)
    if "/" in lived or ".." in lived:
        return "correct the dates, here or in 'exists'"
    return f"write 'exists: {lived}..' if it did not end within {lived}"

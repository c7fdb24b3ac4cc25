"""What the names in records mean: ends of ties, and links of credit."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import (
    TO_ACTORS,
    About,
    Actor,
    Claim,
    End,
    Flow,
    Incident,
    Position,
    Quantity,
    Since,
    Statement,
    Tie,
    Triple,
)
from armillary.vocab.vocabulary import Vocabulary

NOT_ACTORS = frozenset({"place", "thing"})


def sort_of(name: str, allowed: frozenset[str], book: Casebook, vocab: Vocabulary) -> str:
    """The kind of actor a name is, else 'place' or 'thing'; '' when it is none that may be meant, actors first.

    A name that exists but not as an allowed kind still gets its kind, so that the caller can say so.
    """
    actor = book.actors.get(name)
    if actor is not None and (actor.kind in allowed or (name not in vocab.places and name not in vocab.things)):
        return actor.kind
    if name in vocab.places and ("place" in allowed or (actor is None and name not in vocab.things)):
        return "place"
    if name in vocab.things and ("thing" in allowed or actor is None):
        return "thing"
    return actor.kind if actor is not None else "place" if name in vocab.places else ""


def members(class_id: str, exceptions: tuple[str, ...], book: Casebook, vocab: Vocabulary) -> tuple[str, ...]:
    """The actors of a class, subclasses included, exceptions and their parts left out; sorted."""
    found = (
        actor.id
        for actor in book.actors.values()
        if any(class_id in vocab.class_parents.get(c, ()) for c in actor.classes)
        and actor.id not in exceptions
        and not any(since.to in exceptions for since in actor.part_of)
    )
    return tuple(sorted(found))


def deed_triple(claim: Claim, vocab: Vocabulary) -> Triple | None:
    """The tie that a claim asserts: its own, or the one that its flow, incident or statement entails."""
    match claim.matter:
        case Tie(triple=triple) | Incident(triple=triple):
            return triple
        case Flow() as flow:
            return flow_triple(flow, vocab)
        case Statement(speaker=speaker, verb=verb, about=About(actor=actor)) if actor and vocab.verbs[verb].relation:
            return Triple(End(speaker), vocab.verbs[verb].relation, End(actor))
        case Statement(speaker=speaker, verb=verb, about=About(matter=Incident(triple=triple))) if vocab.verbs[
            verb
        ].relation:
            return Triple(End(speaker), vocab.verbs[verb].relation, triple.object)
        case _:
            return None


def flow_triple(flow: Flow, vocab: Vocabulary) -> Triple | None:
    """The tie a flow entails: as the claim says, else as the vocabulary says of its goods.

    What an activity or commodity yields is profited from; between actors the giver is the subject.
    """
    if flow.giver in vocab.things:
        return Triple(End(flow.receiver), flow.relation or "profits_from", End(flow.giver))
    relation = flow.relation or vocab.things[flow.goods].flow_relation
    return Triple(End(flow.giver), relation, End(flow.receiver)) if relation else None


def ties_on_record(actor: Actor) -> Iterator[tuple[str, int, Triple, Since]]:
    """The ties that an actor's own record states, as (key, index under it, tie, entry); a listing is a sanction."""
    for key in TO_ACTORS:
        for index, since in enumerate(getattr(actor, key)):
            listed = key == "listed_by"
            ends = (since.to, "sanctions", actor.id) if listed else (actor.id, key, since.to)
            yield key, index, Triple(End(ends[0]), ends[1], End(ends[2])), since


def about_triple(about: About, vocab: Vocabulary) -> Triple | None:
    """The tie that a statement is about, if it is about one."""
    match about.matter:
        case Tie(triple=triple) | Incident(triple=triple):
            return triple
        case Flow() as flow:
            return flow_triple(flow, vocab)
        case _:
            return None


def names_in(claim: Claim) -> list[tuple[str, str, str]]:
    """Every name a claim's matter refers to, as (sort, name, key); the sort 'end' may be an actor, place or thing."""
    found: list[tuple[str, str, str]] = []

    def matter(item: object, key: str) -> None:
        match item:
            case Tie(triple=triple) | Incident(triple=triple):
                for end in (triple.subject, triple.object):
                    if end.is_class:
                        found.append(("class", end.name, key))
                        found.extend(("actor", name, key) for name in end.exceptions)
                    else:
                        found.append(("end", end.name, key))
            case Quantity() as quantity:
                found.append(("end", quantity.subject, key))
                if quantity.of:
                    found.append(("end", quantity.of, "of" if key == "quantity" else key))
                found.append(("measure", quantity.measure, key))
                found.extend(("end", name, "lists" if key == "quantity" else key) for name in quantity.lists)
            case Flow() as flow:
                found.append(("end", flow.giver, key))
                found.append(("end", flow.receiver, key))
            case Position() as position:
                found.append(("actor", position.actor, key))
                found.append(("position", position.stance, key))
                found.append(("issue", position.issue, key))
            case Statement() as statement:
                found.append(("speaker", statement.speaker, key))
                found.append(("verb", statement.verb, key))
                about = statement.about
                if about is not None:
                    if about.actor:
                        found.append(("end", about.actor, "about"))
                    if about.claim:
                        found.append(("claim", about.claim, "about"))
                    found.extend(("place", name, "about") for name in about.where)
                    matter(about.matter, "about")

    matter(claim.matter, claim_key(claim))
    found.extend(("place", name, "where") for name in claim.where)
    return found


def claim_key(claim: Claim) -> str:
    """The key that gives a claim its kind."""
    name = type(claim.matter).__name__.lower()
    return "retracts" if name == "retraction" else name


def links_to_root(chain: tuple[str, ...], source: str, book: Casebook) -> list[str]:
    """The sources and speakers of a chain, from the source read to the root.

    A source that is declared derived from another is followed to that one, and the chain goes on from there; a circle
    ends where it closes.
    """
    links: list[str] = []
    seen = {source, *chain}
    for link in (source, *chain):
        links.append(link)
        while (last := book.sources.get(links[-1])) and last.derived_from and last.derived_from[0] not in seen:
            links.append(last.derived_from[0])
            seen.add(links[-1])
    return links

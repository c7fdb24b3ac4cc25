"""Lifetimes: actors act while they exist, and what comes from another is not older than it."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.spots import place_of_item
from armillary.casebook.records import Actor, Claim, Flow, Incident, Position, Since, Statement, Tie
from armillary.casebook.resolve import about_triple
from armillary.finding import Finding, Place, find
from armillary.text.dates import Precision, When, show_when
from armillary.vocab.vocabulary import Vocabulary

OUTLIVE = frozenset({"ideological", "personal"})  # dimensions of ties that the dead still have
LENGTH = {Precision.DAY: 0, Precision.MONTH: 30, Precision.YEAR: 365, Precision.DECADE: 3652}  # days after the first


def check_lifetimes(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L306: actors that are said to act when they did not exist yet or any more; one finding for a claim."""
    begins: dict[str, int] = {}
    ends: dict[str, int] = {}
    for actor in book.actors.values():
        if actor.exists is not None:
            if actor.exists.first is not None:
                begins[actor.id] = actor.exists.first
            if actor.exists.last is not None:
                ends[actor.id] = actor.exists.last
    exempt = {relation.id for relation in vocab.relations.values() if relation.dimension in OUTLIVE}
    voting = {modality.id for modality in vocab.modalities.values() if modality.votes}
    out: list[Finding] = []
    for claim in book.claims.values():
        matter = claim.matter
        if type(matter) is Tie:
            when = claim.when
            if when is None or claim.polarity != "asserts" or claim.modality not in voting:
                continue
            triple = matter.triple
            if triple.relation in exempt:
                continue
            names: tuple[str, ...] = (triple.subject.name, triple.object.name)
            if triple.subject.is_class or triple.object.is_class:
                names = tuple(end.name for end in (triple.subject, triple.object) if not end.is_class)
            deeds: tuple[tuple[str, When, tuple[str, ...]], ...] = (("when", when, names),)
        elif claim.polarity == "asserts" and claim.modality in voting:
            deeds = tuple(_deeds(claim, exempt, vocab))
        else:
            continue
        for key, when, names in deeds:
            first, last = when.first, when.last
            name = next(
                (
                    name
                    for name in names
                    if (last is not None and last < begins.get(name, 0))
                    or (first is not None and first > ends.get(name, first))
                ),
                "",
            )
            if name:
                out.append(_outside(book.actors[name], when, claim.place(key)))
                break
    return out


def _deeds(claim: Claim, exempt: set[str], vocab: Vocabulary) -> Iterator[tuple[str, When, tuple[str, ...]]]:
    """What a claim other than a tie says that actors did, as (key of its date, date, who)."""
    matter, when = claim.matter, claim.when
    match matter:
        case Incident(triple=triple) if when is not None and triple.relation not in exempt:
            yield "when", when, tuple(end.name for end in (triple.subject, triple.object) if not end.is_class)
        case Flow() if when is not None:
            yield "when", when, (matter.giver, matter.receiver)
        case Position() if when is not None:
            yield "when", when, (matter.actor,)
        case Statement(speaker=speaker, about=about):
            verb = vocab.verbs.get(matter.verb)
            if when is not None:
                aimed = about is not None and verb is not None and verb.relation and verb.relation not in exempt
                yield "when", when, (speaker, about.actor) if aimed and about is not None else (speaker,)
            if about is not None and about.when is not None and about.polarity == "asserts":
                said = about_triple(about, vocab)
                if verb is not None and verb.about == "asserts" and said is not None and said.relation not in exempt:
                    ends = (said.subject, said.object)
                    yield "about", about.when, tuple(end.name for end in ends if not end.is_class)


def _outside(actor: Actor, when: When, place: Place) -> Finding:
    assert actor.exists is not None
    begins = actor.exists.first
    early = when.last is not None and begins is not None and when.last < begins
    lived = show_when(actor.exists)
    hint = "correct this date, or 'exists'"
    if "/" not in actor.exists.text and ".." not in actor.exists.text:
        hint = f"write 'exists: {lived}..' if it did not end within {lived}"
    message = f"'{actor.id}' {'did not exist yet' if early else 'had ended'} in {show_when(when)}: it existed {lived}"
    return find("L306", place, message, hint, (actor.place("exists"),))


def check_descent(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L307: actors that are older than what they broke away from, or a part or affiliate before the whole existed.

    Without a date a part or affiliate is taken to be one from its own beginning; a person never is.
    """
    persons = {kind.id for kind in vocab.lists.actor_kinds.values() if kind.named_person}
    out = []
    for actor in book.actors.values():
        if not (actor.part_of or actor.splinter_of or actor.affiliate_of):
            continue
        for key, word, origins in (
            ("splinter_of", "a splinter", actor.splinter_of),
            ("part_of", "part", actor.part_of),
            ("affiliate_of", "an affiliate", actor.affiliate_of),
        ):
            for index, origin in enumerate(origins):
                began = _began(actor, origin, key, actor.kind in persons)
                parent = book.actors.get(origin.to)
                if began is None or parent is None or parent is actor or parent.exists is None:
                    continue
                latest, since = _latest_beginning(began), parent.exists.first
                if latest is not None and since is not None and latest < since:
                    message = (
                        f"'{actor.id}' is {word} of '{parent.id}' from {show_when(began)},"
                        f" but that exists {show_when(parent.exists)}"
                    )
                    hint = "correct one of the dates" if key == "splinter_of" else "say from when: {actor:, when:}"
                    place = place_of_item(actor, key, index)
                    out.append(find("L307", place, message, hint, (parent.place("exists"),)))
    return out


def _began(actor: Actor, origin: Since, key: str, person: bool) -> When | None:
    if key != "splinter_of" and (origin.when is not None or person):
        return origin.when
    both = [when for when in (actor.exists, origin.when) if when is not None]
    return min(both, key=lambda when: when.first if when.first is not None else -1) if both else None


def _latest_beginning(when: When) -> int | None:
    """The last day on which an interval may begin; a day or two late where months and years differ in length."""
    if when.first is None or when.first_precision is None:
        return None
    return when.first + LENGTH[when.first_precision] * (3 if when.approximate else 1) + (2 if when.approximate else 0)

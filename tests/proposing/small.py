"""A small landscape that no source has: three groups, a leader and a state, for sentences that the tests invent."""

from __future__ import annotations

from functools import cache

from armillary.casebook.records import Actor, Alias, Since
from armillary.names.finder import Finder
from armillary.proposing.proposals import Proposal
from armillary.proposing.rules import Rules
from armillary.reading.splitter import split
from armillary.vocab.read import read_vocabulary
from armillary.vocab.terms import PlaceTerm
from armillary.vocab.vocabulary import Vocabulary


def make_actor(identity: str, kind: str, name: str, *aliases: str, territory: str = "") -> Actor:
    """An actor as a casebook would have it."""
    return Actor(
        id=identity,
        file="actors/groups.yaml",
        mark=0,
        kind=kind,
        name=name,
        aliases=tuple(Alias(name=alias) for alias in aliases),
        territory=(Since(to=territory),) if territory else (),
    )


ACTORS = {
    actor.id: actor
    for actor in (
        make_actor("northern-front", "group", "Northern Front", "NF"),
        make_actor("river-army", "group", "River Army"),
        make_actor("hill-brigade", "faction", "Hill Brigade"),
        make_actor("omar-saleh", "person", "Omar Saleh"),
        make_actor("aslan-karim", "person", "Aslan Karim"),
        make_actor("kestan", "state", "Kestan", territory="kestan"),
    )
}
PLACES = {"kestan": PlaceTerm(id="kestan", name="Kestan", kind="country", demonyms=("Kestani",))}


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    return read_vocabulary()


@cache
def rules() -> Rules:
    """The rules, knowing the small landscape."""
    return Rules(vocabulary(), Finder(ACTORS, PLACES))


def propose(text: str, date: str = "") -> list[Proposal]:
    """What the rules propose of a text."""
    return list(rules().propose(split(text), "test.md", date).proposals)


def ties(text: str) -> set[str]:
    """The same in one line each: `not: river-army has_ties_with northern-front`."""
    return {f"{'not: ' if p.polarity == 'denies' else ''}{p.subject} {p.relation} {p.object}" for p in propose(text)}

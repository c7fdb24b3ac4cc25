"""Circles: nothing is part of itself, credit does not come back to where it began, and no claim is about itself."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.missing import MOST_RELATED
from armillary.casebook.checks.spots import place_of_chain, place_of_item
from armillary.casebook.records import About, Actor, Claim, Retraction, Statement
from armillary.finding import Finding, Place, find
from armillary.vocab.circles import circles
from armillary.vocab.vocabulary import Vocabulary

LONGEST = 12  # names of a circle that are shown


def check_parts(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """L303: actors that are part of themselves at one and the same time."""
    out = []
    graph = {actor.id: [part.to for part in actor.part_of] for actor in book.actors.values() if actor.part_of}
    for circle in circles(graph):
        steps = [_step(book.actors[name], circle[(i + 1) % len(circle)]) for i, name in enumerate(circle)]
        if max(first for first, _, _ in steps) <= min(last for _, last, _ in steps):  # else at different times
            message = f"'{circle[0]}' is part of itself: {arrows(circle)}"
            out.append(
                find("L303", steps[0][2], message, "break the circle", [place for _, _, place in steps[1:MOST_RELATED]])
            )
    return out


def _step(actor: Actor, whole: str) -> tuple[float, float, Place]:
    """The first and the last day on which an actor is part of a whole, and where that is written."""
    entries = [(index, part.when) for index, part in enumerate(actor.part_of) if part.to == whole]
    firsts = [when.first if when is not None and when.first is not None else -math.inf for _, when in entries]
    lasts = [when.last if when is not None and when.last is not None else math.inf for _, when in entries]
    return min(firsts), max(lasts), place_of_item(actor, "part_of", entries[0][0])


def arrows(circle: Sequence[str]) -> str:
    """A circle as people read it, back to where it began."""
    shown = circle if len(circle) <= LONGEST else (*circle[: LONGEST - 2], "...", circle[-1])
    return " → ".join((*shown, circle[0]))


def check_claims(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """L326: a statement about itself, two claims that take each other back, and longer circles of these."""
    leads: dict[str, tuple[str, str]] = {}  # a claim -> the claim that it speaks of, and the key that says so
    for claim in book.claims.values():
        match claim.matter:
            case Retraction(claim=other):
                leads[claim.id] = other, "retracts"
            case Statement(about=About(claim=other)) if other:
                leads[claim.id] = other, "about"
    out = []
    for circle in circles({name: [other] for name, (other, _) in leads.items()}):
        places = [book.claims[name].place(leads[name][1]) for name in circle]
        message = f"'{circle[0]}' speaks of itself: {arrows(circle)}"
        hint = "let one of them speak of the claim that is meant"
        out.append(find("L326", places[0], message, hint, places[1:MOST_RELATED]))
    return out


def check_credit(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """L304: sources derived from themselves, and chains of credit that name a link twice."""
    derived = {source.id: source.derived_from for source in book.sources.values() if source.derived_from}
    out = []
    closed: set[str] = set()
    for circle in circles(derived):
        closed.update(circle)
        places = []
        for i, name in enumerate(circle):
            index = derived[name].index(circle[(i + 1) % len(circle)])
            places.append(place_of_item(book.sources[name], "derived_from", index))
        message = f"'{circle[0]}' is derived from itself: {arrows(circle)}"
        out.append(find("L304", places[0], message, "break the circle", places[1:MOST_RELATED]))

    found: dict[frozenset[str], tuple[list[str], list[Place]]] = {}
    for claim in book.claims.values():
        for number, chain in enumerate(claim.chains):
            if chain and (
                chain[-1] in derived
                or (chain[0] == claim.source if len(chain) == 1 else len({claim.source, *chain}) <= len(chain))
            ):
                circle = _closing(claim, chain, derived, closed)
                if circle:
                    found.setdefault(frozenset(circle), (circle, []))[1].append(place_of_chain(claim, number))
    for circle, places in found.values():
        hint = "a chain runs from the nearest link to the root; leave out the source itself and what is named twice"
        out.append(
            find(
                "L304",
                places[0],
                f"credit comes back to '{circle[0]}': {arrows(circle)}",
                hint,
                places[1:MOST_RELATED],
            )
        )
    return out


def _closing(claim: Claim, chain: Sequence[str], derived: Mapping[str, Sequence[str]], closed: set[str]) -> list[str]:
    """The circle that a chain closes, by itself or through what its last source is derived from; else nothing."""
    links = {claim.source: 0}
    last = claim.source
    for last in chain:
        if last in links:
            return list(links)[links[last] :]
        links[last] = len(links)
    while last in derived and last not in closed:  # circles of sources alone have their finding
        last = derived[last][0]
        if last in links:
            return list(links)[links[last] :]
        links[last] = len(links)
    return []

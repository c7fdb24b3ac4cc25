"""Whom and what a text names: actors of a casebook, places of the vocabulary, in every spelling, in context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from armillary.casebook.records import Actor
from armillary.names.folding import fold
from armillary.names.mentions import Mention, Name, Scanner
from armillary.names.spellings import spell, spell_province
from armillary.vocab.terms import PlaceTerm

ARMED = frozenset({"group", "faction"})
_SHORT = 5  # letters: up to here a name in capitals is an acronym, which small letters do not mean
_PLAIN = 10  # letters: from here on a name is so distinctive that it may be written small
_PERSONS_NAME = frozenset({"bin", "al", "abu", "ibn", "el", "mullah", "the", "abd", "ud", "ul"})
_ONLY_CAPITALS = re.compile(r"capitals|upper case", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A mention settled: `kind` is actor, place, or people (the adjective of a state, which may mean the state)."""

    kind: str
    id: str
    start: int
    end: int
    text: str
    place: str = ""  # of an actor or adjective that is also the name of a place
    others: tuple[str, ...] = ()  # whom else the name may mean


class Finder:
    """Finds the actors and places that a text names; one is made for a casebook and used for many texts."""

    def __init__(self, actors: Mapping[str, Actor], places: Mapping[str, PlaceTerm]) -> None:
        self.actors = actors
        self.places = places
        self._surnames: dict[str, list[str]] = {}
        self._states = _states(actors, places)
        self._scanner = Scanner([*self._actor_names(), *self._place_names()])

    def find(self, text: str, known: Iterable[Found] = ()) -> list[Found]:
        """The mentions in a text in order; `known` are those above it, by which a surname is understood."""
        last: dict[str, str] = {}
        for found in known:
            self._note(found, last)
        settled = []
        for mention in self._scanner.scan(text):
            found_here = self._settle(mention, text, last)
            if found_here is not None:
                self._note(found_here, last)
                settled.append(found_here)
        return settled

    def _note(self, found: Found, last: dict[str, str]) -> None:
        actor = self.actors.get(found.id)
        if found.kind == "actor" and actor and actor.kind == "person":
            last[_surname(actor.name)] = found.id

    def _actor_names(self) -> Iterator[Name]:
        taken = {fold(name) for actor in self.actors.values() for name in _written(actor)}
        for actor in self.actors.values():
            ident = f"actor:{actor.id}"
            written = _written(actor)
            capitals = {alias.name for alias in actor.aliases if _ONLY_CAPITALS.search(alias.note)}
            for name in written:
                folded = fold(name)
                letters = re.sub(r"\W", "", name)
                if name in capitals or (letters.isascii() and len(letters) <= _SHORT and letters[:2].isupper()):
                    yield Name(ident, folded, written=name)
                    yield from _dotted(ident, name)
                    continue
                short = len(letters) <= _SHORT
                for spelling in spell(name):
                    if spelling == folded or spelling not in taken:
                        yield Name(ident, spelling, exact=short, capital=name[:1].isupper() and len(letters) < _PLAIN)
            yield from self._further(actor, ident, written, taken)
        yield from self._surname_names()

    def _further(self, actor: Actor, ident: str, written: list[str], taken: set[str]) -> Iterator[Name]:
        if actor.kind not in ARMED:
            return
        for spelling in spell_province(written):
            if spelling not in taken:
                upper = spelling.upper() if len(spelling.replace(" ", "")) <= 6 else ""
                yield Name(ident, spelling, written=upper, exact=bool(upper))
        # A national branch is called by the adjective: Pakistani Taliban for the Movement of the Taliban of Pakistan.
        for name in written:
            words = set(fold(name).split())
            for place in self.places.values():
                if fold(place.name) in words and "taliban" in words and len(words) > 2:
                    for adjective in place.demonyms:
                        if (called := f"{fold(adjective)} taliban") not in taken:
                            yield Name(ident, called)
        # A house is called by its plural: the Haqqanis.
        first, _, rest = fold(actor.name).partition(" ")
        if rest in ("network", "group", "faction", "clan", "family"):
            yield Name(ident, first + "s", capital=True)

    def _surname_names(self) -> Iterator[Name]:
        for actor in self.actors.values():
            if actor.kind == "person" and (surname := _surname(actor.name)):
                self._surnames.setdefault(surname, []).append(actor.id)
        for surname, ids in self._surnames.items():
            for identity in ids:
                yield Name(f"actor:{identity}", surname, capital=True, exact=len(surname) <= _SHORT)

    def _place_names(self) -> Iterator[Name]:
        for place in self.places.values():
            for name in (place.name, *place.aliases, *place.names.values()):
                yield Name(f"place:{place.id}", fold(name), exact=len(name) <= _SHORT, capital=name[:1].isupper())
            for adjective in place.demonyms:
                yield Name(f"people:{place.id}", fold(adjective), exact=True, capital=True)
                yield Name(f"people:{place.id}", fold(adjective) + "s", exact=True, capital=True)

    def _settle(self, mention: Mention, text: str, last: dict[str, str]) -> Found | None:
        kinds = [identity.partition(":") for identity in mention.ids]
        actors = [name for kind, _, name in kinds if kind == "actor"]
        place = next((name for kind, _, name in kinds if kind == "place"), "")
        people = next((name for kind, _, name in kinds if kind == "people"), "")
        if not actors:
            if place:
                return Found("place", place, mention.start, mention.end, mention.text, place=place)
            state = self._states.get(people, "")
            return Found("people", state or people, mention.start, mention.end, mention.text, place=people)
        chosen = self._choose(actors, mention, text, last)
        if chosen is None:
            return None
        others = tuple(name for name in actors if name != chosen)
        return Found("actor", chosen, mention.start, mention.end, mention.text, place=place, others=others)

    def _choose(self, actors: list[str], mention: Mention, text: str, last: dict[str, str]) -> str | None:
        """Whom an ambiguous name means: a surname is the person named before, or a network of that name."""
        surname = fold(mention.text)
        by_surname = self._surnames.get(surname, []) if len(surname.split()) == 1 else []
        if not by_surname:
            return actors[0]
        own_name = [a for a in actors if a not in by_surname or surname in map(fold, _written(self.actors[a]))]
        network = next(
            (a.id for a in self.actors.values() if a.kind in ARMED and fold(a.name).startswith(surname + " ")), ""
        )
        article = text[max(0, mention.start - 4) : mention.start].lower() == "the "
        if network and (article or surname not in last):
            return network
        if surname in last:
            return last[surname]
        if own_name:
            return own_name[0]
        return by_surname[0] if len(by_surname) == 1 and len(surname) > _SHORT else None


def _written(actor: Actor) -> list[str]:
    return [name for name in (actor.name, actor.short, *(alias.name for alias in actor.aliases)) if name]


def _dotted(ident: str, name: str) -> Iterator[Name]:
    """US is also written U.S."""
    if name.isalpha() and len(name) <= 3:
        yield Name(ident, fold(".".join(name) + "."), written=name)


def _surname(name: str) -> str:
    words = fold(name).split()
    return words[-1] if len(words) > 1 and words[-2] not in _PERSONS_NAME else ""


def _states(actors: Mapping[str, Actor], places: Mapping[str, PlaceTerm]) -> dict[str, str]:
    """For each place the actor that is its state for all time."""
    states: dict[str, str] = {}
    for actor in actors.values():
        if actor.kind == "state":
            for since in actor.territory:
                if since.to in places and since.when is None:
                    states.setdefault(since.to, actor.id)
    return states


def moved(found: Found, by: int) -> Found:
    """The same mention in a text in which it stands later."""
    return replace(found, start=found.start + by, end=found.end + by)

"""Whom and what a text names: actors of a casebook, places of the vocabulary, in every spelling, in context."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from armillary.casebook.records import Actor
from armillary.names.called import ARMED, SHORT, bearer, called, matcher, surname
from armillary.names.folding import fold
from armillary.names.homonyms import Homonyms
from armillary.names.matcher import Matcher
from armillary.names.mentions import Mention, Scanner
from armillary.names.spellings import plain
from armillary.vocab.terms import Homonym, PlaceTerm

__all__ = ["ARMED", "Finder", "Found", "moved"]


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

    def __init__(
        self, actors: Mapping[str, Actor], places: Mapping[str, PlaceTerm], homonyms: Iterable[Homonym] = ()
    ) -> None:
        self.homonyms = Homonyms(homonyms)
        self.actors = actors
        self.places = places
        self._states = _states(actors, places)
        known = [bearer(actor) for actor in actors.values()]
        self._written = {one.id: frozenset(plain(fold(name)) for name in one.names) for one in known}
        self._lasts: dict[str, set[str]] = {}  # by person, the surname in each script
        self._surnames: dict[str, list[str]] = {}
        self._houses: dict[str, str] = {}  # the first word of a group's name of several words, and the group
        for one in known:
            if one.kind == "person":
                self._lasts[one.id] = {plain(last) for last in map(surname, one.names) if last}
                for last in self._lasts[one.id]:
                    self._surnames.setdefault(last, []).append(one.id)
            elif one.kind in ARMED and " " in one.own:
                self._houses.setdefault(plain(one.own.split()[0]), one.id)
        self._scanner = Scanner(called(known, places))

    @cached_property
    def matcher(self) -> Matcher[str]:
        """The same names, asked for one by one."""
        return matcher(map(bearer, self.actors.values()), self.places)

    def find(self, text: str, known: Iterable[Found] = ()) -> list[Found]:
        """The mentions in a text in order; `known` are those above it, by which a surname is understood.

        A name that several actors bear means the one of them who was named last, else one whose territory was.
        """
        last: dict[str, str] = {}
        said: list[Found] = []
        for found in known:
            self._note(found, last, said)
        settled = []
        for mention in self._scanner.scan(text):
            if self.homonyms.is_other(text, mention.start, mention.end):
                continue
            found_here = self._settle(mention, text, last, said)
            if found_here is not None:
                self._note(found_here, last, said)
                settled.append(found_here)
        return settled

    def _note(self, found: Found, last: dict[str, str], said: list[Found]) -> None:
        said.append(found)
        if found.kind == "actor":
            last.update(dict.fromkeys(self._lasts.get(found.id, ()), found.id))

    def _settle(self, mention: Mention, text: str, last: dict[str, str], said: list[Found]) -> Found | None:
        kinds = [identity.partition(":") for identity in mention.ids]
        actors = [name for kind, _, name in kinds if kind == "actor"]
        place = next((name for kind, _, name in kinds if kind == "place"), "")
        people = next((name for kind, _, name in kinds if kind == "people"), "")
        if not actors:
            if place:
                return Found("place", place, mention.start, mention.end, mention.text, place=place)
            state = self._states.get(people, "")
            return Found("people", state or people, mention.start, mention.end, mention.text, place=people)
        chosen = self._choose(actors, mention, text, last, said)
        if chosen is None:
            return None
        others = tuple(name for name in actors if name != chosen)
        return Found("actor", chosen, mention.start, mention.end, mention.text, place=place, others=others)

    def _choose(
        self, actors: list[str], mention: Mention, text: str, last: dict[str, str], said: list[Found]
    ) -> str | None:
        """Whom an ambiguous name means: a surname is the person named before, or a network of that name."""
        name = plain(fold(mention.text))
        by_surname = self._surnames.get(name, [])
        if not by_surname:
            return self._latest(actors, said) if len(actors) > 1 else actors[0]
        own_name = [a for a in actors if a not in by_surname or name in self._written[a]]
        network = self._houses.get(name, "")
        article = text[max(0, mention.start - 4) : mention.start].lower() == "the "
        if network and (article or name not in last):
            return network
        if name in last:
            return last[name]
        if own_name:
            return own_name[0]
        return by_surname[0] if len(by_surname) == 1 and len(mention.text) > SHORT else None

    def _latest(self, actors: list[str], said: list[Found]) -> str:
        """Of several who bear a name the one named last by a name of its own, else one at home where the text is."""
        for found in reversed(said):
            if found.id in actors and not found.others:
                return found.id
        for found in reversed(said):
            for name in actors if found.place else ():
                if any(since.to == found.place for since in self.actors[name].territory):
                    return name
        return actors[0]


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

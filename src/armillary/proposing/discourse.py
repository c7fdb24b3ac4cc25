"""Whom "the group", "it", "the two groups" and "these affiliates" mean: what a paragraph has named so far."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from armillary.names.finder import ARMED, Finder, Found
from armillary.names.folding import fold

_MEMORY = 12  # mentions
_STATE_MEMORY = 3  # sentences


@dataclass(frozen=True, slots=True)
class Said:
    """A mention as the paragraph remembers it."""

    id: str
    sentence: int
    at: int  # of the token or character in its sentence
    subject: bool


@dataclass
class Discourse:
    """What has been named in a paragraph, latest last, and the last list of groups."""

    finder: Finder
    said: list[Said] = field(default_factory=list)
    listed: tuple[str, ...] = ()
    country: str = ""  # the last that was named
    country_before: str = ""  # the last that was named before the sentence at hand
    land: tuple[str, int, int] = ("", -9, 0)  # the state in which something was last said to be, its sentence and place
    owned: dict[str, str] = field(default_factory=dict)  # whose the commanders were that were spoken of
    owners: dict[str, tuple[str, ...]] = field(default_factory=dict)  # whose the affiliates were that were spoken of

    def note(self, found: Iterable[tuple[Found, int, bool]], sentence: int, places: Set[int] = frozenset()) -> None:
        """Remember the mentions of a sentence, given with their place and whether each is a subject.

        States at `places` only say where something is.
        """
        self.country_before = self.country
        for mention, at, subject in found:
            place = self.finder.places.get(mention.place)
            if mention.kind != "people" and not subject and place is not None and place.kind == "country":
                self.country = mention.place
            if at in places and self.kind(mention.id) == "state":
                self.land = mention.id, sentence, at
            if mention.kind == "actor" and not (at in places and mention.place):
                self.said.append(Said(mention.id, sentence, at, subject))
        del self.said[:-_MEMORY]

    def refer(self, found: Iterable[tuple[str, int]], sentence: int) -> None:
        """Remember who was meant by the subjects of a sentence that are no names."""
        self.said += [Said(actor, sentence, at, True) for actor, at in found]
        del self.said[:-_MEMORY]

    def note_list(self, ids: Iterable[str]) -> None:
        """Remember a list of groups that were named together."""
        groups = tuple(dict.fromkeys(i for i in ids if self.is_group(i)))
        if len(groups) > 1:
            self.listed = groups

    def kind(self, actor: str) -> str:
        """The kind of an actor, or ''."""
        known = self.finder.actors.get(actor)
        return known.kind if known is not None else ""

    def is_group(self, actor: str) -> bool:
        """Whether an actor is an armed group."""
        return self.kind(actor) in ARMED

    def is_person(self, actor: str) -> bool:
        """Whether an actor is a person."""
        return self.kind(actor) == "person"

    def state(self, sentence: int, at: int) -> str:
        """The state in which something was last said to be, not long before a place, or ''."""
        land, where, place = self.land
        return land if sentence - where < _STATE_MEMORY and (where < sentence or place < at) else ""

    def called(self, noun: str) -> str:
        """The group named last whose name has a noun, which `the network` or `the front` then means; or ''."""
        for said in reversed(self.said):
            if self.is_group(said.id) and noun in fold(self.finder.actors[said.id].name).split():
                return said.id
        return ""

    def one(self, person: bool, sentence: int, at: int, without: Iterable[str] = (), group: bool = False) -> str:
        """The one actor that a singular word at a place means, or ''.

        A subject of the same or the last sentence comes before what was named later; `group` asks for the latest group.
        """
        barred = set(without)
        fitting = [
            said
            for said in self.said
            if (said.sentence < sentence or said.at < at)
            and sentence - said.sentence <= 2
            and said.id not in barred
            and (
                self.is_person(said.id) if person else self.is_group(said.id) if group else not self.is_person(said.id)
            )
        ]
        if not fitting:
            return ""
        here = [said for said in fitting if said.sentence == sentence]
        if here and not group:
            return next((said.id for said in reversed(here) if said.subject), here[-1].id)
        if here:
            return here[-1].id
        last = max(said.sentence for said in fitting)
        there = [said for said in fitting if said.sentence == last]
        unclear = len({said.id for said in there}) > 1 or self.kind(there[0].id) == "state"
        if unclear and not (person or group or any(said.subject for said in there)):
            return ""  # none of several before another, nor a state that nothing is said of
        return next((said.id for said in there if said.subject), there[0].id if not group else there[-1].id)

    def several(self, number: int, sentence: int, at: int) -> tuple[str, ...]:
        """The groups that `the two groups` (2) or `these groups` (0: as many as were listed) mean; none if unclear."""
        if not number and self.listed:
            return self.listed
        found: dict[str, None] = {}
        for said in reversed(self.said):
            if (said.sentence < sentence or said.at < at) and sentence - said.sentence <= 3 and self.is_group(said.id):
                found.setdefault(said.id)
            if len(found) == (number or 2):
                return tuple(reversed(found))
        return ()

"""Reach: whether something happens at home, in the region or beyond it, seen from a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from armillary.book.book import Book
from armillary.pictures.records import TieRow

RINGS = ("local", "regional", "external")
_NEAR = "regional-state"  # the class of the vocabulary for states next to the casebook's country, or close by
_HALF = 0.5


@dataclass(frozen=True)
class Map:
    """The countries that ends lie in, and which of them are near one another."""

    book: Book

    @cached_property
    def countries(self) -> dict[str, frozenset[str]]:
        """The countries of every actor and place: a place's own, an actor's territory, else that of its whole.

        A region of the world stands for the countries in it.
        """
        places, parents = self.book.vocab.places, self.book.vocab.place_parents
        found = {
            name: frozenset(p for p in (name, *parents.get(name, ())) if places[p].kind == "country") for name in places
        }
        found |= {name: frozenset({name}) for name, lands in found.items() if not lands}
        actors = self.book.sql("SELECT id, territory, part_of FROM actors")
        wholes = {row["id"]: row["part_of"] for row in actors}
        own = {row["id"]: [c for t in row["territory"] for c in found.get(t, ())] for row in actors}
        for row in actors:
            at, seen = [row["id"]], set[str]()
            while at and not any(own.get(name) for name in at):
                seen.update(at)
                at = [whole for name in at for whole in wholes.get(name, ()) if whole not in seen]
            land = frozenset(country for name in at for country in own.get(name, ()))
            if land or row["id"] not in found:
                found[row["id"]] = land
        return found

    @cached_property
    def near(self) -> frozenset[str]:
        """The countries of states that the casebook has as neighbours or as states of the region."""
        parents = self.book.vocab.class_parents
        rows = self.book.sql("SELECT id, classes FROM actors")
        states = [row["id"] for row in rows if any(_NEAR in parents.get(name, ()) for name in row["classes"])]
        return frozenset(country for state in states for country in self.countries.get(state, ()))

    def home(self, actor: str, ties: Iterable[TieRow]) -> str:
        """The country a group is at home in: its territory, else where most origins put it; '' if nobody says."""
        if own := sorted(self.countries.get(actor, ())):
            return own[0]
        here: Counter[str] = Counter()
        for tie in ties:
            if tie.likelihood is None or tie.likelihood < _HALF:
                continue
            if tie.subject == actor and tie.relation in ("present_in", "runs_camp_in", "controls"):
                here.update(dict.fromkeys(self.countries.get(tie.object, ()), tie.for_))
            elif tie.object == actor and tie.relation in ("hosts", "tolerates", "protects", "resettles"):
                here.update(dict.fromkeys(self.countries.get(tie.subject, ()), tie.for_))
        return min(here, key=lambda country: (-here[country], country)) if here else ""

    def ring(self, home: str, end: str) -> str:
        """The ring that an end lies in, seen from a country; '' where nothing says."""
        lands = self.countries.get(end, frozenset())
        if not home or not lands:
            return ""
        if home in lands:
            return "local"
        around = self.book.vocab.place_parents.get(home, frozenset())
        return "regional" if any(land in around or self._beside(home, land) for land in lands) else "external"

    def _beside(self, home: str, land: str) -> bool:
        parents = self.book.vocab.place_parents
        if parents.get(home, frozenset()) & parents.get(land, frozenset()):
            return True
        return land in self.near and (home in self.near or self._is_setting(home))

    def _is_setting(self, home: str) -> bool:
        """Whether a country is the one that the casebook is set in: others are near it, it is not among them."""
        return bool(self.near) and home not in self.near

"""What actors and places are called: every spelling by which a text, a query or a list may mean one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, permutations

from armillary.casebook.records import Actor
from armillary.names.folding import fold
from armillary.names.matcher import Matcher, names_of_pairs
from armillary.names.mentions import Name
from armillary.names.spellings import OPENERS, governs, is_known_by_consonants, spell, spell_province
from armillary.vocab.terms import PlaceTerm

ARMED = frozenset({"group", "faction"})
SHORT = 5  # letters: up to here a name in capitals is an acronym, which small letters do not mean
_PLAIN = 10  # letters: from here on a name is so distinctive that it may be written small
_PERSONS_NAME = frozenset({"bin", "ben", "bint", "al", "abu", "ibn", "el", "mullah", "the", "abd", "ud", "ul"})
_LONG = 3  # names of a person from which on their order may change; with one more, one may be left out
_HOUSES = frozenset({"network", "group", "faction", "clan", "family"})
_POSSESSIVE = re.compile(r"['’`‘][sS]\b")
_ONLY_CAPITALS = re.compile(r"capitals|upper case", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears names: the first is its own, the others are short names and aliases."""

    id: str
    kind: str
    names: tuple[str, ...]
    capitals: frozenset[str] = field(default_factory=frozenset)  # names that count in just these letters

    @property
    def own(self) -> str:
        """The folded own name."""
        return fold(self.names[0])


def bearer(actor: Actor) -> Bearer:
    """An actor of a casebook by its names."""
    names = [name for name in (actor.name, actor.short, *(alias.name for alias in actor.aliases)) if name]
    capitals = frozenset(alias.name for alias in actor.aliases if _ONLY_CAPITALS.search(alias.note))
    return Bearer(actor.id, actor.kind, tuple(names), capitals)


def bearers(rows: Iterable[Mapping[str, str]], aliases: Iterable[Mapping[str, str]]) -> list[Bearer]:
    """The actors of a book by their names: rows with id, kind, name, short; aliases with actor, name, note."""
    further: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for alias in aliases:
        further[alias["actor"]].append(alias)
    return [
        Bearer(
            row["id"],
            row["kind"],
            tuple(n for n in (row["name"], row["short"], *(a["name"] for a in further[row["id"]])) if n),
            frozenset(a["name"] for a in further[row["id"]] if _ONLY_CAPITALS.search(a["note"] or "")),
        )
        for row in rows
    ]


def called(known: Iterable[Bearer], places: Mapping[str, PlaceTerm], surnames: bool = True) -> Iterator[Name]:
    """Every name of actors (`actor:ID`), places (`place:ID`) and the adjectives of places (`people:ID`).

    Without `surnames` a person is not known by the last word of the name alone.
    """
    held = list(known)
    taken = {fold(name) for one in held for name in one.names}
    single = {one.own for one in held if one.kind in ARMED and " " not in one.own}
    for one in held:
        yield from _own_names(one, taken)
        if one.kind in ARMED:
            yield from _further(one, places, taken, single)
        elif one.kind == "person":
            yield from _of_person(one, taken, surnames)
    for place in places.values():
        yield from _of_place(place)


def matcher(
    known: Iterable[Bearer],
    places: Mapping[str, PlaceTerm],
    others: Iterable[tuple[str, str]] = (),
    surnames: bool = True,
    only_actors: bool = False,
) -> Matcher[str]:
    """A matcher that takes a name for the actor or place for which a text takes it; `others` are things or speakers.

    An actor and a place of one id are one answer. Lists are read without `surnames`: there a name is whole. Of
    `only_actors` places are no answers, but tell what national branches are called.
    """
    held = list(known)
    pairs = [(one.id, name) for one in held for name in one.names]
    for place in places.values() if not only_actors else ():
        pairs += [(place.id, name) for name in (place.name, *place.names.values(), *place.aliases)]
    further = list(others)
    names = (
        replace(name, id=name.id.partition(":")[2])
        for name in called(held, places, surnames)
        if not name.id.startswith("people:")
    )
    return Matcher([*pairs, *further], chain(names, names_of_pairs(further)))


def _own_names(one: Bearer, taken: set[str]) -> Iterator[Name]:
    ident, begins = f"actor:{one.id}", one.kind != "person"
    for name in one.names:
        folded = fold(name)
        letters = re.sub(r"\W", "", name)
        if name in one.capitals or (letters.isascii() and len(letters) <= SHORT and letters[:2].isupper()):
            yield Name(ident, folded, written=name)
            yield from _dotted(ident, name)
            continue
        short = len(letters) <= SHORT
        capital = name[:1].isupper() and len(letters) < _PLAIN
        # A text is read without possessives: Afghanistan's Foreign Ministry.
        for spelling in (*spell(name), *(spell(_POSSESSIVE.sub("", name)) if _POSSESSIVE.search(name) else ())):
            if spelling == folded or spelling not in taken:
                yield Name(ident, spelling, exact=short, capital=capital, begins=begins)


def _further(one: Bearer, places: Mapping[str, PlaceTerm], taken: set[str], single: set[str]) -> Iterator[Name]:
    """What armed groups are called besides: provinces, national branches, the houses of a family."""
    ident = f"actor:{one.id}"
    for spelling in spell_province(list(one.names)):
        if spelling not in taken:
            upper = spelling.upper() if len(spelling.replace(" ", "")) <= 6 else ""
            yield Name(ident, spelling, written=upper, exact=bool(upper))
    # A national branch is called by the adjective: Pakistani Taliban for the Movement of the Taliban of Pakistan,
    # where the casebook also has a group that is called the Taliban.
    for name in one.names:
        words = fold(name).split()
        for place in places.values() if len(words) > 2 and single & set(words) else ():
            if fold(place.name) not in words:
                continue
            for whole in single & set(words):
                for adjective in place.demonyms:
                    if (calls := f"{fold(adjective)} {whole}") not in taken:
                        yield Name(ident, calls)
    yield from (Name(ident, short, capital=short.isascii()) for short in _shorter(one, places) if short not in taken)
    # A house is called by its plural, and by its name alone: the Haqqanis, Haqqani fighters.
    first, _, rest = one.own.partition(" ")
    if rest in _HOUSES:
        yield Name(ident, first + "s", capital=True)
        if first not in taken:
            yield Name(ident, first, capital=True)


def _shorter(one: Bearer, places: Mapping[str, PlaceTerm]) -> Iterator[str]:
    """A romanised name without the country at its end or the word for movement at its head, where enough is left."""
    lands = {fold(place.name) for place in places.values() if place.kind == "country"}
    for name in one.names:
        words = fold(name).split()
        if len(words) > _LONG - 1 and words[-1] in lands and governs(words[0]):
            yield from spell(" ".join(words[:-1])) if len(words) > _LONG else ()
        if words[0] in OPENERS and is_known_by_consonants(rest := " ".join(words[1:])):
            yield from spell(rest)


def _of_person(one: Bearer, taken: set[str], surnames: bool) -> Iterator[Name]:
    """A surname, and a long name in another order or with a part left out, as lists and reports write it."""
    ident = f"actor:{one.id}"
    for name in one.names if surnames else ():
        if (last := surname(name)) and (name is one.names[0] or (not last.isascii() and len(last) > SHORT)):
            yield Name(ident, last, capital=last.isascii(), exact=len(last) <= SHORT, begins=False)
    for name in one.names:
        parts = _parts(fold(name).split())
        if (
            len(parts) > 1
            and " " not in parts[-1]
            and (article := " ".join([*parts[:-1], "al", parts[-1]])) not in taken
        ):
            yield Name(ident, article, capital=True, begins=False)
        if len(parts) < _LONG:
            continue
        turned = [*permutations(parts)] if len(parts) == _LONG else [(parts[-1], *parts[:-1]), (*parts[1:], parts[0])]
        shorter = [parts[:at] + parts[at + 1 :] for at in range(1, len(parts))] if len(parts) > _LONG else []
        for written in (*turned, *shorter):
            if (spelling := " ".join(written)) not in taken:
                yield from (Name(ident, other, capital=True, begins=False) for other in spell(spelling))


def _parts(words: list[str]) -> list[str]:
    """The names that a person's name is made of, each with the small words before it."""
    parts: list[str] = []
    held: list[str] = []
    for word in words:
        held.append(word)
        if word not in _PERSONS_NAME:
            parts.append(" ".join(held))
            held = []
    return parts


def _of_place(place: PlaceTerm) -> Iterator[Name]:
    for name in (place.name, *place.aliases, *place.names.values()):
        yield Name(f"place:{place.id}", fold(name), exact=len(name) <= SHORT, capital=name[:1].isupper())
    for adjective in place.demonyms:
        yield Name(f"people:{place.id}", fold(adjective), exact=True, capital=True)
        yield Name(f"people:{place.id}", fold(adjective) + "s", exact=True, capital=True)


def _dotted(ident: str, name: str) -> Iterator[Name]:
    """US is also written U.S."""
    if name.isalpha() and len(name) <= 3:
        yield Name(ident, fold(".".join(name) + "."), written=name)


def surname(name: str) -> str:
    """The last word of a person's name, unless a word before it belongs to it; '' where there is none."""
    words = fold(name).split()
    if len(words) > 1 and (words[-2] not in _PERSONS_NAME or (words[-2] in ("al", "el") and len(words[-1]) > SHORT)):
        return words[-1]
    return ""

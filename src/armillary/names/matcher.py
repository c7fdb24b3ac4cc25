"""From a written name to whom or what it means; the same for actors, places, sources and speakers.

A name is read here as in a text: by the same spellings of the same gazetteer (`mentions.Index`). What somebody types,
or a list holds, is a name and nothing else, so that more may be forgiven: small letters, an id, spaces left out, the
surname before a comma, the beginning of a long name.
"""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from armillary.names.consonants import bones
from armillary.names.folding import fold
from armillary.names.mentions import Index, Name
from armillary.names.spellings import GENERAL, TITLES, is_known_by_consonants, plain, spell

Id = TypeVar("Id", bound=str)

_ARTICLES = frozenset({"al", "el", "the"})
_LEAST_LIKENESS = 0.6  # difflib's own threshold: below it, words are hardly ever one slip apart
_MOST_SUGGESTIONS = 3
_LEAST_BEGINNING = 2  # words
_LONGEST = 80  # characters compared for a suggestion; the time it takes grows with their square


@dataclass(frozen=True, slots=True)
class Named(Generic[Id]):
    """One of those a name may mean, under the name of it that fits."""

    id: Id
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


@dataclass(frozen=True, slots=True)
class Found(Generic[Id]):
    """The name means one; `exact` is false if only a looser spelling fits (no article, other spacing)."""

    id: Id
    name: str
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Ambiguous(Generic[Id]):
    """Several bear the name, in the order of their ids."""

    candidates: tuple[Named[Id], ...]


@dataclass(frozen=True, slots=True)
class Unknown(Generic[Id]):
    """Nobody bears the name; those with the nearest names, best first."""

    suggestions: tuple[Named[Id], ...]


def names_of_pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[Name]:
    """The spellings of names of which no more is known than whose they are."""
    for identity, name in pairs:
        for spelling in spell(name):
            yield Name(identity, spelling)


class Matcher(Generic[Id]):
    """Finds whom a name means among (id, name) pairs; an id counts as a name of its own.

    `names` are the spellings by which texts are read; without them each pair has those of its name.
    """

    def __init__(self, pairs: Iterable[tuple[Id, str]], names: Iterable[Name] | None = None) -> None:
        self._known: dict[str, Named[Id]] = {}  # by id, with the first name given for it
        self._exact: dict[str, dict[Id, str]] = {}  # folded name -> id -> the name as written
        self._loose: dict[str, dict[Id, str]] = {}
        self._names = names  # not gone through before a name is asked for that is none as it is written
        self._index: Index | None = None  # made when first asked for: few names need it
        self._begun: dict[str, set[Id]] = {}  # by the consonants of the first words of a name
        self._own: dict[str, set[Id]] = {}  # likewise, of those whose own name it is and no alias
        self._unknown: dict[str, Unknown[Id]] = {}  # looking for suggestions is slow, and mistakes are repeated
        for identity, name in pairs:
            self._known.setdefault(identity, Named(identity, name))
            if folded := fold(name):
                self._exact.setdefault(folded, {}).setdefault(identity, name)
                self._add_loose(folded, identity, name)
        for known in self._known.values():
            self._add_loose(fold(known.id), known.id, known.name)

    def _add_loose(self, folded: str, identity: Id, name: str) -> None:
        for spelling in _loosen(folded):
            self._loose.setdefault(spelling, {}).setdefault(identity, name)

    def find(self, text: str) -> Found[Id] | Ambiguous[Id] | Unknown[Id]:
        """Whom a name means; if nobody, who has a name like it."""
        if (meant := self.whom(text)) is not None:
            return meant
        folded = fold(text)
        if folded not in self._unknown:
            self._unknown[folded] = Unknown(self._nearest("".join(folded.split())))
        return self._unknown[folded]

    def whom(self, text: str) -> Found[Id] | Ambiguous[Id] | None:
        """Whom a name means: by id, folded name, or a looser spelling or other romanisation that fits one alone."""
        written = text.strip()
        if known := self._known.get(written):
            return Found(known.id, known.name)
        folded = fold(written)
        bearers = self._exact.get(folded, {})
        if len(bearers) > 1:
            return Ambiguous(tuple(Named(identity, bearers[identity]) for identity in sorted(bearers)))
        for identity, name in bearers.items():
            return Found(identity, name)
        shared = False
        for spelling in _loosen(folded):
            bearers = self._loose.get(spelling, {})
            shared = shared or len(bearers) > 1
            if len(bearers) == 1:
                ((identity, name),) = bearers.items()
                return Found(identity, name, exact=False)
        if not shared:
            heard = sorted(self._by_sound(written, folded))
            if len(heard) == 1:
                return Found(heard[0], self._known[heard[0]].name, exact=False)
            if heard:
                return Ambiguous(tuple(self._known[identity] for identity in heard))
        return None

    def alike(self, text: str) -> set[Id]:
        """All who bear a name in any of its spellings."""
        return set(self._exact.get(fold(text), {})) | self._heard(text.strip(), anyhow=True)

    def _by_sound(self, written: str, folded: str) -> set[Id]:
        """Those of whom a name is another romanisation; if none is, the one whose name alone begins with it.

        The beginning must be two words: one word, such as Tehrik, begins the names of too many.
        """
        found = self._heard(written)
        if found or len(folded.split()) < _LEAST_BEGINNING:
            return found
        heard = _beginning(folded)
        # An own name comes before an alias: what begins the one and the other means the first.
        begun = self._own.get(heard) or self._begun.get(heard, set())
        return begun if len(begun) == 1 else set()

    def _heard(self, written: str, anyhow: bool = False) -> set[Id]:
        """Whom a name means in a text; with a surname before a comma turned, a title or a general word left out."""
        if self._index is None:
            self._index = self._make_index()
        typed = written.title() if written.islower() else written
        surname, comma, given = typed.partition(",")
        head, _, rest = typed.partition(" ")
        begin, _, tail = typed.rpartition(" ")
        readings = [typed]
        if comma and "," not in given:
            readings.append(f"{given} {surname}")
        if fold(head) in GENERAL or (" " in rest.strip() and fold(head) in TITLES):
            readings.append(rest)
        if fold(tail) in GENERAL:
            readings.append(begin)
        for reading in readings:
            if found := {identity for identity in self._index.whole(reading, anyhow) if identity in self._known}:
                return found  # type: ignore[return-value]
        return set()

    def _make_index(self) -> Index:
        given = self._names
        if given is None:
            given = names_of_pairs((i, name) for bearers in self._exact.values() for i, name in bearers.items())
        names = list(given)
        self._names = None
        own = {(known.id, bones(spelling)) for known in self._known.values() for spelling in spell(known.name)}
        for name in names:
            words = name.folded.split()
            for count in range(_LEAST_BEGINNING, len(words)) if name.begins and name.id in self._known else ():
                first = " ".join(words[:count])
                heard: Id = name.id  # type: ignore[assignment]
                self._begun.setdefault(_beginning(first), set()).add(heard)
                if (name.id, bones(name.folded)) in own:
                    self._own.setdefault(_beginning(first), set()).add(heard)
        return Index(names)

    def _nearest(self, loose: str) -> tuple[Named[Id], ...]:
        best: dict[Id, tuple[float, str]] = {}
        likeness = difflib.SequenceMatcher(autojunk=False)
        likeness.set_seq2(loose[:_LONGEST])
        for known, bearers in self._loose.items():
            likeness.set_seq1(known[:_LONGEST])
            if likeness.real_quick_ratio() < _LEAST_LIKENESS or likeness.quick_ratio() < _LEAST_LIKENESS:
                continue
            ratio = likeness.ratio()
            for identity, name in bearers.items():
                if ratio >= _LEAST_LIKENESS and ratio > best.get(identity, (0.0, ""))[0]:
                    best[identity] = ratio, name
        nearest = heapq.nsmallest(_MOST_SUGGESTIONS, best, key=lambda identity: (-best[identity][0], identity))
        return tuple(Named(identity, best[identity][1]) for identity in nearest)


def _beginning(folded: str) -> str:
    """What the spellings of the first words of a name share."""
    return bones(folded) if is_known_by_consonants(folded) else f"={plain(folded)}"


def _loosen(folded: str) -> list[str]:
    """A folded name without its spaces, then also without its leading article; none for a name without letters.

    A hyphen, a joiner or nothing may stand where others write a space.
    """
    words = folded.split()
    spellings = ["".join(words)] if words else []
    while len(words) > 1 and words[0] in _ARTICLES:
        words.pop(0)
        spellings.append("".join(words))
    return spellings

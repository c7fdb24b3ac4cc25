"""From a written name to whom or what it means; the same for actors, places, sources and speakers."""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from armillary.names.folding import fold
from armillary.names.spellings import sounds, spell

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


class Matcher(Generic[Id]):
    """Finds whom a name means among (id, name) pairs; an id counts as a name of its own."""

    def __init__(self, pairs: Iterable[tuple[Id, str]]) -> None:
        self._known: dict[str, Named[Id]] = {}  # by id, with the first name given for it
        self._exact: dict[str, dict[Id, str]] = {}  # folded name -> id -> the name as written
        self._loose: dict[str, dict[Id, str]] = {}
        self._heard: dict[str, set[Id]] | None = None  # made when first asked for: few names need it
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
        heard = set() if shared else self._by_sound(folded)
        if len(heard) == 1:
            (identity,) = heard
            return Found(identity, self._known[identity].name, exact=False)
        if folded not in self._unknown:
            self._unknown[folded] = Unknown(self._nearest("".join(folded.split())))
        return self._unknown[folded]

    def _by_sound(self, folded: str) -> set[Id]:
        """Those of whom a name is another romanisation; if none is, those whose name begins with it.

        The beginning must be two words: one word, such as Tehrik, begins the names of too many.
        """
        if self._heard is None:
            self._heard = {}
            for bearers in self._exact.values():
                for identity, name in bearers.items():
                    for spelling in spell(name):
                        self._heard.setdefault(sounds(spelling), set()).add(identity)
        wanted = {sounds(spelling) for spelling in spell(folded)}
        found = {identity for sound in wanted for identity in self._heard.get(sound, ())}
        if found or len(folded.split()) < _LEAST_BEGINNING:
            return found
        begun = tuple(f"{sound} " for sound in wanted if len(sound.split()) >= _LEAST_BEGINNING)
        reached = {identity for sound, ids in self._heard.items() if sound.startswith(begun) for identity in ids}
        # An own name comes before an alias: what begins the one and the other means the first.
        own = {i for i in reached if any(sounds(n).startswith(begun) for n in spell(self._known[i].name))}
        return own or reached

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

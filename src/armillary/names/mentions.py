"""Mentions: where in a text the actors, places and other named things of a gazetteer stand.

One scan finds every name in every spelling; what overlaps is settled by sorting and one sweep, longest first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import ahocorasick_rs

from armillary.names.consonants import bones
from armillary.names.folding import fold
from armillary.names.spellings import is_known_by_consonants, plain, sounds

# A word with the marks that may stand inside it: harakat, joiners, apostrophes for ayn and hamza.
_WORD = re.compile(
    r"[^\W_]+(?:(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d]|['’`‘ʼʿʾ´](?=[^\W_]))[^\W_]*)*"
)
_POSSESSIVE = re.compile(r"['’`‘](?:s|S)$")
_GAP = re.compile(r"[^\w]{0,3}")  # at most this between two words of one name; a full stop or comma breaks it
_BREAK = re.compile(r"[.,;:!?()\[\]\n،؛؟۔|/]")
_REMEMBERED = 65536  # words and names of which it is known what they mean


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling by which something is known: the folded words, and how strictly a text must match them."""

    id: str
    folded: str
    written: str = ""  # where not empty, the text must have exactly these letters in this case
    exact: bool = False  # no other spelling of the sounds counts
    capital: bool = False  # the text must begin it with a capital
    begins: bool = True  # its first words may stand for the whole where nobody else's name begins with them


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: whom it may mean, and its span in code points, the end left out; best meaning first."""

    ids: tuple[str, ...]
    start: int
    end: int
    text: str


class _Heard(dict[str, tuple[str, int]]):
    """The consonants of each written word, which folding may take apart, and its length without a possessive 's."""

    def __missing__(self, word: str) -> tuple[str, int]:
        tail = _POSSESSIVE.search(word) if len(word) > 2 else None
        length = tail.start() if tail else len(word)
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[word] = bones(fold(word[:length])), length
        return found


class Index:
    """The names of a gazetteer by their consonants, and which of those with the same ones a written name fits."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.by_bones: dict[str, list[Name]] = {}
        for name in dict.fromkeys(names):
            if heard := bones(name.folded):
                self.by_bones.setdefault(heard, []).append(name)

    def whole(self, text: str, anyhow: bool = False) -> tuple[str, ...]:
        """Whom a text that is a name and nothing else may mean; `anyhow` also where another's name is closer."""
        return meant(self.by_bones.get(bones(fold(text)), ()), text, anyhow)


class Scanner:
    """Finds the names of a gazetteer in a text."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.index = Index(names)
        self._patterns = [f" {heard} " for heard in self.index.by_bones]
        self._names = list(self.index.by_bones.values())
        self._heard = _Heard()
        self._settled: dict[tuple[int, str], tuple[str, ...]] = {}
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns) if self._patterns else None

    def scan(self, text: str) -> list[Mention]:
        """The mentions in a text, in order; none overlaps another."""
        if self._automaton is None:
            return []
        return sweep(self._candidates(text))

    def _candidates(self, text: str) -> Iterator[Mention]:
        words = [(match.start(), *self._heard[match[0]]) for match in _WORD.finditer(text)]
        words = [word for word in words if word[1]]
        spans = [(start, start + length) for start, _, length in words]
        # Where each written word begins in what is scanned.
        starts = [*accumulate((len(heard) + 1 for _, heard, _ in words), initial=1)]
        haystack = f" {' '.join([heard for _, heard, _ in words])} "
        assert self._automaton is not None
        for index, begin, stop in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            first = bisect_right(starts, begin + 1) - 1
            if starts[first] != begin + 1:
                continue  # the sounds of one written word begin before
            last = bisect_right(starts, stop - 2) - 1
            start, end = spans[first][0], spans[last][1]
            if first != last and any(
                _BREAK.search(text, spans[place][1], spans[place + 1][0]) and not _dotted(text, spans[place][1])
                for place in range(first, last)
            ):
                continue
            written = text[start:end]
            ids = self._meant(index, written)
            if "." in written and text[end : end + 1] == "." and not text[end + 1 : end + 2].isalnum():
                end, written = end + 1, written + "."  # the last full stop of U.S. is its own
            if ids:
                yield Mention(ids, start, end, written)

    def _meant(self, index: int, written: str) -> tuple[str, ...]:
        """Whom the words of a text mean by the names of one pattern; names come again, so that it is remembered."""
        key = index, written
        if (known := self._settled.get(key)) is None:
            if len(self._settled) > _REMEMBERED:
                self._settled.clear()
            known = self._settled[key] = meant(self._names[index], written)
        return known


def _dotted(text: str, end: int) -> bool:
    """Whether a full stop is one of an abbreviation's: U.S., A.Q."""
    return (
        text[end : end + 1] == "." and end >= 1 and text[end - 1].isupper() and (end < 2 or not text[end - 2].isalnum())
    )


def meant(names: Iterable[Name], written: str, anyhow: bool = False) -> tuple[str, ...]:
    """Whom what is written means, of names with the same consonants; just that spelling comes before any other."""
    folded = fold(written)
    fitting = [name for name in names if fits(name, written, folded)]
    same = [name for name in fitting if name.folded == folded]
    return tuple(dict.fromkeys(name.id for name in (fitting if anyhow else same or fitting)))


def fits(name: Name, written: str, folded: str) -> bool:
    """Whether what is written, of the same consonants as a name, is that name."""
    if name.written:
        return _bare(written) == _bare(name.written)
    if name.capital and not any(character.isupper() for character in written):
        return False
    if name.exact:
        return _bare(folded) == _bare(name.folded)
    return (
        sounds(folded) == sounds(name.folded) or is_known_by_consonants(folded) or plain(folded) == plain(name.folded)
    )


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", text)


def sweep(candidates: Iterable[Mention], keep: Callable[[Mention], bool] = bool) -> list[Mention]:
    """What is left when of two that overlap the longer stays: candidates by start, longest first, in one pass."""
    kept: list[Mention] = []
    for mention in sorted(candidates, key=lambda m: (m.start, m.start - m.end)):
        if not keep(mention):
            continue
        while kept and mention.start < kept[-1].end and mention.end - mention.start > kept[-1].end - kept[-1].start:
            kept.pop()
        if kept and kept[-1].start == mention.start and kept[-1].end == mention.end:
            kept[-1] = Mention(
                tuple(dict.fromkeys((*kept[-1].ids, *mention.ids))), mention.start, mention.end, mention.text
            )
        elif not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept

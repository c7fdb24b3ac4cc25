"""Which section a coder means by a heading that is shortened, misspelt or stands twice."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from armillary.reading.passages import PARAGRAPHS, Document, Section
from armillary.reading.prose import words

_SPELT_ALIKE = 0.88  # of Ratcliff and Obershelp: a slip of spelling
_SAME = 6
_SURE = 3  # a likeness that needs no second look: the words of the locator stand in the heading, in their order


def likeness(wanted: Sequence[str], title: Sequence[str]) -> int:
    """How well the words of a locator fit those of a heading: from 6, the same, down to 1, a slip; 0 not at all."""
    if not wanted or not title:
        return 0
    if wanted == title:
        return _SAME
    length = len(wanted)
    places = [place for place in range(len(title) - length + 1) if title[place : place + length] == wanted]
    if places:
        return 5 if places[0] == 0 else 4
    rest = iter(title)
    if all(word in rest for word in wanted):
        return 3
    if set(wanted) <= set(title):
        return 2
    return int(_are_spelt_alike(" ".join(wanted), " ".join(title)))


def _are_spelt_alike(one: str, other: str) -> bool:
    """Whether two texts differ by slips; what cannot reach it is told before the likeness is reckoned, slowly."""
    if 2 * min(len(one), len(other)) < _SPELT_ALIKE * (len(one) + len(other)):
        return False
    matcher = SequenceMatcher(None, one, other)
    return matcher.quick_ratio() >= _SPELT_ALIKE and matcher.ratio() >= _SPELT_ALIKE


class Headings:
    """The headings of one document."""

    def __init__(self, document: Document) -> None:
        self.all = document.sections
        self.titles = [words(section.title) for section in document.sections]
        self.known_titles = {title for title in self.titles if title}
        self.with_text = {passage.section.number for passage in document.passages if passage.kind in PARAGRAPHS}
        self.known: dict[str, list[Section]] = {}

    def sections(self, name: str) -> list[Section]:
        """The sections that a name may mean, none when it is none."""
        if name not in self.known:
            self.known[name] = self._best(name, _SURE) or self._inner(name) or self._best(name, 1) or self._cut(name)
        return self.known[name]

    def _best(self, name: str, least: int) -> list[Section]:
        wanted = words(name)
        if wanted in self.known_titles:
            scores = [_SAME if title == wanted else 0 for title in self.titles]
        else:
            scores = [likeness(wanted, title) for title in self.titles]
        top = max(scores)
        if top < least or not top:
            return []
        found = [section for section, score in zip(self.all, scores, strict=True) if score == top]
        with_text = [section for section in found if section.number in self.with_text]
        return with_text or found

    def _inner(self, name: str) -> list[Section]:
        """Of `Part two, Recommendations` the section so called that lies in the other, or is the next below it."""
        parts = [part.strip() for part in name.split(",")]
        for cut in range(1, len(parts)):
            outer = self.sections(", ".join(parts[:cut]))
            candidates = [s for s in self._best(", ".join(parts[cut:]), 1) if any(s.number > o.number for o in outer)]
            inside = [s for s in candidates if any(o.title in s.above for o in outer)]
            if inside or candidates:
                return inside or candidates[:1]
        return []

    def _cut(self, name: str) -> list[Section]:
        """What stands behind a comma may be a remark."""
        before, comma, _ = name.rpartition(",")
        return self.sections(before.strip()) if comma and before.strip() else []

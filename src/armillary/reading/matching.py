"""From a locator to the passages of a document, though the coder shortened the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from armillary.reading.locators import Locator
from armillary.reading.passages import PARAGRAPHS, Document, Kind, Section
from armillary.reading.prose import words
from armillary.text.nearest import nearest

_SPELT_ALIKE = 0.88  # of Ratcliff and Obershelp: a slip of spelling
_SURE = 3  # a likeness that needs no second look: the words of the locator stand in the heading, in their order

_FRONT_MATTER = re.compile(
    r"\b(?:(?:front|back|end) ?matter|cover|title|imprint|colophon|copyright|dedication|author|publisher|contents|"
    r"running heads?|page numbers?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Match:
    """The passages that a locator names; without any, why not."""

    passages: tuple[int, ...] = ()  # places in the document's passages
    problem: str = ""
    hint: str = ""
    loose: bool = False  # it names a section as a whole
    misplaced: tuple[int, ...] = ()  # notes that are called elsewhere


def likeness(wanted: Sequence[str], title: Sequence[str]) -> int:
    """How well the words of a locator fit those of a heading: from 6, the same, down to 1, a slip; 0 not at all."""
    if not wanted or not title:
        return 0
    if wanted == title:
        return 6
    length = len(wanted)
    places = [place for place in range(len(title) - length + 1) if title[place : place + length] == wanted]
    if places:
        return 5 if places[0] == 0 else 4
    rest = iter(title)
    if all(word in rest for word in wanted):
        return 3
    if set(wanted) <= set(title):
        return 2
    return 1 if SequenceMatcher(None, " ".join(wanted), " ".join(title)).ratio() >= _SPELT_ALIKE else 0


class Finder:
    """Finds the passages of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.titles = [words(section.title) for section in document.sections]
        self.in_section: dict[int, list[int]] = {section.number: [] for section in document.sections}
        self.called_in: dict[int, list[int]] = {}  # number of a note -> places of the passages that call it
        for place, passage in enumerate(document.passages):
            self.in_section[passage.section.number].append(place)
            for number in passage.markers:
                self.called_in.setdefault(number, []).append(place)
        self.last_page = max((passage.page for passage in document.passages), default=1)
        self.known: dict[str, list[Section]] = {}

    def find(self, locator: Locator) -> Match:
        """The passages that a locator names."""
        sections = self.sections(locator.section)
        if locator.section and not sections:
            if _FRONT_MATTER.search(locator.section) and not (locator.paragraphs or locator.notes):
                return self.front_matter()
            close = nearest(locator.section, [section.title for section in self.document.sections if section.title])
            hint = f"did you mean '{close[0]}'?" if close else "name it as its heading does, or a part of that"
            return Match(problem=f"no heading reads like '{locator.section}'", hint=hint)
        if locator.section and locator.paragraphs and len(sections) > 1:
            sections = [s for s in sections if self.paragraph(s, locator.paragraphs[0])] or sections
            if len(sections) > 1:
                problem = f"{len(sections)} headings read like '{locator.section}'"
                return Match(problem=problem, hint="name the section that it lies in first: Part two, Recommendations")
        if locator.paragraphs or locator.part or locator.pages:
            found = self.passages(locator, sections)
        elif locator.notes:
            found = Match()
        else:
            return self.whole(locator, sections)
        return found if found.problem else self.with_notes(locator, sections, found)

    def front_matter(self) -> Match:
        """Covers and title pages have no heading: what they are called in a locator means all that stands there."""
        passages = enumerate(self.document.passages)
        return Match(tuple(place for place, passage in passages if passage.kind is Kind.FRONT_MATTER), loose=True)

    def sections(self, name: str) -> list[Section]:
        """The sections that a name may mean, none when it is none."""
        if name not in self.known:
            self.known[name] = self.best(name, _SURE) or self.inner(name) or self.best(name, 1) or self.cut(name)
        return self.known[name]

    def best(self, name: str, least: int) -> list[Section]:
        wanted = words(name)
        scores = [likeness(wanted, title) for title in self.titles]
        top = max(scores)
        if top < least or not top:
            return []
        found = [section for section, score in zip(self.document.sections, scores, strict=True) if score == top]
        with_text = [section for section in found if self.paragraph(section, 1)]
        return with_text or found

    def inner(self, name: str) -> list[Section]:
        """Of `Part two, Recommendations` the section so called that lies in the other, or is the next below it."""
        parts = [part.strip() for part in name.split(",")]
        for cut in range(1, len(parts)):
            outer = self.sections(", ".join(parts[:cut]))
            candidates = [s for s in self.best(", ".join(parts[cut:]), 1) if any(s.number > o.number for o in outer)]
            inside = [s for s in candidates if any(o.title in s.above for o in outer)]
            if inside or candidates:
                return inside or candidates[:1]
        return []

    def cut(self, name: str) -> list[Section]:
        """What stands behind a comma may be a remark."""
        before, comma, _ = name.rpartition(",")
        return self.sections(before.strip()) if comma and before.strip() else []

    def paragraph(self, section: Section, number: int) -> list[int]:
        """The passages of one paragraph: its text, and the list that it opens."""
        passages = self.document.passages
        return [
            place
            for place in self.in_section[section.number]
            if passages[place].kind in PARAGRAPHS and passages[place].paragraph == number
        ]

    def passages(self, locator: Locator, sections: list[Section]) -> Match:
        passages = self.document.passages
        if locator.part is not None:
            return self.insets(locator, sections)
        if locator.section and locator.paragraphs:
            found = {number: self.paragraph(sections[0], number) for number in locator.paragraphs}
            where = f"'{sections[0].title}'"
        elif locator.paragraphs:
            by_ordinal: dict[int, list[int]] = {}
            for place, passage in enumerate(passages):
                if passage.kind in PARAGRAPHS:
                    by_ordinal.setdefault(passage.ordinal, []).append(place)
            found = {number: by_ordinal.get(number, []) for number in locator.paragraphs}
            where = "the document"
        else:
            return self.on_pages(locator)
        missing = [number for number, places in found.items() if not places]
        if missing:
            return Match(problem=f"{where} has no paragraph ¶{missing[0]}", hint=self.extent(sections))
        places = [place for group in found.values() for place in group]
        if locator.item:
            places = [place for place in places if passages[place].item == locator.item]
            if not places:
                return Match(problem=f"¶{locator.paragraphs[0]} of {where} has no item {locator.item}")
        return Match(tuple(places))

    def extent(self, sections: list[Section]) -> str:
        passages = self.document.passages
        if sections:
            held = [passages[place].paragraph for place in self.in_section[sections[0].number]]
        else:
            held = [passage.ordinal for passage in passages]
        last = max(held, default=0)
        return f"it has ¶1 to ¶{last}" if last else "it has no paragraphs"

    def insets(self, locator: Locator, sections: list[Section]) -> Match:
        """Pull quotes, captions and headings; a pull quote is found by where it stands and by what it repeats."""
        passages = self.document.passages
        repeated = {place for s in sections for number in locator.paragraphs for place in self.paragraph(s, number)}
        ordinals = {passages[place].ordinal for place in repeated}
        inside = {place for section in sections for place in self.in_section[section.number]}
        found = [
            place
            for place, passage in enumerate(passages)
            if passage.kind is locator.part
            and (
                (place in inside and (not locator.paragraphs or passage.paragraph in locator.paragraphs))
                or (passage.repeats and passage.repeats in ordinals)
            )
        ]
        if not found:
            assert locator.part is not None
            return Match(problem=f"there is no {locator.part.value.replace('_', ' ')} at that place")
        return Match(tuple(found))

    def on_pages(self, locator: Locator) -> Match:
        if self.last_page == 1:
            return Match(problem="the file has no pages", hint="name section and paragraph; pages end in a form feed")
        places = [place for place, passage in enumerate(self.document.passages) if passage.page in locator.pages]
        if not places:
            return Match(problem=f"the document has no page {locator.pages[0]}", hint=f"it has {self.last_page}")
        return Match(tuple(places), loose=True)

    def whole(self, locator: Locator, sections: list[Section]) -> Match:
        """A locator without a number names a section and what lies in it."""
        if not locator.section:
            return Match(problem="it names no section, paragraph, note or page")
        titles = {section.title for section in sections}
        numbers = {section.number for section in sections}
        found = [
            place
            for place, passage in enumerate(self.document.passages)
            if passage.section.number in numbers or titles & set(passage.section.above)
        ]
        return Match(tuple(found), loose=True)

    def with_notes(self, locator: Locator, sections: list[Section], found: Match) -> Match:
        """Add the notes that a locator names, and say which of them are called elsewhere."""
        named = set(found.passages)
        numbers = {section.number for section in sections}
        places = {p.note: place for place, p in enumerate(self.document.passages) if p.kind is Kind.NOTE}
        misplaced: list[int] = []
        notes: list[int] = []
        for number in locator.notes:
            callers = self.called_in.get(number, [])
            if number not in places and not callers:
                return Match(problem=f"the document has no note n{number}")
            if number in places:
                notes.append(places[number])
                if self.document.passages[places[number]].section.number in numbers and not locator.paragraphs:
                    continue
            if named:
                here = named & set(callers)
            else:
                here = {p for p in callers if not numbers or self.document.passages[p].section.number in numbers}
            if callers and not here:
                misplaced.append(number)
        return Match((*found.passages, *notes), loose=found.loose, misplaced=tuple(misplaced))

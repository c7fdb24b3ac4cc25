"""From a locator to the passages of a document, though the coder shortened the heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from armillary.reading.headings import Headings
from armillary.reading.locators import Locator
from armillary.reading.passages import PARAGRAPHS, Document, Kind, Section
from armillary.text.nearest import nearest

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


class Finder:
    """Finds the passages of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.headings = Headings(document)
        self.in_section: dict[int, list[int]] = {section.number: [] for section in document.sections}
        self.called_in: dict[int, list[int]] = {}  # number of a note -> places of the passages that call it
        for place, passage in enumerate(document.passages):
            self.in_section[passage.section.number].append(place)
            for number in passage.markers:
                self.called_in.setdefault(number, []).append(place)
        self.last_page = max((passage.page for passage in document.passages), default=1)

    def find(self, locator: Locator) -> Match:
        """The passages that a locator names."""
        sections = self.headings.sections(locator.section)
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

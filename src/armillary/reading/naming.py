"""The locator of every passage of a document, in the words that the casebook uses for its sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from armillary.reading.locators import parse_locator
from armillary.reading.matching import Finder
from armillary.reading.passages import Kind, Section

_LONG = 60  # characters of a heading that a locator would rather not repeat


def name_passages(finder: Finder, used: Iterable[str] = ()) -> list[str]:
    """The locators of a document's passages, which find them again; `used` are those of the casebook."""
    wordings: dict[int, Counter[str]] = {}
    for wording in (parse_locator(text).section for text in used):
        found = finder.headings.sections(wording) if wording else []
        if len(found) == 1:
            wordings.setdefault(found[0].number, Counter())[wording] += 1
    names = {s.number: _name_section(finder, s, wordings.get(s.number)) for s in finder.document.sections}
    works: Counter[int] = Counter()
    result = []
    for passage in finder.document.passages:
        section = names[passage.section.number]
        paragraph = f"¶{passage.paragraph}" if passage.paragraph else ""
        match passage.kind:
            case Kind.NOTE:
                parts = [section, f"n{passage.note}"]
            case Kind.BODY | Kind.LIST_ITEM | Kind.TABLE:
                parts = [section, paragraph, f"item {passage.item}" if passage.item else ""]
            case Kind.CAPTION:
                parts = [section, paragraph, "caption"]
            case Kind.PULL_QUOTE:
                parts = [section, paragraph, "pull quote"]
            case Kind.HEADING:
                parts = [section, "heading"]
            case Kind.BIBLIOGRAPHY:
                works[passage.section.number] += 1
                parts = [f"{section}, entry {works[passage.section.number]}"]
            case Kind.FRONT_MATTER:
                parts = [section or "Front matter"]
            case Kind.RUNNING_HEAD:
                parts = [f"p. {passage.page} running head"]
        result.append(" ".join(filter(None, parts)))
    return result


def _name_section(finder: Finder, section: Section, wordings: Counter[str] | None) -> str:
    """What coders call it most, else its heading or the beginning of that, as long as nothing else is called so."""
    if not section.title:
        return ""
    short = section.title.partition(":")[0].strip()
    candidates = [word for word, _ in (wordings or Counter()).most_common()]
    candidates += [short] if len(section.title) > _LONG else []
    candidates += [section.title, *(f"{above}, {section.title}" for above in reversed(section.above))]
    return next((name for name in candidates if finder.headings.sections(name) == [section]), section.title)

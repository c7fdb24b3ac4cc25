"""Locators: what `at:` says in words, such as `Introduction ¶3 n17`, read into numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from armillary.reading.passages import Kind
from armillary.reading.prose import numbers

_RANGE = r"(\d{1,5}(?:\s*[-–]\s*[n¶]?\d{1,5})?)"
_PARTS = {
    "pull quote": Kind.PULL_QUOTE,
    "pull-quote": Kind.PULL_QUOTE,
    "photograph": Kind.CAPTION,
    "photo": Kind.CAPTION,
    "picture": Kind.CAPTION,
    "image": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "heading": Kind.HEADING,
}
_TOKEN = re.compile(
    rf"(?:¶+\s*|\b(?:paras?\.?|paragraphs?)\s*){_RANGE}"
    rf"|\b(?:n|nn|fn|notes?)\.?\s?{_RANGE}"
    rf"|\bpp?\.\s*{_RANGE}"
    r"|\bitem\s+(\d{1,4})"
    rf"|\b({'|'.join(_PARTS)})s?\b(?!\s+[^\W\d_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a document, as far as it is given."""

    text: str
    section: str = ""
    paragraphs: tuple[int, ...] = ()
    item: int = 0
    notes: tuple[int, ...] = ()
    pages: tuple[int, ...] = ()
    part: Kind | None = None  # a pull quote, caption or heading instead of a paragraph
    remark: str = ""  # what the coder adds, such as 'second sentence'


@lru_cache(maxsize=65536)
def parse_locator(text: str) -> Locator:
    """Read a locator; whatever stands before its first number is the section, whatever behind the last a remark."""
    found: dict[str, list[int]] = {"paragraphs": [], "notes": [], "pages": []}
    item, part = 0, None
    begin, end = len(text), len(text)
    for match in _TOKEN.finditer(text):
        paragraph, note, page, number, word = match.groups()
        if word and not text[: match.start()].strip():
            continue  # a section may be called 'Image'
        begin = min(begin, match.start())
        end = match.end()
        for key, written in (("paragraphs", paragraph), ("notes", note), ("pages", page)):
            if written:
                found[key] += numbers(re.sub("[n¶]", "", written))
        item = int(number) if number else item
        part = _PARTS[word.casefold()] if word else part
    return Locator(
        text=text,
        section=text[:begin].strip().rstrip(",;:-–").rstrip(),
        paragraphs=tuple(dict.fromkeys(found["paragraphs"])),
        item=item,
        notes=tuple(dict.fromkeys(found["notes"])),
        pages=tuple(dict.fromkeys(found["pages"])),
        part=part,
        remark=text[end:].strip().lstrip(",;:-–").lstrip(),
    )

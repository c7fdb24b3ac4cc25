"""A document as its passages: what `at:` in a casebook points to.

A span counts code points in the file's own text, from 0, the end left out; line ends are not translated.
"""

from __future__ import annotations

import enum
import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from armillary.reading.prose import is_hyphened, plain


class Kind(enum.StrEnum):
    """What a passage is."""

    HEADING = "heading"
    BODY = "body"
    LIST_ITEM = "list_item"
    NOTE = "note"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"
    BIBLIOGRAPHY = "bibliography"
    FRONT_MATTER = "front_matter"
    TABLE = "table"
    RUNNING_HEAD = "running_head"


# What a coder must account for; the rest says nothing of its own, or says again what a paragraph says.
ACCOUNTABLE = frozenset({Kind.BODY, Kind.LIST_ITEM, Kind.NOTE, Kind.CAPTION, Kind.TABLE})
PARAGRAPHS = frozenset({Kind.BODY, Kind.LIST_ITEM, Kind.TABLE})


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; the text before the first heading has no title and level 0."""

    number: int
    title: str
    level: int
    above: tuple[str, ...] = ()  # the titles of the sections it lies in, the outermost first


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, note, heading or the like, in as many stretches as pages, columns and pictures broke it into."""

    section: Section
    kind: Kind
    spans: tuple[tuple[int, int], ...]  # in reading order, which a page in disorder may reverse
    sha256: str  # of its words, white space folded
    paragraph: int = 0  # within its section; of an inset the one that it interrupts or follows; 0: none
    ordinal: int = 0  # of a paragraph: within the whole document
    item: int = 0  # of a list item within the paragraph that opens its list
    note: int = 0  # of a note: its number
    markers: tuple[int, ...] = ()  # the notes that are called in it
    repeats: int = 0  # of a pull quote: the ordinal of the paragraph that it repeats
    page: int = 1  # counted by form feeds


@dataclass(frozen=True)
class Document:
    """A text and its passages, in the order in which they begin."""

    text: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    def raw(self, passage: Passage) -> str:
        """The text of a passage as it stands in the file, its stretches put together."""
        return joined([self.text[start:end] for start, end in passage.spans])

    def plain(self, passage: Passage) -> str:
        """The words of a passage, without markup and note numbers."""
        return plain(self.raw(passage))

    @cached_property
    def notes(self) -> dict[int, Passage]:
        """The notes by their numbers."""
        return {passage.note: passage for passage in self.passages if passage.kind is Kind.NOTE}


def joined(parts: list[str]) -> str:
    """The stretches of a broken paragraph as one text: what ends in a hyphen goes on without a space."""
    whole = ""
    for part in parts:
        space = "" if not whole or is_hyphened(whole, part) else " "
        whole = f"{whole.rstrip()}{space}{part.strip()}"
    return whole


def text_hash(text: str) -> str:
    """SHA-256 of a text layer, by which spans name the text that they count in."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of(raw: str) -> str:
    """SHA-256 of a passage's text in NFC, each run of white space as one space: where lines break does not matter."""
    return hashlib.sha256(" ".join(unicodedata.normalize("NFC", raw).split()).encode()).hexdigest()

"""The regions of a document: front matter, the text itself, its bibliography, its notes, and what follows."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from armillary.reading.blocks import Block, Form
from armillary.reading.notes import find_notes
from armillary.reading.prose import plain, words


class Region(enum.Enum):
    """Where in a document a block stands."""

    FRONT = "front"
    MAIN = "main"
    BIBLIOGRAPHY = "bibliography"
    NOTES = "notes"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Layout:
    """The region of each block; of a note the number, where a block without one goes on with the note above."""

    regions: tuple[Region, ...]
    notes: dict[int, int]  # index of block -> number of note


_CONTENTS = re.compile(r"(?:table of )?contents", re.IGNORECASE)
_OPENER = re.compile(
    r"(?:\W*\d+[.)]?\s+)?"
    r"(?:abstract|(?:executive )?summary|introduction|foreword|preface|key (?:findings|points)|background)",
    re.IGNORECASE,
)
_BIBLIOGRAPHY = re.compile(
    r"(?:\W*\d+[.)]?\s+)?(?:references|bibliography|works cited|list of sources|literature|further reading)\b",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"\W*(?:annex|appendix|appendices)", re.IGNORECASE)
_LONGEST_IMPRINT = 500  # words
_FULL_PARAGRAPH = 40  # words: a title page has none so long


def lay_out_regions(text: str, blocks: list[Block]) -> Layout:
    """Find the regions of a text; a document without headings, contents, notes or works is all text."""
    texts = [text[block.start : block.end] for block in blocks]
    titles = [plain(raw) if block.form is Form.HEADING else "" for block, raw in zip(blocks, texts, strict=True)]
    regions = [Region.MAIN] * len(blocks)
    begin = _end_of_front(blocks, texts, titles)
    regions[:begin] = [Region.FRONT] * begin
    notes = find_notes(blocks, texts, titles, begin)
    end = notes.end if _is_imprint(texts, titles, notes.end) else len(blocks)
    regions[end:] = [Region.BACK] * (len(blocks) - end)
    in_works = False
    for index in range(begin, end):
        if titles[index]:
            in_works = bool(_BIBLIOGRAPHY.match(titles[index]))
        if index in notes.region:
            regions[index] = Region.NOTES
        elif in_works:
            regions[index] = Region.BIBLIOGRAPHY
    return Layout(tuple(regions), notes.numbers)


def _is_imprint(texts: list[str], titles: list[str], end: int) -> bool:
    """Whether what follows the notes only presents the publisher: it is short, and no annex."""
    if not 0 < end < len(titles) or _ANNEX.match(titles[end]) or _BIBLIOGRAPHY.match(titles[end]):
        return False
    after = sum(len(words(raw)) for raw in texts[end:])
    return after <= min(_LONGEST_IMPRINT, sum(len(words(raw)) for raw in texts[:end]) // 5)


def _end_of_front(blocks: list[Block], texts: list[str], titles: list[str]) -> int:
    """The first block of the text: below the contents, else an opening section with nothing but a title page above."""
    for index, title in enumerate(titles[: len(titles) // 2 + 1]):
        if _CONTENTS.fullmatch(title):
            below = (place for place in range(index + 1, len(titles)) if titles[place])
            return next(below, index)
    for index, title in enumerate(titles):
        if _OPENER.match(title):
            return index
        if not title and (len(words(texts[index])) >= _FULL_PARAGRAPH or blocks[index].form is not Form.PROSE):
            return 0
    return 0

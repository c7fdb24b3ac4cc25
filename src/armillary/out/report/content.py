"""What a report is made of: sections of blocks, blocks of runs; the renderers know nothing else."""

from __future__ import annotations

import msgspec


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A stretch of text in one style: '', strong, emph or quiet."""

    text: str
    style: str = ""


class NoteMark(msgspec.Struct, frozen=True, tag="note"):
    """The number of a note, as it stands in the text."""

    number: int


class Link(msgspec.Struct, frozen=True, tag="link"):
    """A link: to a page of the web, or with # to a section."""

    text: str
    url: str


Run = Text | NoteMark | Link
Runs = tuple[Run, ...]


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading below the section's own: level 2 or 3."""

    text: str
    level: int = 2


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph; `role` is '', lead or small."""

    runs: Runs
    role: str = ""


class Points(msgspec.Struct, frozen=True, tag="points"):
    """A list of points."""

    items: tuple[Runs, ...]


class Column(msgspec.Struct, frozen=True):
    """A column of a table: its heading, its share of the width, and whether it holds numbers."""

    head: str
    share: float = 1.0
    numbers: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table; every row has as many cells as there are columns."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]


class KeyJudgement(msgspec.Struct, frozen=True, tag="judgement"):
    """A judgement as the reader meets it: a sentence with its why, how likely in per cent, confidence in a sentence.

    `likelihood` is None of what is on record alone.
    """

    sentence: Runs
    word: str
    percent: str
    range: str
    low: float
    likelihood: float | None
    high: float
    confidence: str


class Figure(msgspec.Struct, frozen=True, tag="figure"):
    """A figure as SVG, drawn once for paper and once for the screen, where one drawing serves light and dark."""

    name: str
    paper: str
    screen: str
    title: str
    caption: str
    alt: str
    width: int
    height: int


Block = Heading | Paragraph | Points | Table | KeyJudgement | Figure


class Section(msgspec.Struct, frozen=True):
    """A section: its name is its anchor."""

    name: str
    title: str
    blocks: tuple[Block, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A whole report; the first section is the two pages that stand alone.

    `marking` and `caveats` stand on every page, `as_of` and `since` are ISO days, '' where there is none, `date` is the
    first in words, `basis` says on how many works it all rests.
    """

    title: str
    subtitle: str
    basis: str
    edition: str
    as_of: str
    date: str
    since: str
    marking: str
    caveats: tuple[str, ...]
    language: str
    keywords: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[Runs, ...]
    references: tuple[tuple[str, tuple[Runs, ...]], ...]


def runs(*parts: str | Run) -> Runs:
    """Text and other runs one after another; '' is left out."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts if part != "")


def strong(text: str) -> Text:
    """Text that stands out."""
    return Text(text, "strong")


def quiet(text: str) -> Text:
    """Text that stands back."""
    return Text(text, "quiet")


def plain(parts: Runs) -> str:
    """The words of some runs, without the numbers of notes."""
    return "".join("" if isinstance(part, NoteMark) else part.text for part in parts)

"""Numbering: from blocks whose part is known to passages with section and paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from armillary.reading.blocks import Block, Form
from armillary.reading.notes import end_of_number
from armillary.reading.passages import Document, Kind, Passage, Section, hash_of, joined
from armillary.reading.prose import breaks_off, note_markers, opens_a_list, plain
from armillary.reading.regions import Layout, Region

_ENDS_IN_ADDRESS = re.compile(r"(?:https?://|\bdoi\b|\b10\.\d{4,}/)\S*$", re.IGNORECASE)

_BEGINS_WITH_NAME = re.compile(
    r"[\[*_\"“]*[^\W\d_][\w'’-]*[\],.:*_]*\s+\S+\s+\S"
)  # and not with the rest of an address


@dataclass(frozen=True, slots=True)
class Parts:
    """What the passes before have found out about the blocks of a text."""

    blocks: list[Block]
    layout: Layout
    captions: set[int]
    quotes: dict[int, int]  # pull quote -> a block of the paragraph that it repeats
    paragraphs: list[list[int]]  # blocks in reading order


def number_passages(text: str, parts: Parts) -> Document:
    """The passages of a text in the order in which they begin, each with its section and number."""
    numbering = _Numbering(text, parts)
    for index, region in enumerate(parts.layout.regions):
        if region is Region.NOTES:
            numbering.add_note(index)
        elif region is Region.BIBLIOGRAPHY:
            numbering.add_work(index)
        elif region is Region.MAIN:
            numbering.add_main(index)
        else:
            if parts.blocks[index].form is Form.HEADING:
                numbering.open_section(index)
            numbering.put([index], Kind.FRONT_MATTER)
    numbering.say_what_is_repeated()
    passages = sorted(numbering.passages.values(), key=lambda passage: min(start for start, _ in passage.spans))
    return Document(text, tuple(numbering.sections), tuple(passages))


def with_running_heads(document: Document, heads: Sequence[Block]) -> Document:
    """A document with the heads and feet of its pages as passages of their own, in no section."""
    passages = [
        Passage(
            section=document.sections[0],
            kind=Kind.RUNNING_HEAD,
            spans=((head.start, head.end),),
            sha256=hash_of(document.text[head.start : head.end]),
            page=head.page,
        )
        for head in heads
    ]
    return replace(document, passages=(*document.passages, *passages)) if passages else document


@dataclass(slots=True)
class _Count:
    """How far the numbering of one section is."""

    paragraph: int = 0
    item: int = 0
    opened: bool = False  # the paragraph above opens a list


@dataclass
class _Numbering:
    text: str
    parts: Parts
    sections: list[Section] = field(default_factory=lambda: [Section(0, "", 0)])
    passages: dict[int, Passage] = field(default_factory=dict)  # by the block that each begins with
    count: _Count = field(default_factory=_Count)
    ordinal: int = 0
    note: int = -1  # the block that the open note begins with
    work: int = -1  # the same of the open entry of the bibliography

    def __post_init__(self) -> None:
        self.heads = {members[0]: members for members in self.parts.paragraphs}
        self.head_of = {block: members[0] for members in self.parts.paragraphs for block in members}

    def raw(self, index: int) -> str:
        block = self.parts.blocks[index]
        return self.text[block.start : block.end]

    def open_section(self, index: int) -> None:
        self.begin_section(plain(self.raw(index)).rstrip(":").rstrip(), self.parts.blocks[index].level)

    def begin_section(self, title: str, level: int) -> None:
        above: list[str] = []
        lowest = level
        for section in reversed(self.sections[1:]):
            if section.level < lowest:
                above.insert(0, section.title)
                lowest = section.level
        self.sections.append(Section(len(self.sections), title, level, tuple(above)))
        self.count = _Count()

    def put(self, members: list[int], kind: Kind, offset: int = 0, **numbers: int) -> None:
        spans = [(self.parts.blocks[index].start, self.parts.blocks[index].end) for index in members]
        spans[0] = (spans[0][0] + offset, spans[0][1])
        raw = joined([self.text[start:end] for start, end in spans])
        self.passages[members[0]] = Passage(
            section=self.sections[-1],
            kind=kind,
            spans=tuple(spans),
            sha256=hash_of(raw),
            markers=() if kind is Kind.NOTE else note_markers(raw),
            page=self.parts.blocks[members[0]].page,
            **numbers,
        )

    def extend(self, head: int, index: int) -> None:
        """Let a passage go on in another block."""
        passage, block = self.passages[head], self.parts.blocks[index]
        spans = (*passage.spans, (block.start, block.end))
        raw = joined([self.text[start:end] for start, end in spans])
        self.passages[head] = replace(passage, spans=spans, sha256=hash_of(raw))

    def add_main(self, index: int) -> None:
        if index in self.parts.captions:
            self.put([index], Kind.CAPTION, paragraph=self.count.paragraph)
        elif index in self.parts.quotes:
            self.put([index], Kind.PULL_QUOTE, paragraph=self.count.paragraph)
        elif self.parts.blocks[index].form is Form.HEADING:
            self.open_section(index)
            self.put([index], Kind.HEADING)
        elif index in self.heads:
            self.add_paragraph(self.heads[index])

    def add_paragraph(self, members: list[int]) -> None:
        """A list belongs to the paragraph that opens it; without one, each of its items is a paragraph."""
        count = self.count
        is_item = self.parts.blocks[members[0]].form is Form.ITEM
        if is_item and count.opened:
            count.item += 1
        else:
            self.ordinal += 1
            count.paragraph += 1
            count.item = 0
            count.opened = not is_item and opens_a_list(plain(self.raw(members[-1])))
        is_table = self.parts.blocks[members[0]].form is Form.TABLE
        kind = Kind.LIST_ITEM if is_item else Kind.TABLE if is_table else Kind.BODY
        self.put(members, kind, paragraph=count.paragraph, ordinal=self.ordinal, item=count.item)

    def add_note(self, index: int) -> None:
        form = self.parts.blocks[index].form
        number = self.parts.layout.notes.get(index, 0)
        if form is Form.HEADING:
            self.open_section(index)
            self.put([index], Kind.HEADING)
        elif not number and self.note >= 0:
            self.extend(self.note, index)
        else:
            listed = form is not Form.FOOTNOTE
            if listed and self.note < 0 and self.passages and not self.below_own_heading(index):
                self.begin_section("Notes", self.sections[-1].level or 1)
            self.note = index
            self.put([index], Kind.NOTE, end_of_number(self.raw(index)) if listed else 0, note=number)

    def below_own_heading(self, index: int) -> bool:
        above = self.passages.get(index - 1)
        return above is not None and above.kind is Kind.HEADING

    def add_work(self, index: int) -> None:
        """An entry of the bibliography, or what a page broke off from one."""
        form = self.parts.blocks[index].form
        if form is Form.HEADING:
            self.work = -1
            self.open_section(index)
            self.put([index], Kind.HEADING)
        elif self.work >= 0 and form is not Form.ITEM and self.goes_on_with_work(index):
            self.extend(self.work, index)
        else:
            self.work = index
            self.put([index], Kind.BIBLIOGRAPHY)

    def goes_on_with_work(self, index: int) -> bool:
        """Whether a block is what a page broke off from the entry above; an entry may well end in an address."""
        above = plain(self.raw(index - 1))
        whole = _ENDS_IN_ADDRESS.search(above) and _BEGINS_WITH_NAME.match(self.raw(index))
        return breaks_off(above) and not whole

    def say_what_is_repeated(self) -> None:
        for index, other in self.parts.quotes.items():
            repeated = self.passages[self.head_of[other]].ordinal
            self.passages[index] = replace(self.passages[index], repeats=repeated)

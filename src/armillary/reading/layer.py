"""The text layer of a document that is not plain text: its words in reading order, and where each stretch was printed.

Spans of passages are offsets in code points into this text. What broke words and sentences in print (columns, pages,
hyphens) is mended in it, and segments lead back.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

import msgspec

from armillary.finding import Finding
from armillary.reading.blocks import Block, Form

PARAGRAPH_END = "\n\n"


class Box(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A rectangle on a page in points from its lower left."""

    left: float
    bottom: float
    right: float
    top: float


class Segment(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A stretch of the layer that was printed as one line: its page, where it begins on it (in characters), its box."""

    start: int
    end: int
    page: int
    character: int
    box: Box


@dataclass(frozen=True, slots=True)
class Layer:
    """A text in blocks, with what the file says of itself; `segments` are in the order of the text."""

    text: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...] = ()
    pages: int = 0  # 0: the format has none
    metadata: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def printed(self, start: int, end: int) -> list[Segment]:
        """The segments that a span of the layer touches."""
        first = max(bisect_right(self.segments, start, key=lambda segment: segment.start) - 1, 0)
        found = []
        for segment in self.segments[first:]:
            if segment.start >= end:
                break
            if segment.end > start:
                found.append(segment)
        return found


@dataclass(slots=True)
class Stream:
    """One run of text while it is written: blocks one below the other, lines joined within a block."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    form: Form | None = None  # of the block that is open
    start: int = 0  # where it begins
    _rest: tuple[int, int, int, int] = (0, 1, 0, 0)

    def write(self, text: str) -> int:
        """Add to the text; returns where the addition begins."""
        begin = self.length
        self.parts.append(text)
        self.length += len(text)
        return begin

    def begin(self, form: Form, text: str, *, page: int = 1, gap: int = 1, level: int = 0, number: int = 0) -> None:
        """Open a block with its first words."""
        self.close()
        if self.blocks:
            self.write(PARAGRAPH_END)
        self.form, self.start, self._rest = form, self.length, (gap if self.blocks else 0, page, level, number)
        self.write(text)

    def close(self) -> None:
        """End the open block where the text ends."""
        if self.form is not None:
            self.blocks.append(Block(self.start, self.length, self.form, *self._rest))
            self.form = None

    def extend(self, text: str, between: str = " ") -> int:
        """Let the open block go on; returns where the addition begins."""
        self.parts.append(between + text)
        begin = self.length + len(between)
        self.length = begin + len(text)
        return begin

    def cut(self, count: int) -> None:
        """Take back the last characters of the open block: a hyphen that print put there."""
        self.parts[-1] = self.parts[-1][:-count]
        self.length -= count
        if self.segments and self.segments[-1].end > self.length:
            last = self.segments[-1]
            self.segments[-1] = Segment(last.start, self.length, last.page, last.character, last.box)

    def mark(self, start: int, page: int, character: int, box: Box) -> None:
        """Note where the text from `start` on was printed."""
        self.segments.append(Segment(start, self.length, page, character, box))


def lay_end_to_end(streams: list[Stream]) -> tuple[str, tuple[Block, ...], tuple[Segment, ...]]:
    """The streams as one text, the running text first."""
    text: list[str] = []
    blocks: list[Block] = []
    segments: list[Segment] = []
    length = 0
    for stream in streams:
        stream.close()
        if not stream.blocks:
            continue
        if length:
            text.append(PARAGRAPH_END)
            length += len(PARAGRAPH_END)
        text += stream.parts
        if length:
            blocks += (
                Block(b.start + length, b.end + length, b.form, b.gap, b.page, b.level, b.number) for b in stream.blocks
            )
            segments += (Segment(s.start + length, s.end + length, s.page, s.character, s.box) for s in stream.segments)
        else:
            blocks, segments = list(stream.blocks), list(stream.segments)
        length += stream.length
    return "".join(text), tuple(blocks), tuple(segments)

"""Putting paragraphs together again that a page, a column or a picture broke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from armillary.reading.blocks import Block, Form
from armillary.reading.prose import breaks_off, ends_in_abbreviation, goes_on, may_break_off, plain, wants_more, words

_HEADLESS_WAITS = 8  # paragraphs; further on, a part without a head belongs to what stands above it
_SHORTEST_BROKEN = 6  # words; shorter lines without a full stop are names, dates and addresses


@dataclass(slots=True)
class _Paragraph:
    """The blocks of one paragraph, in reading order."""

    blocks: list[int]
    text: str
    prose: bool = True  # not a list item, table or block quote, which may well end without a full stop

    @property
    def broken(self) -> bool:
        """Whether it breaks off in the middle of a sentence."""
        return self.prose and breaks_off(self.text) and len(words(self.text)) >= _SHORTEST_BROKEN


@dataclass(slots=True)
class _Joiner:
    """Reads the running text block by block and remembers what waits for its head or its tail."""

    paragraphs: list[_Paragraph] = field(default_factory=list)
    tail_wanted: _Paragraph | None = None  # broke off above a heading
    headless: tuple[int, str, int] | None = None  # block, text, paragraphs when it was met
    last: _Paragraph | None = None

    def heading(self) -> None:
        self.end_last()
        self.last = None

    def end_last(self) -> None:
        """What broke off and is not gone on with below takes the part that waits, or waits for one."""
        if self.last is None or not self.last.broken:
            return
        if self.headless is not None:
            self.join(self.last, self.headless[0], self.headless[1])
            self.headless = None
        else:
            self.tail_wanted = self.last

    def join(self, paragraph: _Paragraph, block: int, text: str) -> None:
        paragraph.blocks.append(block)
        paragraph.text = f"{paragraph.text} {text}"

    def begin(self, block: int, text: str, prose: bool = True) -> None:
        self.last = _Paragraph([block], text, prose)
        self.paragraphs.append(self.last)
        if self.headless is not None and len(self.paragraphs) - self.headless[2] > _HEADLESS_WAITS:
            self.give_up()

    def give_up(self) -> None:
        """A part without a head whose head is not to be found goes on with what stands above it, else stands alone."""
        assert self.headless is not None
        block, text, place = self.headless
        self.headless = None
        if place:
            self.join(self.paragraphs[place - 1], block, text)
        else:
            self.paragraphs.insert(0, _Paragraph([block], text))

    def prose(self, block: int, text: str, slanted: bool, slanted_above: bool) -> None:
        last = self.last
        if goes_on(text):
            if last is not None and (may_break_off(last.text) or ends_in_abbreviation(last.text)):
                self.join(last, block, text)
            elif self.tail_wanted is not None:
                self.join(self.tail_wanted, block, text)
                self.tail_wanted = None
            elif self.headless is None:
                self.headless = (block, text, len(self.paragraphs))
            else:
                self.begin(block, text)
        elif self.headless is None and last and last.broken and wants_more(last.text) and slanted == slanted_above:
            self.join(last, block, text)
        else:
            self.end_last()
            self.begin(block, text)


def join_blocks(
    text: str, blocks: Sequence[Block], flow: Sequence[int], insets: Mapping[int, object]
) -> list[list[int]]:
    """The paragraphs of the running text, each as its blocks in reading order, insets left out."""
    joiner = _Joiner()
    slanted_above = False
    for index in flow:
        if index in insets:
            continue
        block = blocks[index]
        raw = text[block.start : block.end]
        here = plain(raw)
        if block.form is Form.HEADING:
            joiner.heading()
        elif block.form is Form.PROSE:
            slanted = raw[:1] in "*_" and raw[-1:] in "*_"
            joiner.prose(index, here, slanted, slanted_above)
            slanted_above = slanted
        elif block.form is Form.MORE and joiner.last is not None:
            joiner.join(joiner.last, index, here)
        else:
            joiner.end_last()
            joiner.begin(index, here, prose=False)
    joiner.end_last()
    if joiner.headless is not None:
        joiner.give_up()
    return [paragraph.blocks for paragraph in joiner.paragraphs]

"""A text as blocks: what blank lines and the signs of Markdown set apart, before anybody asks what it means."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace

from armillary.reading.prose import has_letters, plain, words


class Form(enum.Enum):
    """How a block is written."""

    HEADING = "heading"
    PROSE = "prose"
    ITEM = "item"
    MORE = "more"  # prose that is indented under an item
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    IMAGE = "image"
    FOOTNOTE = "footnote"
    CAPTION = "caption"  # where the format says so itself
    RUNNING = "running"  # the head or foot that every page repeats


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines that belong together; its span leaves out white space and the sign that it begins with."""

    start: int
    end: int
    form: Form
    gap: int = 0  # the blank lines above
    page: int = 1
    level: int = 0  # of a heading
    number: int = 0  # of a footnote, or of an item that is numbered


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_BULLET = re.compile(r"[ \t]*([-*+•▪◦‣])[ \t]+(?=\S)")
_NUMBERED = re.compile(r"[ \t]*(?:(\d{1,4})[.)]|\(?(?:[a-z]|[ivx]{1,5})\))[ \t]+(?=\S)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FOOTNOTE = re.compile(r" {0,3}\[\^(\d{1,4})\]:[ \t]*")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)[ \t]*$")
_NUMBERED_TITLE = re.compile(r"(?:\d+(?:\.\d+)+[.)]?|(?:\d+|[IVX]+|[A-Z])[.)])\s+\w")
_BACK_TITLE = re.compile(r"(?:end|foot)?notes|references|bibliography|works cited", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
_LONGEST_TITLE = 80  # characters, for a title without a sign


def read_blocks(text: str) -> list[Block]:
    """Every block of a text that has letters, in order; where no heading is marked, what looks like one is one."""
    blocks = [block for block in _Lines(text).blocks() if has_letters(text[block.start : block.end])]
    return _with_headings(text, blocks)


class _Lines:
    """Goes through the lines once and closes a block where the next one begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: list[Block] = []
        self.open: Block | None = None
        self.fence = ""
        self.gap = 0
        self.page = 1
        self.in_list = False

    def blocks(self) -> list[Block]:
        for match in _LINE.finditer(self.text):
            line = match[0].rstrip("\r\n")
            mark = match.start() == 0 and line.startswith("\ufeff")  # of the byte order
            if match.end() > match.start():
                self.line(match.start() + mark, line[mark:])
        self.close()
        return self.done

    def close(self) -> None:
        if self.open is not None:
            self.done.append(self.open)
            self.gap = 0
        self.open = None

    def begin(self, form: Form, start: int, end: int, **more: int) -> None:
        self.close()
        self.open = Block(start, end, form, self.gap, self.page, **more)
        self.in_list = form in (Form.ITEM, Form.MORE, Form.FOOTNOTE)

    def line(self, at: int, line: str) -> None:
        if breaks := line.count("\f"):
            self.page += breaks
            if not self.fence:
                self.close()
        content = line.strip()
        start = at + (line.find(content) if content else 0)
        end = start + len(content)
        if self.fence:
            self.in_fence(content, end)
        elif not content:
            self.close()
            self.gap += 1
        elif fence := _FENCE.match(line):
            self.begin(Form.CODE, start, end)
            self.fence = fence[1]
        else:
            self.content(at, line, content, start, end)

    def in_fence(self, content: str, end: int) -> None:
        assert self.open is not None
        if content:
            self.open = replace(self.open, end=end)
        if content.startswith(self.fence) and not content.strip(self.fence[0]):
            self.fence = ""
            self.close()

    def content(self, at: int, line: str, content: str, start: int, end: int) -> None:
        form = self.open.form if self.open is not None else None
        if heading := _HEADING.match(line):
            title = line[heading.end() :].rstrip().rstrip("#").rstrip()
            if title:
                first = at + heading.end()
                self.begin(Form.HEADING, first, first + len(title), level=len(heading[1]))
            self.close()
        elif (rule := _UNDERLINE.match(line)) and form is Form.PROSE and self.is_one_line():
            assert self.open is not None
            self.open = replace(self.open, form=Form.HEADING, level=1 if rule[1][0] == "=" else 2)
            self.close()
        elif note := _FOOTNOTE.match(line):
            self.begin(Form.FOOTNOTE, at + note.end(), end, number=int(note[1]))
        elif (bullet := _BULLET.match(line)) is not None:
            self.begin(Form.ITEM, at + bullet.end(), end)
        elif (numbered := _NUMBERED.match(line)) and (form is not Form.PROSE or numbered[1] == "1"):
            self.begin(Form.ITEM, start, end, number=int(numbered[1] or 0))
        elif content.startswith(">"):
            self.extend_or_begin(Form.QUOTE, form, start, end)
        elif content.startswith("|"):
            self.extend_or_begin(Form.TABLE, form, start, end)
        elif _IMAGE.fullmatch(content) and self.open is None:
            self.begin(Form.IMAGE, start, end)
            self.close()
        elif self.open is not None and form is not Form.TABLE:
            self.open = replace(self.open, end=end)
        else:
            indented = self.in_list and line[:2].isspace()
            self.begin(Form.MORE if indented else Form.PROSE, start, end)

    def extend_or_begin(self, wanted: Form, form: Form | None, start: int, end: int) -> None:
        if form is wanted and self.open is not None:
            self.open = replace(self.open, end=end)
        else:
            self.begin(wanted, start, end)

    def is_one_line(self) -> bool:
        assert self.open is not None
        return not set(self.text[self.open.start : self.open.end]) & {"\n", "\r"}


def _with_headings(text: str, blocks: list[Block]) -> list[Block]:
    """A short line in bold that is no sentence is a heading; where none is marked, so is what looks like a title."""
    marked = any(block.form is Form.HEADING for block in blocks)
    result = []
    for index, block in enumerate(blocks):
        raw = text[block.start : block.end]
        if block.form is Form.PROSE and _BACK_TITLE.fullmatch(raw):
            block = replace(block, form=Form.HEADING, level=1)
        elif block.form is Form.PROSE and _is_bold_title(raw):
            block = replace(block, form=Form.HEADING, level=7)
        elif not marked and _stands_alone(blocks, index) and _is_bare_title(raw, blocks[index + 1 : index + 2], text):
            block = replace(block, form=Form.HEADING, level=_level(raw))
        result.append(block)
    return result


def _stands_alone(blocks: list[Block], index: int) -> bool:
    """Whether a block is prose, or begins with a number and is no entry of a list."""
    if blocks[index].form is Form.ITEM and blocks[index].number:
        neighbours = blocks[max(index - 1, 0) : index] + blocks[index + 1 : index + 2]
        return all(other.form is not Form.ITEM for other in neighbours)
    return blocks[index].form is Form.PROSE


def _is_bold_title(raw: str) -> bool:
    bold = raw.startswith("**") and raw.endswith("**") and len(raw) > 4 and "**" not in raw[2:-2]
    return bold and len(words(raw)) <= 10 and raw[2:-2].rstrip()[-1:] not in {".", "!", "?", ",", ";"}


def _is_bare_title(raw: str, following: list[Block], text: str) -> bool:
    title = plain(raw)
    if (
        set(raw) & {"\n", "\r"}
        or not title
        or len(title) > _LONGEST_TITLE
        or not following
        or title[-1] in ".,;:!?)\"'”"
    ):
        return False
    below = following[0]
    if below.form is Form.PROSE and below.end - below.start < len(raw) and "\n" not in text[below.start : below.end]:
        return False  # addresses, names and dates stand line by line
    if title.isupper() or _NUMBERED_TITLE.match(title):
        return True
    written = [word for word in title.split() if word[0].isalpha() and word.casefold() not in _SMALL_WORDS]
    return 0 < len(written) <= 10 and all(word[0].isupper() for word in written)


def _level(raw: str) -> int:
    """Of a title without a sign: how deep its number goes."""
    match = re.match(r"(\d+(?:\.\d+)*)", raw)
    return match[1].count(".") + 1 if match else 1

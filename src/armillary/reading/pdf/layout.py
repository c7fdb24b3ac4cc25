"""From the lines of pages to blocks of text: columns in order, paragraphs and words made whole, notes apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from armillary.reading.blocks import Block, Form
from armillary.reading.layer import Box, Segment, Stream, lay_end_to_end
from armillary.reading.pdf.lines import HYPHEN, Line, Page
from armillary.reading.pdf.measures import Column, Measures, find_columns, find_running_heads, measure
from armillary.reading.pdf.tables import find_tables

SMALL, LARGE = 0.94, 1.12  # the type of notes and of headings, against that of the running text
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-?$")  # of what stands behind the last space
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_NOTE = re.compile(r"(\d{1,4})[.)]?\s+(?=\S)")
_BULLET = re.compile(r"[-*+•▪◦‣–●■]\s+(?=\S)")
_ITEM = re.compile(r"\(?(?:(\d{1,3})|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_ENDS = tuple(".!?:;؟۔")
_CLOSERS = "\"'”’»)]⁰¹²³⁴⁵⁶⁷⁸⁹"
_LONGEST_HEADING = 24  # words
_FOOT = 0.66  # of the height of a page: notes begin below it, unless they go on from a page before
_JUMP = 4  # numbers that may be missing between one note and the next


@dataclass(slots=True)
class Spelling:
    """The words of a document, to know whether a hyphen at the end of a line belongs to its word."""

    whole: set[str] = field(default_factory=set)
    unread: list[Iterable[Line]] = field(default_factory=list)  # until a hyphen asks; many documents have none

    def learn(self, lines: Iterable[Line]) -> None:
        """Take the words of these lines for words of the document."""
        self.unread.append(lines)

    def _read(self) -> None:
        lines = (line for part in self.unread for line in part)
        written = {word for line in lines for word in line.text.split()}
        self.whole.update(_WORD.findall("\n".join(written).casefold()))
        self.unread = []

    def joins(self, before: str, after: str) -> bool:
        """Whether two parts are one word without the hyphen between them."""
        if self.unread:
            self._read()
        head, tail = _LAST_WORD.search(before.rpartition(" ")[2]), _FIRST_WORD.match(after)
        if head is None or tail is None:
            return False
        first, second = head[1].casefold(), tail[0].casefold()
        if first + second in self.whole:
            return True
        return f"{first}-{second}" not in self.whole and tail[0].islower()


def lay_out_pages(pages: Sequence[Page]) -> tuple[str, tuple[Block, ...], tuple[Segment, ...]]:
    """The text of a document, its blocks and where each line of it was printed; notes and running heads at its end."""
    layout = _Layout(measure(pages))
    layout.spelling.learn(line for page in pages for line in page.lines)
    for page, heads in zip(pages, find_running_heads(pages), strict=True):
        layout.page(page, heads)
    return lay_end_to_end([layout.main, layout.notes, layout.heads])


class _Layout:
    """Reads the pages one after the other; the open paragraph and note go on over columns and pages."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self.spelling = Spelling()
        self.main, self.notes, self.heads = Stream(), Stream(), Stream()
        self.above: Line | None = None  # the line of running text before this one
        self.column: Column | None = None  # in which it stood
        self.note = 0  # the number of the note before this one
        self.listed = 0  # the number that the paragraph above begins with, one on from those before it
        self.listed_left = 0.0

    def page(self, page: Page, heads: set[int]) -> None:
        size = self.measures.size
        flow = [line for i, line in enumerate(page.lines) if i not in heads] if heads else page.lines
        least, most = 0.94 * size, 1.06 * size
        body = [line for line in flow if least < line.size < most]
        columns = find_columns(body, page.width, size)
        tables = find_tables(flow, columns, size)
        centre = sum(column.left + column.right for column in columns) / 2  # twice the line midway between two
        first, last = columns[0], columns[-1]
        in_notes = False
        small_above: Line | None = None
        small = SMALL * size
        for place, line in enumerate(flow):
            if line.size < small:
                if self._is_note(line, page, in_notes, small_above):
                    in_notes = True
                    self._add_note(line, page.number, begins=self._number(line, small_above) > 0)
                    small_above = line
                    continue
                small_above = line
            else:
                small_above = None
            in_notes = False
            if place in tables:
                self._add_row(line, page.number, tables[place])
            else:
                self._add(line, page, first if line.left + line.right <= centre else last)
        for place in sorted(heads):
            line = page.lines[place]
            self.heads.begin(Form.RUNNING, line.text.replace(HYPHEN, "-"), page=page.number)
            self._mark(self.heads, self.heads.start, line, page.number)

    # --- notes ------------------------------------------------------------------------------------------------------

    def _number(self, line: Line, above: Line | None) -> int:
        """The number of the note that a small line begins, 0 when it begins none."""
        if line.number:
            return line.number
        match = _NOTE.match(line.text)
        if match is None:
            return 0
        number = int(match[1])
        expected = self.note < number <= self.note + _JUMP or (number == 1 and above is None)
        return number if expected else 0

    def _is_note(self, line: Line, page: Page, in_notes: bool, above: Line | None) -> bool:
        if in_notes and above is not None and above.bottom > line.bottom:
            return True
        if in_notes and self._number(line, above):
            return True
        return line.bottom < _FOOT * page.height and self._number(line, None) > 0

    def _add_note(self, line: Line, page: int, begins: bool) -> None:
        if begins:
            number = self._number(line, None) or line.number
            text = line.text if line.number else _NOTE.sub("", line.text, count=1)
            self.notes.begin(Form.FOOTNOTE, text, page=page, number=number)
            self.note = number
            self._mark(self.notes, self.notes.start, line, page)
        else:
            self._go_on(self.notes, line, page)

    # --- running text -----------------------------------------------------------------------------------------------

    def _add(self, line: Line, page: Page, column: Column) -> None:
        stream = self.main
        heading = self._is_heading(line)
        text = line.text
        if text[0].isalpha() and "." not in text[:6] and ")" not in text[:6]:  # as most lines begin
            bullet = item = None
        else:
            bullet, item = _BULLET.match(text), _ITEM.match(text)
        if stream.form is not None and self._goes_on(line, heading, bool(bullet or item), column, stream.form):
            self._go_on(stream, line, page.number)
        else:
            gap = 2 if self.above is not None and self.above.bottom - line.top > 2 * self.measures.pitch else 1
            if heading:
                level = max(1, 4 - round(3 * (line.size / self.measures.size - 1) / 0.6))
                stream.begin(Form.HEADING, line.text, page=page.number, gap=gap, level=min(level, 6))
            elif bullet:
                stream.begin(Form.ITEM, line.text[bullet.end() :], page=page.number, gap=gap)
            elif item:
                number = int(item[1] or 0)
                stream.begin(Form.ITEM, line.text, page=page.number, gap=gap, number=number)
            else:
                stream.begin(Form.PROSE, line.text, page=page.number, gap=gap)
                if (
                    line.text[0].isdecimal()
                    and (numbered := _NOTE.match(line.text))
                    and int(numbered[1]) in (1, self.listed + 1)
                ):
                    self.listed, self.listed_left = int(numbered[1]), line.left
            self._mark(stream, stream.start, line, page.number)
        self.above, self.column = line, column

    def _is_heading(self, line: Line) -> bool:
        size = self.measures.size
        large = line.size > LARGE * size
        set_apart = line.bold and line.size >= SMALL * size
        return (large or set_apart) and len(line.text.split()) <= _LONGEST_HEADING

    def _goes_on(self, line: Line, heading: bool, begins_item: bool, column: Column, form: Form) -> bool:
        """Whether a line belongs to the block above it."""
        above, before = self.above, self.column
        if above is None or before is None or form is Form.TABLE:
            return False
        if heading or form is Form.HEADING:
            same = heading and form is Form.HEADING and abs(above.size - line.size) < 0.5
            near = 0 < above.bottom - line.bottom < 1.8 * line.size
            return same and near and above.bold == line.bold and above.slanted == line.slanted
        if begins_item or abs(above.size - line.size) > 0.08 * self.measures.size:
            return False
        size = self.measures.size
        step = above.bottom - line.bottom
        turned = step < -0.5 * size or column is not before  # to the next column or page
        if not turned and step > 1.3 * self.measures.pitch:
            return False
        if above.text.endswith((HYPHEN, "-")):
            return True
        numbered = _NOTE.match(line.text) if self.listed and line.text[0].isdecimal() else None
        if numbered and int(numbered[1]) == self.listed + 1:
            return not (turned or abs(line.left - self.listed_left) < size)
        indented = line.left > column.left + 0.6 * size
        ended = above.text.rstrip(_CLOSERS).endswith(_ENDS)
        full = above.right > before.right - 0.12 * before.width
        if column.hanging and before.hanging:
            return indented
        if form is Form.ITEM:
            return indented or not ended or (full and not turned)
        if indented and not (not turned and abs(line.left - above.left) < 0.5 * size):
            return not ended and not full and _begins_small(line.text)
        if turned:
            return full or not ended
        return full or not ended or abs(line.left - above.left) > size

    def _add_row(self, line: Line, page: int, first: bool) -> None:
        """A cell of a table; a row of cells is a line of the block."""
        if self.main.form is Form.TABLE and self.above is not None:
            same_row = abs(self.above.bottom - line.bottom) < 0.5 * line.size
            start = self.main.extend(line.text.replace(HYPHEN, "-"), " | " if same_row and not first else "\n")
        else:
            self.main.begin(Form.TABLE, line.text.replace(HYPHEN, "-"), page=page)
            start = self.main.start
        self._mark(self.main, start, line, page)
        self.above, self.column = line, Column(line.left, line.right, False)

    def _go_on(self, stream: Stream, line: Line, page: int) -> None:
        last = stream.parts[-1]
        between = " "
        if last.endswith(HYPHEN):
            stream.cut(1)
            between = "" if self.spelling.joins(last[:-1], line.text) else "-"
        elif last.endswith("-") and _FIRST_WORD.match(line.text):
            between = ""
            if self.spelling.joins(last[:-1], line.text) and not last.endswith(("--", " -")):
                stream.cut(1)
        start = stream.extend(line.text, between)
        self._mark(stream, start, line, page)

    def _mark(self, stream: Stream, start: int, line: Line, page: int) -> None:
        stream.mark(start, page, line.start, Box(line.left, line.bottom, line.right, line.top))


def _begins_small(text: str) -> bool:
    return text[:1].islower()

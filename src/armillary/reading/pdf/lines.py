"""The lines of a PDF's pages, each with its box and type, from pdfium.

A call into pdfium for every character would cost more than the text itself: each page is asked for its text once, and
for a box only at the two ends of each line and at digits that may be the number of a note.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from armillary.reading.pdf.directions import RIGHT_TO_LEFT, in_reading_order

HYPHEN = "\x02"  # pdfium's sign for a hyphen that breaks a word at the end of a line; the next line follows at once
MOST_CHARACTERS = 2_000_000  # of one page; no page of print has a hundredth of it
RAISED = 0.4  # how far above the foot of its line a raised digit begins, as a share of the line's height
_LOOSE = 0.65  # of the height of its type: what each character of a line takes when it is mostly gaps
_GAP = 0.8  # of the height of the type: wider than any space between words
_WIDE, _LOOKED_AT, _LEAST_WIDE = 0.6, 12, 6  # of the page's width; lines
_SENTENCE = 4  # words between two gaps; the cells of a table mostly have fewer
_HEAD = 60  # characters of a row that may be a table's first
_SPACE = re.compile(r"(?<=\S) +(?=\S)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LINE = re.compile(r"[^\r\n\x02]+\x02?")
_DIGIT = re.compile(r"\d")
_RAISED = re.compile(r"(?<=[^\s\d])\d{1,4}(?![\d\w])")
_RUN = re.compile(r"\d{5,8}(?!\d)")  # of a year and the number of a note, say
_NUMBERED = re.compile(r"\d{1,4}(?=\s?[^\W\d]|\s?[\"“‘'(\[])")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_SLANTED = re.compile(r"ital|obli", re.IGNORECASE)
_BARE = f"{HYPHEN} "
_char_box, _font_info = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetFontInfo


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One line of print: where it stands in points from the lower left, how high its type is, and its words.

    Raised numbers are written as superscripts; `number` is one that begins the line in smaller or raised type.
    """

    text: str
    start: int  # the place of its first character among the page's
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    slanted: bool
    number: int = 0


class Page(msgspec.Struct, frozen=True, array_like=True):
    """The lines of one page in the order of the file, and the size of the page in points."""

    number: int  # from 1
    width: float
    height: float
    lines: list[Line]
    pictures: int = 0  # counted where there is next to no text
    mixed: bool = False  # whether lines run on over three columns


def read_metadata(document: pdfium.PdfDocument) -> dict[str, str]:
    """What the file says of itself: title, author, dates."""
    return {key.lower(): value for key, value in document.get_metadata_dict(skip_empty=True).items()}


def read_pages(document: pdfium.PdfDocument, first: int, last: int, step: int = 1) -> Iterator[Page]:
    """Every `step`-th page from `first` up to `last`, counted from 0, the last left out."""
    reader = _Reader()
    for index in range(first, min(last, len(document)), step):
        yield reader.read(document[index], index + 1)


class _Reader:
    """Reads one page after another; the buffers that pdfium writes to are made once."""

    def __init__(self) -> None:
        self.box = raw.FS_RECTF()
        self.edges = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()
        self.fonts: dict[bytes, tuple[bool, bool]] = {}
        self.text_page: Any = None
        self.text = ""
        self.same = True

    def read(self, handle: pdfium.PdfPage, number: int) -> Page:
        self.text_page = raw.FPDFText_LoadPage(handle.raw)
        try:
            width, height = handle.get_size()
            self.text = self._text() if self.text_page else ""
            lines: list[Line] = []
            long = 0
            for match in _LINE.finditer(self.text):
                line = self._line(match.start(), match[0])
                if line is None:
                    continue
                length = len(line.text)
                long += length
                if line.right - line.left <= _LOOSE * line.size * length:
                    lines.append(line)
                    continue
                cells = self._cells(line)
                if len(cells) > 1 and lines and len(lines[-1].text) < _HEAD:  # the head of a table is less loose
                    lines += self._cells(lines.pop())
                lines += cells
            pictures = 0
            if long < 20 and sum(len(line.text) for line in lines) < 10:
                pictures = sum(1 for _ in handle.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
            return Page(number, width, height, lines, pictures, self._is_mixed(lines, width))
        finally:
            if self.text_page:
                raw.FPDFText_ClosePage(self.text_page)
            handle.close()

    def _is_mixed(self, lines: list[Line], width: float) -> bool:
        """Whether wide lines, of which some are looked at, have two gaps or more, at the same places."""
        wide = [line for line in lines if line.right - line.left > _WIDE * width][:_LOOKED_AT]
        if len(wide) < _LEAST_WIDE:
            return False
        gaps: Counter[int] = Counter()
        for line in wide:
            cuts = [space for space in self._spaces(line) if space[1] - space[0] > line.size]
            edges = [0, *(cut[2] for cut in cuts), len(line.text)]
            if all(len(line.text[first:last].split()) >= _SENTENCE for first, last in pairwise(edges)):
                gaps.update(round(cut[1] / line.size) for cut in cuts)
        return sum(count >= len(wide) / 2 for count in gaps.values()) > 1

    def _spaces(self, line: Line) -> Iterator[tuple[float, float, int]]:
        """The edges of each space between words in points, and its place in the line."""
        for space in _SPACE.finditer(self.text, line.start, line.start + len(line.text)):
            yield self._measure(space.start() - 1).right, self._measure(space.end()).left, space.start() - line.start

    def _text(self) -> str:
        count = min(raw.FPDFText_CountChars(self.text_page), MOST_CHARACTERS)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = raw.FPDFText_GetText(self.text_page, 0, count, buffer)
        self.same = got - 1 == count
        written = bytes(memoryview(buffer)[: max(got - 1, 0)]).decode("utf-16-le", "replace")
        return written.replace("\ufffe", HYPHEN)

    def _char(self, place: int) -> int:
        """The number of a character for pdfium, which counts some that are not in its text."""
        return place if self.same else int(raw.FPDFText_GetCharIndexFromTextIndex(self.text_page, place))

    def _measure(self, place: int) -> raw.FS_RECTF:
        """The box of a character; the next call writes over it."""
        _char_box(self.text_page, place if self.same else self._char(place), self.box)
        return self.box

    def _edges(self, place: int) -> tuple[float, float]:
        box = self._measure(place)
        return box.left, box.right

    def _type(self, place: int) -> tuple[bool, bool]:
        _font_info(self.text_page, place if self.same else self._char(place), self.name, 128, self.flags)
        name = self.name.value
        known = self.fonts.get(name)
        if known is None:
            shown = _SUBSET.sub("", name.decode("utf-8", "replace"))
            known = self.fonts[name] = bool(_BOLD.search(shown)), bool(_SLANTED.search(shown))
        return known

    def _is_raised(self, place: int, bottom: float, height: float) -> bool:
        left, right, low, high = self.edges
        raw.FPDFText_GetCharBox(self.text_page, self._char(place), left, right, low, high)
        return bool(low.value > bottom + RAISED * height)

    def _cells(self, line: Line) -> list[Line]:
        """The parts of a line that is mostly gaps, as the rows of a table are: pdfium writes a gap as one space."""
        text = self.text
        cells, begin = [], line.start
        for space in _SPACE.finditer(text, line.start, line.start + len(line.text)):
            if self._measure(space.end()).left - self._measure(space.start() - 1).right > _GAP * line.size:
                cells.append(self._line(begin, text[begin : space.start()]))
                begin = space.end()
        if not cells:
            return [line]
        cells.append(self._line(begin, text[begin : line.start + len(line.text)]))
        return [cell for cell in cells if cell is not None]

    def _line(self, start: int, written: str) -> Line | None:
        """The line that begins at a place of the page's text, None where it has nothing to read."""
        words = written.strip(" \t\xa0")
        if not words or words == HYPHEN:
            return None
        if len(words) != len(written):
            start += written.find(words)
        text = self.text
        end = start + len(words) - 1
        while end > start and text[end] in _BARE:  # a hyphen that pdfium put there has no box of its own
            end -= 1
        body, number = start, 0
        begins = _NUMBERED.match(words) if words[0].isdecimal() else None
        if begins:
            after = words[begins.end() :]
            body += begins.end() + len(after) - len(after.lstrip())
        box = self._measure(body)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        height = top - bottom
        if begins and self._is_raised(start, bottom, height):
            number, words = int(begins[0]), words[body - start :]
            left = self._measure(start).left
        elif body > start:
            left = self._measure(start).left
            body = start
        if end > body:
            right = self._measure(end).right
        bold, slanted = self._type(body)
        if _DIGIT.search(words):
            words = self._raise(words, body, bottom, height)
        if not words.isascii() and RIGHT_TO_LEFT.search(words):
            words = in_reading_order(words, height, lambda place: self._edges(body + place))
        return Line(words, body, left, bottom, right, top, height, bold, slanted, number)

    def _raise(self, words: str, body: int, bottom: float, height: float) -> str:
        """The words of a line with the numbers that stand above it written as superscripts."""
        for raised in _RAISED.finditer(words):
            if self._is_raised(body + raised.start(), bottom, height):
                words = words[: raised.start()] + raised[0].translate(_SUPERSCRIPTS) + words[raised.end() :]
        for run in _RUN.finditer(words):
            cut = run.end()
            while cut > run.start() + 1 and self._is_raised(body + cut - 1, bottom, height):
                cut -= 1
            words = words[:cut] + words[cut : run.end()].translate(_SUPERSCRIPTS) + words[run.end() :]
        return words

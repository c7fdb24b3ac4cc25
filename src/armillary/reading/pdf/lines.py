"""The lines of a PDF's pages, each with its box and type, from pdfium.

A call into pdfium for every character would cost more than the text itself: each page is asked for its text once, and
for a box only at the two ends of each line and at digits that may be the number of a note.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as raw

HYPHEN = "\x02"  # pdfium's sign for a hyphen that breaks a word at the end of a line; the next line follows at once
MOST_CHARACTERS = 2_000_000  # of one page; no page of print has a hundredth of it
RAISED = 0.4  # how far above the foot of its line a raised digit begins, as a share of the line's height
_LOOSE = 0.65  # of the height of its type: what each character of a line takes when it is mostly gaps
_GAP = 0.8  # of the height of the type: wider than any space between words
_HEAD = 60  # characters of a row that may be a table's first
_SPACE = re.compile(r"(?<=\S) +(?=\S)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LINE = re.compile(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_RAISED = re.compile(r"(?<=[^\s\d])\d{1,4}(?![\d\w])")
_RUN = re.compile(r"\d{5,8}(?!\d)")  # of a year and the number of a note, say
_NUMBERED = re.compile(r"\d{1,4}(?=\s?[^\W\d]|\s?[\"“‘'(\[])")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_SLANTED = re.compile(r"ital|obli", re.IGNORECASE)


class Line(msgspec.Struct, frozen=True, array_like=True):
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


def read_metadata(document: pdfium.PdfDocument) -> dict[str, str]:
    """What the file says of itself: title, author, dates."""
    return {key.lower(): value for key, value in document.get_metadata_dict(skip_empty=True).items()}


def read_pages(document: pdfium.PdfDocument, first: int, last: int) -> Iterator[Page]:
    """The pages from `first` up to `last`, counted from 0, the last left out."""
    for index in range(first, min(last, len(document))):
        yield _Reader(document, index).page()


class _Reader:
    """Reads one page; the buffers that pdfium writes to are made once for it."""

    def __init__(self, document: pdfium.PdfDocument, index: int) -> None:
        self.handle = document[index]
        self.number = index + 1
        self.text_page: Any = raw.FPDFText_LoadPage(self.handle.raw)
        self.box = raw.FS_RECTF()
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()
        self.fonts: dict[bytes, tuple[bool, bool]] = {}

    def page(self) -> Page:
        try:
            width, height = self.handle.get_size()
            text = self._text() if self.text_page else ""
            lines: list[Line] = []
            for match in _LINE.finditer(text):
                line = self._line(text, match.start(), match[0])
                if line is None:
                    continue
                if line.right - line.left <= _LOOSE * line.size * len(line.text):
                    lines.append(line)
                    continue
                cells = self._cells(text, line)
                if len(cells) > 1 and lines and len(lines[-1].text) < _HEAD:  # the head of a table is less loose
                    lines += self._cells(text, lines.pop())
                lines += cells
            pictures = 0
            if sum(len(line.text) for line in lines) < 10:
                pictures = sum(1 for _ in self.handle.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
            return Page(self.number, width, height, lines, pictures)
        finally:
            if self.text_page:
                raw.FPDFText_ClosePage(self.text_page)
            self.handle.close()

    def _text(self) -> str:
        count = min(raw.FPDFText_CountChars(self.text_page), MOST_CHARACTERS)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = raw.FPDFText_GetText(self.text_page, 0, count, buffer)
        self.same = got - 1 == count
        return bytes(memoryview(buffer)[: max(got - 1, 0)]).decode("utf-16-le", "replace")

    def _char(self, place: int) -> int:
        """The number of a character for pdfium, which counts some that are not in its text."""
        return place if self.same else int(raw.FPDFText_GetCharIndexFromTextIndex(self.text_page, place))

    def _box(self, place: int) -> tuple[float, float, float, float]:
        box = self.box
        raw.FPDFText_GetLooseCharBox(self.text_page, self._char(place), box)
        return box.left, box.bottom, box.right, box.top

    def _type(self, place: int) -> tuple[bool, bool]:
        raw.FPDFText_GetFontInfo(self.text_page, self._char(place), self.name, 128, self.flags)
        name = self.name.value
        if name not in self.fonts:
            shown = _SUBSET.sub("", name.decode("utf-8", "replace"))
            self.fonts[name] = bool(_BOLD.search(shown)), bool(_SLANTED.search(shown))
        return self.fonts[name]

    def _is_raised(self, place: int, bottom: float, height: float) -> bool:
        left, right, low, high = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self.text_page, self._char(place), left, right, low, high)
        return bool(low.value > bottom + RAISED * height)

    def _cells(self, text: str, line: Line) -> list[Line]:
        """The parts of a line that is mostly gaps, as the rows of a table are: pdfium writes a gap as one space."""
        cells, begin = [], line.start
        for space in _SPACE.finditer(text, line.start, line.start + len(line.text)):
            if self._box(space.end())[0] - self._box(space.start() - 1)[2] > _GAP * line.size:
                cells.append(self._line(text, begin, text[begin : space.start()]))
                begin = space.end()
        if not cells:
            return [line]
        cells.append(self._line(text, begin, text[begin : line.start + len(line.text)]))
        return [cell for cell in cells if cell is not None]

    def _line(self, text: str, start: int, written: str) -> Line | None:
        """The line that begins at a place of the page's text, None where it has nothing to read."""
        written = written.replace("\ufffe", HYPHEN)
        words = written.strip(" \t\xa0")
        start += written.find(words)
        if not words.strip(HYPHEN):
            return None
        end = start + len(words) - 1
        while end > start and text[end] in f"{HYPHEN}\ufffe ":  # a hyphen that pdfium put there has no box of its own
            end -= 1
        body, number = start, 0
        if begins := _NUMBERED.match(words):
            after = words[begins.end() :]
            body += begins.end() + len(after) - len(after.lstrip())
        left, bottom, right, top = self._box(body)
        if begins and self._is_raised(start, bottom, top - bottom):
            number, words = int(begins[0]), words[body - start :]
            left = self._box(start)[0]
        else:
            body, left = start, self._box(start)[0] if body > start else left
        right = self._box(end)[2] if end > body else right
        bold, slanted = self._type(body)
        for raised in _RAISED.finditer(words):
            if self._is_raised(body + raised.start(), bottom, top - bottom):
                words = words[: raised.start()] + raised[0].translate(_SUPERSCRIPTS) + words[raised.end() :]
        for run in _RUN.finditer(words):
            cut = run.end()
            while cut > run.start() + 1 and self._is_raised(body + cut - 1, bottom, top - bottom):
                cut -= 1
            words = words[:cut] + words[cut : run.end()].translate(_SUPERSCRIPTS) + words[run.end() :]
        return Line(words, body, left, bottom, right, top, top - bottom, bold, slanted, number)

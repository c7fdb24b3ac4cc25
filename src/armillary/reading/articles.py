"""The elements of an article as blocks of text, of a page itself or as trafilatura names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from armillary.reading.blocks import Form
from armillary.reading.layer import Stream
from armillary.reading.visible import BLOCKS, UNREAD

_BREAK = "\v"  # a line that the page breaks; two of them part paragraphs
_PARTED = re.compile(rf"{_BREAK}\s*{_BREAK}")
_LISTS = ("list", "ul", "ol", "menu")
_ITEMS = ("item", "li", "dt", "dd")
_HEADS = ("head", "h1", "h2", "h3", "h4", "h5", "h6")
_OWN = frozenset((*_LISTS, *_ITEMS, *_HEADS, "quote", "row", "cell", "ab", "code", "fw"))


def write_article(element: Any, stream: Stream, form: Form = Form.PROSE, html: bool = False) -> None:
    """Write what an element holds: its blocks, and what stands loose between them, in the order of the page."""
    _Article(stream, html).container(element, form)


class _Article:
    def __init__(self, stream: Stream, html: bool) -> None:
        self.stream = stream
        self.unread = UNREAD if html else frozenset()  # `head` is the head of a page here, a heading there

    def container(self, element: Any, form: Form, number: int = 0) -> None:
        run = [element.text or ""]
        for child in element:
            if not isinstance(child.tag, str) or child.tag in self.unread:
                pass
            elif self._is_block(child):
                number = self._flush(run, form, number)
                self._block(child, form)
                run = []
            else:
                run += _pieces(child)
            run.append(child.tail or "")
        self._flush(run, form, number)

    def _is_block(self, child: Any) -> bool:
        if child.tag == "code":
            return "\n" in "".join(child.itertext())
        return child.tag in BLOCKS or child.tag in _OWN or any(self._is_block(inner) for inner in child)

    def _flush(self, run: list[str], form: Form, number: int) -> int:
        """Write a run of text; what comes after the first words of an item belongs to it."""
        for part in _PARTED.split("".join(run)):
            if text := " ".join(part.split()):
                self.stream.begin(form if number >= 0 else Form.MORE, text, number=max(number, 0))
                number = -1 if form is Form.ITEM else number
        return number

    def _block(self, element: Any, form: Form) -> None:
        tag = element.tag
        if tag in _HEADS:
            level = (element.get("rend") or "h2") if tag == "head" else tag
            if text := words_of(element):
                self.stream.begin(Form.HEADING, text, level=int(level[1:2]) if level[1:2].isdecimal() else 2)
        elif tag in _LISTS:
            ordered, count = tag == "ol" or element.get("rend") == "ol", 0
            for item in element:
                count += item.tag in _ITEMS
                self.container(item, Form.ITEM, count if ordered else 0)
        elif tag == "table":
            self._table(element)
        else:
            told = {"quote": Form.QUOTE, "blockquote": Form.QUOTE, "figcaption": Form.CAPTION}
            inherited = form if form is Form.QUOTE else Form.PROSE
            self.container(element, Form.ITEM if tag in _ITEMS else told.get(tag, inherited))

    def _table(self, table: Any) -> None:
        rows = []
        for row in table.iter("row", "tr"):
            cells = [words_of(cell) for cell in row if cell.tag in ("cell", "td", "th")]
            rows.append(" | ".join(cells))
        if text := "\n".join(row for row in rows if row.strip(" |")):
            self.stream.begin(Form.TABLE, text)


def words_of(element: Any) -> str:
    """The text of an element in one line, raised numbers as superscripts, a space where a block ends."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    raised = element.tag == "sup" or "#sup" in (element.get("rend") or "")
    if raised and (number := "".join(element.itertext()).strip()).isdecimal():
        yield f"[^{number}]"
        return
    if element.tag in ("br", "lb"):
        yield _BREAK
    apart = element.tag in BLOCKS or element.tag in _OWN - {"code"}
    yield " " if apart else ""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""
    yield " " if apart else ""

"""Sources as references in a style of the Citation Style Language, set by Typst's processor (hayagriva).

The processor reads markup in titles. So it is given tokens in their place, and never sees a word of the casebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

from armillary.book.book import Book
from armillary.out.report.content import Link, Runs, Text
from armillary.out.report.extra import typesetter
from armillary.pictures.sentences import sentence
from armillary.text.months import said_date

STYLE = "chicago-shortened-notes"
NUMBERED = ("interview", "correspondence")  # kinds of source that are listed apart, by the number of who spoke

# How each kind of source is put to the processor: its type, and that of what it appeared in.
_SHAPES = {
    "report": ("report", ""),
    "book": ("book", ""),
    "thesis": ("thesis", ""),
    "article": ("article", "newspaper"),
    "chapter": ("chapter", "book"),
}
_OTHERS = ("web", "")
_DATE = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")
_TOKEN = re.compile(r"zq(\d+)x(\d)qz", re.IGNORECASE)  # the processor sets some parts in lower case
_DOUBLED = re.compile(r"([?!…])\.(”)")  # a title that ends in a mark of its own needs no full stop


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as a note cites it, in short, and as the bibliography lists it, in full."""

    source: str
    short: Runs
    full: Runs
    numbered: bool
    order: str


def set_references(book: Book, sources: Iterable[str]) -> dict[str, Reference]:
    """The references of some sources; each token stands for one part of one source.

    Raises ArmillaryError when the optional packages of the report are missing.
    """
    wanted = sorted(set(sources))
    if not wanted:
        return {}
    rows = {
        row["id"]: row
        for row in book.sql(
            "SELECT id, kind, title, speaker, date_text, date_first, publisher, url, language FROM sources "
            "WHERE list_contains($1, id)",
            [wanted],
        )
    }
    keys = [name for name in wanted if name in rows]
    parts = [_parts(book, rows[name]) for name in keys]
    entries = "".join(_entry(number, rows[name], parts[number]) for number, name in enumerate(keys))
    cites = "\n\n".join(f"#cite(<s{number}>)" for number in range(len(keys)))
    text = f'{cites}\n#bibliography(bytes(sys.inputs.entries), style: "{STYLE}", title: none)\n'
    page = typesetter().compile(text.encode(), format="html", sys_inputs={"entries": entries}, ignore_system_fonts=True)
    lists = _Lists()
    lists.feed(bytes(page).decode())
    short, full = _by_source(lists.notes, parts), _by_source(lists.entries, parts)
    return {name: _reference(rows[name], parts[n], short.get(n), full.get(n)) for n, name in enumerate(keys)}


def _reference(row: dict[str, Any], parts: tuple[str, str, str], short: Runs | None, full: Runs | None) -> Reference:
    order = f"{parts[0]} {row['date_first'] or ''} {parts[1]}".casefold()
    if row["kind"] in NUMBERED:  # by the number of who spoke: there is no title that a reader could look up
        when = f", {said_date(row['date_text'].replace('~', ''))}" if row["date_text"] else ""
        said = f"{sentence(parts[0] or parts[1]).rstrip('.')}, {row['kind'].replace('_', ' ')}{when}"
        return Reference(row["id"], (Text(said),), (Text(f"{said}."),), True, order)
    untitled: Runs = (Text(parts[1]),)
    return Reference(row["id"], short or untitled, _with_place(full or untitled, row), False, order)


def _parts(book: Book, row: dict[str, Any]) -> tuple[str, str, str]:
    """What stands for tokens 0, 1 and 2 of a source: speaker, title, publisher."""
    speaker = book.names.get(row["speaker"]) or ""
    return speaker, row["title"] or "Untitled", row["publisher"] or ""


def _entry(number: int, row: dict[str, Any], parts: tuple[str, str, str]) -> str:
    kind, within = _SHAPES.get(row["kind"], _OTHERS)
    lines = [f"s{number}:", f"  type: {kind}", f'  title: "{{{_token(number, 1)}}}"']
    if parts[0]:
        lines.append(f'  author: {{name: "{_token(number, 0)}"}}')
    if day := _day(row):
        lines.append(f"  date: {day}")
    if parts[2] and parts[2] != parts[0]:
        held = f'"{{{_token(number, 2)}}}"'
        lines.append(f"  parent: {{type: {within}, title: {held}}}" if within else f"  publisher: {held}")
    elif within:
        lines[1] = "  type: misc"  # an article in nothing would be taken for a preprint
    return "\n".join(lines) + "\n"


def _token(number: int, part: int) -> str:
    return f"Zq{number}x{part}qZ"


def _day(row: dict[str, Any]) -> str:
    """The date as far as it is known: a day, a month, or the year in which a range begins."""
    written = (row["date_text"] or "").rstrip("~")
    if _DATE.fullmatch(written):
        return str(written)
    return f"{row['date_first'].year:04}" if row["date_first"] else ""


def _with_place(full: Runs, row: dict[str, Any]) -> Runs:
    """A full reference with the page it can be read at."""
    return (*full, Text(" "), Link(row["url"], row["url"]), Text(".")) if row["url"].startswith("http") else full


def _by_source(items: list[list[tuple[str, str]]], parts: list[tuple[str, str, str]]) -> dict[int, Runs]:
    """Each item under the source that its tokens name, tokens replaced by what they stand for."""
    found: dict[int, Runs] = {}
    for item in items:
        tokens = [int(match[1]) for text, _ in item for match in _TOKEN.finditer(text)]
        if tokens:
            replaced = [(_TOKEN.sub(lambda m: parts[int(m[1])][int(m[2])], text), style) for text, style in item]
            found[tokens[0]] = tuple(Text(_DOUBLED.sub(r"\1\2", text), style) for text, style in replaced)
    return found


class _Lists(HTMLParser):
    """Reads the notes and the bibliography off the page that the processor makes."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[list[tuple[str, str]]] = []
        self.entries: list[list[tuple[str, str]]] = []
        self._into: list[list[tuple[str, str]]] | None = None
        self._slanted = self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        role = dict(attrs).get("role")
        if tag == "section":
            self._into = {"doc-bibliography": self.entries, "doc-endnotes": self.notes}.get(role or "")
        elif tag == "li" and self._into is not None:
            self._into.append([])
        self._slanted += tag in ("em", "i")
        self._skipped += tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        self._slanted -= tag in ("em", "i")
        self._skipped -= tag == "sup"

    def handle_data(self, data: str) -> None:
        if self._into and not self._skipped and data:
            self._into[-1].append((unescape(data), "emph" if self._slanted else ""))

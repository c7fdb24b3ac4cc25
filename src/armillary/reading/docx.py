"""Word documents (Office Open XML): paragraphs, headings, lists, tables, foot- and endnotes; nothing is run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from armillary.finding import Place, find
from armillary.reading.archive import Archive, TooLarge, children, local
from armillary.reading.blocks import Form
from armillary.reading.layer import Layer, Stream, lay_end_to_end
from armillary.reading.office import AROUND, WORD, Office, chosen, outermost, within

_W = f"{{{WORD}}}"
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo)\s*(\d)", re.IGNORECASE)
_MACROS = re.compile(r"vbaProject|activeX|oleObject|\.exe$|\.js$", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CORE = {"title": "title", "creator": "author", "created": "date", "subject": "subject", "language": "language"}


def read_docx(path: Path, name: str) -> Layer:
    """The text of a Word document; `name` is how findings call the file."""
    here = Place(name)
    try:
        with Archive(path) as archive:
            if archive.encrypted:
                return _failed("D901", here, f"{name} is encrypted", "take off the password and read that copy")
            return _Reader(archive, here).layer()
    except TooLarge as problem:
        return _failed("D904", here, f"{name} is too large: {problem}", "check where it comes from; do not unpack it")
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, OSError, EOFError, ValueError) as problem:
        what = f"{name} cannot be read as a Word document: {problem}"
        return _failed("D902", here, what, "get it once more from where it came")


def _outlined(holder: Any) -> int:
    """The level from 1 that a style or paragraph gives itself; 0 where it is none that there is."""
    outline = holder.find(f"{_W}pPr/{_W}outlineLvl")
    said = "" if outline is None else outline.get(f"{_W}val", "")
    return int(said) + 1 if said in tuple("012345678") else 0


def _failed(code: str, here: Place, message: str, hint: str) -> Layer:
    return Layer("", (), findings=(find(code, here, message, hint),))


class _Reader:
    """Goes through the body once; notes are kept in their own stream, in the order in which the text calls them."""

    def __init__(self, archive: Archive, here: Place) -> None:
        self.archive = archive
        self.here = here
        self.office = Office(archive)
        self.main, self.notes = Stream(), Stream()
        self.boxes: list[Any] = []  # met in a paragraph, to be written below it
        self.capital = ""  # that is set apart from the paragraph which it begins
        self.levels = self._heading_styles()
        self.numbers: dict[tuple[str, str], int] = {}  # kind and id of a note -> its number
        self.called: list[tuple[str, str]] = []

    def layer(self) -> Layer:
        for body in children(self.office.body(), "body"):
            for block in body:
                self._block(block)
        self._write_notes()
        text, blocks, _ = lay_end_to_end([self.main, self.notes])
        findings = []
        if "aFChunk" in self.office.parts:
            what = f"{self.here.file} holds another document, which was not read: {self.office.parts['aFChunk']}"
            findings.append(find("D905", self.here, what, "save it in Word as .docx once more, which takes it in"))
        if any(_MACROS.search(part) for part in self.archive.names):
            what = f"{self.here.file} carries macros or embedded objects; nothing of it was run or opened"
            findings.append(find("D906", self.here, what, "do not open it in a program that runs macros"))
        return Layer(text, blocks, metadata=self._metadata(), findings=tuple(findings))

    def _heading_styles(self) -> dict[str, int]:
        """The levels of the styles that are headings, by style id; names may be of any language."""
        levels = {}
        for style in children(self.office.part("styles"), "style"):
            name = next((child.get(f"{_W}val", "") for child in children(style, "name")), "")
            if match := _HEADING.match(name):
                levels[style.get(f"{_W}styleId", "")] = int(match[1])
            elif name.casefold() == "title":
                levels[style.get(f"{_W}styleId", "")] = 1
            elif level := _outlined(style):
                levels[style.get(f"{_W}styleId", "")] = level
        return levels

    def _block(self, block: Any) -> None:
        match local(block):
            case "p":
                self._paragraph(block)
            case "tbl":
                self._table(block)
            case name if name in AROUND:
                for child in block:
                    self._block(child)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            for child in box:
                self._block(child)

    def _paragraph(self, paragraph: Any) -> None:
        text = (self.capital + self._text(paragraph)).strip()
        frame = paragraph.find(f"{_W}pPr/{_W}framePr")
        drops = frame is not None and frame.get(f"{_W}dropCap", "none") != "none"
        self.capital = text if drops else ""
        if not text or drops:
            return
        style = next((s.get(f"{_W}val", "") for s in paragraph.iterfind(f"{_W}pPr/{_W}pStyle")), "")
        if style in self.levels:
            self.main.begin(Form.HEADING, text, level=self.levels[style])
        elif level := _outlined(paragraph):
            self.main.begin(Form.HEADING, text, level=level)
        elif style.casefold().startswith("caption"):
            self.main.begin(Form.CAPTION, text)
        elif "quote" in style.casefold():
            self.main.begin(Form.QUOTE, text)
        elif paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
            self.main.begin(Form.ITEM, text)
        else:
            self.main.begin(Form.PROSE, text)

    def _table(self, table: Any) -> None:
        rows = []
        for row in within(table, "tr"):
            cells = [" ".join(filter(None, map(self._text, cell.iter(f"{_W}p")))) for cell in within(row, "tc")]
            rows.append(" | ".join(cell.strip() for cell in cells))
        if text := "\n".join(row for row in rows if row.strip(" |")):
            self.main.begin(Form.TABLE, text)

    def _text(self, paragraph: Any) -> str:
        return "".join(self._pieces(paragraph))

    def _pieces(self, element: Any) -> Iterator[str]:
        for child in element:
            match local(child):
                case "t":
                    yield child.text or ""
                case "tab":
                    yield "\t" if local(element) == "r" else ""
                case "br" | "cr":
                    yield "\n"
                case "noBreakHyphen":
                    yield "-"
                case "footnoteReference" | "endnoteReference":
                    yield self._call(local(child)[: -len("Reference")], child.get(f"{_W}id", ""))
                case "drawing" | "pict" | "object":
                    self.boxes += outermost(child, "txbxContent")
                case "AlternateContent":
                    yield from self._pieces(chosen(child))
                case "del" | "moveFrom" | "pPr" | "instrText" | "txbxContent":
                    pass  # deleted text, settings
                case "r":
                    yield self._run(child)
                case _:
                    yield from self._pieces(child)

    def _run(self, run: Any) -> str:
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        if vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off"):
            return ""
        text = "".join(self._pieces(run))
        raised = run.find(f"{_W}rPr/{_W}vertAlign")
        if raised is not None and raised.get(f"{_W}val") == "superscript" and text.strip().isdecimal():
            return text.strip().translate(_SUPERSCRIPTS)
        return text

    def _call(self, kind: str, identity: str) -> str:
        """The sign in the text of a note, numbered in the order of the calls."""
        key = kind, identity
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.called.append(key)
        return f"[^{self.numbers[key]}]"

    def _write_notes(self) -> None:
        texts: dict[tuple[str, str], str] = {}
        for kind in ("footnote", "endnote"):
            for note in children(self.office.part(f"{kind}s"), kind):
                if note.get(f"{_W}type") in (None, "normal"):
                    words = " ".join(self._text(paragraph).strip() for paragraph in note.iter(f"{_W}p"))
                    texts[kind, note.get(f"{_W}id", "")] = " ".join(words.split())
        for key in self.called:
            if texts.get(key):
                self.notes.begin(Form.FOOTNOTE, texts[key], number=self.numbers[key])

    def _metadata(self) -> dict[str, str]:
        if "docProps/core.xml" not in self.archive.names:
            return {}
        said = {local(child): (child.text or "").strip() for child in self.archive.xml("docProps/core.xml")}
        kept = {_CORE[key]: value for key, value in said.items() if key in _CORE and value}
        if "date" in kept:
            kept["date"] = kept["date"][:10]
        return kept

"""Which reader a file is for, told by its bytes before its name, and what comes of reading it."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import re
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

from armillary.finding import ArmillaryError, Finding, Place, Severity, find
from armillary.reading import posts
from armillary.reading.archive import Archive, TooLarge
from armillary.reading.docx import read_docx
from armillary.reading.html import read_html
from armillary.reading.languages import language_of
from armillary.reading.layer import Layer
from armillary.reading.mail import read_mail
from armillary.reading.office import main_part
from armillary.reading.passages import PARAGRAPHS, Document
from armillary.reading.splitter import split, split_blocks
from armillary.reading.telegram import read_telegram
from armillary.reading.x_archives import POSTS, read_x

LARGEST_TEXT = 64 * 1024 * 1024  # bytes of a file that is read whole
LARGEST_FILE = 1024 * 1024 * 1024  # bytes of a PDF or archive, which are read in parts
KINDS = ("pdf", "docx", "html", "eml", "telegram", "x", "posts-csv", "markdown", "text")
Progress = Callable[[int, int], None]

_HTML = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S)
_TELEGRAM = re.compile(rb"<title>Exported Data</title>.*CheckLocation|CheckLocation.*class=\"page_wrap", re.S)
_MAIL = re.compile(
    rb"^(?:from|received|return-path|date|subject|mime-version|message-id|delivered-to|x-[\w-]+): ", re.I
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HALF = re.compile("[\ud800-\udfff]")
_MARKDOWN = {".md", ".markdown", ".mkd"}
_HINT = "read PDF, DOCX, HTML, EML, Markdown, plain text, or an export of posts; convert the file to one of them"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read: its passages, its text layer, and what the file says of itself."""

    kind: str
    sha256: str
    document: Document
    layer: Layer
    language: str = ""
    findings: tuple[Finding, ...] = field(default=())

    @property
    def sound(self) -> bool:
        """Whether there is a text: no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def open_document(path: Path, progress: Progress = lambda _done, _of: None, ocr: str = "") -> Reading:
    """Read a file of any kind that there is a reader for; what is wrong with it is told as findings.

    `ocr` names the languages of scanned pages (Tesseract's codes, such as eng+fas); '' leaves them unread. Raises
    ArmillaryError when the file cannot be opened or an extra is missing.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise ArmillaryError(f"cannot read {path}: {problem.strerror}", "name a file that is there") from None
    here = Place(path.name)
    kind = _kind(path, head, here)
    if isinstance(kind, Finding):
        return _nothing("", sha256, kind)
    limit = LARGEST_FILE if kind in ("pdf", "docx") else LARGEST_TEXT
    if size > limit:
        what = f"{path.name} has more than {limit // 2**20} MB"
        return _nothing(kind, sha256, find("D904", here, what, "split it"))
    with _collection_paused():
        try:
            return _open(kind, path, sha256, progress, ocr)
        except ArmillaryError:
            raise
        except Exception as problem:  # noqa: BLE001 - a mistake of a reader costs one document, not those read with it
            return _nothing(kind, sha256, _broken(path.name, problem))


def _open(kind: str, path: Path, sha256: str, progress: Progress, ocr: str) -> Reading:
    here = Place(path.name)
    layer = _read(kind, path, progress, ocr)
    if isinstance(layer, Finding):
        return _nothing(kind, sha256, layer)
    layer = _encodable(layer)
    findings = layer.findings
    if not any(finding.severity is Severity.ERROR for finding in findings) and not layer.text.strip():
        hint = "scanned pages are read with: armillary read --ocr" if kind == "pdf" else "get it once more"
        findings = (*findings, find("D909", here, f"{path.name} holds no text", hint))
    marked = kind in ("markdown", "text")
    document = split(layer.text) if marked else split_blocks(layer.text, layer.blocks)
    words = " ".join(document.plain(p) for p in document.passages[:400] if p.kind in PARAGRAPHS)
    return Reading(kind, sha256, document, layer, language_of(words or layer.text), findings)


@contextlib.contextmanager
def _collection_paused() -> Iterator[None]:
    """Let no garbage be looked for: reading makes many small objects and no rings of them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def read_document(path: Path) -> Document:
    """The passages of a file; raises ArmillaryError with the first finding when it cannot be read."""
    return read_sound(path).document


def read_sound(path: Path) -> Reading:
    """A file that was read; raises ArmillaryError with the first finding when it cannot be."""
    reading = open_document(path)
    for finding in reading.findings:
        if finding.severity is Severity.ERROR:
            raise ArmillaryError(finding.message, finding.hint)
    return reading


def _broken(name: str, problem: Exception) -> Finding:
    at = [frame.name for frame in traceback.extract_tb(problem.__traceback__) if "armillary" in frame.filename][-1]
    what = f"the reader failed on {name}: {type(problem).__name__} in {at}"
    return find("D920", Place(name), what, "report this to the makers of Armillary; convert the file meanwhile")


def _nothing(kind: str, sha256: str, finding: Finding) -> Reading:
    return Reading(kind, sha256, split(""), Layer("", ()), findings=(finding,))


def _encodable(layer: Layer) -> Layer:
    """The layer with a sign in place of each half of a surrogate pair, as exports cut between the two leave it."""
    if not _HALF.search("".join((layer.text, *layer.metadata.values()))):
        return layer
    told = {key: _HALF.sub("\ufffd", value) for key, value in layer.metadata.items()}
    return replace(layer, text=_HALF.sub("\ufffd", layer.text), metadata=told)


def _kind(path: Path, head: bytes, here: Place) -> str | Finding:
    ending = path.suffix.casefold()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:4] == b"PK\x03\x04":
        return _kind_of_archive(path, here)
    if head[:8] == _OLD_OFFICE:
        if ending == ".docx":
            return find("D901", here, f"{path.name} is encrypted", "take off the password and read that copy")
        return find("D907", here, f"{path.name} is a file of an old Office program", "save it as .docx")
    if ending == ".pdf" or ending == ".docx":
        what = f"{path.name} is not a {ending[1:].upper()} file, whatever its name says"
        return find("D902", here, what, "get it once more from where it came")
    if _TELEGRAM.search(head):
        return "telegram"
    if _HTML.match(head) or ending in (".html", ".htm", ".xhtml", ".mhtml"):
        return "html" if ending != ".mhtml" else "eml"
    if ending == ".eml" or (ending not in _MARKDOWN | {".txt"} and _MAIL.match(head)):
        return "eml"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{" and ending == ".json":
        return "telegram"
    if b"window.YTD." in head[:256]:
        return "x"
    if ending == ".csv":
        return "posts-csv"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return find("D902", here, f"{path.name} is UTF-16, not UTF-8", "save it as UTF-8")
    if b"\0" in head:
        return find("D907", here, f"{path.name} is a binary file that no reader is for", _HINT)
    return "markdown" if ending in _MARKDOWN else "text"


def _kind_of_archive(path: Path, here: Place) -> str | Finding:
    try:
        with Archive(path) as archive:
            if main_part(archive):
                return "docx"
            if any(map(POSTS.fullmatch, archive.names)):
                return "x"
    except TooLarge as problem:
        return find("D904", here, f"{path.name} is too large: {problem}", "check where it comes from; do not unpack it")
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError, ValueError) as problem:
        return find("D902", here, f"{path.name} is damaged: {problem}", "get it once more from where it came")
    return find("D907", here, f"{path.name} is an archive of something else", _HINT)


def _read(kind: str, path: Path, progress: Progress, ocr: str) -> Layer | Finding:
    here = Place(path.name)
    if kind == "pdf":
        try:
            from armillary.reading.pdf.document import read_pdf
        except ImportError:
            hint = "in a checkout of Armillary: pip install '.[reading]'"
            raise ArmillaryError("PDF is read with the extra 'reading'", hint) from None
        return read_pdf(path, path.name, progress, ocr)
    if kind == "docx":
        return read_docx(path, path.name)
    data = b"" if kind == "x" else path.read_bytes()
    readers = {"html": read_html, "eml": read_mail, "telegram": read_telegram}
    try:
        if kind == "posts-csv":
            return posts.read_table(data, path.name)
        if kind == "x":
            return read_x(path, path.name)
        if kind in readers:
            return readers[kind](data, path.name)
        text = data.decode("utf-8")
    except (TooLarge, zipfile.BadZipFile) as problem:
        return find("D904", here, f"{path.name} cannot be unpacked: {problem}", "unpack tweets.js and read that")
    except json.JSONDecodeError as problem:
        place = Place(path.name, problem.lineno, problem.colno)
        return find("D902", place, f"this is not JSON: {problem.msg}", "export it once more")
    except UnicodeDecodeError as problem:
        what = f"{path.name} is not UTF-8: byte {problem.start + 1:,} belongs to no letter"
        return find("D902", here, what, "save it as UTF-8")
    except (TypeError, AttributeError, RecursionError, ValueError) as problem:
        what = f"{path.name} is not an export of posts: {type(problem).__name__}"
        return find("D902", here, what, "export it once more, as JSON")
    if "\0" in text:
        return find("D907", here, f"{path.name} is a binary file that no reader is for", _HINT)
    return Layer(text, ())

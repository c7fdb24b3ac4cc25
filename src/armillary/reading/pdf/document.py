"""A PDF as a text layer, with a finding for whatever kept a part of it from being read."""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from armillary.finding import Finding, Place, find
from armillary.reading.layer import Layer
from armillary.reading.pdf.crew import MOST_PAGES, PATIENCE, Read, read_file
from armillary.reading.pdf.directions import misspelt
from armillary.reading.pdf.layout import lay_out_pages
from armillary.reading.pdf.lines import Page
from armillary.text.runs import show_runs

_FEW = 10  # characters: a page with fewer has no text to speak of
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_KEPT = {"title": "title", "author": "author", "subject": "subject", "keywords": "keywords", "producer": "producer"}


def read_pdf(
    path: Path, name: str, progress: Callable[[int, int], None] = lambda _done, _of: None, ocr: str = ""
) -> Layer:
    """The text of a PDF; `name` is how findings call the file, `ocr` the languages of scanned pages.

    Nothing in it is run.
    """
    read = read_file(path, progress)
    here = Place(name)
    if ocr and not read.trouble and (bare := _without_text(read)):
        from armillary.reading.pdf.ocr import recognise

        seen = {page.number: page for page in recognise(path, bare, ocr)}
        read.pages = [seen.get(page.number, page) for page in read.pages]
    if trouble := _trouble(read, here):
        return Layer("", (), findings=(trouble,))
    text, blocks, segments = lay_out_pages(read.pages)
    findings = list(_left_out(read, here))
    wrong, of, first = misspelt(text)
    if wrong:
        what = f"{wrong} of {of} words of {name} in Arabic script have letters of another script, the first: {first}"
        findings.append(find("D922", here, what, "look for the text in another form; no name is found in such words"))
    if _may_run(path):
        what = f"{name} carries a script, an attachment or a form; nothing of it was run or opened"
        findings.append(find("D906", here, what, "read it only; do not open it in a viewer that runs scripts"))
    return Layer(text, blocks, segments, read.total, _metadata(read.metadata), tuple(findings))


def _trouble(read: Read, here: Place) -> Finding | None:
    if "assword" in read.trouble or "ecurity" in read.trouble:
        return find("D901", here, f"{here.file} is encrypted", "take off the password and read that copy")
    if "emory" in read.trouble:
        return find("D904", here, f"{here.file} needs more memory than a document may", "split it")
    if read.trouble or not read.total:
        why = read.trouble or "it has no pages"
        return find("D902", here, f"{here.file} cannot be read as PDF: {why}", "get it once more from where it came")
    if not read.pages and len(read.left_out) >= read.total:
        return find("D902", here, f"no page of {here.file} can be read", "get it once more from where it came")
    return None


def _without_text(read: Read) -> list[Page]:
    return [page for page in read.pages if sum(len(line.text) for line in page.lines) < _FEW and page.pictures]


def _left_out(read: Read, here: Place) -> Iterable[Finding]:
    if bare := [page.number for page in _without_text(read)]:
        what = f"{show_pages(bare)} of {here.file} {'has' if len(bare) == 1 else 'have'} a picture and no text"
        yield find("D903", here, what, "scanned pages are read with: armillary read --ocr")
    if mixed := [page.number for page in read.pages if page.mixed]:
        what = f"lines run on over three columns on {show_pages(mixed)} of {here.file}: sentences are mixed up there"
        yield find("D923", here, what, "read those pages by eye, or get the text in another form")
    if read.left_out:
        what = f"{show_pages(read.left_out)} of {here.file} broke the reader or took more than {PATIENCE:.0f} s"
        yield find("D905", here, what, "read those pages by eye, or print them to a new PDF")
    if read.total > MOST_PAGES:
        what = f"{here.file} has {read.total:,} pages; the first {MOST_PAGES:,} were read"
        yield find("D905", here, what, "split it, and read its parts as sources of their own")


def show_pages(numbers: list[int]) -> str:
    """Pages as people write them: page 3, or pages 1-4, 7."""
    shown = show_runs(numbers)
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"


def _may_run(path: Path) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return _ACTIVE.search(data) is not None


def _metadata(said: dict[str, str]) -> dict[str, str]:
    kept = {_KEPT[key]: " ".join(value.split()) for key, value in said.items() if key in _KEPT and value.strip()}
    if match := _DATE.match(said.get("creationdate", "")):
        kept["date"] = "-".join(part for part in match.groups() if part)
    return kept

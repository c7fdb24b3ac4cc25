"""RIS, as Zotero, EndNote and libraries write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import rispy

from armillary.exchange.bibliography_files import line_of, read_lines
from armillary.exchange.protocol import Imported, Into, Reads, Released, Writes, joined
from armillary.exchange.work_kinds import types_of
from armillary.exchange.works import Author, Work, as_entries, as_works
from armillary.finding import Finding, Place, find


def read_ris(files: Sequence[Path], into: Into) -> Imported:
    """The sources of these libraries."""
    return joined(_read(path, into) for path in files)


def write_ris(released: Released) -> Mapping[str, bytes]:
    """The sources of a release as a library."""
    return {"sources.ris": rispy.dumps([_reference(work) for work in as_works(released)]).encode()}


READS = Reads("ris", "a library as RIS, as Zotero and EndNote export it", read_ris)
WRITES = Writes("ris", "the sources as RIS", write_ris)


def _read(path: Path, into: Into) -> Imported:
    text = read_lines(path)
    if isinstance(text, Finding):
        return Imported([], [text])
    try:
        references = rispy.loads(text)
    except Exception as problem:  # noqa: BLE001 - rispy raises whatever its parser met
        said = f"{problem}".splitlines()[0][:120] if str(problem) else type(problem).__name__
        return Imported([], [find("X801", Place(path.name), f"this is not RIS: {said}", "export it again as RIS")])
    if not references and text.strip():
        return Imported(
            [], [find("X801", Place(path.name), "this file holds no work in RIS", "export it again as RIS")]
        )
    return as_entries(_works(references, text, path.name), into, [])


def _works(references: list[dict[str, Any]], text: str, name: str) -> Iterator[Work]:
    begins = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("TY")]
    for index, reference in enumerate(references):
        line = begins[index] if index < len(begins) else line_of(text, "TY")
        year = _text(reference, "year", "publication_year")
        key = _text(reference, "id", "label", "accession_number")
        authors = tuple(_authors(reference))
        if not key:  # a library that gives none: surname and year, as people cite
            key = f"{authors[0].family if authors else _text(reference, 'title', 'primary_title')[:40]}-{year[:4]}"
        yield Work(
            key=key,
            place=Place(name, line, 1),
            type=_text(reference, "type_of_reference"),
            genre=_text(reference, "type_of_work"),
            title=_text(reference, "title", "primary_title"),
            authors=authors,
            date=_date(_text(reference, "date") or year),
            accessed=_date(_text(reference, "access_date")),
            publisher=_text(reference, "publisher", "journal_name", "secondary_title", "alternate_title3"),
            language=_text(reference, "language"),
            url=_text(reference, "urls"),
            doi=_text(reference, "doi"),
            isbn=_text(reference, "issn") if _text(reference, "type_of_reference") in ("BOOK", "CHAP", "EBOOK") else "",
            keywords=tuple(map(str, reference.get("keywords", ()))),
            note=_text(reference, "notes", "note"),
            caveat=_text(reference, "research_notes"),
        )


def _text(reference: dict[str, Any], *keys: str) -> str:
    for key in keys:
        value = reference.get(key, "")
        if isinstance(value, list):
            value = value[0] if value else ""
        if value and str(value).strip():
            return " ".join(str(value).split())
    return ""


def _authors(reference: dict[str, Any]) -> Iterator[Author]:
    for name in reference.get("authors") or reference.get("first_authors") or ():
        said = " ".join(str(name).split())
        family, comma, given = said.partition(",")
        if said.endswith(","):  # a body whose name has commas
            yield Author(said[:-1], is_body=True)
        elif family:
            yield Author(family.strip(), given.strip(), is_body=not given.strip() or not comma)


def _date(text: str) -> str:
    """A date as YYYY/MM/DD/anything; the last part holds what the others cannot say."""
    parts = [part.strip() for part in text.split("/", 3)]
    if len(parts) == 4 and parts[3]:
        return parts[3]
    if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
        return text
    numbers = [part for part in parts[:3] if part.isdigit()]
    return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:])]) if numbers else text


def _write_date(text: str) -> str:
    if re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", text):
        parts = [*text.split("-"), "", ""][:3]
        return "/".join(parts) + "/"
    return f"///{text}"


def _reference(work: Work) -> dict[str, Any]:
    made: dict[str, Any] = {"type_of_reference": types_of(work.genre).ris, "id": work.key, "type_of_work": work.genre}
    made["title"] = work.title
    if work.authors:
        made["authors"] = [
            author.family + ("," if "," in author.family else "")
            if author.is_body
            else f"{author.family}, {author.given}"
            for author in work.authors
        ]
    if work.date:
        made["date"] = _write_date(work.date)
        if year := re.match(r"\d{4}", work.date):
            made["year"] = year[0]
    if work.accessed:
        made["access_date"] = _write_date(work.accessed)
    said = {
        "publisher": work.publisher,
        "language": work.language,
        "doi": work.doi,
        "issn": work.isbn,
        "research_notes": work.caveat,
    }
    made |= {key: text for key, text in said.items() if text}
    lists = {"urls": [work.url], "notes": [work.note], "keywords": list(work.keywords)}
    return made | {key: [text for text in texts if text] for key, texts in lists.items() if any(texts)}

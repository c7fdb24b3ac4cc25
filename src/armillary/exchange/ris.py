"""RIS, as Zotero, EndNote and libraries write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import rispy

from armillary.exchange.bibliography_files import Works, pieces, read_each
from armillary.exchange.protocol import Imported, Into, Reads, Released, Writes
from armillary.exchange.work_kinds import types_of
from armillary.exchange.works import Author, Work, as_works, author_of
from armillary.finding import Finding, Place, find
from armillary.text.months import month_number

_BEGIN = re.compile(r"^\ufeff?TY  ?- ?", re.MULTILINE)
_HAS_KEY = re.compile(r"^(?:ID|LB|AN)  ?- ?\S", re.MULTILINE)
_END = re.compile(r"^ER  ?-", re.MULTILINE)


def read_ris(files: Sequence[Path], into: Into) -> Imported:
    """The sources of these libraries."""
    return read_each(files, into, _works)


def write_ris(released: Released) -> Mapping[str, bytes]:
    """The sources of a release as a library."""
    return {"sources.ris": rispy.dumps([_reference(work) for work in as_works(released)]).encode()}


READS = Reads("ris", "a library as RIS, as Zotero and EndNote export it", read_ris)
WRITES = Writes("ris", "the sources as RIS", write_ris)


def _works(text: str, name: str) -> Works:
    works: list[Work] = []
    odd: list[Finding] = []
    keys: Counter[str] = Counter()
    for line, piece in pieces(text, _BEGIN):
        place = Place(name, line, 1)
        end = "" if _END.search(piece) else "\nER  - \n"  # cut off, or forgotten
        try:
            for work in (_work(reference, place) for reference in rispy.loads(piece + end)):
                keys[work.key] += 1
                again = keys[work.key] > 1 and not _HAS_KEY.search(piece)
                works.append(replace(work, key=f"{work.key}-{keys[work.key]}") if again else work)
        except Exception as problem:  # noqa: BLE001 - rispy raises whatever its parser met
            said = f"{problem}".splitlines()[0][:120] if str(problem) else type(problem).__name__
            odd.append(find("X820", place, f"this entry is not RIS: {said}", "mend it, or export it again as RIS"))
    return works, odd


def _work(reference: dict[str, Any], place: Place) -> Work:
    year = max(_date(_text(reference, "year")), _date(_text(reference, "publication_year")), key=len)
    key = _text(reference, "id", "label", "accession_number")
    authors = tuple(_authors(reference))
    if not key:  # a library that gives none: surname and year, as people cite
        key = f"{authors[0].family if authors else _text(reference, 'title', 'primary_title')[:40]}-{year[:4]}"
    date = _date(_text(reference, "date"))
    return Work(
        key=key,
        place=place,
        type=_text(reference, "type_of_reference"),
        genre=_text(reference, "type_of_work"),
        title=_text(reference, "title", "primary_title"),
        authors=authors,
        date=f"{date} {year[:4]}" if date and year and not re.search(r"\d{4}", date) else date or year,
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
    names = reference.get("authors") or reference.get("first_authors") or ()
    for said in (" ".join(part.split()) for name in names for part in str(name).split(";")):
        family, comma, given = said.partition(",")
        if said.endswith(","):  # a body whose name has commas
            yield Author(said[:-1], is_body=True)
        elif family and comma:
            yield author_of(family.strip(), given.strip(), said)
        elif family:
            yield Author(family, is_body=True)


def _date(text: str) -> str:
    """A date as YYYY/MM/DD/anything; the last part holds what the others cannot say."""
    parts = [part.strip() for part in text.split("/", 3)]
    if len(parts) == 4 and parts[3]:
        return parts[3]
    if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
        return text
    numbers = [part if part.isdigit() else str(month_number(part) or "") for part in parts[:3]]
    numbers = [number for number in numbers if number]
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

"""CSL-JSON, as Zotero, Pandoc and citation processors write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from armillary.exchange.bibliography_files import Works, line_of, read_each
from armillary.exchange.protocol import Imported, Into, Reads, Released, Writes
from armillary.exchange.work_kinds import types_of
from armillary.exchange.works import Author, Work, as_works
from armillary.finding import Place, find


def read_csl(files: Sequence[Path], into: Into) -> Imported:
    """The sources of these libraries."""
    return read_each(files, into, _works)


def write_csl(released: Released) -> Mapping[str, bytes]:
    """The sources of a release as a library."""
    items = [_item(work) for work in as_works(released)]
    return {"sources.json": msgspec.json.format(msgspec.json.encode(items), indent=2) + b"\n"}


READS = Reads("csl", "a library as CSL-JSON, as Zotero exports it", read_csl)
WRITES = Writes("csl", "the sources as CSL-JSON", write_csl)


def _works(text: str, name: str) -> Works:
    try:
        items = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as problem:
        return [], [find("X801", Place(name), f"this is not JSON: {problem}", "export it again as CSL JSON")]
    if isinstance(items, dict) and isinstance(items.get("items"), list):
        items = items["items"]
    if not isinstance(items, list):
        hint = "CSL-JSON is a list of works; export it again as CSL JSON"
        return [], [find("X801", Place(name), "this JSON is not a bibliography", hint)]
    odd = [
        find("X820", Place(name), f"entry {count} is no work: {str(item)[:80]}", "take it out, or export it again")
        for count, item in enumerate(items, 1)
        if not isinstance(item, dict)
    ]
    return [_work(item, text, name) for item in items if isinstance(item, dict)], odd


def _work(item: dict[str, Any], text: str, name: str) -> Work:
    raw = str(item.get("id", ""))
    return Work(
        key=str(item.get("citation-key") or raw),
        place=Place(name, line_of(text, f'"{raw}"'), 1) if raw else Place(name),
        type=_text(item, "type"),
        genre=_text(item, "genre"),
        title=_text(item, "title"),
        authors=tuple(_authors(item.get("author") or item.get("editor"))),
        date=_date(item.get("issued")),
        accessed=_date(item.get("accessed")),
        publisher=_text(item, "publisher") or _text(item, "container-title"),
        language=_text(item, "language"),
        url=_text(item, "URL"),
        doi=_text(item, "DOI"),
        isbn=_text(item, "ISBN"),
        keywords=tuple(word.strip() for word in re.split("[,;]", _text(item, "keyword"))),
        note=_text(item, "note"),
        caveat=_text(item, "annote"),
    )


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key, "")
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, str)), "")
    return " ".join(re.sub(r"</?(?:i|b|em|strong|sub|sup|span)[^<>]*>", "", str(value)).split()) if value else ""


def _authors(value: object) -> Iterator[Author]:
    for name in value if isinstance(value, list) else ():
        if not isinstance(name, dict):
            continue
        if literal := _text(name, "literal"):
            yield Author(literal, is_body=True)
        elif family := " ".join(filter(None, (_text(name, "non-dropping-particle"), _text(name, "family")))):
            given = " ".join(filter(None, (_text(name, "given"), _text(name, "dropping-particle"))))
            yield Author(family, given)


def _date(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    edges = []
    for edge in parts if isinstance(parts, list) else ():
        numbers = [str(part) for part in edge if str(part).isdigit()][:3] if isinstance(edge, list) else []
        if numbers:
            edges.append("-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:])]))
    return "/".join(edges[:2]) or _text(value, "raw") or _text(value, "literal")


def _item(work: Work) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": work.key,
        "citation-key": work.key,
        "type": types_of(work.genre).csl,
        "genre": work.genre,
    }
    item["title"] = work.title
    if work.authors:
        item["author"] = [
            {"literal": author.family} if author.is_body else {"family": author.family, "given": author.given}
            for author in work.authors
        ]
    for key, text in (("issued", work.date), ("accessed", work.accessed)):
        if text:
            plain = re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", text)
            item[key] = {"date-parts": [[int(part) for part in text.split("-")]]} if plain else {"raw": text}
    said = {
        "publisher": work.publisher,
        "language": work.language,
        "URL": work.url,
        "DOI": work.doi,
        "ISBN": work.isbn,
        "keyword": ", ".join(work.keywords),
        "note": work.note,
        "annote": work.caveat,
    }
    return item | {key: text for key, text in said.items() if text}

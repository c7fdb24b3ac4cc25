"""The parts of an Office document, found by their relations, whatever they are called; walks over its elements."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from armillary.reading.archive import Archive, local, parse_xml

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The same elements in the standard's strict form.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = "word/document.xml"
_OTHERS = ("xl/", "ppt/", "visio/")
AROUND = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")  # content controls, and what was put in


class Office:
    """The main part of a Word document, and those that belong to it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.main = main_part(archive)
        found = _related(archive, self.main)
        self.parts = {kind: name for kind, name in found.items() if name in archive.names}

    def body(self) -> Any:
        """The elements of the main part."""
        return self._xml(self.main)

    def part(self, kind: str) -> Any:
        """The elements of a part that belongs to the main one; nothing where there is none."""
        name = self.parts.get(kind, f"word/{kind}.xml")
        return self._xml(name) if name in self.archive.names else ()

    def _xml(self, name: str) -> Any:
        return parse_xml(self.archive.read(name).replace(_STRICT, WORD.encode()))


def main_part(archive: Archive) -> str:
    """The part of a Word document that has its text; '' where the archive is none."""
    main = _USUAL if _USUAL in archive.names else _related(archive, "").get("officeDocument", "")
    return main if main in archive.names and not main.startswith(_OTHERS) else ""


def _related(archive: Archive, name: str) -> dict[str, str]:
    """The parts that a part names, '' being the whole, by kind of relation."""
    folder, _, base = name.rpartition("/")
    rels = posixpath.join(folder, "_rels", f"{base}.rels")
    if rels not in archive.names:
        return {}
    found = ((r.get("Type", "").rpartition("/")[2], r.get("Target", "")) for r in archive.xml(rels))
    return {kind: posixpath.normpath(posixpath.join("/", folder, to))[1:] for kind, to in found}


def within(element: Any, name: str) -> Iterator[Any]:
    """The children of one name, also those that content controls are around."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in AROUND:
            yield from within(child, name)


def outermost(element: Any, name: str) -> list[Any]:
    """The elements of one name in another, without those that lie in one of them."""
    if local(element) == name:
        return [element]
    return [found for child in chosen(element) for found in outermost(child, name)]


def chosen(element: Any) -> Any:
    """The children of an element; of what it holds once for newer and once for older programs, the newer."""
    if local(element) != "AlternateContent":
        return element
    return next((child for child in element if local(child) == "Choice"), element)

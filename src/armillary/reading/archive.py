"""Opening the zip archives that documents come in, without letting one fill the memory."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

LARGEST_PART = 64 * 1024 * 1024  # bytes of one part, unpacked
LARGEST_WHOLE = 256 * 1024 * 1024  # bytes of all parts that are read
MOST_PARTS = 10_000
DEEPEST = 200  # elements within elements; tables in tables and changes in changes are a few dozen
_STEP = 1024  # bytes that are looked at together
_FAT = 200  # how many times smaller than its content a part may be
# what zipfile lets through besides BadZipFile; RuntimeError: packed or locked in a way unknown
_DAMAGED = (zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError)
_SMALL = 1024 * 1024  # bytes: below it any ratio is fine


class TooLarge(Exception):  # noqa: N818 - a state of the file, told as a finding
    """A part is larger than documents are, or unpacks to far more than it holds."""


class Archive:
    """A zip file, its parts read within limits; raises zipfile.BadZipFile where it is none."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGED as problem:
            raise zipfile.BadZipFile(str(problem)) from None
        if len(self._zip.infolist()) > MOST_PARTS:
            self._zip.close()
            raise TooLarge(f"it has more than {MOST_PARTS:,} parts")
        self._left = LARGEST_WHOLE

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """The names of its parts."""
        return self._zip.namelist()

    @property
    def encrypted(self) -> bool:
        """Whether a part needs a password."""
        return any(part.flag_bits & 1 for part in self._zip.infolist())

    def read(self, name: str) -> bytes:
        """One part; raises TooLarge, KeyError where there is none of that name, BadZipFile where it is damaged."""
        part = self._zip.getinfo(name)
        if part.file_size > LARGEST_PART or part.file_size > self._left:
            raise TooLarge(f"{name} unpacks to {part.file_size:,} bytes")
        if part.file_size > _SMALL and part.file_size > _FAT * max(part.compress_size, 1):
            raise TooLarge(f"{name} unpacks to {part.file_size // max(part.compress_size, 1)} times its size")
        try:
            with self._zip.open(part) as file:
                data = file.read(part.file_size + 1)  # what a part says of its size need not be so
        except _DAMAGED as problem:
            raise zipfile.BadZipFile(f"{name} cannot be unpacked: {problem}") from None
        if len(data) > part.file_size:
            raise TooLarge(f"{name} is larger than it says")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Any:
        """One part as an XML tree; raises ElementTree.ParseError where it is none."""
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> Any:
    """XML without document types: entities could unpack to anything, or lead to other files."""
    if declares_type([data]):
        raise ElementTree.ParseError("it has a document type of its own")
    tree = ElementTree.fromstring(data)
    level, depth = [tree], 0
    while level := [child for element in level for child in element]:
        depth += 1
        if depth > DEEPEST:
            raise ElementTree.ParseError(f"its elements lie more than {DEEPEST} deep")
    return tree


class _Told(Exception):  # noqa: N818 - an answer
    """What stands before the first element is known."""


def declares_type(chunks: Iterable[bytes]) -> bool:
    """Whether XML has a document type, which alone can define entities: in any encoding, after any comment.

    It stands before the first element, and no more is read; what is no XML has none.
    """
    parser = expat.ParserCreate()

    def tell(found: bool) -> None:
        raise _Told(found)

    parser.StartDoctypeDeclHandler = lambda *_: tell(True)
    parser.StartElementHandler = lambda *_: tell(False)
    try:
        for chunk in chunks:
            for at in range(0, len(chunk), _STEP):
                parser.Parse(chunk[at : at + _STEP])
    except _Told as told:
        return bool(told.args[0])
    except expat.ExpatError:
        pass
    return False


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children of an element that have one of these names, namespaces left aside."""
    for child in element:
        if local(child) in names:
            yield child


def local(element: Any) -> str:
    """The name of an element without its namespace; '' for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

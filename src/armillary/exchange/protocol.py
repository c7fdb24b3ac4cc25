"""What an importer and an exporter are: the protocol that built-ins and foreign packages are written to.

An importer turns files into entries, which are plain values under the keys of the casebook's format; Armillary reads
them by its forms, compares them with what the casebook has, and writes the text. An exporter turns what a release
allows into bytes; Armillary puts them in place. Neither ever writes a file of the casebook, or sees more than it may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from armillary.book.book import Book
from armillary.casebook.casebook import Casebook
from armillary.casebook.plain import Plain
from armillary.finding import Finding, Place
from armillary.vocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Entry:
    """One record to be: the folder it belongs to, its keys and values as people write them, and where it was read.

    `folder` is a folder of the casebook, or `coverage` or `passages`, whose values name their source under `source`.
    `places` says where each key was read. `speaks_of` are the keys that the file could have given: a key among them
    without a value is meant to be empty; None means only the keys that have values. `file` is where it goes if it is
    new; '' leaves that to the import. `in_full` writes also what would hold without being said.
    `same_as` is the id of a record that it repeats, so that it is left out.
    """

    folder: str
    values: Mapping[str, Plain]
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)
    speaks_of: frozenset[str] | None = None
    only_if_new: bool = False  # a proposal: what the casebook already has under this id stands
    file: str = ""
    in_full: bool = False
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an importer read: entries in the order of the file, and what is wrong or notable in it."""

    entries: Sequence[Entry]
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class Into:
    """The casebook that is imported into, for an importer that looks things up: it must not change it."""

    casebook: Casebook
    vocab: Vocabulary


@dataclass(frozen=True, slots=True)
class Released:
    """What a release allows: the records, the vocabulary, and the book of judgements, which is built when asked for."""

    casebook: Casebook
    vocab: Vocabulary
    release: str  # the marking up to which records are in it
    open_book: Callable[[], Book]


@runtime_checkable
class Importer(Protocol):
    """Reads files of one format."""

    name: str
    says: str

    def read(self, files: Sequence[Path], into: Into) -> Imported:
        """The entries of these files; a user's mistake is a finding, a file that is no such file an ArmillaryError."""
        ...


@runtime_checkable
class Exporter(Protocol):
    """Writes one format; `folder` says whether it makes several files, which are put in a folder."""

    name: str
    says: str
    folder: bool

    def write(self, released: Released) -> Mapping[str, bytes]:
        """The bytes of each file by its name; of an exporter that makes one file, under any one name."""
        ...


@dataclass(frozen=True, slots=True)
class Reads:
    """An importer made of a function."""

    name: str
    says: str
    function: Callable[[Sequence[Path], Into], Imported]

    def read(self, files: Sequence[Path], into: Into) -> Imported:
        """Call the function."""
        return self.function(files, into)


@dataclass(frozen=True, slots=True)
class Writes:
    """An exporter made of a function."""

    name: str
    says: str
    function: Callable[[Released], Mapping[str, bytes]]
    folder: bool = False

    def write(self, released: Released) -> Mapping[str, bytes]:
        """Call the function."""
        return self.function(released)


def joined(parts: Iterable[Imported]) -> Imported:
    """Several readings as one."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for part in parts:
        entries += part.entries
        findings += part.findings
    return Imported(entries, findings)

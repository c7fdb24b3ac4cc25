"""The entries of an import as records: read by the forms of the casebook, each finding at the cell it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from armillary.casebook.plain import Plain
from armillary.casebook.read import Shelf
from armillary.casebook.records import Record
from armillary.exchange.protocol import Entry
from armillary.exchange.sheets import Sheet, sheets_of
from armillary.finding import Finding, Place, find
from armillary.text.forms import Reading
from armillary.text.nodes import Mapping as Pairs
from armillary.text.nodes import Node, Scalar
from armillary.text.nodes import Sequence as Items
from armillary.vocab.vocabulary import Vocabulary

LONGEST_SHOWN = 80  # characters of a value in a finding


class EntryReading(Reading):
    """Reads nodes whose line is the number of a place in the imported file."""

    __slots__ = ("places",)

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.places: list[Place] = []

    def at(self, place: Place) -> int:
        self.places.append(place)
        return len(self.places)

    def _add(self, code: str, place: Place, message: str, hint: str) -> None:
        Reading._add(self, code, self.places[place.line - 1], message, hint)


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry that its form has read."""

    entry: Entry
    sheet: Sheet
    record: Record
    plain: dict[str, Plain]


class Entries:
    """Reads entries; what is wrong with them is collected in `findings` and, by their forms, in `readings`."""

    def __init__(self, vocab: Vocabulary, stem: str) -> None:
        self.sheets = sheets_of(vocab)
        self.findings: list[Finding] = []
        self.readings = {folder: EntryReading(f"{folder}/{stem}.yaml") for folder in self.sheets}

    def read(self, entries: Iterable[Entry]) -> Iterable[ReadEntry]:
        """The entries as records; an id that comes twice with other content is a finding."""
        first: dict[tuple[str, str], ReadEntry] = {}
        for entry in entries:
            sheet = self.sheets.get(entry.folder)
            if sheet is None:
                what = f"the format has no kind of record '{entry.folder[:80]}'"
                self.findings.append(find("X801", entry.place, what, "the importer is at fault"))
                continue
            read = self._read_entry(entry, sheet)
            if read is None:
                continue
            key = entry.folder, name_of(sheet, read.record)
            before = first.setdefault(key, read)
            if before is read:
                yield read
            elif before.plain != read.plain and not entry.only_if_new:
                what = f"'{key[1]}' stands here twice, with other content"
                self.findings.append(find("X804", entry.place, what, "keep one of them", (before.entry.place,)))

    def _read_entry(self, entry: Entry, sheet: Sheet) -> ReadEntry | None:
        reading = self.readings[entry.folder]
        values = dict(entry.values)
        extra: dict[str, str] = {}
        if sheet.of_source:
            source = values.pop("source", "")
            if not isinstance(source, str) or not source:
                hint = "name the source that the passage is of"
                self.findings.append(find("F102", entry.place, f"{sheet.form.name} lacks 'source'", hint))
                return None
            extra = {"source": source, "id": f"{source}#{entry.folder}"}
        shelf = Shelf(reading)
        shelf.add(entry.folder, sheet.form, sheet.make, _pairs(values, entry, reading), **extra)
        if not shelf.records:
            return None
        [record] = shelf.records
        return ReadEntry(entry, sheet, record, sheet.plain(record))


def fit_entries(
    entries: Iterable[Entry], vocab: Vocabulary, optional: Sequence[str]
) -> Iterator[tuple[Entry, Entry | None]]:
    """Each entry as far as its form can read it: without optional keys that are wrong; None where that is too little.

    For entries that nobody wrote, so that one odd value does not bar the rest.
    """
    sheets = sheets_of(vocab)
    for entry in entries:
        sheet, values = sheets[entry.folder], dict(entry.values)
        for key in (*optional, ""):
            reading = EntryReading(entry.folder)
            shelf = Shelf(reading)
            shelf.add(entry.folder, sheet.form, sheet.make, _pairs(values, entry, reading))
            if shelf.records or not key:
                break
            values.pop(key, None)
        yield entry, replace(entry, values=values) if shelf.records else None


def name_of(sheet: Sheet, record: Record) -> str:
    """What tells a record from the others of its kind."""
    if sheet.of_source:
        return f"{getattr(record, 'source', '')} {getattr(record, 'at', '')}"
    return record.id


def show_value(value: Plain | None) -> str:
    if value is None:
        return "empty"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return f"'{text[:LONGEST_SHOWN]}{'...' if len(text) > LONGEST_SHOWN else ''}'"


def _pairs(values: Mapping[str, Plain], entry: Entry, reading: EntryReading) -> Pairs:
    made = Pairs(reading.at(entry.place), 0)
    for key, value in values.items():
        at = reading.at(entry.places.get(key, entry.place))
        made.items.append((Scalar(key, at, 0, False), _node(value, at)))
    return made


def _node(value: Plain, at: int) -> Node:
    if isinstance(value, str):
        return Scalar(value, at, 0, False)
    if isinstance(value, list):
        items = Items(at, 0)
        items.items += [_node(item, at) for item in value]
        return items
    pairs = Pairs(at, 0)
    pairs.items += [(Scalar(key, at, 0, False), _node(item, at)) for key, item in value.items()]
    return pairs

"""Taking entries in: read by the forms, compared with what the casebook has, laid out as text, and checked as a whole.

Nothing is written here. What comes out is the text of every file that would change, and everything that is wrong, each
finding at the cell or line of the imported file that it comes from.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from armillary.casebook.plain import Plain
from armillary.casebook.read import FOLDERS, Shelf
from armillary.casebook.records import Record
from armillary.checking import Checked, check_casebook
from armillary.exchange.edits import Edits, Unreadable
from armillary.exchange.protocol import Entry
from armillary.exchange.sheets import Sheet, sheets_of
from armillary.finding import Finding, Place, Severity, find
from armillary.text.forms import Reading, unmark
from armillary.text.nodes import Mapping as Pairs
from armillary.text.nodes import Node, Scalar
from armillary.text.nodes import Sequence as Items
from armillary.vocab.vocabulary import Vocabulary

Check = Callable[..., Checked]

LONGEST_SHOWN = 80  # characters of a value in a finding


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import comes to: the files as they would be, and what was found; an error bars the writing."""

    files: Mapping[str, bytes]
    findings: Sequence[Finding]
    added: Sequence[str]
    changed: Sequence[str]
    same: int

    @property
    def sound(self) -> bool:
        """Whether it may be written."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(slots=True)
class _Read:
    """An entry that its form has read."""

    entry: Entry
    sheet: Sheet
    record: Record
    plain: dict[str, Plain]
    reading: _Reading = field(repr=False)


def take_in(
    checked: Checked,
    entries: Iterable[Entry],
    stem: str,
    update: bool,
    check: Check = check_casebook,
    beside: Mapping[str, bytes] | None = None,
) -> Taken:
    """What importing these entries into a casebook comes to; new ones go to files named `stem`.

    An entry whose id is there with the same content is left out; with other content it is X804, or changed by `update`.
    `check` checks the casebook as it would be; one that keeps what it has read is faster where entries come singly.
    `beside` are whole files of the casebook that come with the entries.
    """
    return _Intake(checked, stem, update, check, beside or {}).take(entries)


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
            reading = _Reading(entry.folder)
            shelf = Shelf(reading)
            shelf.add(entry.folder, sheet.form, sheet.make, _pairs(values, entry, reading))
            if shelf.records or not key:
                break
            values.pop(key, None)
        yield entry, replace(entry, values=values) if shelf.records else None


class _Reading(Reading):
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


class _Intake:
    def __init__(self, checked: Checked, stem: str, update: bool, check: Check, beside: Mapping[str, bytes]) -> None:
        self.check = check
        self.checked = checked
        self.book = checked.casebook
        self.stem = stem
        self.update = update
        self.beside = beside
        self.sheets = sheets_of(checked.vocab)
        self.readings = {folder: _Reading(f"{folder}/{stem}.yaml") for folder in self.sheets}
        self.findings: list[Finding] = []
        self.added: list[str] = []
        self.changed: list[str] = []
        self.same = 0
        self.edits = Edits(self.book.root, checked.vocab)
        self.wanted: dict[tuple[str, str], _Read] = {}  # what is new or changed, by file and name
        self.known = {
            folder: {_name(sheet, record): record for record in sheet.records(self.book)}
            for folder, sheet in self.sheets.items()
        }

    def take(self, entries: Iterable[Entry]) -> Taken:
        """Take them in, one after the other, then look at the whole."""
        try:
            for read in self._read(entries):
                self._take(read)
            for reading in self.readings.values():
                self.findings += reading.findings
            files = {**(self.edits.files() if self.wanted else {}), **self.beside}
        except Unreadable as problem:
            return self._taken({}, [problem.finding])
        more = self._check(files) if files and not _errors(self.findings) else []
        return self._taken(files, more)

    def _taken(self, files: Mapping[str, bytes], more: list[Finding]) -> Taken:
        return Taken(files, [*self.findings, *more], self.added, self.changed, self.same)

    # --- reading -----------------------------------------------------------------------------------------------------

    def _read(self, entries: Iterable[Entry]) -> Iterable[_Read]:
        """The entries as records; an id that comes twice with other content is a finding."""
        first: dict[tuple[str, str], _Read] = {}
        for entry in entries:
            sheet = self.sheets.get(entry.folder)
            if sheet is None:
                what = f"the format has no kind of record '{entry.folder[:80]}'"
                self.findings.append(find("X801", entry.place, what, "the importer is at fault"))
                continue
            read = self._read_entry(entry, sheet)
            if read is None:
                continue
            key = entry.folder, _name(sheet, read.record)
            before = first.setdefault(key, read)
            if before is read:
                yield read
            elif before.plain != read.plain and not entry.only_if_new:
                what = f"'{key[1]}' stands here twice, with other content"
                self.findings.append(find("X804", entry.place, what, "keep one of them", (before.entry.place,)))

    def _read_entry(self, entry: Entry, sheet: Sheet) -> _Read | None:
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
        return _Read(entry, sheet, record, sheet.plain(record), reading)

    # --- comparing ---------------------------------------------------------------------------------------------------

    def _take(self, read: _Read) -> None:
        name = _name(read.sheet, read.record)
        old = self.known[read.entry.folder].get(name)
        if old is None:
            self._add(read, name)
            return
        if read.entry.only_if_new:
            self.same += 1
            return
        had = read.sheet.plain(old)
        speaks_of = read.entry.speaks_of or frozenset(read.entry.values)
        other = [c.key for c in read.sheet.columns if c.key in speaks_of and had.get(c.key) != read.plain.get(c.key)]
        if not other:
            self.same += 1
        elif self.update:
            self._change(read, name, old, {key: read.plain.get(key) for key in other})
        else:
            self._differs(read, name, old, had, other)

    def _differs(self, read: _Read, name: str, old: Record, had: dict[str, Plain], other: list[str]) -> None:
        key = other[0]
        here, there = _show(read.plain.get(key)), _show(had.get(key))
        more = f" (and in {', '.join(other[1:4])})" if other[1:] else ""
        what = f"'{name}' has other content: {key} is {here} here and {there} in the casebook{more}"
        place = read.entry.places.get(key, read.entry.place)
        hint = "make them the same, give this one another id, or take it over with --update"
        self.findings.append(find("X804", place, what, hint, (old.place(key),)))

    # --- writing -----------------------------------------------------------------------------------------------------

    def _add(self, read: _Read, name: str) -> None:
        folder = read.entry.folder
        values = {key: value for key, value in read.plain.items() if not (read.sheet.of_source and key == "source")}
        if folder == "claims" or read.sheet.of_source:
            source = str(getattr(read.record, "source", ""))
            file = self._file_of(source)
            self.edits.begin(file, {"source": source})
        else:
            wanted = re.fullmatch(rf"{folder}/[a-z0-9][a-z0-9._-]*\.yaml", read.entry.file)
            file = wanted[0] if wanted else f"{folder}/{self.stem}.yaml"
        if read.entry.in_full:
            said = read.plain | {key: read.entry.values[key] for key in read.entry.values.keys() - read.plain.keys()}
            values = {column.key: said[column.key] for column in read.sheet.columns if column.key in said}
        self.edits.add(file, folder, values)
        self.wanted[file, name] = read
        self.added.append(name)

    def _file_of(self, source: str) -> str:
        """Where what is new of a source goes: its own file, or one beside it where that has other rules."""
        number = 0
        while True:
            end = ("", f"-{self.stem}", f"-{self.stem}-{number}")[min(number, 2)]
            file = f"claims/{source}{end}.yaml"
            held = {key.value: value for key, value in self.edits.look(file).items}
            here = getattr(held.get("source"), "value", source)
            if here == source and "defaults" not in held:
                return file
            number += 1

    def _change(self, read: _Read, name: str, old: Record, values: Mapping[str, Plain | None]) -> None:
        if ":" in old.file:
            what = f"the entry '{name}' is a partner's, in {old.file}"
            self.findings.append(find("X804", read.entry.place, what, "ask the partner to change it"))
            return
        at = {"at": str(getattr(old, "at", ""))} if read.sheet.of_source else {"id": old.id}
        if values.keys() & {"credit", "credits"}:  # one takes the place of the other
            values = {"credit": None, "credits": None} | dict(values)
        if not self.edits.change(old.file, read.entry.folder, at, values):
            what = f"the entry '{name}' cannot be found in {old.file} to change it"
            self.findings.append(find("X804", read.entry.place, what, "change it there by hand", (old.place(),)))
            return
        self.wanted[old.file, name] = read
        self.changed.append(name)

    # --- looking at the whole ----------------------------------------------------------------------------------------

    def _check(self, files: Mapping[str, bytes]) -> list[Finding]:
        """Check the casebook as it would be; what is new to it is found at the cell that it comes from."""
        with tempfile.TemporaryDirectory(prefix="armillary-import-") as folder:
            root = Path(folder) / "casebook"
            _copy(self.book.root, root)
            for name, data in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(data)
            after = self.check(root, beside=self.book.root)
        before = Counter(_mark(finding) for finding in self.checked.findings)
        cells = self._cells(after)
        new: list[Finding] = []
        for finding in after.findings:
            mark = _mark(finding)
            if before[mark]:
                before[mark] -= 1
            elif finding.severity is not Severity.NOTE and finding.code != "R204":  # what comes in is used later
                place = cells.get(finding.place) or _near(cells, finding.place)
                new.append(msgspec.structs.replace(finding, place=place or finding.place))
        return new + self._lost(after)

    def _cells(self, after: Checked) -> dict[Place, Place]:
        """The place in the imported file of every place that it makes in the casebook."""
        found: dict[Place, Place] = {}
        for sheet in self.sheets.values():
            for record in sheet.records(after.casebook):
                read = self.wanted.get((record.file, _name(sheet, record)))
                if read is None or read.sheet is not sheet:
                    continue
                found[record.place()] = read.entry.place
                for key, mark in record.marks.items():
                    place = read.entry.places.get(key.partition(".")[0], read.entry.place)
                    found[unmark(mark, record.file)] = place
        return found

    def _lost(self, after: Checked) -> list[Finding]:
        """X804: what would read otherwise where it is written, as the head of its file says something for all."""
        lost = []
        for folder, sheet in self.sheets.items():
            made = {_name(sheet, record): sheet.plain(record) for record in sheet.records(after.casebook)}
            for (file, name), read in self.wanted.items():
                if read.entry.folder != folder or name not in made:
                    continue
                speaks_of = read.entry.speaks_of or frozenset(read.plain)
                for key in speaks_of:
                    if made[name].get(key) != read.plain.get(key):
                        there = _show(made[name].get(key))
                        what = f"'{key}' of '{name}' would read {there}: the head of {file} says so for all"
                        place = read.entry.places.get(key, read.entry.place)
                        lost.append(find("X804", place, what, f"change it in {file} by hand"))
        return lost


def _name(sheet: Sheet, record: Record) -> str:
    """What tells a record from the others of its kind."""
    if sheet.of_source:
        return f"{getattr(record, 'source', '')} {getattr(record, 'at', '')}"
    return record.id


def _pairs(values: Mapping[str, Plain], entry: Entry, reading: _Reading) -> Pairs:
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


def _near(cells: Mapping[Place, Place], place: Place) -> Place | None:
    """The cell of the last place before one in the same file and line: a finding may point into a text."""
    before = [known for known in cells if known.file == place.file and known.line == place.line and known <= place]
    return cells[max(before)] if before else None


def _mark(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.file, finding.message


def _errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _show(value: Plain | None) -> str:
    if value is None:
        return "empty"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return f"'{text[:LONGEST_SHOWN]}{'...' if len(text) > LONGEST_SHOWN else ''}'"


def _copy(root: Path, to: Path) -> None:
    """The text of a casebook, without what else lies beside it."""
    to.mkdir(parents=True)
    for name in ("armillary.toml",):
        if (root / name).is_file():
            shutil.copy(root / name, to / name)
    for folder in (*FOLDERS, "vocab"):
        if (root / folder).is_dir():
            shutil.copytree(root / folder, to / folder, symlinks=False, ignore_dangling_symlinks=True)

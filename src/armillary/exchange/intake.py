"""Taking entries in: read by the forms, compared with what the casebook has, laid out as text, and checked as a whole.

Nothing is written here. What comes out is the text of every file that would change, and everything that is wrong, each
finding at the cell or line of the imported file that it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from armillary.casebook.plain import Plain
from armillary.casebook.records import Record
from armillary.checking import Checked, check_casebook
from armillary.exchange.edits import Edits, Unreadable
from armillary.exchange.entries import Entries, ReadEntry, name_of, show_value
from armillary.exchange.protocol import Entry
from armillary.exchange.rehearsal import Check, Rehearsal
from armillary.finding import Finding, Severity, find

LEFT_OUT = "X820"  # what cannot be read of a bibliography does not bar the rest


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
        return not any(f.severity is Severity.ERROR and f.code != LEFT_OUT for f in self.findings)

    @property
    def whole(self) -> bool:
        """Whether all of it may."""
        return not _errors(self.findings)


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


class _Intake:
    def __init__(self, checked: Checked, stem: str, update: bool, check: Check, beside: Mapping[str, bytes]) -> None:
        self.check = check
        self.checked = checked
        self.book = checked.casebook
        self.stem = stem
        self.update = update
        self.beside = beside
        self.entries = Entries(checked.vocab, stem)
        self.sheets = self.entries.sheets
        self.findings = self.entries.findings
        self.added: list[str] = []
        self.changed: list[str] = []
        self.same = 0
        self.homes: dict[str, str] = {}  # the file for what is new of a source
        self.edits = Edits(self.book.root, checked.vocab)
        self.wanted: dict[tuple[str, str], ReadEntry] = {}  # what is new or changed, by file and name
        self.known = {
            folder: {name_of(sheet, record): record for record in sheet.records(self.book)}
            for folder, sheet in self.sheets.items()
        }

    def take(self, entries: Iterable[Entry]) -> Taken:
        """Take them in, one after the other, then look at the whole."""
        try:
            for read in self.entries.read(entries):
                self._take(read)
            for reading in self.entries.readings.values():
                self.findings += reading.findings
            files = {**(self.edits.files() if self.wanted else {}), **self.beside}
        except Unreadable as problem:
            return self._taken({}, [problem.finding])
        whole = Rehearsal(self.checked, self.check, self.sheets, self.wanted)
        more = whole.findings(files) if files and not _errors(self.findings) else []
        return self._taken(files, more)

    def _taken(self, files: Mapping[str, bytes], more: list[Finding]) -> Taken:
        return Taken(files, [*self.findings, *more], self.added, self.changed, self.same)

    # --- comparing ---------------------------------------------------------------------------------------------------

    def _take(self, read: ReadEntry) -> None:
        name = name_of(read.sheet, read.record)
        old = self.known[read.entry.folder].get(name)
        if read.entry.same_as:
            self.same += 1
            return
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

    def _differs(self, read: ReadEntry, name: str, old: Record, had: dict[str, Plain], other: list[str]) -> None:
        key = other[0]
        here, there = show_value(read.plain.get(key)), show_value(had.get(key))
        more = f" (and in {', '.join(other[1:4])})" if other[1:] else ""
        what = f"'{name}' has other content: {key} is {here} here and {there} in the casebook{more}"
        place = read.entry.places.get(key, read.entry.place)
        hint = "make them the same, give this one another id, or take it over with --update"
        self.findings.append(find("X804", place, what, hint, (old.place(key),)))

    # --- writing -----------------------------------------------------------------------------------------------------

    def _add(self, read: ReadEntry, name: str) -> None:
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
        """Where what is new of a source goes: a file that codes it, or one beside it where those have other rules."""
        if source not in self.homes:
            coded = [file for file, head, _ in self.book.heads if head == source and ":" not in file]
            more = (f"-{self.stem}-{number}" for number in count(2))
            ends = chain(("", f"-{self.stem}"), more)
            files = chain(coded, (f"claims/{source}{end}.yaml" for end in ends))
            self.homes[source] = next(file for file in files if self._may_hold(file, source))
        return self.homes[source]

    def _may_hold(self, file: str, source: str) -> bool:
        held = {key.value: value for key, value in self.edits.look(file).items}
        return getattr(held.get("source"), "value", source) == source and "defaults" not in held

    def _change(self, read: ReadEntry, name: str, old: Record, values: Mapping[str, Plain | None]) -> None:
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


def _errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)

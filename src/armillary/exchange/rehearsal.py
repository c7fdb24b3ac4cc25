"""A casebook as it would be after an import: checked as a whole, each finding at the cell that it comes from."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from armillary.casebook.read import FOLDERS
from armillary.checking import Checked
from armillary.exchange.entries import ReadEntry, name_of, show_value
from armillary.exchange.sheets import Sheet
from armillary.finding import Finding, Place, Severity, find
from armillary.text.forms import unmark

Check = Callable[..., Checked]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The casebook as it is, and the entries that are new or changed, by file and name."""

    checked: Checked
    check: Check
    sheets: Mapping[str, Sheet]
    wanted: Mapping[tuple[str, str], ReadEntry]

    def findings(self, files: Mapping[str, bytes]) -> list[Finding]:
        """Check the casebook as it would be; what is new to it is found at the cell that it comes from."""
        with tempfile.TemporaryDirectory(prefix="armillary-import-") as folder:
            root = Path(folder) / "casebook"
            _copy(self.checked.casebook.root, root)
            for name, data in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(data)
            after = self.check(root, beside=self.checked.casebook.root)
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
                read = self.wanted.get((record.file, name_of(sheet, record)))
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
            made = {name_of(sheet, record): sheet.plain(record) for record in sheet.records(after.casebook)}
            for (file, name), read in self.wanted.items():
                if read.entry.folder != folder or name not in made:
                    continue
                speaks_of = read.entry.speaks_of or frozenset(read.plain)
                for key in speaks_of:
                    if made[name].get(key) != read.plain.get(key):
                        there = show_value(made[name].get(key))
                        what = f"'{key}' of '{name}' would read {there}: the head of {file} says so for all"
                        place = read.entry.places.get(key, read.entry.place)
                        lost.append(find("X804", place, what, f"change it in {file} by hand"))
        return lost


def _near(cells: Mapping[Place, Place], place: Place) -> Place | None:
    """The cell of the last place before one in the same file and line: a finding may point into a text."""
    before = [known for known in cells if known.file == place.file and known.line == place.line and known <= place]
    return cells[max(before)] if before else None


def _mark(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.file, finding.message


def _copy(root: Path, to: Path) -> None:
    """The text of a casebook, without what else lies beside it."""
    to.mkdir(parents=True)
    for name in ("armillary.toml",):
        if (root / name).is_file():
            shutil.copy(root / name, to / name)
    for folder in (*FOLDERS, "vocab"):
        if (root / folder).is_dir():
            shutil.copytree(root / folder, to / folder, symlinks=False, ignore_dangling_symlinks=True)

"""Rows to entries: the same for every kind of table, with findings that name file, sheet and cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from armillary.casebook.plain import Plain
from armillary.exchange.cells import read_cell
from armillary.exchange.protocol import Entry, Imported
from armillary.exchange.sheets import Sheet
from armillary.finding import Finding, Place, Wrong, find
from armillary.text.forms import MOST_FINDINGS
from armillary.text.nearest import did_you_mean

MOST_ROWS = 50_000  # of one sheet; ten thousand claims fit, and no more is read
MOST_COLUMNS = 200
LONGEST_CELL = 32_767  # characters, the limit of Excel


class Cell(NamedTuple):
    """One cell: its text, or what is wrong with it."""

    column: int  # from 1
    text: str
    wrong: Wrong | None = None


Row = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of cells as it was read: the rows that hold something, each with its number."""

    file: str
    title: str  # of the sheet; '' where the file is one table
    rows: Iterable[Row]

    def place(self, row: int, column: int) -> Place:
        """A cell by its name: `claims.xlsx!Claims!F12`."""
        return Place("!".join(part for part in (self.file, self.title, f"{letters(column)}{row}") if part))


def letters(column: int) -> str:
    """The name of a column: A for 1, AA for 27."""
    made = ""
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def read_grid(grid: Grid, sheet: Sheet) -> Imported:
    """The entries of one table; the first row that holds something names the columns."""
    rows = iter(grid.rows)
    head = next(rows, None)
    if head is None:
        return Imported([])
    reader = _Rows(grid, sheet)
    if not reader.take_head(head):
        return Imported([], reader.findings)
    return Imported(list(reader.entries(rows)), reader.findings)


class _Rows:
    def __init__(self, grid: Grid, sheet: Sheet) -> None:
        self.grid = grid
        self.sheet = sheet
        self.known = sheet.by_key
        self.keys: dict[int, str] = {}
        self.unnamed: set[int] = set()
        self.findings: list[Finding] = []

    def report(self, code: str, place: Place, message: str, hint: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(find(code, place, message, hint))

    def take_head(self, head: Row) -> bool:
        """Read the names of the columns; false where the table is not one of this kind of record at all."""
        number, cells = head
        for cell in cells:
            place = self.grid.place(number, cell.column)
            key = cell.text.strip().lower().replace(" ", "_")
            if cell.wrong:
                self.report(cell.wrong.code, place, cell.wrong.message, cell.wrong.hint)
            elif key not in self.known:
                what = f"the sheet '{self.sheet.title}' has no column '{cell.text.strip()[:80]}'"
                hint = did_you_mean(key, self.known) or "remove it, or name it as the format does"
                self.report("X803", place, what, hint)
                self.unnamed.add(cell.column)
            elif key in self.keys.values():
                self.report("X803", place, f"the column '{key}' stands twice", "keep one of them")
            else:
                self.keys[cell.column] = key
        missing = [c.key for c in self.sheet.columns if c.required and c.key not in self.keys.values()]
        if missing:
            what = f"the sheet '{self.sheet.title}' lacks the column '{missing[0]}'"
            hint = "the first row names the columns; `armillary export` makes a sheet that has them all"
            self.report("X803", self.grid.place(number, 1), what, hint)
        return bool(self.keys) and not missing

    def entries(self, rows: Iterator[Row]) -> Iterator[Entry]:
        """An entry for every row that can be read."""
        for count, (number, cells) in enumerate(rows, 1):
            if count > MOST_ROWS:
                what = f"the sheet has more than {MOST_ROWS:,} rows; the rest was not read"
                self.report("X801", self.grid.place(number, 1), what, "split it into several files")
                return
            if len(self.findings) >= MOST_FINDINGS:
                return
            if (entry := self._entry(number, cells)) is not None:
                yield entry

    def _entry(self, number: int, cells: list[Cell]) -> Entry | None:
        values: dict[str, Plain] = {}
        places: dict[str, Place] = {}
        whole = True
        for cell in cells:
            place = self.grid.place(number, cell.column)
            key = self.keys.get(cell.column)
            try:
                if cell.wrong:
                    raise cell.wrong
                if not cell.text.strip():
                    continue
                if key is None:
                    if cell.column not in self.unnamed:  # once for a column
                        self.unnamed.add(cell.column)
                        raise Wrong("this column has no name that is known", "name it in the first row", "X803")
                    continue
                if len(cell.text) > LONGEST_CELL:
                    raise Wrong(
                        f"the cell has {len(cell.text):,} characters", "a spreadsheet's limit is 32,767", "X801"
                    )
                values[key] = read_cell(cell.text, self.known[key].schema, key)
                places[key] = place
            except Wrong as wrong:
                self.report(wrong.code or "F103", place, wrong.message, wrong.hint)
                whole = False
        if not values or not whole:
            return None
        first = self.grid.place(number, min(self.keys))
        return Entry(self.sheet.folder, values, first, places, frozenset(self.keys.values()))

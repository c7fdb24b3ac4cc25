"""The same tables as text files, one for each kind of record: `claims.csv`, `sources.csv` ..."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from armillary.exchange.cells import write_cell
from armillary.exchange.files import read_text
from armillary.exchange.guard import shield, unshield
from armillary.exchange.protocol import Imported, Into, Reads, Released, Writes, joined
from armillary.exchange.read_me import instructions
from armillary.exchange.rows import MOST_COLUMNS, Cell, Grid, Row, read_grid
from armillary.exchange.sheets import Sheet, sheets_of
from armillary.finding import Finding, Place, Wrong, find
from armillary.text.nearest import did_you_mean

LARGEST = 64 * 1024 * 1024  # bytes
READ_ME = "read-me.csv"


def write_tables(released: Released) -> Mapping[str, bytes]:
    """A file for each kind of record that there is any of, and the instructions."""
    made = {}
    sheets = sheets_of(released.vocab)
    for sheet in sheets.values():
        keys = [column.key for column in sheet.columns]
        rows = [
            [write_cell(entry[c.key], c.schema, c.key) if c.key in entry else "" for c in sheet.columns]
            for entry in sheet.entries(released.casebook)
        ]
        made[f"{sheet.folder}.csv"] = _encode([keys, *rows])
    made[READ_ME] = _encode([list(cells) for _, cells in instructions(sheets, released)])
    return made


def read_tables(files: Sequence[Path], into: Into) -> Imported:
    """The entries of these files, or of the files of these folders."""
    sheets = sheets_of(into.vocab)
    found = [path for file in files for path in (sorted(file.glob("*.csv")) if file.is_dir() else [file])]
    return joined(_read_table(path, sheets) for path in found if path.name != READ_ME)


READS = Reads("csv", "a folder of tables, or some of them: claims.csv, sources.csv ...", read_tables)
WRITES = Writes("csv", "a folder with a table for each kind of record", write_tables, folder=True)


def _encode(rows: list[list[str]]) -> bytes:
    """Rows as UTF-8 with the mark by which Excel knows it."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerows([shield(text, numbers=True) for text in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _read_table(path: Path, sheets: dict[str, Sheet]) -> Imported:
    place = Place(path.name)
    sheet = sheets.get(path.stem.lower())
    if sheet is None:
        hint = did_you_mean(path.stem, sheets) or "name it for what it holds: claims.csv, sources.csv ..."
        return Imported([], [find("X803", place, f"'{path.name[:80]}' is not named for a kind of record", hint)])
    text = read_text(path, LARGEST, "save it as 'CSV UTF-8 (comma delimited)'")
    if isinstance(text, Finding):
        return Imported([], [text])
    return read_grid(Grid(path.name, "", _rows(text)), sheet)


def _rows(text: str) -> Iterator[Row]:
    """The rows that hold something; commas, or semicolons or tabs where the program's language has it so."""
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            said = str(problem).replace("field larger than field limit", "a cell has more characters than")
            yield (
                number,
                [Cell(1, "", Wrong(f"the row cannot be read: {said}", "is a double quote left open?", "X801"))],
            )
            return
        if len(row) > MOST_COLUMNS:
            wrong = Wrong(f"the table has more than {MOST_COLUMNS} columns", "delete what lies beyond", "X801")
            yield number, [Cell(len(row), "", wrong)]
            return
        cells = [_cell(index, raw) for index, raw in enumerate(row, 1) if raw.strip()]
        if cells:
            yield number, cells


def _cell(column: int, raw: str) -> Cell:
    if raw.lstrip().startswith("="):
        return Cell(column, "", Wrong("the cell holds a formula, which is not run", "write its value as text", "X802"))
    return Cell(column, unshield(raw))

"""Spreadsheets to entries: texts only; no formula is run, and what a program made of a date is not guessed at."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from armillary.exchange.guard import unescape_controls, unshield
from armillary.exchange.protocol import Imported, Into, Reads, joined
from armillary.exchange.rows import MOST_COLUMNS, Cell, Grid, Row, read_grid
from armillary.exchange.sheets import Sheet, sheets_of
from armillary.exchange.xlsx_inspect import inspect_workbook
from armillary.finding import Finding, Place, Wrong, find
from armillary.text.nearest import did_you_mean

ABOUT = frozenset({"Read me", "Words"})  # sheets for people, which hold no records
_STYLED = re.compile(r"[%$€£¥₹؋]|\[\$")  # a number shown with a sign that its value does not have
EXACT = 10**15  # from here on a spreadsheet no longer keeps every digit


def read_workbooks(files: Sequence[Path], into: Into) -> Imported:
    """The entries of every sheet of every file."""
    sheets = {sheet.title.casefold(): sheet for sheet in sheets_of(into.vocab).values()}
    return joined(_read_workbook(file, sheets) for file in files)


READS = Reads("xlsx", "a spreadsheet with a sheet for each kind of record", read_workbooks)


def _read_workbook(path: Path, sheets: dict[str, Sheet]) -> Imported:
    if findings := inspect_workbook(path):
        return Imported([], findings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out of charts and styles
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(path.read_bytes()), read_only=True, data_only=False, keep_links=False
            )
        except Exception as problem:  # noqa: BLE001 - openpyxl raises whatever its parser met
            return Imported([], [_unreadable(path, problem)])
        try:
            return joined(_read_sheet(path, sheet, sheets) for sheet in book.worksheets)
        except Exception as problem:  # noqa: BLE001 - openpyxl raises whatever its parser met
            return Imported([], [_unreadable(path, problem)])
        finally:
            book.close()


def _unreadable(path: Path, problem: Exception) -> Finding:
    said = f"{type(problem).__name__}: {problem}".splitlines()[0][:160]
    return find("X801", Place(path.name), f"the spreadsheet cannot be read: {said}", "save it again as .xlsx")


def _read_sheet(path: Path, made: Any, sheets: dict[str, Sheet]) -> Imported:
    place = Place(f"{path.name}!{made.title}")
    if made.sheet_state != "visible":
        hint = "show it (right click on the tabs, Unhide), or delete it"
        return Imported([], [find("X802", place, f"the sheet '{made.title[:80]}' is hidden", hint)])
    if made.title in ABOUT:
        return Imported([])
    sheet = sheets.get(made.title.strip().casefold())
    if sheet is None:
        hint = did_you_mean(made.title, [known.title for known in sheets.values()])
        what = f"'{made.title[:80]}' is not a sheet of the format"
        return Imported([], [find("X803", place, what, hint or "delete it, or name it for what it holds")])
    made.reset_dimensions()  # what the file says of its size may be anything
    return read_grid(Grid(path.name, made.title, _rows(made)), sheet)


def _rows(made: Any) -> Iterator[Row]:
    """The rows that hold something."""
    for number, row in enumerate(made.iter_rows(), 1):
        cells = [
            _cell(cell, index) for index, cell in enumerate(row[: MOST_COLUMNS + 1], 1) if cell.value not in (None, "")
        ]
        if len(row) > MOST_COLUMNS:
            wrong = Wrong(f"the sheet has more than {MOST_COLUMNS} columns", "delete what lies beyond", "X801")
            yield number, [Cell(len(row), "", wrong)]
            return
        if cells:
            yield number, cells


def _cell(cell: Any, column: int) -> Cell:
    try:
        return Cell(column, _text(cell))
    except Wrong as wrong:
        return Cell(column, "", wrong)


def _text(cell: Any) -> str:
    value = cell.value
    kind = cell.data_type
    if kind == "f":
        raise Wrong("the cell holds a formula, which is not run", "paste its value as text", "X802")
    if kind == "e":
        raise Wrong(f"the cell holds an error, {str(value)[:20]}", "write what it should say", "X802")
    if isinstance(value, str):
        return unshield(unescape_controls(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        day = value.isoformat()[:10] if isinstance(value, datetime.date) else str(value)
        hint = f"format the cell as text and write the date, such as {day}, or {day[:7]} if only the month is known"
        raise Wrong("the spreadsheet program made a date of this cell", hint, "X802")
    if isinstance(value, int | float):
        if _STYLED.search(cell.number_format or ""):
            raise Wrong(
                "the number is shown with a sign that it does not have", "write it as text: 51 %, 400 USD", "X802"
            )
        if value != value or abs(value) >= EXACT:
            raise Wrong(
                "a number of so many digits is not kept exactly", "format the cell as text and write it", "X802"
            )
        return str(int(value)) if value == int(value) else repr(value)
    raise Wrong("the cell holds something other than text", "write it as text", "X802")

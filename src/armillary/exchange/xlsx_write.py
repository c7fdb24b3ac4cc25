"""A casebook as a spreadsheet: a sheet for each kind of record, one of instructions, one of words."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from armillary.casebook.plain import Plain
from armillary.exchange.cells import write_cell
from armillary.exchange.guard import escape_controls, shield
from armillary.exchange.protocol import Released, Writes
from armillary.exchange.read_me import WORDS_HEAD, instructions, words
from armillary.exchange.sheets import Column, Sheet, sheets_of

TEXT = "@"
SPARE_ROWS = 2_000  # rows below the last that have drop-downs too
WIDEST, NARROWEST = 64, 11  # characters
FACE = "Calibri"
INK = "1F2937"
LINE = 15.0  # points
MOST_LINES = 8  # that a row shows; the rest is there on a click
HEAD = {"": "334155", "required": "7C2D12", "kind": "1E3A8A", "own": "475569"}  # dark enough for white letters
ROW_TOP = Alignment(vertical="top")
RULE = Border(bottom=Side("hair", color="CBD5E1"))
ROW_WRAPPED = Alignment(vertical="top", wrap_text=True)


def write_workbook(released: Released) -> Mapping[str, bytes]:
    """The spreadsheet of what a release allows."""
    book = Workbook()
    sheets = sheets_of(released.vocab)
    ranges = _terms(sheets)
    _write_read_me(book.active, sheets, released)
    sizes = {}
    for sheet in sheets.values():
        entries = sheet.entries(released.casebook)
        sizes[sheet.folder] = len(entries)
        _write_sheet(book.create_sheet(sheet.title), sheet, entries)
    for sheet in sheets.values():
        _add_drop_downs(book[sheet.title], sheet, sizes, ranges)
    _write_words(book.create_sheet("Words"), ranges, released)
    made = io.BytesIO()
    book.save(made)
    return {"casebook.xlsx": made.getvalue()}


WRITES = Writes("xlsx", "a spreadsheet with a sheet for each kind of record", write_workbook)


def _put(made: Any, row: int, column: int, text: str, alignment: Alignment, number: bool = False) -> None:
    cell = made.cell(row, column)
    if number and re.fullmatch(r"-?[0-9]{1,15}", text):
        cell.value = int(text)
    else:
        cell.value = shield(escape_controls(text))
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.number_format = TEXT
    cell.alignment = alignment


def _write_sheet(made: Any, sheet: Sheet, entries: list[dict[str, Plain]]) -> None:
    lengths: dict[str, list[int]] = {column.key: [] for column in sheet.columns}
    for index, column in enumerate(sheet.columns, 1):
        _write_head(made.cell(1, index), column)
        # Cells that people fill in later are text too, so that 2021-08 stays what it is.
        dimension = made.column_dimensions[get_column_letter(index)]
        dimension.number_format = "0" if column.is_number else TEXT
        dimension.alignment = ROW_WRAPPED
    for row, entry in enumerate(entries, 2):
        for index, column in enumerate(sheet.columns, 1):
            if column.key in entry:
                text = write_cell(entry[column.key], column.schema, column.key)
                _put(made, row, index, text, ROW_WRAPPED, column.is_number)
                lengths[column.key].append(len(text))
    for index, column in enumerate(sheet.columns, 1):
        # As wide as nine in ten of its texts: one long text does not push all others out of sight.
        usual = sorted(lengths[column.key])[len(lengths[column.key]) * 9 // 10] if lengths[column.key] else 0
        width = max(NARROWEST, len(column.key) + 5, min(usual + 3, WIDEST))
        made.column_dimensions[get_column_letter(index)].width = width
    _set_heights(made, 2, len(entries) + 1)
    made.freeze_panes = "B2"
    made.row_dimensions[1].height = 22
    made.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{max(2, len(entries) + 1)}"
    made.sheet_properties.tabColor = HEAD["kind"] if sheet.folder == "claims" else HEAD[""]
    _set_up_page(made)
    made.print_title_cols = "A:A"


def _write_head(cell: Any, column: Column) -> None:
    sort = "required" if column.required else "kind" if column.kind == column.key else "own" if column.kind else ""
    cell.value = column.key
    cell.number_format = TEXT
    cell.font = Font(name=FACE, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=HEAD[sort])
    cell.alignment = Alignment(vertical="center")


def _add_drop_downs(made: Any, sheet: Sheet, sizes: dict[str, int], ranges: dict[tuple[str, ...], int]) -> None:
    """Lists to choose from where a cell holds one word of a closed list, or the id of another sheet; a tip on heads."""
    last = sizes[sheet.folder] + SPARE_ROWS
    for index, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(index)
        tip = DataValidation(showInputMessage=True, promptTitle=column.key[:32], prompt=_tip(column)[:255])
        made.add_data_validation(tip)
        tip.add(f"{letter}1")
        rule = None
        if column.terms:
            at = get_column_letter(ranges[column.terms])
            formula = f"Words!${at}$3:${at}${len(column.terms) + 2}"
            rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = (
                column.key[:32],
                "Choose a word of the list; the sheet Words has what each means.",
            )
        elif column.leads_to:
            formula = f"{quote_sheetname(column.leads_to.capitalize())}!$A$2:$A${sizes[column.leads_to] + SPARE_ROWS}"
            rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=False)
        elif column.is_number:
            low, high = column.schema["minimum"], column.schema["maximum"]
            rule = DataValidation("whole", operator="between", formula1=str(low), formula2=str(high), allow_blank=True)
            rule.showErrorMessage = True
            rule.errorTitle, rule.error = column.key[:32], f"A whole number from {low} to {high}."
        if rule is not None:
            made.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{last}")


def _tip(column: Column) -> str:
    needs = (
        "Required. "
        if column.required
        else f"Only for a {column.kind}. "
        if column.kind not in ("", column.key)
        else ""
    )
    return f"{needs}{column.says[:1].upper()}{column.says[1:]}. Takes {column.takes}."


def _terms(sheets: dict[str, Sheet]) -> dict[tuple[str, ...], int]:
    """The lists that cells choose from, with their column on the sheet of words."""
    found = {column.terms: column.key for sheet in sheets.values() for column in sheet.columns if column.terms}
    return {terms: index for index, terms in enumerate(found, 1)}


def _write_words(made: Any, ranges: dict[tuple[str, ...], int], released: Released) -> None:
    made["A1"] = WORDS_HEAD
    made["A1"].font = Font(name=FACE, italic=True, color=INK)
    for (terms, index), title in zip(ranges.items(), _titles(ranges, released), strict=True):
        head = made.cell(2, index, title)
        head.font, head.fill = Font(name=FACE, bold=True, color="FFFFFF"), PatternFill("solid", fgColor=HEAD[""])
        for row, term in enumerate(terms, 3):
            _put(made, row, index, term, ROW_TOP)
        widest = max(map(len, (title, *terms)))
        made.column_dimensions[get_column_letter(index)].width = min(max(widest + 3, NARROWEST), 34)
    start = len(ranges) + 2
    for offset, (title, width) in enumerate((("list", 22), ("word", 26), ("what it means", 90))):
        head = made.cell(2, start + offset, title)
        head.font, head.fill = Font(name=FACE, bold=True, color="FFFFFF"), PatternFill("solid", fgColor=HEAD["kind"])
        made.column_dimensions[get_column_letter(start + offset)].width = width
    for row, line in enumerate(words(released.vocab), 3):
        for offset, text in enumerate(line):
            _put(made, row, start + offset, text, ROW_WRAPPED if offset == 2 else ROW_TOP)
    _set_heights(made, 3, made.max_row)
    made.freeze_panes = "A3"
    made.sheet_properties.tabColor = HEAD["own"]
    _set_up_page(made)


def _titles(ranges: dict[tuple[str, ...], int], released: Released) -> list[str]:
    lists = {name: tuple(sorted(released.vocab.terms(name))) for name in ("things", "relations", "places")}
    by_terms: dict[tuple[str, ...], str] = {terms: name for name, terms in lists.items()}
    for sheet in sheets_of(released.vocab).values():
        for column in sheet.columns:
            if column.terms:
                title = column.key if column.key != "kind" else f"{sheet.folder.removesuffix('s')} kind"
                by_terms.setdefault(column.terms, "true or false" if column.terms == ("true", "false") else title)
    return [by_terms[terms] for terms in ranges]


def _write_read_me(made: Any, sheets: dict[str, Sheet], released: Released) -> None:
    made.title = "Read me"
    for row, (style, cells) in enumerate(instructions(sheets, released), 1):
        for column, text in enumerate(cells, 1):
            _put(made, row, column, text, ROW_WRAPPED if style == "row" or column > 1 else ROW_TOP)
            cell = made.cell(row, column)
            if style == "title":
                cell.font = Font(name=FACE, bold=True, size=18, color=INK)
            elif style == "head":
                cell.font, cell.fill = (
                    Font(name=FACE, bold=True, color="FFFFFF"),
                    PatternFill("solid", fgColor=HEAD[""]),
                )
            elif style == "section":
                cell.font = Font(name=FACE, bold=True, size=13, color=INK)
            elif style == "row" and column == 2:
                cell.font = Font(name=FACE, bold=True, color=INK)
            if style == "row":
                cell.border = RULE
    for letter, width in zip("ABCDE", (14, 24, 50, 50, 26), strict=True):
        made.column_dimensions[letter].width = width
    _set_heights(made, 1, made.max_row)
    made.row_dimensions[1].height = 30
    made.sheet_view.showGridLines = False
    made.sheet_properties.tabColor = HEAD["required"]
    _set_up_page(made)
    made.print_title_rows = None
    made.page_setup.fitToHeight = 0
    made.sheet_properties.pageSetUpPr.fitToPage = True


def _set_up_page(made: Any) -> None:
    made.page_setup.orientation = "landscape"
    made.print_title_rows = "1:1"


def _set_heights(made: Any, first: int, last: int) -> None:
    """Rows as high as their wrapped text needs: not every program works it out when it opens a file."""
    widths = {letter: dimension.width for letter, dimension in made.column_dimensions.items()}
    for row in made.iter_rows(first, last):
        lines = [
            -(-len(str(cell.value)) // max(1, int(widths.get(cell.column_letter, NARROWEST) * 1.05)))
            for cell in row
            if cell.value is not None and cell.alignment.wrap_text
        ]
        made.row_dimensions[row[0].row].height = LINE * min(max(lines, default=1), MOST_LINES) + 2

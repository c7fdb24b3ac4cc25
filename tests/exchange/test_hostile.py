"""Hostile spreadsheets end in findings, in bounded time and memory."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from armillary.casebook.casebook import Casebook
from armillary.exchange import rows, xlsx_inspect
from armillary.exchange.csv_files import read_tables
from armillary.exchange.protocol import Imported, Into
from armillary.exchange.xlsx_read import read_workbooks
from armillary.vocab.read import read_vocabulary

pytestmark = pytest.mark.slow

INTO = Into(Casebook(Path()), read_vocabulary())
SHEET = "xl/worksheets/sheet1.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[Callable[[Any], None]], Imported]:
    """What is read of a workbook with a sheet of speakers that a function has changed."""

    def make(change: Callable[[Any], None]) -> Imported:
        book = openpyxl.Workbook()
        made = book.active
        made.title = "Speakers"
        made.append(["id", "kind", "name", "grade", "grade_reason", "note"])
        made.append(["desk", "institution", "The Desk", "B", "Sound.", None])
        change(book)
        book.save(tmp_path / "x.xlsx")
        return read_workbooks([tmp_path / "x.xlsx"], INTO)

    return make


def parts_of(path: Path, **changed: bytes | None) -> None:
    """Rewrite a workbook with parts changed, added, or left out."""
    with zipfile.ZipFile(path) as package:
        held = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {**held, **changed}.items():
            if data is not None:
                package.writestr(name, data)


def said(found: Imported) -> list[str]:
    return [f"{finding.place} {finding.code}" for finding in found.findings]


def set_cell(name: str, value: Any, style: str = "General") -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book.active[name] = value
        book.active[name].number_format = style

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (set_cell("F2", "=1+1"), "x.xlsx!Speakers!F2"),
        (set_cell("F2", '=HYPERLINK("http://x")'), "x.xlsx!Speakers!F2"),
        (set_cell("F2", datetime.date(2021, 8, 1), "mmm-yy"), "x.xlsx!Speakers!F2"),
        (set_cell("F2", 0.51, "0%"), "x.xlsx!Speakers!F2"),
        (set_cell("F2", 12345678901234567), "x.xlsx!Speakers!F2"),
        (set_cell("F2", "#REF!"), "x.xlsx!Speakers!F2"),
        (lambda book: book.active.merge_cells("A4:B5"), "x.xlsx!sheet1!A4:B5"),
        (lambda book: setattr(book.create_sheet("Claims"), "sheet_state", "veryHidden"), "x.xlsx!Claims"),
    ],
)
def test_what_is_not_text_is_found_at_its_cell(workbook: Any, change: Callable[[Any], None], place: str) -> None:
    found = workbook(change)
    assert said(found) == [f"{place} X802"]
    assert all(finding.hint for finding in found.findings)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda book: book.create_sheet("Klaims"), "x.xlsx!Klaims"),
        (set_cell("F1", "nonte"), "x.xlsx!Speakers!F1"),
        (set_cell("F1", "name"), "x.xlsx!Speakers!F1"),
        (set_cell("B1", None), "x.xlsx!Speakers!A1"),
        (set_cell("H2", "stray"), "x.xlsx!Speakers!H2"),
    ],
)
def test_sheets_and_columns_that_are_not_of_the_format(
    workbook: Any, change: Callable[[Any], None], place: str
) -> None:
    assert f"{place} X803" in said(workbook(change))


def test_texts_that_look_like_formulas_are_texts(workbook: Any) -> None:
    def change(book: Any) -> None:
        book.active["F2"] = "'=1+1"
        book.active["E2"].value, book.active["E2"].data_type = "=2", "s"

    [entry] = workbook(change).entries
    assert (entry.values["note"], entry.values["grade_reason"]) == ("=1+1", "=2")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("xl/vbaProject.bin", b"x", "X802"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>", "X802"),
        ("xl/connections.xml", b"<x/>", "X802"),
        ("xl/embeddings/oleObject1.bin", b"x", "X802"),
        (SHEET, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "X801"),
        (SHEET, b"<!-- " + b"x" * 2_000_000 + b' --><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "X801"),
        (SHEET, "<worksheet/>".encode("utf-16"), "X801"),
        (SHEET, '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'.encode("utf-16-be"), "X801"),
        (SHEET, b"<worksheet><sheetData><row", "X801"),
        ("xl/workbook.xml", None, "X801"),
        ("[Content_Types].xml", None, "X801"),
    ],
)
def test_packages_that_are_refused(workbook: Any, tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    workbook(lambda _: None)
    parts_of(tmp_path / "x.xlsx", **{name: data})
    found = read_workbooks([tmp_path / "x.xlsx"], INTO)
    assert found.entries == []
    assert [finding.code for finding in found.findings] == [code]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 old", b"id,kind\n", b"PK\x05\x06" + b"\0" * 18]
)
def test_files_that_are_no_workbook(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    assert said(read_workbooks([tmp_path / "x.xlsx"], INTO)) == ["x.xlsx X801"]


def test_a_zip_bomb_is_told_from_its_list(workbook: Any, tmp_path: Path) -> None:
    workbook(lambda _: None)
    parts_of(tmp_path / "x.xlsx", **{SHEET: b"\0" * (xlsx_inspect.LARGEST_PART + 1)})
    assert (tmp_path / "x.xlsx").stat().st_size < 200_000
    [finding] = read_workbooks([tmp_path / "x.xlsx"], INTO).findings
    assert "unpacks to" in finding.message


def test_a_sheet_that_says_it_is_huge_is_read_for_what_it_holds(workbook: Any, tmp_path: Path) -> None:
    found = workbook(lambda _: None)
    assert len(found.entries) == 1
    with zipfile.ZipFile(tmp_path / "x.xlsx") as package:
        text = package.read(SHEET)
    parts_of(tmp_path / "x.xlsx", **{SHEET: text.replace(b'ref="A1:F2"', b'ref="A1:XFD1048576"')})
    assert len(read_workbooks([tmp_path / "x.xlsx"], INTO).entries) == 1
    parts_of(tmp_path / "x.xlsx", **{SHEET: text.replace(b'r="F2"', b'r="XFD2"').replace(b'r="F1"', b'r="XFD1"')})
    assert "X801" in said(read_workbooks([tmp_path / "x.xlsx"], INTO))[0]
    parts_of(tmp_path / "x.xlsx", **{SHEET: text.replace(b'r="2"', b'r="1048576"').replace(b'2" t=', b'1048576" t=')})
    [entry] = read_workbooks([tmp_path / "x.xlsx"], INTO).entries
    assert str(entry.place) == "x.xlsx!Speakers!A1048576"


@pytest.mark.slow
def test_a_hundred_thousand_rows_end_in_a_finding(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    made = book.create_sheet("Speakers")
    made.append(["id", "kind", "name", "grade", "grade_reason"])
    for number in range(100_000):
        made.append([f"s{number}", "outlet", "Somebody", "F", "New."])
    book.save(tmp_path / "x.xlsx")
    found = read_workbooks([tmp_path / "x.xlsx"], INTO)
    assert len(found.entries) == rows.MOST_ROWS
    assert "more than 50,000 rows" in found.findings[-1].message


def test_findings_of_a_file_are_bounded(tmp_path: Path) -> None:
    made = io.StringIO()
    made.write("id,kind,name,grade,grade_reason\n" + "=x,=y,=z,=a,=b\n" * 5000)
    (tmp_path / "speakers.csv").write_text(made.getvalue(), encoding="utf-8")
    assert len(read_tables([tmp_path / "speakers.csv"], INTO).findings) <= 1005


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'id,kind\n"open,x\n', "X803"),
        (b'id,kind,name,grade,grade_reason\na,outlet,"A,F,x\n', "X801"),
        (b"id\0", "X801"),
        (b"\xff\xfei\0d\0", "X801"),
        (b"id" + b",x" * 300, "X801"),
        (b"id,kind,name,grade,grade_reason\na,outlet,A,F," + b"x" * 140_000, "X801"),
    ],
)
def test_tables_that_are_broken(tmp_path: Path, text: bytes, code: str) -> None:
    (tmp_path / "speakers.csv").write_bytes(text)
    assert code in {finding.code for finding in read_tables([tmp_path / "speakers.csv"], INTO).findings}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_other_languages(tmp_path: Path, delimiter: str) -> None:
    lines = [["id", "kind", "name", "grade", "grade_reason"], ["radio", "outlet", "Radio", "C", "Fair."]]
    (tmp_path / "speakers.csv").write_text("\n".join(delimiter.join(line) for line in lines), encoding="utf-8-sig")
    [entry] = read_tables([tmp_path], INTO).entries
    assert entry.values["name"] == "Radio"

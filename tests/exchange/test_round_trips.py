"""Round trips: every kind of record with every key goes out and comes back the same, in every format that has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from armillary.casebook.casebook import Casebook
from armillary.casebook.plain import plain_entry
from armillary.casebook.records import Record
from armillary.exchange.cells import read_cell, write_cell
from armillary.exchange.csv_files import read_tables, write_tables
from armillary.exchange.edits import Edits
from armillary.exchange.guard import escape_controls, shield, unescape_controls, unshield
from armillary.exchange.protocol import Imported, Into, Released
from armillary.exchange.sheets import Sheet
from armillary.exchange.xlsx_read import read_workbooks
from armillary.exchange.xlsx_write import write_workbook
from armillary.finding import Wrong
from armillary.text.nodes import parse
from armillary.vocab.read import read_vocabulary
from tests.exchange.generated import PROSE, entries_of, sheets
from tests.exchange.reading import bare, node_of, record_of, shelved

pytestmark = pytest.mark.slow

VOCAB = read_vocabulary()
EMPTY = Casebook(Path())
FOLDERS = sorted(sheets())
QUIET = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=25)
FEW = settings(QUIET, max_examples=3, phases=[Phase.explicit, Phase.generate])


def released(book: Casebook) -> Released:
    def no_book() -> Any:
        raise AssertionError("records alone are exported")

    return Released(book, VOCAB, "everything", no_book)


def draw_record(data: st.DataObject, sheet: Sheet) -> Record:
    record, _ = record_of(sheet, data.draw(entries_of(sheet.folder)))
    assume(record is not None)
    assert record is not None
    return record


@pytest.mark.slow
def test_every_key_of_every_form_is_drawn() -> None:
    for sheet in sheets().values():
        drawn: set[str] = set()

        @settings(QUIET, max_examples=300, database=None, derandomize=True)
        @given(entries_of(sheet.folder))
        def draw(entry: dict[str, Any]) -> None:
            if record_of(sheet, entry)[0] is not None:  # noqa: B023 - called in this round
                drawn.update(entry)  # noqa: B023

        draw()
        assert set(sheet.by_key) - drawn == set(), sheet.folder


@pytest.mark.parametrize("folder", FOLDERS)
@QUIET
@given(data=st.data())
def test_a_record_is_read_back_from_its_plain_values(folder: str, data: st.DataObject) -> None:
    sheet = sheets()[folder]
    record = draw_record(data, sheet)
    again, findings = record_of(sheet, sheet.plain(record))
    assert findings == []
    assert bare(again) == bare(record)


@pytest.mark.parametrize("folder", FOLDERS)
@QUIET
@given(data=st.data())
def test_cells_come_back(folder: str, data: st.DataObject) -> None:
    sheet = sheets()[folder]
    for key, value in sheet.plain(draw_record(data, sheet)).items():
        schema = sheet.by_key[key].schema
        assert read_cell(write_cell(value, schema, key), schema, key) == value


@pytest.mark.parametrize("folder", FOLDERS)
@QUIET
@given(data=st.data())
def test_entries_come_back_from_casebook_text(folder: str, data: st.DataObject) -> None:
    """Through the writer and `fmt`, in the file that an import would write."""
    sheet = sheets()[folder]
    record = draw_record(data, sheet)
    file = f"{'claims' if sheet.of_source else folder}/x.yaml"
    edits = Edits(Path("nowhere"), VOCAB)
    if file.startswith("claims/"):
        edits.begin(file, {"source": "report"})
    values = plain_entry(record, sheet.form)
    edits.add(file, folder, values)
    root, findings = parse(edits.files()[file].decode(), file)
    assert findings == []
    assert root is not None
    held = {key.value: node for key, node in root.items}[folder]
    assert _plain(held.items[0]) == _plain(node_of(values))  # type: ignore[union-attr]


def _plain(node: Any) -> Any:
    if hasattr(node, "value"):
        return node.value
    if node.items and isinstance(node.items[0], tuple):
        return {key.value: _plain(item) for key, item in sorted(node.items, key=lambda pair: pair[0].value)}
    made = [_plain(item) for item in node.items]
    return made[0] if len(made) == 1 and isinstance(made[0], str) else made


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["xlsx", "csv"])
@FEW
@given(data=st.data())
def test_tables_come_back(format_: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    book = EMPTY
    for sheet in sheets().values():
        book = shelved(book, sheet, [draw_record(data, sheet) for _ in range(2)])
    found = _through(format_, book, tmp_path_factory.mktemp("tables"))
    assert [finding.message for finding in found.findings] == []
    for folder, sheet in sheets().items():
        wanted = {bare(record) for record in sheet.records(book)}
        read = [record_of(sheet, dict(entry.values))[0] for entry in found.entries if entry.folder == folder]
        assert {bare(record) for record in read} == wanted


def _through(format_: str, book: Casebook, folder: Path) -> Imported:
    into = Into(EMPTY, VOCAB)
    if format_ == "csv":
        for name, data in write_tables(released(book)).items():
            (folder / name).write_bytes(data)
        return read_tables([folder], into)
    [data] = write_workbook(released(book)).values()
    (folder / "claims.xlsx").write_bytes(data)
    return read_workbooks([folder / "claims.xlsx"], into)


@given(st.one_of(PROSE, st.text()))
def test_what_is_shielded_comes_back_and_never_runs(text: str) -> None:
    for numbers in (False, True):
        safe = shield(text, numbers)
        assert unshield(safe) == text
        assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unescape_controls(escape_controls(text)) == text


@given(st.text('ab:;()[]>" =', max_size=30), st.sampled_from(["about", "tests", "aliases", "credits", "ids", "deaths"]))
def test_any_cell_is_read_or_wrong(text: str, key: str) -> None:
    column = next(sheet.by_key[key] for sheet in sheets().values() if key in sheet.by_key)
    hint = "read"
    try:
        read_cell(text, column.schema, key)
    except Wrong as wrong:
        hint = wrong.hint
    assert hint


def test_brackets_that_nest_too_deep_are_wrong() -> None:
    column = sheets()["claims"].by_key["credits"]
    with pytest.raises(Wrong, match="bracket"):
        read_cell("(" * 5000, column.schema, "credits")

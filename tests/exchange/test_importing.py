"""Imports: findings at their cells, everything or nothing, nothing overwritten unasked, undone to the byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from armillary.exchange import journal
from armillary.finding import ArmillaryError
from tests.exchange.conftest import Run, contents

pytestmark = pytest.mark.slow

Change = Callable[[Any], None]


@pytest.fixture
def sheet(casebook: Path, run: Run, tmp_path: Path) -> Callable[[Change], Path]:
    """The casebook as a spreadsheet, changed by a function of the open workbook."""

    def make(change: Change) -> Path:
        path = tmp_path / "claims.xlsx"
        done = run("export", casebook, "--to", "xlsx", "--out", path)
        assert done.exit_code == 0, done.output
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return path

    return make


def put(made: Any, row: int, values: Mapping[str, Any]) -> None:
    heads = [cell.value for cell in made[1]]
    for key, value in values.items():
        made.cell(row, heads.index(key) + 1, value)


CLAIM = {
    "id": "report/9",
    "at": "¶9",
    "tie": "red-band hosts blue-front",
    "when": "2007",
    "text": "It hosted it still.",
}


def test_what_comes_back_unchanged_writes_nothing(casebook: Path, run: Run, sheet: Callable[[Change], Path]) -> None:
    before = contents(casebook)
    done = run("import", casebook, "--from", "xlsx", sheet(lambda _: None))
    assert done.stdout == "0 records added, 0 changed, 13 there already\n"
    assert contents(casebook) == before


def test_a_new_claim_is_appended_and_comments_stay_and_undo_is_to_the_byte(
    casebook: Path, run: Run, sheet: Callable[[Change], Path]
) -> None:
    file = casebook / "claims/report.yaml"
    file.write_bytes(
        b"# of the Red Band\n" + file.read_bytes().replace(b"  - id: report/2", b"  # the second\n  - id: report/2")
    )
    before = contents(casebook)
    path = sheet(lambda book: put(book["Claims"], 6, CLAIM))
    dry = run("import", casebook, "--from", "xlsx", path, "--dry-run")
    assert "+  - id: report/9" in dry.stdout
    assert contents(casebook) == before
    done = run("import", casebook, "--from", "xlsx", path)
    assert done.exit_code == 0, done.output
    text = file.read_text("utf-8")
    assert text.startswith("# of the Red Band\n")
    assert "  # the second\n  - id: report/2" in text
    assert text.endswith("    tie: red-band hosts blue-front\n    when: 2007\n    text: It hosted it still.\n")
    assert run("check", casebook).exit_code == 0
    undone = run("import", casebook, "--undo")
    assert undone.exit_code == 0, undone.output
    assert contents(casebook) == before


def test_a_file_that_was_changed_since_is_not_undone(casebook: Path, run: Run, sheet: Callable[[Change], Path]) -> None:
    run("import", casebook, "--from", "xlsx", sheet(lambda book: put(book["Claims"], 6, CLAIM)))
    file = casebook / "claims/report.yaml"
    file.write_bytes(file.read_bytes() + b"# mine\n")
    with pytest.raises(ArmillaryError, match=r"claims/report\.yaml was changed since"):
        journal.undo(casebook, "import")
    assert file.read_bytes().endswith(b"# mine\n")


def test_other_content_is_refused_with_both_and_taken_over_when_told(
    casebook: Path, run: Run, sheet: Callable[[Change], Path]
) -> None:
    before = contents(casebook)
    path = sheet(lambda book: put(book["Sources"], 2, {"title": "Another title", "language": "en"}))
    done = run("import", casebook, "--from", "xlsx", path)
    assert done.exit_code == 1
    said = (
        "claims.xlsx!Sources!C2 X804 error 'report' has other content: title is 'Another title' here and 'Report on the"
    )
    assert said in done.stdout
    assert "see sources/sources.yaml:4:12" in done.stdout
    assert contents(casebook) == before
    assert run("import", casebook, "--from", "xlsx", path, "--update").exit_code == 0
    after = (casebook / "sources/sources.yaml").read_text("utf-8")
    assert after == before["sources/sources.yaml"].decode().replace("Report on the Red Band", "Another title").replace(
        "date: 2023-05-10\n", "date: 2023-05-10\n    language: en\n"
    )


WRITTEN = """# kept
claims:
- {id: report/1,  at: Summary ¶1,
   tie: red-band hosts blue-front, when: 2005, text: "The Red Band gave the Blue Front a home."}

- text: "Money came from Green State."   # as it says
  id:   report/2
  at: Money ¶1
  when: 2018
  tie: green-state   funds red-band
# the end
source:  report
"""


@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
def test_one_changed_cell_changes_its_entry_and_no_other_line(
    casebook: Path, run: Run, sheet: Callable[[Change], Path], breaks: str
) -> None:
    file = casebook / "claims/report.yaml"
    file.write_bytes(WRITTEN.replace("\n", breaks).encode())

    def change(book: Any) -> None:
        put(book["Claims"], 3, {"when": "2019"})
        put(book["Claims"], 6, CLAIM)

    path = sheet(change)
    done = run("import", casebook, "--from", "xlsx", path, "--update")
    assert done.exit_code == 0, done.output
    before, after = (text.split(breaks) for text in (WRITTEN.replace("\n", breaks), file.read_bytes().decode()))
    changed = "id: report/2|at: Money ¶1|tie: green-state funds red-band|when: 2019"
    added = "id: report/9|at: ¶9|tie: red-band hosts blue-front|when: 2007|text: It hosted it still."
    assert after[:5] == before[:5]
    assert after[-3:] == before[-3:] == ["# the end", "source:  report", ""]
    assert "|".join(line[2:] for line in after[5:9]) == changed
    assert "|".join(line[2:] for line in after[-8:-3]) == added


def test_new_claims_go_to_the_file_that_codes_their_source(
    casebook: Path, run: Run, sheet: Callable[[Change], Path]
) -> None:
    path = sheet(lambda book: put(book["Claims"], 6, CLAIM))
    (casebook / "claims/report.yaml").rename(casebook / "claims/of-the-desk.yaml")
    done = run("import", casebook, "--from", "xlsx", path)
    assert done.exit_code == 0, done.output
    assert not (casebook / "claims/report.yaml").exists()
    assert "report/9" in (casebook / "claims/of-the-desk.yaml").read_text("utf-8")


def test_every_finding_names_its_cell(casebook: Path, run: Run, sheet: Callable[[Change], Path]) -> None:
    def change(book: Any) -> None:
        put(book["Claims"], 6, CLAIM | {"credit": "desk > nobody"})
        put(book["Claims"], 7, CLAIM | {"id": "report/10", "when": "12/02"})
        put(book["Claims"], 8, {"id": "report/11", "at": "¶1", "text": "Nothing is said."})

    done = run("import", casebook, "--from", "xlsx", sheet(change))
    codes = [line.split(" ")[:2] for line in done.stdout.splitlines() if line.startswith("claims.xlsx")]
    assert codes == [["claims.xlsx!Claims!Y7", "F111"], ["claims.xlsx!Claims!A8", "F102"]]
    done = run(
        "import", casebook, "--from", "xlsx", sheet(lambda b: put(b["Claims"], 6, CLAIM | {"credit": "desk > nobody"}))
    )
    [line] = [line for line in done.stdout.splitlines() if " R201 " in line]
    assert line.startswith("claims.xlsx!Claims!")


def test_claims_of_a_file_with_defaults_go_beside_it(casebook: Path, run: Run, sheet: Callable[[Change], Path]) -> None:
    file = casebook / "claims/report.yaml"
    file.write_text(file.read_text("utf-8").replace("claims:", "defaults: {coder: wm}\nclaims:", 1), encoding="utf-8")
    path = sheet(lambda book: put(book["Claims"], 6, CLAIM))
    assert run("import", casebook, "--from", "xlsx", path, "--into", "Second round").exit_code == 0
    assert (casebook / "claims/report-second-round.yaml").exists()


def test_when_one_file_cannot_be_written_none_is(
    casebook: Path, run: Run, sheet: Callable[[Change], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(book: Any) -> None:
        put(book["Claims"], 6, CLAIM)
        put(book["Speakers"], 5, {"id": "x", "kind": "outlet", "name": "X", "grade": "F", "grade_reason": "New."})

    path = sheet(change)
    before = contents(casebook)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("armillary.casebook.writing.replace_all", fail)
    done = run("import", casebook, "--from", "xlsx", path)
    assert isinstance(done.exception, ArmillaryError)
    assert contents(casebook) == {**before} | {
        name: data for name, data in contents(casebook).items() if name == ".armillary/.gitignore"
    }


def test_tables_and_another_casebook_come_in(casebook: Path, run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(casebook, other)
    (other / "speakers/more.yaml").write_text(
        "speakers:\n  - {id: radio, kind: outlet, name: Radio, grade: C, grade_reason: Fair.}\n", encoding="utf-8"
    )
    done = run("import", casebook, "--from", "casebook", other)
    assert done.exit_code == 0, done.output
    assert (casebook / "speakers/other.yaml").read_text("utf-8").startswith("speakers:\n  - id: radio\n")
    assert run("export", casebook, "--to", "csv", "--out", tmp_path / "tables").exit_code == 0
    table = tmp_path / "tables" / "speakers.csv"
    table.write_bytes(
        table.read_bytes() + b"press,outlet,Press,D,Fair.,,,,,,\r\n=x,outlet,=HYPERLINK(1),D,Fair.,,,,,,\r\n"
    )
    done = run("import", casebook, "--from", "csv", table)
    assert "speakers.csv!A7 X802 error the cell holds a formula" in done.stdout


def test_what_is_not_there_or_not_known_is_said(casebook: Path, run: Run) -> None:
    for words, said in (
        (("--from", "xlsx"), "no file is named"),
        ((), "it is not said what the files are"),
        (("--from", "xlsx", "nowhere.xlsx"), "nowhere.xlsx is not there"),
        (("--from", "xslx", str(casebook)), "no importer for 'xslx'"),
        (("--undo",), "nothing to undo"),
    ):
        problem = run("import", casebook, *words).exception
        assert isinstance(problem, ArmillaryError)
        assert said in problem.message
        assert problem.hint

"""Graphs, tables and casebooks: what a release allows, in files that other programs load."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import networkx
import pytest

from armillary.exchange.graphml import SPACE
from armillary.exchange.protocol import Exporter, Importer
from armillary.exchange.registry import EXPORTERS, IMPORTERS, _load, _point, names
from armillary.finding import ArmillaryError
from tests.conftest import ROOT
from tests.exchange.conftest import Run, contents

pytestmark = pytest.mark.slow

SECRET = "  - {id: secret, kind: group, name: Canary Group, marking: RED}\n"


def export(casebook: Path, run: Run, format_: str, *more: str) -> Path:
    out = casebook.parent / f"out-{format_}"
    done = run("export", casebook, "--to", format_, "--out", out, *more)
    assert done.exit_code == 0, done.output
    return out


def test_graphs_load_and_hold_every_judged_tie(casebook: Path, run: Run) -> None:
    ties: list[dict[str, Any]] = json.loads(run("ties", casebook, "--json").stdout)
    for format_, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
        graph = read(export(casebook, run, format_))
        found = {(a, values["relation"], b): values for a, b, values in graph.edges(data=True)}
        assert found.keys() == {(row["subject"], row["relation"], row["object"]) for row in ties}
        for row in ties:
            values = found[row["subject"], row["relation"], row["object"]]
            for key in ("likelihood", "word", "confidence", "dimension", "origins", "first", "last"):
                assert values.get(key) == row[key], key
        assert graph.nodes["red-band"]["kind"] == "group"
        assert graph.nodes["red-band"]["label"] == "Red Band"
    written = ElementTree.parse(casebook.parent / "out-graphml")
    ids = [edge.get("id", "") for edge in written.iter(f"{{{SPACE}}}edge")]
    assert all(re.fullmatch(r"[A-Za-z0-9._:-]+", identity) for identity in ids)  # a name token of XML
    assert len(set(ids)) == len(ids)
    graph = networkx.read_graphml(casebook.parent / "out-graphml")
    assert all(values["weight"] == values["likelihood"] for *_, values in graph.edges(data=True) if "weight" in values)
    assert any("weight" in values for *_, values in graph.edges(data=True))
    dated = next(row for row in ties if row["first"])
    edges = networkx.read_gexf(casebook.parent / "out-gexf").edges(data=True)
    assert any(values["start"] == dated["first"] for _, _, values in edges if "start" in values)


def test_tables_load_with_types(casebook: Path, run: Run) -> None:
    folder = export(casebook, run, "parquet")
    counted = f"SELECT count(*), typeof(any_value(when_first)) FROM '{folder}/claims.parquet'"
    count, kind = duckdb.execute(counted).fetchall()[0]
    assert (count, kind) == (4, "DATE")
    lines = (export(casebook, run, "jsonl") / "judgements.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["relation"] for line in lines} >= {"hosts", "funds"}
    assert not (folder / "findings.parquet").exists()


@pytest.mark.parametrize("format_", ["xlsx", "csv", "csl", "graphml", "gexf", "jsonl", "parquet", "casebook"])
def test_a_release_holds_no_more_than_it_allows(casebook: Path, run: Run, format_: str) -> None:
    file = casebook / "actors/actors.yaml"
    file.write_text(file.read_text("utf-8") + SECRET, encoding="utf-8")
    out = export(casebook, run, format_)
    for data in (contents(out) if out.is_dir() else {"": out.read_bytes()}).values():
        assert b"Canary" not in data
    if format_ == "csv":
        everything = casebook.parent / "all"
        assert run("export", casebook, "--to", "csv", "--out", everything, "--release", "RED").exit_code == 0
        assert b"Canary Group" in (everything / "actors.csv").read_bytes()


def test_an_exported_casebook_checks_clean_and_says_the_same(casebook: Path, run: Run) -> None:
    out = export(casebook, run, "casebook", "--release", "everything")
    assert run("check", out).exit_code == 0
    assert run("fmt", out, "--check").exit_code == 0
    assert run("import", casebook, "--from", "casebook", out).stdout.startswith("0 records added, 0 changed")


def test_nothing_else_is_overwritten(casebook: Path, run: Run) -> None:
    folder = casebook.parent / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("x", encoding="utf-8")
    for out, format_ in ((folder, "csv"), (folder, "xlsx"), (folder / "thesis.txt", "csv")):
        problem = run("export", casebook, "--to", format_, "--out", out).exception
        assert isinstance(problem, ArmillaryError), (out, format_)
    assert contents(folder) == {"thesis.txt": b"x"}


# --- other packages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a package importable with entry points, as an installation would."""

    def make(source: Path, name: str, points: str) -> None:
        info = tmp_path / "site" / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(points, encoding="utf-8")
        monkeypatch.syspath_prepend(str(info.parent))
        monkeypatch.syspath_prepend(str(source))

    yield make
    for name in [name for name in sys.modules if name.startswith(("armillary_sample", "broken_sample"))]:
        del sys.modules[name]


def test_the_sample_package_reads_and_writes(casebook: Path, run: Run, install: Any) -> None:
    points = "".join(
        line + "\n"
        for line in (ROOT / "examples/exchange-sample/pyproject.toml").read_text("utf-8").splitlines()
        if line.startswith(("[project.entry-points", "lines"))
    )
    points = points.replace('[project.entry-points."', "[").replace('"]', "]").replace('"', "")
    install(ROOT / "examples/exchange-sample/src", "armillary-sample", points)
    out = export(casebook, run, "lines")
    assert out.read_text("utf-8").splitlines()[0] == "report | report | desk | 2023-05-10 | Report on the Red Band"
    out.write_text(out.read_text("utf-8") + "new | report | desk | 2024 | A new one\nbroken line\n", encoding="utf-8")
    done = run("import", casebook, "--from", "lines", out)
    assert f"{out.name}:4:1 X801" in done.stdout
    out.write_text(out.read_text("utf-8").replace("broken line\n", ""), encoding="utf-8")
    assert "1 records added, 0 changed, 2 there already" in run("import", casebook, "--from", "lines", out).stdout


def test_a_crash_in_a_foreign_package_names_it(casebook: Path, run: Run, install: Any, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "broken_sample.py").write_text(
        "class Crash:\n    name = says = 'crash'\n    folder = False\n"
        "    def read(self, files, into):\n        raise KeyError('oh')\n"
        "    def write(self, released):\n        return {'../x': b''}\n"
        "class Empty: pass\n",
        encoding="utf-8",
    )
    points = (
        "[armillary.importers]\ncrash = broken_sample:Crash\nempty = broken_sample:Empty\ngone = nowhere_at_all:X\n"
    )
    install(source, "broken-sample", points + "[armillary.exporters]\ncrash = broken_sample:Crash\n")
    for name, said in (("crash", "KeyError: 'oh'"), ("empty", "Importer asks for"), ("gone", "nowhere_at_all")):
        problem = run("import", casebook, "--from", name, casebook).exception
        assert isinstance(problem, ArmillaryError)
        assert problem.message.startswith(f"'{name}' of the package broken-sample cannot be used")
        assert said in problem.message
    problem = run("export", casebook, "--to", "crash", "--out", tmp_path / "y").exception
    assert isinstance(problem, ArmillaryError)
    assert "leads out of its folder" in problem.message


def test_the_built_in_formats_are_registered_like_any_other() -> None:
    assert {"xlsx", "csv", "bibtex", "ris", "csl", "casebook"} <= set(names(IMPORTERS))
    assert {"xlsx", "csv", "bibtex", "ris", "csl", "graphml", "gexf", "parquet", "jsonl"} <= set(names(EXPORTERS))
    for group, protocol in ((IMPORTERS, Importer), (EXPORTERS, Exporter)):
        for name in names(group):
            if _point(group, name).value.startswith("armillary."):
                assert _load(_point(group, name), protocol).name == name


def test_sheets_are_fit_to_be_worked_in(casebook: Path, run: Run) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(export(casebook, run, "xlsx").read_bytes()))
    assert book.sheetnames[:5] == ["Read me", "Claims", "Sources", "Speakers", "Actors"]
    made = book["Speakers"]
    assert made.freeze_panes == "B2"
    heads = [cell.value for cell in made[1]]
    lists = {str(rule.sqref): rule.formula1 for rule in made.data_validations.dataValidation if rule.type == "list"}
    letter = made.cell(1, heads.index("grade") + 1).column_letter
    [formula] = [formula for where, formula in lists.items() if where.startswith(f"{letter}2:")]
    name, _, cells = formula.partition("!")
    offered = [row[0].value for row in book[name][cells.replace("$", "")]]
    assert offered == list("ABCDEF")
    assert all(cell.number_format == "@" for row in made.iter_rows() for cell in row if cell.value)
    assert made.column_dimensions["Z" if len(heads) > 25 else letter].number_format in ("@", "General")
    assert (casebook.parent / "out-xlsx").stat().st_size < 200_000


def test_a_casebook_is_exported_over_its_own_earlier_export(casebook: Path, run: Run) -> None:
    out = export(casebook, run, "casebook")
    before = contents(out)
    assert contents(export(casebook, run, "casebook")) == before
    (out / "claims" / "mine.yaml").write_text("mine", encoding="utf-8")
    done = run("export", casebook, "--to", "casebook", "--out", out)
    assert isinstance(done.exception, ArmillaryError)
    assert "claims/mine.yaml" in done.exception.message
    assert contents(out).keys() - before.keys() == {"claims/mine.yaml"}

"""The command on a file: what it writes, prints and says."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from tests.test_cli import Done, armillary

pytestmark = pytest.mark.slow

VOTES = "site,place,says\na,q1,x\nb,q1,x\nc,q1,y\na,q2,z\nb,q2,z\nc,q2,\n"
HOW = ("--source", "site", "--question", "place", "--value", "says")


@pytest.fixture
def votes(tmp_path: Path) -> Path:
    path = tmp_path / "votes.csv"
    path.write_text(VOTES, encoding="utf-8")
    return path


def ask(votes: Path, *words: str) -> Done:
    return armillary("weigh", str(votes), *words, cache=votes.parent / "cache")


def test_a_summary_is_shown_and_findings_name_rows(votes: Path) -> None:
    done = ask(votes, *HOW)
    assert done.returncode == 0
    assert "2 judgements from 5 votes of 3 sources" in done.stdout
    assert "votes.csv:6:1 T801 warning No value: row 6" in done.stderr


def test_json_has_everything(votes: Path) -> None:
    told = json.loads(ask(votes, *HOW, "--json").stdout)
    assert told["kind"] == "single"
    assert [row["value"] for row in told["judgements"]] == ["x", "z"]
    assert {row["source"] for row in told["coins"]} == {"a", "b", "c"}
    assert [finding["code"] for finding in told["findings"]] == ["T801"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_results_are_written_beside_what_is_there(votes: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    assert ask(votes, *HOW, "--out", str(out), "--format", form).returncode == 0
    rows = duckdb.connect().sql(f"SELECT place.question, value FROM '{out}/judgements.{form}' AS place").fetchall()
    assert rows == [("q1", "x"), ("q2", "z")]
    assert (out / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".out")) == []


def test_a_circle_is_exit_status_one(votes: Path, tmp_path: Path) -> None:
    steps = tmp_path / "steps.csv"
    steps.write_text("child,parent\nx,y\ny,x\n", encoding="utf-8")
    done = ask(votes, *HOW, "--hierarchy", str(steps))
    assert done.returncode == 1
    assert "T805 error" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "no column 'source'"),
        ((*HOW, "--format", "xlsx"), "no format 'xlsx'"),
        ((*HOW, "--engine", "abacus"), "no engine 'abacus'"),
        ((*HOW, "--hierarchy", "none.csv"), "no file none.csv"),
    ],
)
def test_usage_is_told(votes: Path, words: tuple[str, ...], says: str) -> None:
    done = ask(votes, *words)
    assert done.returncode == 2
    assert says in done.stderr


@pytest.mark.parametrize(
    ("kind", "values", "shown"),
    [
        ("label", "xxyxxy", "one of a list"),
        ("several", "xxyxxy", "several answers"),
        ("number", "117117", "offset"),
        ("date", ("2024-01-01", "2024-01-01", "2024-01-05") * 2, "2024-01-01"),
    ],
)
def test_every_kind_is_shown(tmp_path: Path, kind: str, values: tuple[str, ...], shown: str) -> None:
    path = tmp_path / "votes.csv"
    rows = [f"s{k % 3},q{k // 3},{value}" for k, value in enumerate(values)]
    path.write_text("\n".join(["source,question,value", *rows, ""]), encoding="utf-8")
    done = ask(path, "--kind", kind)
    assert done.returncode == 0
    assert shown in done.stdout

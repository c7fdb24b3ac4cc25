"""Tables come from any library, and results go to any; and the kind of a table is inferred by its rule."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import armillary
from armillary.finding import ArmillaryError

pytestmark = pytest.mark.slow

ROWS = {
    "source": ["a", "b", "c"] * 8,
    "question": [f"q{k // 3}" for k in range(24)],
    "value": ["yes", "yes", "no", "no", "no", "no"] * 4,
}


def tables() -> dict[str, Any]:
    arrow = pa.table(ROWS)
    return {
        "arrow": arrow,
        "pandas": pd.DataFrame(ROWS),
        "polars": pl.DataFrame(ROWS),
        "duckdb": duckdb.connect().from_arrow(arrow),
        "reader": pa.RecordBatchReader.from_batches(arrow.schema, arrow.to_batches(max_chunksize=5)),
        "dictionary": arrow.set_column(2, "value", arrow["value"].dictionary_encode()),
        "dict": ROWS,
    }


@pytest.mark.parametrize("name", list(tables()))
def test_a_table_may_come_from_any_library(name: str) -> None:
    told = armillary.weigh(ROWS, kind="label").judgements.rows()
    assert armillary.weigh(tables()[name], kind="label").judgements.rows() == told


def test_results_are_arrow() -> None:
    found = armillary.weigh(ROWS, kind="label")
    rows = found.judgements.rows()
    assert pa.table(found.judgements).to_pylist() == rows
    assert pl.DataFrame(found.judgements).to_dicts() == rows
    assert (
        pd.DataFrame.from_arrow(found.judgements).to_dict("records") == rows
        if hasattr(pd.DataFrame, "from_arrow")
        else 1
    )
    assert len(found.judgements) == 8
    assert found.judgements.columns == ["question", "value", "likelihood", "voices", "agreeing"]
    assert found.coins.column("source") == ["a", "b", "c"]
    assert found.judgements.head(2).rows() == rows[:2]


def test_ids_keep_their_type() -> None:
    table = pa.table({"site": [7, 8, 7, 8], "q": pa.array([1, 1, 2, 2], pa.int64()), "v": [3, 3, 5, 5]})
    row = armillary.weigh(table, source="site", question="q", value="v", kind="single").judgements.rows()[0]
    assert (row["question"], row["value"]) == (1, 3)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["yes", "no"], "label"),
        (["0", "1"], "label"),
        ([f"name {k}" for k in range(60)], "single"),
        ([str(k * 7) for k in range(60)], "number"),
        ([f"{k} km" for k in range(60)], "number"),
        ([f"2024-01-{k % 28 + 1:02d}" for k in range(60)], "date"),
        ([f"2024-01-{k % 28 + 1:02d} 10:{k % 60:02d}" for k in range(60)], "date"),
        ([f"{k % 24:02d}:{k:02d}" for k in range(60)], "date"),
    ],
)
def test_the_kind_is_inferred(values: list[str], kind: str) -> None:
    many = 120
    table = {
        "source": [f"s{k % 3}" for k in range(many)],
        "question": [f"q{k // 3}" for k in range(many)],
        "value": [values[k % len(values)] for k in range(many)],
    }
    assert armillary.weigh(table).kind == kind


def test_dates_of_differing_precision_are_more_and_less_exact() -> None:
    said = [("a", "2024-03-05"), ("b", "2024-03"), ("c", "2024"), ("d", "2023-01-01")]
    rows = [(s, f"q{k}", v) for k in range(6) for s, v in said]
    source, question, value = zip(*rows, strict=True)
    found = armillary.weigh({"source": source, "question": question, "value": value}, kind="date", copies=False)
    assert set(found.judgements.column("value")) == {"2024-03-05"}
    likely = {row["value"]: row["likelihood"] for row in found.answers.rows()}
    assert likely["2024-03-05"] <= likely["2024-03"] <= likely["2024"]


def test_moments_are_shown_as_moments() -> None:
    rows = [
        ("a", "2024-03-05 10:00"),
        ("b", "2024-03-05T10:05:00Z"),
        ("c", "2024-03-05 12:04+02:00"),
        ("d", "2024-03-06 11:00"),
    ]
    table = {
        "source": [s for _ in range(4) for s, _ in rows],
        "question": [f"q{k}" for k in range(4) for _ in rows],
        "value": [v for _ in range(4) for _, v in rows],
    }
    found = armillary.weigh(table, copies=False)
    assert found.kind == "date"
    assert set(found.judgements.column("value")) == {"2024-03-05 10:04:00"}
    assert set(found.judgements.column("agreeing")) == {3}


def test_numbers_are_read_in_one_unit() -> None:
    rows = [
        ("a", "1,200 fighters"),
        ("b", "1200"),
        ("c", "1.2 thousand fighters"),
        ("d", "1200 fighters"),
        ("e", "90 km"),
    ]
    table = {"source": [s for s, _ in rows], "question": ["q"] * 5, "value": [v for _, v in rows]}
    found = armillary.weigh(table, kind="number", copies=False)
    assert found.judgements.column("value") == [1200.0]
    assert found.judgements.column("agreeing") == [3]
    assert [finding.code for finding in found.findings] == ["T802"]
    assert "rows 2 and 5" in found.findings[0].message


def test_options_that_cannot_be_used_are_told() -> None:
    for given, match in (
        ({"kind": "guess"}, "no kind 'guess'"),
        ({"kind": "place"}, "need a hierarchy"),
        ({"wrong": 0}, "wrong answers"),
        ({"source": "who"}, "no column 'who'"),
        ({"kind": "number", "tolerance": "wide"}, "no tolerance"),
        ({"kind": "number", "tolerance": float("nan")}, "no tolerance"),
        ({"hierarchy": {"a": ["x"]}}, "no column 'child'"),
    ):
        with pytest.raises(ArmillaryError, match=match):
            armillary.weigh(ROWS, **given)
    with pytest.raises(ArmillaryError, match="is no table"):
        armillary.weigh(7)
    with pytest.raises(ArmillaryError, match="two columns 'source'"):
        armillary.weigh(pd.DataFrame(np.zeros((1, 3)), columns=["source", "source", "value"]))
    with pytest.raises(ArmillaryError, match="two columns"):
        armillary.weigh(pa.table([pa.array(["a"])] * 4, names=["source", "source", "question", "value"]))

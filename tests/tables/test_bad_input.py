"""Bad input: a finding that names rows or an error; never a traceback, never NaN in a result."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armillary.finding import ArmillaryError
from armillary.tables.kinds import KINDS
from armillary.tables.records import Weighing
from armillary.tables.weigh import weigh

pytestmark = pytest.mark.slow

STRANGE = ["", " ", "a", "b", "NaN", "inf", "-inf", "1", "2.5", "1e308", "1e400", "9 km", "9 kg", "2024-02-30", "2024"]
STRANGE += [
    "9999-12-31",
    "0000-01-01",
    "25:00",
    "10:30",
    "2024-01-01 10:00",
    "\u0643\u0627\u0628\u0644",
    "yes",
    "x" * 300,
]
STEPS = {"child": ["a", "b", "c", "a", "d"], "parent": ["b", "c", "a", "a", "c"]}


def sound(found: Weighing) -> None:
    """No result has NaN, an infinity or a likelihood that is none."""
    for table in (found.judgements, found.answers, found.coins, found.confusion, found.copies):
        for row in table.rows():
            for name, value in row.items():
                assert value is not None, name
                if isinstance(value, float):
                    assert math.isfinite(value), (name, row)
                if name in ("likelihood", "accuracy", "probability", "sens", "spec"):
                    assert -1e-9 <= value <= 1 + 1e-9


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["s1", "s2", "s3", "s4", "", None]),
            st.sampled_from(["q1", "q2", "q3", None]),
            st.sampled_from([*STRANGE, None]),
            st.sampled_from([None, 1.0, 0.5, 0.0, -1.0, float("nan"), float("inf")]),
            st.sampled_from([None, "s1", "s2", "s3", "o"]),
            st.sampled_from([None, "asserts", "denies", "perhaps"]),
        ),
        max_size=25,
    ),
    kind=st.sampled_from(KINDS),
    copies=st.booleans(),
)
def test_whatever_comes_no_result_is_unsound(rows: list[tuple[Any, ...]], kind: str, copies: bool) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * 6
    names = ("source", "question", "value", "weight", "origin", "polarity")
    types = (pa.string(), pa.string(), pa.string(), pa.float64(), pa.string(), pa.string())
    table = pa.table({n: pa.array(list(c), t) for n, c, t in zip(names, columns, types, strict=True)})
    found = weigh(table, kind=kind, hierarchy=STEPS if kind == "place" else None, copies=copies, engine="numpy")
    sound(found)
    for finding in found.findings:
        assert finding.hint


def ask(rows: list[tuple[Any, ...]], names: str = "source question value", **how: Any) -> Weighing:
    columns = list(zip(*rows, strict=True))
    return weigh(pa.table(dict(zip(names.split(), map(list, columns), strict=True))), **how)


def codes(found: Weighing) -> list[str]:
    sound(found)
    return [finding.code for finding in found.findings]


def test_rows_without_an_entry_are_named() -> None:
    found = ask([("a", "q", "x"), (None, "q", "x"), ("b", "", "x"), ("b", "q", None), ("b", "q", "x")], kind="single")
    assert [(finding.code, finding.place.line) for finding in found.findings] == [("T801", 2), ("T801", 3), ("T801", 4)]
    assert found.settings["votes"] == 2


def test_numbers_that_are_not_finite_are_named() -> None:
    table = {"source": list("abcd"), "question": ["q"] * 4, "value": np.array([1.0, np.nan, np.inf, 1.0])}
    found = weigh(table, kind="number")
    assert "T801" in codes(found)
    assert "rows 2 and 3" in found.findings[0].message
    mixed = ask([("a", "q", "5"), ("b", "q", "five"), ("c", "q", "5")], kind="number")
    assert codes(mixed) == ["T802"]
    assert "row 2" in mixed.findings[0].message


def test_dates_out_of_range_are_named() -> None:
    found = ask([("a", "q", "2024-02-30"), ("b", "q", "2024-02-28"), ("c", "q", "10000-01-01")], kind="date")
    assert codes(found)[0] == "T802"
    assert "rows 1 and 3" in found.findings[0].message


def test_an_empty_table_has_no_judgements() -> None:
    empty = pa.table({name: pa.array([], pa.string()) for name in ("source", "question", "value")})
    for kind in KINDS:
        found = weigh(empty, kind=kind, hierarchy=STEPS if kind == "place" else None)
        assert len(found.judgements) == 0
        assert "T807" in codes(found)


def test_who_says_everything_is_named_and_weighs_little() -> None:
    rows = [("all", f"q{q}", v) for q in range(6) for v in ("x", "y", "z")]
    rows += [(s, f"q{q}", "x") for q in range(6) for s in ("a", "b")] + [("c", f"q{q}", "y") for q in range(6)]
    found = ask(rows, kind="single")
    assert codes(found) == ["T808", "T803"]
    assert "'all'" in found.findings[0].message
    assert set(found.judgements.column("value")) == {"x"}


def test_questions_of_one_voice_are_noted_and_not_certain() -> None:
    rows = [("a", f"q{q}", "x") for q in range(9)] + [("b", "q0", "x")]
    found = ask(rows, kind="single")
    assert codes(found) == ["T807"]
    assert "8 of 9" in found.findings[0].message
    alone = [row["likelihood"] for row in found.judgements.rows() if row["voices"] == 1]
    assert max(alone) < 0.95


def test_circles_are_errors_and_are_cut() -> None:
    rows = [("s", "q", "a"), ("t", "q", "d"), ("u", "q", "d")]
    found = ask(rows, hierarchy=STEPS, copies=False)
    assert codes(found) == ["T805", "T805"]
    assert "'a', 'b', 'c'" in found.findings[1].message
    chained = [("s", "q", "x", "t"), ("t", "q", "x", "s"), ("u", "q", "y", None), ("v", "q", "x", "t")]
    told = ask(chained, "source question value origin", kind="single", copies=False)
    assert codes(told) == ["T805"]
    assert told.judgements.rows()[0]["voices"] == 2


def test_a_hierarchy_without_rows_is_told() -> None:
    empty = pa.table({"child": pa.array([], pa.string()), "parent": pa.array([], pa.string())})
    found = ask([("s", "q", "a"), ("t", "q", "a")], hierarchy=empty)
    assert codes(found) == ["T804", "T804"]
    assert found.judgements.column("value") == ["a"]


def test_weights_and_polarity_that_cannot_be_are_named() -> None:
    rows = [("a", "q", "x", 2.0, "yes"), ("b", "q", "x", None, "maybe"), ("c", "q", "x", 0.5, "no")]
    found = ask(rows, "source question value weight polarity", kind="several")
    assert codes(found)[:2] == ["T802", "T802"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["single", "number", "several"])
def test_a_million_distinct_values_in_one_question(kind: str) -> None:
    many = 1_000_000
    numbers = np.arange(many)
    table = pa.table(
        {
            "source": pa.array(numbers % 1000).cast(pa.string()),
            "question": pa.array(["q"] * many),
            "value": pa.array(numbers * 3).cast(pa.string()),
        }
    )
    found = weigh(table, kind=kind, tolerance=1, copies=False, engine="numpy")
    assert 0 < len(found.answers) <= many
    assert all(math.isfinite(x) for x in found.judgements.column("likelihood"))


def test_columns_of_differing_length_are_an_error() -> None:
    with pytest.raises(ArmillaryError, match="'question' has 2"):
        weigh({"source": ["a"], "question": ["q", "r"], "value": ["x"]})


def test_a_file_of_another_kind_is_an_error() -> None:
    with pytest.raises(ArmillaryError, match="no table"):
        weigh("votes.csv")

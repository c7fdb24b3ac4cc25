"""Months and dates as English writes them, and numbers with their runs put together."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.text.months import MONTH, MONTHS, month_number, said_date
from armillary.text.runs import show_runs


def test_every_month_is_known_in_full_and_cut_short() -> None:
    for number, name in enumerate(MONTHS, 1):
        for written in (name, name.upper(), name[:3], f"{name[:3]}."):
            assert month_number(written) == number
        assert re.fullmatch(MONTH, name)
        assert re.fullmatch(MONTH, name[:3])
    assert re.fullmatch(MONTH, "Sept")
    assert not re.fullmatch(MONTH, "may")
    assert [month_number(word) for word in ("", "ma", "13", "Monday")] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2024-01-29", "29 January 2024"),
        ("2024-08", "August 2024"),
        ("2024", "2024"),
        ("", ""),
        ("2024-13", "2024-13"),
        ("2024-01-29T10:00", "2024-01-29T10:00"),
        ("about 2024-01", "about 2024-01"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_one(iso: str, said: str) -> None:
    assert said_date(iso) == said


def test_runs_are_put_together() -> None:
    assert show_runs([7, 1, 2, 3, 4]) == "1-4, 7"
    assert show_runs([1, 2, 5], "n") == "n1-n2, n5"
    assert show_runs([]) == ""


@given(st.sets(st.integers(0, 60)))
def test_runs_lose_no_number(numbers: set[int]) -> None:
    shown = [part.split("-") for part in show_runs(numbers).split(", ") if part]
    assert {n for part in shown for n in range(int(part[0]), int(part[-1]) + 1)} == numbers

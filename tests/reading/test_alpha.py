"""Krippendorff's alpha against the examples he published, and against what it must always be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.reading.alpha import nominal_alpha

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A to C.
BINARY = ("0100000010", "1110010000", 0.095)
NOMINAL = ("aabbdcccedda", "babbbccceddd", 0.692)
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


@pytest.mark.parametrize(("one", "other", "alpha"), [BINARY, NOMINAL])
def test_two_coders(one: str, other: str, alpha: float) -> None:
    assert nominal_alpha(zip(one, other, strict=True)) == pytest.approx(alpha, abs=0.0005)


def test_four_coders_with_values_missing() -> None:
    units = [[value for value in column if value != "."] for column in zip(*FOUR, strict=True)]
    assert nominal_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_without_variation_there_is_nothing_to_say() -> None:
    assert nominal_alpha([("a", "a"), ("a", "a")]) is None
    assert nominal_alpha([]) is None
    assert nominal_alpha([("a",), ("b",)]) is None


PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30)


@given(PAIRS)
def test_two_coders_by_the_definition(pairs: list[tuple[str, str]]) -> None:
    """One less the disagreement observed over that of values drawn without regard to their units."""
    values = [value for pair in pairs for value in pair]
    number = len(values)
    drawn = sum(a != b for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    observed = Fraction(sum(a != b for a, b in pairs), len(pairs))
    found = nominal_alpha(pairs)
    if not drawn:
        assert found is None
    else:
        assert found == pytest.approx(float(1 - observed / Fraction(drawn, number * (number - 1))))


@given(PAIRS, st.randoms())
def test_neither_the_order_of_units_nor_of_coders_matters(pairs: list[tuple[str, str]], random: object) -> None:
    shuffled = [(b, a) for a, b in pairs]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert nominal_alpha(shuffled) == nominal_alpha(pairs)

"""Values: what they mean, what is refused and why, and what holds for all of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.finding import Wrong
from armillary.text.dates import Reversed
from armillary.text.values import Value, parse_value


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("400", 400, 400, ""),
        ("6000..6500 fighters", 6000, 6500, "fighters"),
        ("6 000..6 500 core  members", 6000, 6500, "core members"),
        ("194.4 million USD", 194_400_000, 194_400_000, "USD"),
        (">=24 groups", 24, None, "groups"),
        (">= 24", 24, None, ""),
        ("<=5", None, 5, ""),
        ("51 %", 51, 51, "%"),
        ("51%", 51, 51, "%"),
        ("33.333 %", 33.333, 33.333, "%"),
        ("$25 million", 25_000_000, 25_000_000, "$"),
        ("US$ 25 million", 25_000_000, 25_000_000, "US$"),
        ("USD 25 million", 25_000_000, 25_000_000, "USD"),
        ("25 €", 25, 25, "€"),
        ("؋500", 500, 500, "؋"),
        ("400 نفر", 400, 400, "نفر"),
        ("10,000", 10_000, 10_000, ""),
        ("1,234,567.5", 1_234_567.5, 1_234_567.5, ""),
        ("6 000", 6000, 6000, ""),
        ("6\u00a0000", 6000, 6000, ""),
        ("1.5 bn USD", 1_500_000_000, 1_500_000_000, "USD"),
        ("1.5 Billion USD", 1_500_000_000, 1_500_000_000, "USD"),
        ("25m USD", 25_000_000, 25_000_000, "USD"),
        ("10k", 10_000, 10_000, ""),
        ("5 months", 5, 5, "months"),
        ("5 kg", 5, 5, "kg"),
        ("2..3 million USD", 2_000_000, 3_000_000, "USD"),
        ("900 thousand..1.2 million", 900_000, 1_200_000, ""),
        ("-90 %", -90, -90, "%"),
        ("−90 %", -90, -90, "%"),
        ("+20 %", 20, 20, "%"),
        ("-90..-80 %", -90, -80, "%"),
        ("0.125", 0.125, 0.125, ""),
        ("1.234 million", 1_234_000, 1_234_000, ""),
        ("70 per cent", 70, 70, "per cent"),
        (" 400 ", 400, 400, ""),
    ],
)
def test_a_value_is_an_interval_with_a_unit(text: str, low: float | None, high: float | None, unit: str) -> None:
    assert parse_value(text) == Value(text.strip(), low, high, False, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("~400", 400, 400), ("~ 400 fighters", 400, 400), ("~6000..6500", 6000, 6500)]
)
def test_about_keeps_the_numbers(text: str, low: float, high: float) -> None:
    value = parse_value(text)
    assert (value.low, value.high, value.approximate) == (low, high, True)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "found nothing", "400"),
        ("several", "has no number", "belong in the text"),
        ("1,5", "decimal comma", "write 1.5"),
        ("1,50 USD", "decimal comma", "write 1.50"),
        ("0,125", "decimal comma", "write 0.125"),
        ("1000,000", "broken group of thousands", "three digits"),
        ("1,00,000", "not grouped in thousands", "write 100,000"),
        ("1.234.567", "not grouped in thousands", "write 1,234,567"),
        ("10.000", "thousands to one reader and a decimal to another", "write 10,000 or 10"),
        ("10.500 fighters", "thousands to one reader and a decimal to another", "write 10,500 or 10.5"),
        ("-1.234", "thousands to one reader and a decimal to another", "write -1,234 or -1.2340"),
        ("6000-6500", "not how a range is written", "write 6000..6500"),
        ("6000–6500 fighters", "not how a range is written", "write 6000..6500 fighters"),
        ("between 6000 and 6500", "not how a range is written", "write 6000..6500"),
        ("about 400 fighters", "not how 'about' is written", "write ~400 fighters"),
        ("400~", "not how 'about' is written", "write ~400"),
        ("24+", "not how a bound is written", 'write ">=24", in quotes'),
        ("≥24 groups", "not how a bound is written", 'write ">=24 groups", in quotes'),
        ("more than 24", "not how a bound is written", "a bound includes its number"),
        ("up to 5 %", "not how a bound is written", "write <=5 %"),
        (">=5..6", "a range and a bound at once", ""),
        ("$25 million USD", "has two units, '$' and 'USD'", ""),
        ("3 hundred fighters", "counts in 'hundred'", "write the number out"),
        ("5 lakh", "counts in 'lakh'", "write the number out"),
        ("500..1 million", "go with both numbers", "after each number"),
        ("500 000..1 million USD", "go with both numbers", "after each number"),
        ("1e6", "is not a value", ""),
        ("24 of 34 provinces", "is not a value", ""),
        ("1/2", "is not a value", ""),
        ("1 2345", "is not a value", ""),
        ("۴۰۰ نفر", "other digits than 0 to 9", "write 400 نفر"),
        ("nan", "has no number", ""),
        ("9" * 400, "too long", ""),
    ],
)
def test_a_value_is_refused_with_what_to_write(text: str, message: str, hint: str) -> None:
    with pytest.raises(Wrong) as wrong:
        parse_value(text)
    assert message in wrong.value.message
    assert hint in wrong.value.hint
    assert wrong.value.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("6500..6000", "did you mean 6000..6500?"),
        ("-80..-90 %", "did you mean -90..-80?"),
        ("1 million..2", "the smaller number comes first, each with its own scale word"),
    ],
)
def test_a_reversed_range_is_told_apart(text: str, hint: str) -> None:
    with pytest.raises(Reversed) as wrong:
        parse_value(text)
    assert wrong.value.hint == hint
    assert wrong.value.code == "F112"


# --- what holds for every value -------------------------------------------------------------------------------------

WHOLE = st.integers(-(10**12), 10**12)
UNITS = st.sampled_from(["", "fighters", "USD", "%", "core members", "نفر"])
SCALES = {"": 1, "thousand": 10**3, "k": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "Billion": 10**9}


@given(WHOLE, UNITS, st.sampled_from(["{}", "{:,}", "{:_}"]))
def test_grouping_changes_nothing(number: int, unit: str, spelling: str) -> None:
    digits = spelling.format(number).replace("_", " ")
    value = parse_value(f"{digits} {unit}")
    assert (value.low, value.high, value.unit) == (number, number, unit)


@given(st.integers(0, 10**6), st.sampled_from(list(SCALES)))
def test_a_scale_word_multiplies_exactly(tenths: int, scale: str) -> None:
    value = parse_value(f"{tenths / 10} {scale}")
    assert value.low == pytest.approx(tenths * SCALES[scale] / 10, rel=1e-15)
    if scale:
        assert value.low == tenths * SCALES[scale] // 10


@given(WHOLE, WHOLE, UNITS)
def test_a_range_keeps_its_order_or_is_reversed(one: int, other: int, unit: str) -> None:
    low, high = sorted((one, other))
    value = parse_value(f"{low}..{high} {unit}")
    assert (value.low, value.high, value.unit) == (low, high, unit)
    if low < high:
        with pytest.raises(Reversed):
            parse_value(f"{high}..{low} {unit}")


@given(WHOLE)
def test_a_bound_is_open_on_its_other_side(number: int) -> None:
    least, most = parse_value(f">={number}"), parse_value(f"<={number}")
    assert (least.low, least.high) == (number, None)
    assert (most.low, most.high) == (None, number)


SCRAPS = st.lists(
    st.sampled_from([*"0123456789,.-~+%$ ", "..", ">=", "<=", "000", "million", "k", " USD", "and", "x", "٣", "K"]),
    max_size=12,
).map("".join)


@given(st.one_of(st.text(), SCRAPS))
def test_any_text_is_a_value_or_wrong(text: str) -> None:
    read = read_or_refuse(text)
    if isinstance(read, Wrong):
        assert read.message
        assert read.hint
        return
    assert read.low is not None or read.high is not None
    assert all(bound is None or math.isfinite(bound) for bound in (read.low, read.high))
    if read.low is not None and read.high is not None:
        assert read.low <= read.high


def read_or_refuse(text: str) -> Value | Wrong:
    """What parse_value makes of a text, with a refusal as a value."""
    try:
        return parse_value(text)
    except Wrong as wrong:
        return wrong

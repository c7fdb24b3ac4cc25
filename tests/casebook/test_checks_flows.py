"""Rates and totals of flows that do not add up (L309)."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims

FLOW = "flow: green-state -> red-band"
RATE = f"{FLOW}, amount: 25 million USD, per: month"


@pytest.mark.parametrize(
    ("rate", "total", "message"),
    [
        (
            f"{RATE}, when: 2021-03..",
            f"{FLOW}, amount: ^194.4 million USD, when: 2021-03/2023-04",
            "25 million USD a month over 26 months is 650 million USD; the total given is 194.4 million USD",
        ),
        (RATE, f"{FLOW}, amount: ^194.4 million USD, when: 2021~/2023-03", "is 675 million USD"),  # undated, one source
        (
            f"{RATE}, when: 2021..",
            f"{FLOW}, amount: ^$200m, when: 2021..",
            "over 28 months is 700 million USD",
        ),  # until it was read
        (f"{RATE}, when: 2022", f"{FLOW}, amount: ^1 billion USD, when: 2022", "over 12 months is 300 million USD"),
        (
            f"{FLOW}, amount: '>=10 million USD', per: week, when: 2022",
            f"{FLOW}, amount: ^194.4 million USD, when: 2022",
            ">=10 million USD a week over 52 weeks is at least 520 million USD",
        ),
        (f"{FLOW}, amount: 1..2 USD, per: day, when: 2022", f"{FLOW}, amount: ^900 USD, when: 2022", "at most 730 USD"),
        (
            f"{FLOW}, goods: gold, amount: 1 tonne, per: month, when: 2022",
            f"{FLOW}, goods: gold, amount: ^900 kg, when: 2022",
            "1 tonne a month over 12 months is 12 tonne; the total given is 900 kg",
        ),
        (
            f"{RATE}, when: 2022",
            f"{FLOW}, amount: ^100 million USD, when: 2021/2023",
            "over 12 months is 300 million USD",
        ),
    ],
)
def test_a_total_that_no_rate_makes(casebook: Write, rate: str, total: str, message: str) -> None:
    [finding] = casebook(claims(rate, total)).expect("L309")
    assert message in finding.message
    assert [place.line for place in finding.related] == [3]


@pytest.mark.parametrize(
    ("rate", "total"),
    [
        (f"{RATE}, when: 2022", f"{FLOW}, amount: 300 million USD, when: 2022"),
        (f"{RATE}, when: 2022", f"{FLOW}, amount: ~350 million USD, when: 2022"),
        (f"{RATE}, when: 2022", f"{FLOW}, amount: 200..310 million USD, when: 2022"),
        (f"{RATE}, when: 2022", f"{FLOW}, amount: 900 million USD, when: 2020/2023-01"),  # more may have come before
        (f"{RATE}, when: 2022-12", f"{FLOW}, amount: 194.4 million USD, when: 2021/2023-01"),
        (f"{RATE}, when: 2019", f"{FLOW}, amount: 5 USD, when: 2022"),
        (RATE, f"{FLOW}, amount: 5 USD"),  # a total without a time
        (RATE, f"{FLOW}, amount: 5 USD, when: ../2022"),
        (f"{RATE}, when: 2022", f"{FLOW}, amount: 5 EUR, when: 2022"),  # rates of exchange move
        (f"{RATE}, when: 2022", "flow: red-band -> green-state, amount: 5 USD, when: 2022"),
        (f"{RATE}, when: 2022", f"{FLOW}, amount: 5 USD, goods: wages, when: 2022"),
        (f"{RATE}, when: 2022", f"{FLOW}, amount: 5 USD, where: kunar, when: 2022"),  # a part of the whole
        (f"{RATE}, when: 2022, polarity: denies", f"{FLOW}, amount: 5 USD, when: 2022"),
        (f"{RATE}, when: 2022, modality: hypothetical", f"{FLOW}, amount: 5 USD, when: 2022"),
        (f"{FLOW}, amount: '<=25 million USD', per: month, when: 2022", f"{FLOW}, amount: 5 USD, when: 2022"),
        (f"{FLOW}, amount: '>=25 million USD', per: month, when: 2022", f"{FLOW}, amount: 900 million USD, when: 2022"),
    ],
)
def test_rates_and_totals_that_may_both_be_true(casebook: Write, rate: str, total: str) -> None:
    casebook(claims(rate, total)).expect()


def test_an_undated_rate_says_nothing_of_another_sources_total(casebook: Write) -> None:
    casebook(claims(RATE) | claims(f"{FLOW}, amount: 5 USD, when: 2019", source="study")).expect()


def test_a_rate_of_another_source_is_compared_when_both_are_dated(casebook: Write) -> None:
    casebook(claims(f"{RATE}, when: 2019") | claims(f"{FLOW}, amount: ^5 USD, when: 2019", source="study")).expect(
        "L309"
    )


def test_one_finding_for_a_total_however_many_rates_break_it(casebook: Write) -> None:
    rates = [f"{FLOW}, amount: {n} million USD, per: month, when: 2022" for n in (20, 25, 30)]
    casebook(claims(*rates, f"{FLOW}, amount: ^5 USD, when: 2022")).expect("L309")

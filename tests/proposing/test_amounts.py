"""Amounts: numbers in text with their bounds, and whose they are; what is proposed of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.proposing.cues import Cues
from armillary.proposing.evaluation import evaluate
from armillary.proposing.gold import GoldClaim
from armillary.proposing.numbers import Numbers
from armillary.text.values import parse_value
from tests.proposing.small import propose, vocabulary


def numbers(text: str) -> list[str]:
    found = Numbers(vocabulary(), Cues(vocabulary())).find(text)
    return [f"{one.value()}{f' a {one.per}' if one.per else ''}" for one in found]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("some 6,000 fighters", ["~6000"]),
        ("a strength of 6000-6500 fighters", ["6000..6500"]),
        ("between 2,000 and 2,500 men", ["2000..2500"]),
        ("13 soldiers and 60 others", ["13", "60"]),
        ("up to 300", ["<=300"]),
        ("at least 10 of the 34 provinces", [">=10", "34"]),
        ("over two dozen groups", [">=24"]),
        ("twenty-three members", ["23"]),
        ("tens of thousands of people", [">=20000"]),
        ("several hundred men", [">=200"]),
        ("100 or more men", [">=100"]),
        ("$25 million per month", ["25 million USD a month"]),
        ("US$2.5bn", ["2.5 billion USD"]),
        ("20 to 30 million dollars", ["20..30 million USD"]),
        ("a 90% reduction in 2023", ["90 %"]),
        ("a 29-year-old man, Resolution 1267, 9/11, the 1980s", []),
        ("on 3 May and May 12", ["3"]),
        ("in 2021 attacks rose", []),
    ],
)
def test_numbers(text: str, values: list[str]) -> None:
    assert [value for value in numbers(text) if value != "2023"] == values


@given(st.integers(1, 999_999_999), st.sampled_from(["at least ", "up to ", "about ", ""]))
def test_a_number_is_read_as_it_is_written(number: int, hedge: str) -> None:
    if 1900 <= number <= 2100:
        return
    [value] = numbers(f"They are {hedge}{number:,} strong")
    read = parse_value(value)
    assert number in (read.low, read.high)
    assert read.approximate is (hedge == "about ")


def amounts(text: str) -> set[str]:
    pytest.importorskip("spacy")
    found = [one for one in propose(text) if one.value]
    assert all(text[one.span[0] : one.span[1]] == one.quote and one.object in text for one in found)
    return {
        f"{'not: ' if one.polarity == 'denies' else ''}{one.subject} {one.relation} {one.value}"
        f"{f' of {one.of}' if one.of else ''}"
        for one in found
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The River Army has an estimated 6,000 fighters.", "river-army strength ~6000 fighters"),
        ("Some 6,000 River Army fighters are in Kestan.", "river-army strength ~6000 fighters"),
        ("The River Army, with a strength of 600-650 fighters, left.", "river-army strength 600..650 fighters"),
        ("The River Army's strength is estimated at up to 3,000.", "river-army strength <=3000 persons"),
        ("The number of River Army fighters rose to 5,000.", "river-army strength 5000 fighters"),
        ("The UN estimates the River Army at 800 to 1,000 fighters.", "river-army strength 800..1000 fighters"),
        ("Omar Saleh claimed that the River Army had grown to 30,000 troops.", "river-army strength 30000 troops"),
        ("The River Army, estimated to have 1,500 armed fighters, left.", "river-army strength 1500 fighters"),
        ("The River Army's numbers had swelled to 5,000 by 2023.", "river-army strength 5000 persons"),
        ("The 3,000-strong River Army left.", "river-army strength 3000 persons"),
        ("With some 800 men under arms, the River Army is weak.", "river-army strength ~800 persons"),
        ("About 3,000 fighters are believed to belong to the River Army.", "river-army strength ~3000 fighters"),
        ("The size of the River Army is put at 900 fighters.", "river-army strength 900 fighters"),
        ("The explosion claimed the lives of twelve River Army fighters.", "river-army losses 12 fighters"),
        ("The strike killed 14 fighters of the River Army.", "river-army losses 14 fighters"),
        ("At least 35 River Army fighters died in the clashes.", "river-army losses >=35 fighters"),
        ("The River Army denied that it has 500 fighters.", "not: river-army strength 500 fighters"),
        ("A River Army bomber killed 23 Northern Front soldiers.", "river-army killed 23 troops"),
        ("20 River Army fighters were killed by the Northern Front.", "northern-front killed 20 fighters"),
        ("The River Army freed over two dozen prisoners.", "river-army prisoners_released >=24 prisoners"),
        (
            "The River Army operates camps in at least 10 of 34 provinces.",
            "river-army provinces_with_camps >=10 provinces",
        ),
        ("The River Army has set up nine new training camps.", "river-army camps 9 camps"),
        ("The River Army earned $25 million a year from gold.", "river-army revenue 25 million USD per year"),
        ("The River Army's share amounted to $194.4 million.", "river-army revenue 194.4 million USD"),
        ("A bounty of 5 million dollars was placed on Omar Saleh.", "omar-saleh bounty 5 million USD"),
        ("There was a 90% reduction in River Army attacks.", "river-army change_percent -90 % of attacks"),
        ("Omar Saleh accused the River Army of killing 12 soldiers.", "river-army killed 12 troops"),
        (
            "The River Army conducted hundreds of operations against the Northern Front.",
            "river-army operations_against >=200 operations of northern-front",
        ),
    ],
)
def test_amounts_of_actors(text: str, expected: str) -> None:
    assert amounts(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "The River Army fought more than 100 soldiers of the Northern Front.",
        "The River Army paid 30 Northern Front fighters.",
        "The River Army and the Northern Front have 3,000 fighters.",  # together
        "The village of 300 people was attacked by the River Army.",
        "In the attack, which the River Army claimed, 12 people were killed.",
        "The River Army should train 300 fighters.",
        "The River Army was created in 2014 with five others.",
        "Some 6,000 fighters are in Kestan.",
        "More than 200 River Army fighters surrendered.",
        "The River Army attacked the post with 800 men.",
        "The bomb claimed the life of Omar Saleh, leader of the River Army.",
    ],
)
def test_what_is_no_amount_of_an_actor(text: str) -> None:
    assert amounts(text) == set()


def test_an_amount_is_right_by_its_value_or_its_words() -> None:
    pytest.importorskip("spacy")
    text = "The River Army has 6,000 fighters."
    for value, words in (("6000 fighters", ""), ("", "6,000 fighters")):
        gold = [GoldClaim(sentence=text, subject="river-army", relation="strength", value=value, object=words)]
        assert evaluate(propose(text), gold, vocabulary()).measures["strict"].f1 == 1.0
    silent = [GoldClaim(sentence=text, subject="river-army", relation="hosts", object="x")]
    assert (found := evaluate(propose(text), silent, vocabulary())).outside == 1
    assert found.measures["strict"].wrong == 0
    wrong = [GoldClaim(sentence=text, subject="river-army", relation="strength", value="7000 fighters")]
    assert evaluate(propose(text), wrong, vocabulary()).measures["pair"].f1 == 0.0

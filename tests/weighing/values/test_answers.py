"""Answers that are words, places and days."""

from __future__ import annotations

import math

import pytest

from armillary.text.dates import parse_day
from tests.weighing.drafts import claim
from tests.weighing.values.valuing import event, judged, stance, weighed


def test_choices_follow_the_formula() -> None:
    found = judged(stance("rb/1", "supports"), stance("rc/1", "opposes"))
    wrong = 4  # other stances that there are
    weight = 1.0
    scores = [weight * math.log(wrong * coin / (1 - coin)) for coin in (0.87, 0.75)]
    whole = sum(map(math.exp, scores)) + 3
    assert found.weighed is not None
    assert found.weighed.answers["supports"] == pytest.approx(math.exp(scores[0]) / whole)
    assert found.weighed.answers["opposes"] == pytest.approx(math.exp(scores[1]) / whole)
    assert sum(found.weighed.answers.values()) == pytest.approx(1)
    assert found.weighed.answer == "supports"


def test_a_denied_stance_is_less_likely_than_one_nobody_speaks_of() -> None:
    found = weighed(stance("rb/1", "supports"), stance("ra/1", "opposes", polarity="denies"))
    assert found.answers["opposes"] < found.answers["neutral"] < found.answers["supports"]


def test_an_answer_that_another_would_replace_has_low_confidence() -> None:
    assert judged(stance("rb/1", "supports"), stance("rc/1", "opposes")).confidence == "low"
    agreed = [stance(f"r{grade}/1", "supports") for grade in "abc"]
    assert judged(*agreed).confidence in ("moderate", "high")


def test_a_coarser_place_is_right_and_less_exact() -> None:
    found = weighed(
        event("ra/1", where="dale"), event("rb/1", where="north"), event("rc/1", where="aland"), kind="place"
    )
    assert found.answer == "dale"
    assert found.answers["dale"] < found.answers["north"] < found.answers["aland"]


def test_a_coarser_place_makes_a_finer_one_no_less_likely() -> None:
    alone = weighed(event("rc/1", where="dale"), event("rd/1", where="bland"), kind="place")
    backed = weighed(
        event("rc/1", where="dale"), event("rd/1", where="bland"), event("rb/1", where="aland"), kind="place"
    )
    assert backed.answers["dale"] > alone.answers["dale"]
    assert backed.answer == "dale"


def test_where_finer_places_differ_the_answer_is_what_they_share() -> None:
    found = judged(
        event("rd/1", where="dale"),
        event("rf/1", where="north"),
        event("rc/1", where="aland"),
        event("re/1", where="bland"),
        kind="place",
    )
    assert found.weighed is not None
    assert found.weighed.answers["aland"] >= found.weighed.answers["north"] >= found.weighed.answers["dale"]


def test_several_places_of_one_claim_are_the_finest() -> None:
    found = judged(event("ra/1", where=["aland", "dale"]), kind="place")
    assert [vote.answer.word for vote in found.votes] == ["dale"]


def test_a_coarser_date_holds_a_finer_one() -> None:
    found = weighed(event("ra/1", when="2010-05"), event("rb/1", when="2010-05-03"), kind="date")
    day = float(parse_day("2010-05-03"))
    assert (found.low, found.high) == (day, day)


def test_rival_dates_span_a_range_and_the_weaker_falls_out() -> None:
    found = judged(event("ra/1", when="2010-05-03"), event("rd/1", when="2010-05-20"), kind="date")
    day = float(parse_day("2010-05-03"))
    assert found.weighed is not None
    assert (found.weighed.low, found.weighed.high) == (day, day)
    assert [found.fits(vote) for vote in found.votes] == [True, False]


def test_names_are_each_a_question() -> None:
    def lists(name: str, *names: str) -> dict[str, object]:
        return claim(name, quantity="one affiliates", value=f"{len(names)} groups", lists=list(names), when="2010")

    found = weighed(lists("rb/1", "two", "part"), lists("rc/1", "two"), kind="names")
    assert found.answers["two"] > found.answers["part"] > 0.5
    assert found.answer == "two"


def test_the_dead_of_an_incident_by_party_are_a_floor_under_the_total() -> None:
    found = weighed(
        event("ra/1", deaths={"troops": "13", "civilians": "60"}),
        kind="number",
        measure="deaths",
    )
    assert found.said == (73, math.inf)


def test_a_denied_incident_says_nothing_of_its_dead() -> None:
    found = judged(
        event("ra/1", deaths={"total": "13"}), event("rb/1", deaths={"total": "99"}, polarity="denies"), kind="number"
    )
    assert [vote.answer.text for vote in found.votes] == ["13"]

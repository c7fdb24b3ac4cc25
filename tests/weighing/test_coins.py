"""What a word weighs: grades, stances and whose interest they are."""

from __future__ import annotations

import math

import numpy as np

from armillary.weighing.coins import coins_from, move_grade, settle, weights_of_evidence
from armillary.weighing.likelihood import DECIBANS
from tests.weighing.cases import shipped
from tests.weighing.drafts import claim
from tests.weighing.small import ATTACK, HOSTS, about, ask, attack, decibans, draft, explained, near


def test_weights_of_evidence_by_grade() -> None:
    table = {"A": 12.8, "B": 8.3, "C": 4.8, "D": 1.8, "E": 0.0, "F": 1.8}
    for grade, wanted in table.items():
        yes, no = weights_of_evidence(*coins_from([("", "free", grade)], shipped()))
        assert round(float(yes[0]) * DECIBANS, 1) == wanted, grade
        assert round(float(no[0]) * DECIBANS, 1) == -wanted, grade
        speaker = f"s{grade.lower()}"
        seen = ask(draft(attack(f"r{grade.lower()}/1", credibility=1)))
        assert near(decibans(seen, about(ATTACK))[speaker], float(yes[0]) * DECIBANS)
    assert {grade.coin for grade in shipped().grades.values()} == {0.95, 0.87, 0.75, 0.60, 0.50}
    assert {name: grade.pseudo_count for name, grade in shipped().grades.items()} == dict.fromkeys("ABCDE", 20) | {
        "F": 4
    }


def test_weights_of_evidence_by_stance() -> None:
    for grade in "ABCDEF":
        for stance, boast, disowning in (("no_serves_me", 6.0, -0.7), ("yes_serves_me", 0.7, -6.0)):
            yes, no = weights_of_evidence(*coins_from([("", stance, grade)], shipped()))
            assert round(float(yes[0]) * DECIBANS, 1) == boast
            assert round(float(no[0]) * DECIBANS, 1) == disowning


def test_coins_are_clipped_and_never_reversed() -> None:
    sens, spec = settle(np.array([0.99, 0.01, 0.3, 0.02]), np.array([0.7, 0.5, 0.4, 0.999]), 0.05, 0.95)
    assert np.allclose(sens, [0.95, 0.275, 0.45, 0.05])
    assert np.allclose(spec, [0.7, 0.725, 0.55, 0.95])
    yes, no = weights_of_evidence(sens, spec)
    assert np.all(yes >= -1e-12)
    assert np.all(no <= 1e-12)
    assert [move_grade(grade, 1) for grade in "ABCDEF"] == list("BCDEEF")
    assert [move_grade(grade, -1) for grade in "ABCDEF"] == list("AABCDF")


def test_interests_decide_the_stance() -> None:
    """The same rule for every state and party: whoever the speaker is, speaks for, is part of or has for a part."""
    parties = {"speaks_for": "one"}, {"speaks_for": ["two", "part"]}, {"speaks_for": "sf"}
    for change in parties:
        made = draft(claim("rb/1", HOSTS, when="2010", polarity="denies"), sb=change, sf={"speaks_for": "one"})
        assert explained(ask(made), about(HOSTS)).contributions[0].stance == "no_serves_me", change
    free = draft(claim("rb/1", HOSTS, when="2010"), sb={"speaks_for": "two"})
    assert explained(ask(free), about(HOSTS)).contributions[0].stance == "free"
    herself = draft(claim("own/1", HOSTS, when="2010"), own={"speaker": "one", "date": "2010"}, one_={"grade": "C"})
    herself.speakers[-1]["id"] = "one"
    assert explained(ask(herself), about(HOSTS)).contributions[0].stance == "no_serves_me"
    of_a_part = claim("rb/1", "part hosts two", when="2010", polarity="denies")  # the whole is blamed for its part
    made = draft(of_a_part, sb={"speaks_for": "one"})
    assert explained(ask(made), about("part hosts two")).contributions[0].stance == "no_serves_me"
    boast = draft(claim("rb/1", "one inspires two", when="2010"), sb={"speaks_for": "one"})
    assert explained(ask(boast), about("one inspires two")).contributions[0].stance == "yes_serves_me"
    override = claim("rb/1", HOSTS, when="2010", stance="free")
    made = draft(override, sb={"speaks_for": "one"})
    assert explained(ask(made), about(HOSTS)).contributions[0].stance == "free"
    realm = draft(claim("rb/1", "realm hosts two", when="2010", polarity="denies"), sb={"speaks_for": "realm"})
    assert near(decibans(ask(realm), about("realm hosts two"))["sb"], -0.9 * 10 * math.log10(0.95 / 0.80))
    # a part that has left has no such interest any more
    left = [{"actor": "one", "when": "..2005"}]
    made = draft(claim("rb/1", HOSTS, when="2010"), sb={"speaks_for": "part"}, part={"part_of": left})
    assert explained(ask(made), about(HOSTS)).contributions[0].stance == "free"


def test_a_place_has_the_interest_of_whoever_governs_it() -> None:
    tie = "two present_in north"
    governed = [{"place": "aland", "when": "2008.."}]
    for when, stance in {"2010": "no_serves_me", "2007": "free"}.items():
        made = draft(claim("rb/1", tie, when=when), sb={"speaks_for": "one"}, one={"territory": governed})
        assert explained(ask(made), about(tie)).contributions[0].stance == stance, when
    made = draft(claim("rb/1", tie, when="2010"), sb={"speaks_for": "part"}, one={"territory": governed})
    assert explained(ask(made), about(tie)).contributions[0].stance == "no_serves_me"
    made = draft(claim("rb/1", tie, when="2010"), sb={"speaks_for": "two"}, one={"territory": governed})
    assert explained(ask(made), about(tie)).contributions[0].stance == "free"


def test_the_coins_are_the_vocabularys_below_the_threshold() -> None:
    seen = ask(draft(attack("ra/1"), attack("rb/1", polarity="denies")))
    assert explained(seen, about(ATTACK)).coins == "prior"
    assert seen.coins.taught_by == 0

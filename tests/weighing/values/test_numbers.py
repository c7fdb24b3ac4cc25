"""Numbers: what is said, who is counted, and the range that comes of it."""

from __future__ import annotations

import math

import pytest

from armillary.text.dates import parse_day
from armillary.weighing.values.judgements import ValueJudgement
from armillary.weighing.values.votes import Ballots
from tests.weighing.cases import shipped
from tests.weighing.drafts import claim
from tests.weighing.small import draft
from tests.weighing.values.valuing import all_judged, evidence, judged, strength, weighed


def near(*numbers: float) -> object:
    return pytest.approx(numbers, rel=1e-6)


def origins(found: ValueJudgement) -> int:
    return len({vote.origin for vote in found.votes})


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("400", (400, 400)),
        ("6000..6500 fighters", (6000, 6500)),
        (">=24", (24, math.inf)),
        ("<=24", (-math.inf, 24)),
        ("0", (0, 0)),
    ],
)
def test_one_voice_is_taken_at_its_word(value: str, said: tuple[float, float]) -> None:
    assert weighed(strength("ra/1", value)).said == near(*said)


def test_about_leaves_a_quarter_on_either_side() -> None:
    low, high = weighed(strength("ra/1", "~400")).said
    assert 400 / 1.25 < low < 400 < high < 400 * 1.25
    assert math.isclose(low * high, 400**2, rel_tol=1e-3)


def test_a_range_is_a_plateau_and_taken_whole() -> None:
    found = weighed(strength("ra/1", "100..200"), strength("rb/1", "100..200"))
    assert (found.low, found.high) == near(100, 200)


def test_equals_who_differ_are_both_in_the_range() -> None:
    found = judged(strength("rb/1", "100"), strength("rc/1", "~300"), sc={"grade": "B"})
    assert found.weighed is not None
    assert found.weighed.said[0] == 100
    assert 300 < found.weighed.said[1] < 375
    assert found.confidence == "low"


def test_the_odd_voice_of_five_is_outside() -> None:
    claims = [strength(f"r{grade}/1", value) for grade, value in zip("abc", ("400", "410", "390"), strict=True)]
    found = judged(*claims, strength("rd/1", "9000"))
    assert found.weighed is not None
    assert found.weighed.said == near(390, 410)
    assert [vote.answer.text for vote in found.votes if not found.fits(vote)] == ["9000"]
    assert found.confidence == "high"


def test_three_agreeing_voices_of_one_party_are_low() -> None:
    party = {"speaks_for": ["two"]}
    claims = [strength(f"r{grade}/1", "400") for grade in "abc"]
    assert judged(*claims, sa=party, sb=party, sc=party).confidence == "low"
    assert judged(*claims).confidence == "high"


def test_two_agreeing_voices_are_moderate_and_one_is_load_bearing() -> None:
    assert judged(strength("ra/1", "400"), strength("rb/1", "400")).confidence == "moderate"
    alone = judged(strength("ra/1", "400"))
    assert (alone.confidence, alone.load_bearing) == ("low", ("sa",))


def test_of_bounds_alone_the_range_is_open_and_what_most_would_sign() -> None:
    assert weighed(strength("ra/1", ">=24"), strength("rb/1", ">=30")).said == near(24, math.inf)
    assert weighed(strength("ra/1", "<=24"), strength("rb/1", "<=30")).said == near(-math.inf, 30)


def test_how_far_a_bound_reaches_is_never_an_edge() -> None:
    found = weighed(strength("ra/1", ">=1000"), strength("rd/1", "10"))
    assert found.said == near(1000, math.inf)


def test_a_voice_that_says_nothing_either_way_is_no_ground() -> None:
    found = judged(strength("re/1", "400"))
    assert found.weighed is None
    assert [vote.says for vote in found.votes] == [0.0]


def test_a_denial_takes_support_away_where_it_points() -> None:
    both = weighed(strength("rb/1", "100"), strength("rc/1", "400"))
    less = weighed(strength("rb/1", "100"), strength("rc/1", "400"), strength("ra/1", "400", polarity="denies"))
    assert both.said == near(100, 400)
    assert less.said == near(100, 100)
    assert judged(strength("ra/1", "400", polarity="denies")).weighed is None


def test_an_origin_votes_once_nearest_the_root() -> None:
    found = judged(strength("ra/1", "400"), strength("rb/1", "800", credit="ra"), strength("rc/1", "900", credit="ra"))
    assert [vote.answer.text for vote in found.votes] == ["400"]


def test_its_newer_word_on_newer_days_supersedes_however_far_its_root() -> None:
    old = strength("ra/1", "400", when="2008")
    new = strength("rb/1", "900", when="2010", credit="ra-2010")
    source = {"speaker": "sa", "date": "2010-06"}
    found = judged(old, new, ra={"date": "2008-12"}, ra_2010=source)
    assert [vote.answer.text for vote in found.votes] == ["900"]


def test_a_copy_that_is_dated_later_is_no_newer_word() -> None:
    found = judged(strength("ra/1", "400", when="2008"), strength("rb/1", "900", when="2010", credit="ra"))
    assert [vote.answer.text for vote in found.votes] == ["400"]


def test_a_state_fades_and_a_number_of_a_period_stands() -> None:
    says = [judged(strength("ra/1", "400"), as_of=day).votes[0].says for day in ("2010-12-31", "2012-12-31")]
    assert says[1] / says[0] == pytest.approx(0.5 ** (731 / 730.5))
    attacks = claim("ra/1", quantity="one attacks", value="7", when="2010")
    assert judged(attacks, as_of="2019").votes[0].says == judged(attacks).votes[0].says


def test_periods_are_questions_of_their_own() -> None:
    first = claim("ra/1", quantity="one attacks", value="7", when="2009")
    second = claim("rb/1", quantity="one attacks", value="12", when="2010")
    assert [j.weighed.said for j in all_judged(draft(first, second)) if j.weighed] == [near(7, 7), near(12, 12)]


def test_what_ended_is_no_more() -> None:
    ended = strength("ra/1", "400", ended="2010-06-01", when="2009")
    assert judged(ended, as_of="2010-05-31").weighed is not None
    assert judged(ended, as_of="2010-06-01").weighed is None


def test_retracted_withdrawn_unpublished_and_hypothetical_claims_are_silent() -> None:
    gone = claim("rb/1", retracts="ra/1", when="2010-06")
    assert judged(strength("ra/1", "400"), gone).weighed is None
    assert judged(strength("ra/1", "400"), gone, known_by="2010-03").weighed is not None
    assert judged(strength("ra/1", "400"), ra={"withdrawn": "2010-02"}).weighed is None
    assert judged(strength("ra/1", "400"), known_by="2009-12").weighed is None
    found = judged(strength("ra/1", "400", modality="hypothetical"))
    assert (found.weighed, found.votes) == (None, ())


def test_silence_has_its_reason() -> None:
    made = draft(strength("ra/1", "400"), strength("rb/1", "800", credit="ra"), strength("rc/1", "9", when="2011"))
    e = evidence(made)
    ballots = Ballots(e, shipped(), parse_day("2010-12-31"), None)
    silent = {e.claims[int(e.t_claim[t])]: t for t in ballots.told(0)}
    assert ballots.silence(silent["rb/1"], 0) == "the same origin already votes, nearer its root, by ra/1"
    assert ballots.silence(silent["rc/1"], 0) == "of a later date"


def test_what_a_statement_is_about_votes_through_its_speaker() -> None:
    said = claim("ra/1", statement="sd claims", about={"quantity": "one strength", "value": "400", "when": "2010"})
    found = judged(said)
    assert [(vote.side, vote.relays) for vote in found.votes] == [(1, 1)]
    denied = claim("ra/1", statement="sd denies", about={"quantity": "one strength", "value": "400", "when": "2010"})
    assert [vote.side for vote in judged(denied).votes] == [-1]


def test_percentages_go_below_zero() -> None:
    def change(name: str, value: str) -> dict[str, object]:
        return claim(name, quantity="one change_percent", of="two", value=value, when="2010")

    found = judged(change("rb/1", "-90 %"), change("rd/1", ">=0 %"))
    assert found.weighed is not None
    assert found.weighed.said == near(-90, -90)
    assert [vote.answer.text for vote in found.votes if not found.fits(vote)] == [">=0 %"]


def test_rates_of_any_period_and_unit_are_one_question() -> None:
    month = claim("ra/1", flow="two -> one", amount="30.4375 kg", goods="gold", per="month", when="2010")
    day = claim("rb/1", flow="two -> one", amount="0.001 tonnes", goods="gold", per="day", when="2010")
    found = judged(month, day)
    assert found.weighed is not None
    assert found.weighed.said == near(1, 1)
    assert origins(found) == 2

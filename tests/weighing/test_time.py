"""What time does to a vote: intervals, half-lives, events, endings, claims without a date."""

from __future__ import annotations

from armillary.weighing.evidence import gather_evidence
from armillary.weighing.judgements import unassessed_since
from tests.weighing.cases import shipped
from tests.weighing.drafts import claim, to_book
from tests.weighing.small import ATTACK, HOSTS, about, ask, attack, day, draft, explained, near, state, weights


def test_time_weights() -> None:
    table = {  # as_of: what time leaves of a vote of .95, with a half-life of 730.5 days
        "2009-12-31": None,
        "2010-01-01": 1.0,  # an imprecise date holds from its first day
        "2010-12-31": 1.0,  # to its last
        "2011-12-31": 0.5 ** (365 / 730.5),
        "2012-12-31": 0.5 ** (731 / 730.5),
        "2020-12-31": 0.5 ** (3653 / 730.5),
    }
    for as_of, left in table.items():
        found = weights(ask(draft(state("rb/1")), as_of), about(HOSTS)).get("sb")
        assert (found is None) if left is None else near(found or 0.0, 0.95 * left), as_of
    # approximate edges are widened by one unit of their precision
    assert weights(ask(draft(state("rb/1", when="2010~")), "2009-01-01"), about(HOSTS)) == {"sb": 0.95}
    assert near(weights(ask(draft(state("rb/1", when="2010~")), "2011-12-31"), about(HOSTS))["sb"], 0.95)
    # open at the end: still so when the root said it; open at the beginning: any day before
    since = draft(state("rb/1", when="2005.."))
    assert near(weights(ask(since, "2010-01-01"), about(HOSTS))["sb"], 0.95)
    assert near(weights(ask(since, "2012-01-02"), about(HOSTS))["sb"], 0.95 * 0.5 ** (731 / 730.5))
    assert near(weights(ask(draft(state("rb/1", when="..2009")), "1990"), about(HOSTS))["sb"], 0.95)
    # an event stands from its date on, and does not before
    seen = ask(draft(attack("rb/1")), "2060-01-01")
    assert near(weights(seen, about(ATTACK))["sb"], 0.85)
    assert not ask(draft(attack("rb/1")), "2009-12-31").assessed(about(ATTACK))
    # what begins a state fades as the state does
    pledge = claim("rb/1", "one pledges_allegiance_to two", when="2010-01-01", modality="observed", credibility=1)
    seen = ask(draft(pledge), "2020-01-01")
    assert near(weights(seen, about("one pledges_allegiance_to two"))["sb"], 0.95 * 0.5 ** (3652 / 3652.5))


def test_undated_claims_count_at_their_roots_date() -> None:
    entry = state("rb/1", credit=["root"])
    entry.pop("when")
    root = {"root": {"speaker": "sc", "date": "2005-06-01", "read": True}}
    seen = ask(draft(entry, **root), "2007-06-02")
    assert near(weights(seen, about(HOSTS))["sc"], 0.95 * 0.5 ** (731 / 730.5))
    assert seen.evidence.t_undated.tolist() == [True]
    root["root"].pop("date")  # else the nearest dated relay's
    seen = ask(draft(entry, **root), "2010-01-01")
    assert near(weights(seen, about(HOSTS))["sc"], 0.95)
    nothing = draft(entry, **root)
    nothing.find("sources", "rb").pop("date")
    seen = ask(nothing)
    assert not seen.assessed(about(HOSTS))
    assert "nothing dates it" in explained(seen, about(HOSTS)).not_counted[0].reason


def test_what_ended_is_denied_from_then_on() -> None:
    entry = state("rb/1", when="2004..", ended="2008-06-01")
    for as_of, weight in {"2004-01-01": 0.95, "2008-05-31": 0.95, "2008-06-01": -0.95, "2010-01-01": -0.95}.items():
        assert near(weights(ask(draft(entry), as_of), about(HOSTS))["sb"], weight), as_of
    faded = weights(ask(draft(entry), "2012-01-02"), about(HOSTS))["sb"]  # known until the report of 2010
    assert near(faded, -0.95 * 0.5 ** (731 / 730.5))
    # nothing but its end is dated: so it was until the day before
    entry.pop("when")
    assert near(weights(ask(draft(entry), "2008-05-31"), about(HOSTS))["sb"], 0.95)
    assert near(weights(ask(draft(entry), "2008-06-01"), about(HOSTS))["sb"], -0.95)
    assert ask(draft(entry)).evidence.t_undated.tolist() == [False, False]
    # seen in the year in which it ended
    same = state("rb/1", when="2008-03", ended="2008")
    assert near(weights(ask(draft(same), "2008-03-31"), about(HOSTS))["sb"], 0.95)
    assert near(weights(ask(draft(same), "2008-04-01"), about(HOSTS))["sb"], -0.95)
    # an event has happened, and cannot end
    assert weights(ask(draft(attack("rb/1", when="2005", ended="2008"))), about(ATTACK)) == {"sb": 0.85}


def test_ended_claims_are_no_dispute() -> None:
    """Two voices agree that it was so and ended: each of its own date, nobody contradicts anybody."""
    entries = [state(f"r{grade}/1", when="2005", ended="2008") for grade in "ab"]
    e = gather_evidence(to_book(draft(*entries), shipped()), shipped())
    direct = {int(t) for t in e.b_testimony[e.b_direct]}
    assert {int(e.t_side[t]) for t in direct} == {1}
    assert len(direct) == 2


def test_faint_votes_are_no_grounds() -> None:
    entry = state("rb/1", when="2010-01-01", credibility=2)  # .85, of which a twentieth is left after 2985.9 days
    assert ask(draft(entry), "2018-03-05").assessed(about(HOSTS))
    seen = ask(draft(entry), "2018-03-06")
    assert not seen.assessed(about(HOSTS))
    row = seen.rows[about(HOSTS)]
    assert unassessed_since(seen.evidence, seen.judgements, shipped(), row) == day("2018-03-06")
    seen = ask(draft(attack("rb/1", modality="rumoured", credibility=5)))  # .045
    assert not seen.assessed(about(ATTACK))
    assert unassessed_since(seen.evidence, seen.judgements, shipped(), seen.rows[about(ATTACK)]) is None
    seen = ask(draft(attack("re/1")))  # an E says nothing either way
    assert not seen.assessed(about(ATTACK))
    assert weights(seen, about(ATTACK)) == {"se": 0.85}
    assert ask(draft(attack("rf/1"))).assessed(about(ATTACK))

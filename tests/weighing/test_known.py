"""What was known on a day, and what changed between two."""

from __future__ import annotations

from armillary.weighing.change import causes
from tests.weighing.drafts import Entry, claim
from tests.weighing.judging import Judged
from tests.weighing.small import ATTACK, HOSTS, about, ask, attack, draft, explained, state


def test_known_by_goes_by_the_roots_date() -> None:
    root = {"root": {"speaker": "sb", "date": "2007-05"}, "ra": {"date": "2010-01-01"}}
    entry = attack("ra/1", when="2005", credit=["root"])
    for known_by, heard in {"2007-05-30": False, "2007-05-31": True}.items():  # by its last day
        assert ask(draft(entry, **root), known_by=known_by).assessed(about(ATTACK)) == heard, known_by
    root["root"].pop("date")
    for known_by, heard in {"2009-12-31": False, "2010-01-01": True}.items():  # else the nearest dated relay's
        assert ask(draft(entry, **root), known_by=known_by).assessed(about(ATTACK)) == heard, known_by
    made = draft(entry, **root)
    made.find("sources", "ra").pop("date")
    seen = ask(made, known_by="2060")
    assert not seen.assessed(about(ATTACK))
    assert explained(seen, about(ATTACK)).not_counted[0].reason == "nothing says when it was published"
    assert ask(made).assessed(about(ATTACK))
    said = {"statement": "herald says", "about": {"tie": ATTACK, "when": "2003"}, "when": "2004-01-01"}
    made = draft(claim("ra/1", **said), herald={"grade": "B"})
    assert ask(made, known_by="2004-01-01").assessed(about(ATTACK))
    assert not ask(made, known_by="2003-12-31").assessed(about(ATTACK))


def test_retractions_and_withdrawals_act_when_they_are_known() -> None:
    back = claim("rd/9", retracts="rb/1")
    changes: dict[str, Entry] = {"rb": {"date": "2008-01-01"}, "rd": {"date": "2010-06-01"}}
    withdrawn = draft(attack("rb/1", when="2007"), rb={"date": "2008-01-01", "withdrawn": "2010-06-01"})
    for made in (draft(attack("rb/1", when="2007"), back, **changes), withdrawn):
        for known_by, counts in {"2010-05-31": True, "2010-06-01": False, None: False}.items():
            seen = ask(made, "2020", known_by)
            assert seen.assessed(about(ATTACK)) == counts, known_by
        assert explained(seen, about(ATTACK)).not_counted[0].reason == "retracted or withdrawn"
    # a withdrawn relay silences what came through it
    changes = {"ra": {"withdrawn": "2010-06-01"}}
    assert not ask(draft(attack("ra/1", credit=["rb"]), **changes)).assessed(about(ATTACK))
    # nothing dates the retraction: it holds, but is not known to have been made by any given day
    made = draft(attack("rb/1", when="2007"), back, rb={"date": "2008-01-01"})
    made.find("sources", "rd").pop("date")
    assert not ask(made).assessed(about(ATTACK))
    assert ask(made, known_by="2060").assessed(about(ATTACK))


def test_changes_are_named() -> None:
    def named(before: Judged, after: Judged, tie: str = HOSTS) -> dict[str, float]:
        rows = [seen.rows.get(about(tie), -1) for seen in (before, after)]
        return {cause.cause: cause.decibans for cause in causes(before.weighed, after.weighed, rows[0], rows[1])}

    made = draft(state("rb/1", when="2008"), state("rc/1", when="2008-06-01"), rb={"date": "2009"}, rc={"date": "2009"})
    then = ask(made, "2008-07-01", "2010")
    assert not named(then, ask(made, "2020-07-01", "2010"))  # time alone is no cause
    bounds = "number of voices"
    assert set(named(ask(made, "2008-03-01", "2010"), then)) == {"begins to hold", bounds}
    assert set(named(ask(made, "2008-07-01", "2008"), then)) == {"new claim", bounds}
    back = draft(*made.claims, claim("rd/1", retracts="rb/1"), rb={"date": "2009"}, rc={"date": "2009"})
    gone = named(ask(back, "2008-07-01", "2009-12-31"), ask(back, "2008-07-01", "2010-01-02"))
    assert set(gone) == {"retraction", bounds}
    assert gone["retraction"] < 0
    graded = draft(*made.claims, rb={"date": "2009"}, rc={"date": "2009"}, sb={"grade": "A"})
    assert set(named(then, ask(graded, "2008-07-01", "2010"))) == {"coin", bounds}
    fewer = draft(made.claims[0], rb={"date": "2009"})
    assert set(named(then, ask(fewer, "2008-07-01", "2010"))) == {"claim removed", bounds}
    ended = draft(state("rb/1", when="2008..", ended="2009-03-01"), rb={"date": "2009-06-01"})
    assert not named(ask(ended, "2009-02-01"), ask(ended, "2009-03-01"))  # an ending moves currency only
    no = state("rc/1", when="2012-12-31", polarity="denies")
    denied = named(ask(draft(state("rb/1", when="2008"))), ask(draft(state("rb/1", when="2008"), no), "2013"))
    assert set(denied) == {"new claim", "older against newer evidence", bounds}
    recoded = draft(
        state("rb/1", when="2008", modality="alleged"), made.claims[1], rb={"date": "2009"}, rc={"date": "2009"}
    )
    assert set(named(then, ask(recoded, "2008-07-01", "2010"))) == {"claim changed", bounds}
    weak, strong = state("ra/2", modality="rumoured"), state("rb/1", level="local", credit=["ra"])
    lifted = named(ask(draft(weak, ra={"read": True})), ask(draft(weak, strong, ra={"read": True})))
    assert set(lifted) == {"coherence"}  # the origin's own word still votes on the general question
    assert lifted["coherence"] > 1.5
    missing = draft(state("rb/1"))
    assert named(ask(draft()), ask(missing))["new claim"] > 0

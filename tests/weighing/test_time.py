"""What time does: intervals, newer against older evidence, events, how current a tie is, endings, lifetimes."""

from __future__ import annotations

import math

from armillary.weighing.evidence import gather_evidence
from armillary.weighing.standing import STANDINGS
from tests.weighing.cases import shipped
from tests.weighing.drafts import Entry, claim, to_book
from tests.weighing.judging import Judged
from tests.weighing.small import (
    ATTACK,
    HOSTS,
    about,
    ask,
    attack,
    currency,
    draft,
    explained,
    near,
    state,
    weights,
)

LIFE = 730.5  # half-life of hosting, in days


def test_a_vote_counts_from_its_first_day_and_stays() -> None:
    for as_of, counts in {"2009-12-31": False, "2010-01-01": True, "2010-12-31": True, "2040-01-01": True}.items():
        assert weights(ask(draft(state("rb/1")), as_of), about(HOSTS)) == ({"sb": 1.0} if counts else {}), as_of
    # approximate edges are widened by one unit of their precision
    assert weights(ask(draft(state("rb/1", when="2010~")), "2009-01-01"), about(HOSTS)) == {"sb": 1.0}
    assert weights(ask(draft(state("rb/1", when="..2009")), "1990"), about(HOSTS)) == {"sb": 1.0}
    # an event stands from its date on, and does not before
    assert not ask(draft(attack("rb/1")), "2009-12-31").assessed(about(ATTACK))
    assert currency(ask(draft(attack("rb/1")), "2060-01-01"), about(ATTACK)) == ("stands", "2010-01-01", "")


def test_undated_claims_count_at_their_roots_date() -> None:
    entry = state("rb/1", credit=["root"])
    entry.pop("when")
    root = {"root": {"speaker": "sc", "date": "2005-06-01", "read": True}}
    seen = ask(draft(entry, **root), "2007-06-02")
    assert weights(seen, about(HOSTS)) == {"sc": 1.0}
    assert currency(seen, about(HOSTS)) == ("ageing", "2005-06-01", "")
    assert seen.evidence.t_undated.tolist() == [True]
    root["root"].pop("date")  # else the nearest dated relay's
    seen = ask(draft(entry, **root), "2010-01-01")
    assert currency(seen, about(HOSTS)) == ("current", "2010-01-01", "")
    nothing = draft(entry, **root)
    nothing.find("sources", "rb").pop("date")
    seen = ask(nothing)
    assert not seen.assessed(about(HOSTS))
    assert "nothing dates it" in explained(seen, about(HOSTS)).not_counted[0].reason


def odds(*entries: Entry, as_of: str = "2020-01-01") -> tuple[float, float]:
    """What the votes on the hosting come to with age, bound left out, and what age took; in decibans."""
    found = explained(ask(draft(*entries), as_of), about(HOSTS))
    return sum(part.decibans for part in found.contributions) + found.age_db, found.age_db


def test_older_evidence_yields_to_newer_that_contradicts_it() -> None:
    a, b, c = (10 * math.log10(coin / (1 - coin)) for coin in (0.95, 0.87, 0.75))
    yes = state("ra/1", when="2010-01-01")
    # two years, 730 days, of a half-life of 730.5: the yes loses half of itself, less than the no weighs
    lost = a * (1 - 0.5 ** (730 / LIFE))
    left, age = odds(yes, state("rb/1", when="2012-01-01", polarity="denies"))
    assert near(left, a - lost - b)
    assert near(age, -lost)
    # it never loses more than the newer weighs
    faint = state("rc/1", when="2012-01-01", polarity="denies", modality="rumoured")
    assert near(odds(yes, faint)[0], a - 2 * 0.3 * c)
    # what is of one day is one, and the older side is as old as the newest on it
    again = state("rc/1", when="2011-12-31")
    lost = (a + c) * (1 - 0.5 ** (1 / LIFE))
    assert near(odds(yes, again, state("rb/1", when="2012-01-01", polarity="denies"))[0], a + c - lost - b)
    day = [state("rb/1", when="2012-01-01", polarity="denies"), state("rc/1", when="2012-01-01")]
    assert near(odds(yes, *day)[0], a - 2 * (b - c))
    same = state("rb/1", when="2010-01-01", polarity="denies")
    assert near(odds(yes, same)[0], a - b)
    # what is told of a later day farther from the root was seen then, and refreshes no vote
    told = state("rd/1", when="2011-12-31", credit=["ra"])
    made = draft(yes, told, state("rb/1", when="2012-01-01", polarity="denies"), ra={"read": True})
    assert near(explained(ask(made, "2012-01-01"), about(HOSTS)).age_db, -a * (1 - 0.5 ** (730 / LIFE)))
    assert currency(ask(made, "2012-01-01"), about(HOSTS))[1] == "2011-12-31"
    # and a newer yes makes an older no yield
    no, lost = state("rb/1", when="2010-01-01", polarity="denies"), b * (1 - 0.5 ** (3652 / LIFE))
    left, age = odds(no, state("rc/1", when="2020-01-01"))
    assert near(left, c - b + min(c, lost))
    assert age > 0
    # nothing ages by waiting, and an event never
    assert odds(yes, as_of="2060")[1] == 0
    blows = [attack("ra/1", when="2010"), attack("rb/1", when="2010-06-01", polarity="denies")]
    assert explained(ask(draft(*blows), "2020"), about(ATTACK)).age_db == 0


def test_a_denied_event_may_stand_by_the_word_on_another_day() -> None:
    no = attack("ra/1", when="2008", polarity="denies")
    seen = ask(draft(attack("rb/1"), no))
    assert near(seen.likelihood(about(ATTACK)), 0.79)
    assert (
        "it speaks of days for which this is denied, and others" in explained(seen, about(ATTACK)).not_counted[0].reason
    )
    assert ask(draft(attack("rb/1", when="2008"), no)).likelihood(about(ATTACK)) < 0.5
    whisper = ask(draft(attack("rb/1", modality="rumoured", credibility=4), no))  # nobody hears it
    assert whisper.likelihood(about(ATTACK)) < 0.5


def test_how_current_a_tie_is() -> None:
    for as_of, kind in {
        "2010-01-01": "current",
        "2012-01-01": "current",
        "2012-01-02": "ageing",
        "2014-01-01": "ageing",
        "2014-01-02": "lapsed",
    }.items():
        seen = ask(draft(state("rb/1", when="2010-01-01")), as_of)
        assert currency(seen, about(HOSTS)) == (kind, "2010-01-01", ""), as_of
        assert near(seen.likelihood(about(HOSTS)), 0.79)
        days = (seen.judgements.as_of - seen.judgements.currency.last_seen[0]) / LIFE
        row = seen.rows[about(HOSTS)]
        still = seen.judgements.currency.still(seen.evidence.q_half_life, seen.judgements.as_of)[row]
        assert near(float(still), 0.5 ** float(days))
    # a denial and a whisper are no sightings
    late = state("rc/1", when="2013", polarity="denies"), state("rf/1", when="2013", modality="rumoured")
    assert currency(ask(draft(state("rb/1", when="2010-01-01"), *late), "2013"), about(HOSTS))[1] == "2010-01-01"
    # open at the end: still so when the root said it
    assert currency(ask(draft(state("rb/1", when="2005.."))), about(HOSTS))[1] == "2010-01-01"


RULE = state("rb/1", when="1996/2001-11-13", ended="2001-11-13")


def test_what_ended_is_over_until_it_is_seen_again() -> None:
    again = state("ra/1", when="2021-08-15")
    for as_of, found in {
        "2000-01-01": ("current", "2000-01-01", ""),
        "2001-11-12": ("current", "2001-11-12", ""),
        "2001-11-13": ("ended", "2001-11-12", "2001-11-13"),
        "2021-08-14": ("ended", "2001-11-12", "2001-11-13"),
        "2021-08-15": ("current", "2021-08-15", ""),
        "2024-01-01": ("ageing", "2021-08-15", ""),
    }.items():
        seen = ask(draft(RULE, again), as_of)
        assert currency(seen, about(HOSTS)) == found, as_of
        assert seen.likelihood(about(HOSTS)) >= 0.79 - 1e-9
        assert STANDINGS[seen.judgements.standing[seen.rows[about(HOSTS)]]] in ("reported", "corroborated")
    # a sighting on the day of the end or later outweighs a weaker ending, and one before it does not
    ending = state("rc/1", when="2001", ended="2001-11-13")
    for day, kind in {"2001-11-13": "current", "2001-11-12": "ended"}.items():
        assert currency(ask(draft(ending, state("ra/1", when=day)), "2001-12-01"), about(HOSTS))[0] == kind, day


def test_an_old_ending_yields_to_a_faint_new_sighting() -> None:
    ending, faint = state("ra/1", when="2001", ended="2001-11-13"), state("rd/1", when="2021-08-15")
    assert currency(ask(draft(ending, faint), "2021-08-15"), about(HOSTS))[0] == "current"
    soon = state("rd/1", when="2001-12-01")
    assert currency(ask(draft(ending, soon), "2001-12-01"), about(HOSTS))[0] == "ended"


def test_an_ending_weighs_what_its_origin_says_nearest_the_root() -> None:
    told = state("ra/1", when="2008", ended="2009-01-01", credit=["rb"])
    faint = state("rb/1", when="2008", ended="2009-01-01", modality="rumoured")
    seen = state("rc/1", when="2009-01-01")
    read = {"rb": {"read": True}}
    assert currency(ask(draft(told, seen, **read), "2009-02-01"), about(HOSTS))[0] == "ended"  # 8.3 against 4.8 dB
    assert currency(ask(draft(told, faint, seen, **read), "2009-02-01"), about(HOSTS))[0] == "current"  # 2.5


def test_an_end_not_known_to_the_day_is_not_contradicted_by_days_before_its_last() -> None:
    ending = state("rc/1", when="2007", ended="2008")
    for day, found in {
        "2008-06-01": ("ended", "2008-06-01", "2008-01-01"),
        "2008-12-31": ("current", "2008-12-31", ""),
    }.items():
        assert currency(ask(draft(ending, state("ra/1", when=day)), "2009-02-01"), about(HOSTS)) == found


def test_a_lone_interested_voice_only_says_that_it_ended() -> None:
    seen = ask(draft(RULE, sb={"speaks_for": "one"}), "2001-12-01")
    assert currency(seen, about(HOSTS)) == ("current", "2001-11-12", "")
    told = seen.judgements.currency
    assert [seen.evidence.origins[int(origin)] for origin in told.ending_origin] == ["sb"] * len(told.ending_origin)
    assert not told.ending_heard.any()


def test_ones_own_later_no_is_an_ending_and_no_denial() -> None:
    yes, no = state("ra/1", when="2008-01-01"), state("ra/2", when="2010-01-01", polarity="denies")
    seen = ask(draft(yes, no))
    assert currency(seen, about(HOSTS)) == ("ended", "2008-01-01", "2010-01-01")
    assert weights(seen, about(HOSTS)) == {"sa": 1.0}
    assert "it ends that, and denies nothing" in explained(seen, about(HOSTS)).not_counted[0].reason
    other = state("rb/1", when="2010-01-01", polarity="denies")
    denied = ask(draft(yes, other))
    assert currency(denied, about(HOSTS))[0] == "ageing"  # two years, of a half-life of two
    assert STANDINGS[denied.judgements.standing[denied.rows[about(HOSTS)]]] == "disputed"
    earlier = ask(draft(yes | {"when": "2010-01-01"}, no | {"when": "2008-01-01"}))  # no ending: it began
    assert set(explained(earlier, about(HOSTS)).contributions[0].polarity) <= set("assertsdenies")
    assert len(earlier.judgements.votes.question[earlier.judgements.votes.question == earlier.rows[about(HOSTS)]]) == 2


def test_an_ending_at_a_place_ends_what_its_yes_opened() -> None:
    here = state("rb/1", when="2005/2008", where=["dale"], ended="2008-06-01")
    place = about(HOSTS, place="dale")

    def kinds(*entries: Entry) -> tuple[str, ...]:
        seen: Judged = ask(draft(*entries), "2008-12-31")
        return tuple(currency(seen, question)[0] for question in (place, about(HOSTS), about("one tolerates two")))

    assert kinds(here) == ("ended", "ended", "ended")
    assert kinds(here, state("rc/1", when="2007", where=["bland"])) == ("ended", "current", "current")
    assert kinds(here, state("rc/1", when="2007")) == ("ended", "current", "current")


def test_seen_in_the_year_in_which_it_ended() -> None:
    seen = ask(draft(state("rb/1", when="2008-03", ended="2008")))
    assert currency(seen, about(HOSTS)) == ("ended", "2008-03-31", "2008-04-01")
    # nothing but its end is dated: so it was until the day before
    entry = state("rb/1", ended="2008-06-01")
    entry.pop("when")
    assert currency(ask(draft(entry)), about(HOSTS)) == ("ended", "2008-05-31", "2008-06-01")
    assert ask(draft(entry)).evidence.t_undated.tolist() == [False]
    # an event has happened, and cannot end
    assert currency(ask(draft(attack("rb/1", when="2005", ended="2008"))), about(ATTACK)) == (
        "stands",
        "2005-12-31",
        "",
    )


def test_ended_claims_are_no_dispute() -> None:
    """Two voices agree that it was so and ended: each of its own date, nobody contradicts anybody."""
    entries = [state(f"r{grade}/1", when="2005", ended="2008") for grade in "ab"]
    e = gather_evidence(to_book(draft(*entries), shipped()), shipped())
    direct = {int(t) for t in e.b_testimony[e.b_direct]}
    assert {int(e.t_side[t]) for t in direct} == {1}
    assert len(direct) == 2


def test_lifetimes_end_states_and_leave_deeds() -> None:
    dead = {"two": {"exists": "1990/2012-07-30"}}
    pledge = claim("ra/1", "one pledges_allegiance_to two", when="2009", modality="observed")
    made = draft(state("rb/1"), attack("rb/2"), pledge, **dead)
    before, after = ask(made, "2012-07-30"), ask(made, "2012-07-31")
    assert currency(before, about(HOSTS)) == ("current", "2010-12-31", "")
    assert currency(after, about(HOSTS)) == ("ended", "2010-12-31", "2012-07-31")
    assert bool(after.judgements.currency.gone[after.rows[about(HOSTS)]])
    assert currency(after, about(ATTACK))[0] == "stands"
    assert currency(after, about("one pledges_allegiance_to two"))[0] == "stands"  # the oath was given
    assert currency(after, about("one recognises_authority_of two"))[0] == "ended"  # and is not in force
    for question in after.rows:
        assert near(before.odds(question), after.odds(question))


def test_an_oath_given_and_an_oath_in_force_are_told_apart() -> None:
    given, force = about("one pledges_allegiance_to two"), about("one recognises_authority_of two")
    oath = claim("ra/1", "one pledges_allegiance_to two", when="2009", modality="observed")
    no = claim("rb/1", "one recognises_authority_of two", when="2009", modality="observed", polarity="denies")
    seen = ask(draft(oath, no))
    assert weights(seen, given) == {"sa": 1.0}
    assert weights(seen, force) == {"sa": 1.0, "sb": -1.0}
    assert near(seen.likelihood(given), 0.79)
    assert seen.odds(force) < seen.odds(given)

"""Confidence: each of its grounds by itself, who is one voice with whom, and whose voice bears the load."""

from __future__ import annotations

import math
from typing import Any

from armillary.weighing.standing import STANDINGS
from tests.weighing.drafts import Draft, Entry, claim
from tests.weighing.judging import Judged
from tests.weighing.small import ATTACK, HOSTS, Changes, about, ask, attack, decibans, draft, explained, near


def four_voices(**changes: Any) -> list[Entry]:
    """Four claims on which confidence is high."""
    keys: Entry = {"when": "2010-01-01", "modality": "observed", "credibility": 2} | changes
    return [claim(f"{name}/1", HOSTS, **keys) for name in ("ra", "rb", "ra2", "rb2")]


FOUR: Changes = {"sa2": {"grade": "A"}, "sb2": {"grade": "B"}}
FOUR |= {"ra2": {"speaker": "sa2", "date": "2010"}, "rb2": {"speaker": "sb2", "date": "2010"}}


def sureness(made: Draft, as_of: str = "2010-01-01", tie: str = HOSTS) -> int:
    """Confidence in a tie: 0 low, 1 moderate, 2 high."""
    seen = ask(made, as_of)
    return int(seen.judgements.confidence[seen.rows[about(tie)]])


def counted(seen: Judged, tie: str = ATTACK) -> tuple[int, int]:
    """The audible voices for and against."""
    row = seen.rows[about(tie)]
    return int(seen.judgements.for_it[row]), int(seen.judgements.against[row])


def test_high_confidence_needs_every_one_of_its_grounds() -> None:
    assert sureness(draft(*four_voices(), **FOUR)) == 2
    # fewer than three voices, blocs merged
    assert sureness(draft(*four_voices()[:3], **FOUR)) == 2
    blocs: Changes = {name: FOUR.get(name, {}) | {"speaks_for": "two"} for name in ("sb", "sa2", "sb2")}
    assert sureness(draft(*four_voices(), **{**FOUR, **blocs})) == 1
    # none graded B or better, or none of those at first hand
    grades = {name: {"grade": "C"} for name in ("sa", "sb", "sa2", "sb2")}
    assert sureness(draft(*four_voices(), **{**FOUR, **grades})) == 1
    relayed = [entry | {"id": entry["id"].replace("r", "t"), "credit": [entry["id"][:-2]]} for entry in four_voices()]
    papers = {name: {"speaker": "sd", "date": "2010"} for name in ("ta", "tb", "ta2", "tb2")}
    read: Changes = {name: {"read": True, **FOUR.get(name, {})} for name in ("ra", "rb", "ra2", "rb2")}
    assert sureness(draft(*relayed, **{**FOUR, **papers, **read})) == 1
    # a voice against that weighs a fifth of the strongest for, 12.8 dB
    against = claim("rc/1", HOSTS, when="2010-01-01", polarity="denies", modality="observed")
    assert sureness(draft(*four_voices(), against | {"modality": "alleged"}, **FOUR)) == 2  # 2.4
    assert sureness(draft(*four_voices(), against | {"modality": "assessed"}, **FOUR)) == 1  # 3.8
    # no longer current: half-life 730.5 days
    assert sureness(draft(*four_voices(), **FOUR), "2012-01-01") == 2
    assert sureness(draft(*four_voices(), **FOUR), "2012-01-02") == 1
    # without any one voice it stays at 80 in 100
    three = [claim(f"{name}/1", HOSTS, when="2010-01-01", modality="rumoured") for name in ("rb", "rc", "rb2")]
    assert sureness(draft(*three, **FOUR)) == 1  # without one B 71
    firmer = [entry | {"modality": "reported"} for entry in three]
    assert sureness(draft(*firmer, **FOUR)) == 2
    # denials alike, fresh for a half-life
    no = four_voices(polarity="denies")
    assert [sureness(draft(*no, **FOUR), as_of) for as_of in ("2012-01-01", "2012-01-02")] == [2, 1]


def test_moderate_confidence_needs_two_voices_and_no_single_one() -> None:
    assert sureness(draft(attack("ra/1"), attack("rb/1")), tie=ATTACK) == 1
    assert sureness(draft(attack("ra/1")), tie=ATTACK) == 0
    one_bloc = {name: {"speaks_for": "realm"} for name in ("sa", "sb")}
    assert sureness(draft(attack("ra/1"), attack("rb/1"), **one_bloc), tie=ATTACK) == 0
    # a voice too faint to judge by does not corroborate, nor does one that says nothing
    assert sureness(draft(attack("ra/1"), attack("rb/1", modality="rumoured", credibility=5)), tie=ATTACK) == 0
    assert sureness(draft(attack("ra/1"), attack("re/1")), tie=ATTACK) == 0
    # without one of them the answer turns
    assert sureness(draft(attack("rb/1"), attack("rd/1"), attack("rc/1", polarity="denies")), tie=ATTACK) == 0
    seen = ask(draft(attack("rb/1"), attack("rd/1", polarity="denies")))
    assert explained(seen, about(ATTACK)).load_bearing == ("sb",)


def test_the_standing_of_the_evidence() -> None:
    def standing(*entries: Entry, **changes: Entry) -> str:
        seen = ask(draft(*entries, **changes))
        return STANDINGS[seen.judgements.standing[seen.rows[about(ATTACK)]]]

    assert standing(attack("ra/1")) == "reported"
    assert standing(attack("ra/1"), attack("rd/1")) == "corroborated"
    assert standing(attack("ra/1", polarity="denies")) == "denied"
    assert standing(attack("re/1")) == "not_assessed"
    assert standing(attack("ra/1", modality="normative")) == "not_assessed"
    no = attack("rc/1", polarity="denies")  # 4.8 dB against 12.8
    assert standing(attack("ra/1"), no) == "disputed"
    assert standing(attack("ra/1"), no | {"modality": "alleged"}) == "reported"  # 2.4, less than a fifth
    assert standing(attack("rc/1", modality="alleged"), attack("ra/1", polarity="denies")) == "denied"
    # those concerned are heard, and count nothing
    assert standing(attack("ra/1"), no, sc={"speaks_for": "one"}) == "disputed"  # nobody gains by denying an attack


def test_blocs_are_whom_one_speaks_for() -> None:
    circle: Changes = {"sa": {"speaks_for": "sb"}, "sb": {"speaks_for": "sa"}, "sc": {"speaks_for": "sa"}}
    e = ask(draft(*(attack(f"r{grade}/1") for grade in "abcd"), **circle)).evidence
    blocs = {origin: e.blocs[bloc] for origin, bloc in zip(e.origins, e.origin_bloc, strict=True)}
    assert blocs == {"sa": "sa", "sb": "sa", "sc": "sa", "sd": "sd"}
    line: Changes = {"sa": {"speaks_for": "sb"}, "sb": {"speaks_for": ["realm", "two"]}, "sc": {"speaks_for": "realm"}}
    seen = ask(draft(*(attack(f"r{grade}/1") for grade in "abc"), **line))
    assert set(seen.evidence.blocs) == {"realm"}
    assert counted(seen) == (1, 0)
    assert near(sum(decibans(seen, about(ATTACK)).values()), max(decibans(seen, about(ATTACK)).values()))  # not added


def test_unnamed_voices_that_one_hand_cites_are_one() -> None:
    two: Changes = {name: {"grade": "C", "kind": "unnamed"} for name in ("unnamed_x", "unnamed_y")}

    def entries(*sources: str) -> list[Entry]:
        return [attack(f"{source}/1", credit=[f"unnamed/{name}"]) for source, name in zip(sources, "xy", strict=True)]

    def voices(*claims: Entry, **changes: Entry) -> tuple[int, int]:
        made = draft(*claims, **{**two, **changes})
        for speaker in made.speakers:
            speaker["id"] = speaker["id"].replace("unnamed-", "unnamed/")
        return counted(ask(made))

    assert voices(*entries("ra", "rb")) == (2, 0)
    assert voices(*entries("ra", "ra")[:1], entries("ra", "ra")[1] | {"id": "ra/2"}) == (1, 0)
    # an outlet is one with those whom it cites, another hand is not
    assert voices(attack("rb/1"), attack("ra/1", credit=["unnamed/x"]), sa={"kind": "outlet"}) == (2, 0)
    for kind, wanted in {"outlet": 1, "institution": 2}.items():
        cited = attack("sister/1", credit=["unnamed/x"])  # another report of the same hand
        sister: Changes = {"sister": {"speaker": "sa", "date": "2010"}, "sa": {"kind": kind}}
        assert voices(attack("ra/1"), cited, **sister) == (wanted, 0), kind


def test_an_author_adds_no_voice_to_those_whom_he_credits() -> None:
    read: Changes = {"rb": {"read": True}, "rc": {"read": True}}
    credits = [attack("ra/1", credit=["rb"], modality="stated"), attack("ra/2", credit=["rc"], modality="stated")]
    own = attack("ra/3", modality="stated")
    parts = decibans(ask(draft(*credits, **read)), about(ATTACK))
    seen = ask(draft(*credits, own, **read))
    assert counted(seen) == (2, 0)
    told = {part.origin: part for part in explained(seen, about(ATTACK)).contributions}
    assert told["sb"].one_with == "sa"  # he replaces the strongest of them, being stronger
    assert (told["sb"].decibans, told["sc"].one_with) == (0.0, "")
    assert near(told["sc"].decibans, parts["sc"])
    weaker = ask(draft(*credits, own | {"modality": "rumoured"}, **read))  # 3.8 dB, less than the B he credits
    assert decibans(weaker, about(ATTACK)) == parts | {"sa": 0.0}
    # what he saw himself is a voice, and so is what he says elsewhere
    assert counted(ask(draft(*credits, own | {"modality": "observed"}, **read))) == (3, 0)
    sister: Changes = {"sister": {"speaker": "sa", "date": "2010"}}
    assert counted(ask(draft(*credits, own | {"id": "sister/1"}, **read, **sister))) == (3, 0)
    # merging is not transitive: two authors who draw on one stay one with it, and those drawn on stay two
    third = attack("rd/1", credit=["rb"], modality="stated"), attack("rd/2", modality="stated")
    assert counted(ask(draft(*credits, own, *third, **read))) == (2, 0)
    # a no of his is no yes of theirs
    assert counted(ask(draft(*credits, own | {"polarity": "denies"}, **read))) == (2, 1)


def test_an_author_stays_one_with_those_whom_he_credits_where_their_days_are_denied() -> None:
    """Else to deny the days of the one would make a voice of the other."""
    party: Changes = {"sb": {"speaks_for": "two"}, "sb2": {"grade": "B", "speaks_for": "two"}}
    party |= {"rb": {"read": True}, "rb2": {"speaker": "sb2", "date": "2013"}}
    entries = [attack("ra/1", when="2008", credit=["rb"]), attack("ra/2", when="2010", modality="stated")]
    entries.append(attack("rb2/1", when="2012"))
    assert counted(ask(draft(*entries, **party), "2013")) == (1, 0)
    no = attack("rc/1", when="2008", polarity="denies")
    assert counted(ask(draft(*entries, no, **party), "2013"))[0] == 1


def test_explanations_say_who_bears_the_load_and_what_would_change() -> None:
    seen = ask(draft(attack("rb/1"), attack("rd/1")))
    found = explained(seen, about(ATTACK))
    assert found.load_bearing == ("sb", "sd")  # the bound falls with either
    assert found.would_change[0] == "withdrawal of sd"
    assert all(advice.split()[0] in ("withdrawal", "one", "two", "three") for advice in found.would_change)
    assert [part.origin for part in found.contributions] == ["sb", "sd"]
    alone = explained(ask(draft(attack("rb/1"))), about(ATTACK))
    assert alone.load_bearing == ("sb",)
    assert "withdrawal of sb" in alone.would_change
    nothing = explained(ask(draft(attack("rb/1"), attack("re/1"))), about(ATTACK))
    assert (nothing.load_bearing, nothing.would_change[0]) == (("sb",), "withdrawal of sb")
    # without the only voice there is no word at all, though odds are even with it and without
    tie, class_ = "two present_in aland", "any armed-group present_in aland"
    entries = claim("rd/1", tie, when="2010"), claim("rf/1", class_, when="2010", polarity="denies")
    even = ask(draft(*entries))
    assert even.word(about(tie)) == "roughly_even_chance"
    assert explained(even, about(tie)).would_change[0] == "withdrawal of sd"


def test_a_removal_leaves_the_order_as_it_is() -> None:
    """What was said before the bond began binds nothing, also without who said so; what binds still does."""
    flat = claim("ra/1", HOSTS, when="2010", modality="observed", polarity="denies", credit=["rb"])
    faint = claim("rb/1", "part hosts two", when="2010", modality="rumoured", polarity="denies")
    since: Changes = {"rb": {"read": True}, "part": {"part_of": [{"actor": "one", "when": "2008.."}]}}
    for when, polarity, held in (("2007", "asserts", False), ("2010", "asserts", True), ("2010", "denies", True)):
        other = claim("rc/1", "part hosts two", when=when, modality="observed", polarity=polarity)
        seen = ask(draft(flat, faint, other, **since))
        part, voices = seen.rows[about("part hosts two")], seen.judgements.voices
        without = {seen.evidence.blocs[voices.bloc[row]]: voices.odds[row] for row in voices.of(part)}
        wanted = -math.log(0.79 / 0.21) if held else -0.3 * math.log(0.87 / 0.13)
        assert near(float(without["sc"]), wanted), (when, polarity)


def test_a_denial_also_denies_what_is_under_the_question() -> None:
    weak = claim("ra/1", HOSTS, when="2010", modality="rumoured")
    strong = claim("rb/1", HOSTS, when="2010", modality="observed", level="local", credit=["ra"])
    found = explained(ask(draft(weak, strong, ra={"read": True})), about(HOSTS))
    assert found.coherence_db > 1.5
    assert any("denial" in advice for advice in found.would_change)

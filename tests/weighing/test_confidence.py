"""Confidence: each of its grounds by itself, and whose voice bears the load."""

from __future__ import annotations

from typing import Any

from armillary.weighing.likelihood import likelihood, word_for
from tests.weighing.cases import shipped
from tests.weighing.drafts import Draft, Entry, claim
from tests.weighing.small import ATTACK, HOSTS, Changes, about, ask, attack, draft, explained


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


def test_high_confidence_needs_every_one_of_its_grounds() -> None:
    assert sureness(draft(*four_voices(), **FOUR)) == 2
    # fewer than three voices, blocs merged
    assert sureness(draft(*four_voices()[:3], **FOUR)) == 2
    blocs = {name: {"speaks_for": "realm"} for name in ("sb", "sa2", "sb2")}
    assert sureness(draft(*four_voices(), **{**FOUR, **{k: FOUR.get(k, {}) | v for k, v in blocs.items()}})) == 1
    blow = [entry | {"tie": "one attacks realm", "credibility": 1} for entry in four_voices()]
    two_voices: Changes = {
        **FOUR,
        **{name: FOUR.get(name, {}) | {"speaks_for": "two"} for name in ("sb", "sa2", "sb2")},
    }
    assert sureness(draft(*blow, **FOUR), tie="one attacks realm") == 2
    assert sureness(draft(*blow, **two_voices), tie="one attacks realm") == 1  # which neither of them bears
    # none graded B or better, or none of those at first hand
    grades = {name: {"grade": "C"} for name in ("sa", "sb", "sa2", "sb2")}
    assert sureness(draft(*four_voices(credibility=1), **{**FOUR, **grades})) == 1
    relayed = [entry | {"id": entry["id"].replace("r", "t"), "credit": [entry["id"][:-2]]} for entry in four_voices()]
    papers = {name: {"speaker": "sd", "date": "2010"} for name in ("ta", "tb", "ta2", "tb2")}
    read: Changes = {name: {"read": True, **FOUR.get(name, {})} for name in ("ra", "rb", "ra2", "rb2")}
    assert sureness(draft(*relayed, **{**FOUR, **papers, **read})) == 1
    # a fifth of the weight against
    against = claim("rc/1", HOSTS, when="2010-01-01", polarity="denies", modality="observed", credibility=1)
    assert sureness(draft(*four_voices(), against, **FOUR)) == 2  # 4.5 against 35.9
    assert sureness(draft(*four_voices(), against, **FOUR, sc={"grade": "B"})) == 1  # 7.8
    # the newest evidence older than one half-life, 730.5 days
    assert sureness(draft(*four_voices(), **FOUR), "2012-01-01") == 2
    assert sureness(draft(*four_voices(credibility=1), **FOUR), "2012-01-02") == 1
    # no voice may move the likelihood by ten points
    assert sureness(draft(*four_voices()[:2], **FOUR), tie=HOSTS) < 2
    three = [claim(f"{name}/1", HOSTS, when="2010-01-01", modality="alleged") for name in ("ra", "rb", "rb2")]
    seen = ask(draft(*three, **FOUR))
    assert explained(seen, about(HOSTS)).load_bearing
    assert sureness(draft(*three, **FOUR)) == 1


def test_moderate_confidence_needs_two_voices_and_no_single_one() -> None:
    assert sureness(draft(attack("ra/1"), attack("rb/1")), tie=ATTACK) == 1
    assert sureness(draft(attack("ra/1")), tie=ATTACK) == 0
    one_bloc = {name: {"speaks_for": "realm"} for name in ("sa", "sb")}
    assert sureness(draft(attack("ra/1"), attack("rb/1"), **one_bloc), tie=ATTACK) == 0
    # a voice too faint to judge by does not corroborate, nor does one that says nothing
    assert sureness(draft(attack("ra/1"), attack("rb/1", modality="rumoured", credibility=5)), tie=ATTACK) == 0
    assert sureness(draft(attack("ra/1"), attack("re/1")), tie=ATTACK) == 0
    # without one of them the answer turns
    assert sureness(draft(attack("rb/1"), attack("rd/1", polarity="denies")), tie=ATTACK) == 0
    seen = ask(draft(attack("rb/1"), attack("rd/1", polarity="denies")))
    assert explained(seen, about(ATTACK)).load_bearing == ("sb",)


def test_blocs_are_whom_one_speaks_for() -> None:
    circle: Changes = {"sa": {"speaks_for": "sb"}, "sb": {"speaks_for": "sa"}, "sc": {"speaks_for": "sa"}}
    e = ask(draft(*(attack(f"r{grade}/1") for grade in "abcd"), **circle)).evidence
    blocs = {origin: e.blocs[bloc] for origin, bloc in zip(e.origins, e.origin_bloc, strict=True)}
    assert blocs == {"sa": "sa", "sb": "sa", "sc": "sa", "sd": "sd"}
    line: Changes = {"sa": {"speaks_for": "sb"}, "sb": {"speaks_for": ["realm", "two"]}, "sc": {"speaks_for": "realm"}}
    e = ask(draft(*(attack(f"r{grade}/1") for grade in "abc"), **line)).evidence
    assert set(e.blocs) == {"realm"}


def test_explanations_say_who_bears_the_load_and_what_would_change() -> None:
    seen = ask(draft(attack("rb/1"), attack("rd/1")))
    found = explained(seen, about(ATTACK))
    assert found.load_bearing == ("sb",)
    assert found.would_change[0] == "withdrawal of sb"
    assert all(advice.split()[0] in ("withdrawal", "one", "two", "three") for advice in found.would_change)
    assert [part.origin for part in found.contributions] == ["sb", "sd"]
    alone = explained(ask(draft(attack("rb/1"))), about(ATTACK))
    assert alone.load_bearing == ("sb",)
    assert "withdrawal of sb" in alone.would_change
    faint = ask(draft(attack("rf/1", modality="rumoured")))  # it does not move the word, but is all there is
    prior = float(likelihood(faint.evidence.q_prior[faint.rows[about(ATTACK)]]))
    assert word_for(prior, shipped()) == faint.word(about(ATTACK))
    assert "withdrawal of sf" in explained(faint, about(ATTACK)).would_change


def test_a_removal_leaves_the_rest_of_the_order_as_it_is() -> None:
    """Without the one who asserts it the part's hosting is held down by the whole's, on which he has no voice."""
    flat = claim("ra/1", HOSTS, when="2010", modality="observed", polarity="denies", credit=["rb"])
    faint = claim("rb/1", "part hosts two", when="2010", modality="rumoured", polarity="denies")
    yes = claim("rc/1", "part hosts two", when="2007", modality="observed", credibility=1)  # before the bond
    seen = ask(draft(flat, faint, yes, rb={"read": True}, part={"part_of": [{"actor": "one", "when": "2008.."}]}))
    part, whole = seen.rows[about("part hosts two")], seen.rows[about(HOSTS)]
    voices = seen.judgements.voices
    (row,) = (row for row in voices.of(part) if seen.evidence.blocs[voices.bloc[row]] == "sc")
    assert seen.judgements.odds[part] > seen.judgements.own[whole]
    assert voices.odds[row] == seen.judgements.own[whole]


def test_a_denial_also_denies_what_is_under_the_question() -> None:
    weak = claim("ra/1", HOSTS, when="2010", modality="rumoured")
    strong = claim("rb/1", HOSTS, when="2010", modality="observed", level="local", credit=["ra"])
    found = explained(ask(draft(weak, strong, ra={"read": True})), about(HOSTS))
    assert found.coherence_db > 3
    assert any("denial" in advice for advice in found.would_change)

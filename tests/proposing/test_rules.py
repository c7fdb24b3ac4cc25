"""What the rules propose of sentences that nobody has written: ends, negation, references, hedging, credit, time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.names.finder import Finder
from armillary.proposing.rules import Rules
from armillary.proposing.settings import read_when
from armillary.proposing.triggers import Triggers
from armillary.reading.splitter import split
from tests.proposing.small import ACTORS, PLACES, make_actor, propose, rules, ties, vocabulary

pytest.importorskip("spacy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The River Army refused to pledge allegiance to the Northern Front.", "not: {r} pledges_allegiance_to {n}"),
        (
            "The River Army's refusal to pledge loyalty to the Northern Front is known.",
            "not: {r} pledges_allegiance_to {n}",
        ),
        ("The River Army has not distanced itself from the Northern Front.", "{r} has_ties_with {n}"),
        ("The River Army has distanced itself from the Northern Front.", "not: {r} has_ties_with {n}"),
        ("The River Army does not adopt the same strategy against the Northern Front.", "not: {r} cracks_down_on {n}"),
        ("The River Army never attacked the Northern Front.", "not: {r} attacks {n}"),
        ("The River Army failed to attack the Northern Front.", "not: {r} attacks {n}"),
        ("The River Army denied the presence of the Northern Front in Kestan.", "not: {n} present_in kestan"),
        ("The River Army is not only fighting the Northern Front.", "{r} fights {n}"),
        ("The River Army has no ties with the Northern Front.", "not: {r} has_ties_with {n}"),
    ],
)
def test_negation_and_refusal(text: str, expected: str) -> None:
    assert expected.format(r="river-army", n="northern-front") in ties(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The River Army grew. It attacked the Northern Front.", "river-army attacks northern-front"),
        ("The River Army is old. The group attacked the Northern Front.", "river-army attacks northern-front"),
        (
            "The River Army met the Hill Brigade. The two groups have cooperated.",
            "river-army coordinates_with hill-brigade",
        ),
        (
            "There are Northern Front affiliates. Among these affiliates are the River Army and the Hill Brigade.",
            "hill-brigade affiliate_of northern-front",
        ),
        ("Following its takeover of Kestan, the River Army left.", "river-army controls kestan"),
        ("Omar Saleh led men. He founded the River Army.", "omar-saleh leads river-army"),
    ],
)
def test_references(text: str, expected: str) -> None:
    assert expected in ties(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kestan reiterated its support for the River Army in the fight against the Northern Front.",
            "river-army fights northern-front",
        ),
        (
            "Kestan remains firm in its support of the River Army in its fight against the Northern Front.",
            "river-army fights northern-front",
        ),
        (
            "Kestan supports the River Army in its efforts to defeat the Northern Front.",
            "river-army fights northern-front",
        ),
        ("The River Army has a strategy to defeat the Northern Front.", "river-army fights northern-front"),
        ("The River Army is committed to defeating the Northern Front.", "river-army fights northern-front"),
        (
            "They confirmed that the River Army has killed men of the Northern Front.",
            "river-army attacks northern-front",
        ),
        ("Kestan is the largest land held by the River Army.", "river-army controls kestan"),
    ],
)
def test_who_does_it(text: str, expected: str) -> None:
    assert expected in ties(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kestan supports the River Army in its fight against the Northern Front.",
        "Kestan reiterated its support for the River Army in the fight against the Northern Front.",
    ],
)
def test_who_helps_does_not_fight(text: str) -> None:
    assert "kestan fights northern-front" not in ties(text)


def test_an_offensive_to_retake_is_meant_and_not_done() -> None:
    found = [p for p in propose("The River Army launched an offensive to retake Kestan.") if p.relation == "controls"]
    assert [p.modality for p in found] == ["intended"]


def test_an_office_before_a_saying_is_credit() -> None:
    assert not any("member_of" in tie for tie in ties("The River Army spokesman, Omar Saleh, denied the report."))


def test_a_short_acronym_is_not_read_as_a_verb() -> None:
    short = {"is": make_actor("is", "group", "IS"), "us": make_actor("us", "state", "US")}
    found = Rules(vocabulary(), Finder(ACTORS | short, PLACES)).propose(split("The River Army attacked IS and US."))
    assert {(p.subject, p.object) for p in found.proposals} == {("river-army", "is"), ("river-army", "us")}


def test_lists_of_many() -> None:
    found = ties("The Northern Front has close ties with groups such as the River Army, the Hill Brigade and Kestan.")
    assert found >= {f"northern-front has_ties_with {other}" for other in ("river-army", "hill-brigade")}


def test_between_joins_two_sides() -> None:
    found = ties("There are ties between the Northern Front and groups like the River Army and the Hill Brigade.")
    assert found == {"northern-front has_ties_with river-army", "northern-front has_ties_with hill-brigade"}


def test_a_place_that_hosts_has_the_guest_in_it() -> None:
    actors = {name: actor for name, actor in ACTORS.items() if actor.kind != "state"}  # Kestan is only a place
    text = "Kestan has become a safe haven for the River Army."
    (one,) = Rules(vocabulary(), Finder(actors, PLACES)).propose(split(text)).proposals
    assert (one.subject, one.relation, one.object) == ("river-army", "present_in", "kestan")
    assert "kestan hosts river-army" in ties(text)


def test_a_participle_in_a_word() -> None:
    found = ties("The River Army operates in Northern Front-controlled Kestan.")
    assert {"northern-front controls kestan", "river-army present_in kestan"} <= found


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("The River Army attacked the Northern Front.", False),
        ("The River Army reportedly attacked the Northern Front.", True),
        ("There are reports that the River Army attacked the Northern Front.", True),
        ("The River Army is said to have attacked the Northern Front.", True),
        ("The findings suggest that Kestan has grown, using the River Army to attack the Northern Front.", True),
        ("The River Army may have attacked the Northern Front.", True),
        ("The River Army is believed to fund the Northern Front.", True),
        ("Experts say the River Army attacked the Northern Front.", False),
        ("The River Army, which may be weak, attacked the Northern Front.", False),
    ],
)
def test_hedging_is_that_of_the_claim(text: str, hedged: bool) -> None:
    (one,) = (p for p in propose(text) if p.object == "northern-front")
    assert one.hedged is hedged


def test_what_ought_to_be_and_questions_are_no_claims() -> None:
    assert not ties("The River Army should attack the Northern Front.")
    assert not ties("Has the River Army attacked the Northern Front?")
    assert not ties("Kestan urged the River Army to attack the Northern Front.") - {"kestan demands_of river-army"}


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("According to one expert, the River Army funds the Northern Front.", ("one expert",)),
        ("As one interviewee noted, the River Army funds the Northern Front.", ("one interviewee",)),
        ("Omar Saleh claimed that the River Army funds the Northern Front.", ("omar-saleh",)),
        ("The River Army denied the presence of the Northern Front in Kestan.", ("river-army",)),
        ("The River Army has maintained close ties with the Northern Front.", ()),
    ],
)
def test_credit(text: str, credit: tuple[str, ...]) -> None:
    assert {p.credit for p in propose(text)} == {credit}


def test_credit_goes_on_while_they_say_it() -> None:
    text = (
        "Two experts contend that the River Army met the Northern Front. "
        "They say that the River Army funds the Northern Front."
    )
    assert propose(text)[-1].credit == ("Two experts",)


@pytest.mark.parametrize(
    ("text", "date", "when"),
    [
        ("In 2014 it ended.", "", "2014"),
        ("It began in June 2023.", "", "2023-06"),
        ("On December 12, 2023 it began.", "", "2023-12-12"),
        ("On 3 May 2023 it began.", "", "2023-05-03"),
        ("Since August 2021 it goes on.", "", "2021-08.."),
        ("Until 2001 it went on.", "", "..2001"),
        ("Between 1996 and 1998 it grew.", "", "1996/1998"),
        ("In the 1980s it grew.", "", "1980s"),
        ("Last year it grew.", "2025-01", "2024"),
        ("Last month it grew.", "2025-01", "2024-12"),
        ("Three years ago it grew.", "2025-01", "2022"),
        ("Last year it grew.", "", ""),
    ],
)
def test_times(text: str, date: str, when: str) -> None:
    assert read_when(text, date) == when


def test_levels() -> None:
    (one,) = propose("The leader of the River Army met fighters of the Northern Front.")
    assert (one.level, one.object_level) == ("leadership", "local")


def test_a_pull_quote_and_a_caption_make_no_second_claim() -> None:
    sentence = "The River Army attacked a convoy of the Northern Front in the hills of the south last year"
    text = f"# Title\n\n{sentence}. More was said of it by many people who had been there.\n\n**{sentence}.**\n"
    assert len(propose(text)) == 1


@pytest.mark.parametrize("break_", ["\n\n\n\n", "<sup>12</sup> ", " **", "\r\n"])
def test_the_quote_is_the_text_at_its_span(break_: str) -> None:
    text = f"Fighters met. The River Army{break_}attacked the *Northern Front* in 2014.<sup>3</sup> It is so."
    for one in propose(text):
        assert text[one.span[0] : one.span[1]] == one.quote


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["The", "River", "Army", "attacked", "Northern", "Front", "\n", "*_<sup>1</sup>.“”ي", "it", "and"]
        )
    )
)
def test_any_text_is_read_and_grounded(words: list[str]) -> None:
    text = " ".join(words)
    proposed = rules().propose(split(text))
    assert all(text[p.span[0] : p.span[1]] == p.quote for p in proposed.proposals)


def test_new_actors_are_proposed() -> None:
    text = (
        "The Southern Liberation Army fought the River Army. The Southern Liberation Army and the Northern Front met. "
        "A splinter faction of the River Army attacked the Northern Front."
    )
    found = {new.name: new for new in rules().propose(split(text)).new_actors}
    assert found["Southern Liberation Army"].times == 2
    assert set(found["Southern Liberation Army"].beside) == {"river-army", "northern-front"}
    described = found["splinter faction of the River Army"]
    assert (described.tie, described.to) == ("splinter_of", "river-army")


def test_without_a_parser_there_are_candidates_marked_as_such() -> None:
    proposed = Triggers(vocabulary(), Finder(ACTORS, PLACES)).propose(
        split("The River Army attacked the Northern Front.")
    )
    (one,) = proposed.proposals
    assert (one.subject, one.relation, one.object, one.extractor) == (
        "river-army",
        "attacks",
        "northern-front",
        "triggers",
    )
    assert one.score < 0.5


def test_sentences_that_hold_no_claim_are_not_parsed() -> None:
    maker = Rules(vocabulary(), Finder(ACTORS, PLACES))
    proposed = maker.propose(split("The River Army is old. Rain fell. The River Army attacked the Northern Front."))
    assert (proposed.sentences, proposed.parsed) == (3, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Northern Front-backed River Army left.", "northern-front has_ties_with river-army"),
        ("The Northern Front-affiliated River Army left.", "river-army affiliate_of northern-front"),
    ],
)
def test_a_participle_joins_two_names(text: str, expected: str) -> None:
    assert expected in ties(text)


@pytest.mark.parametrize(
    "text",
    [
        "If we assume that the River Army attacks the Northern Front, much changes.",
        "This makes it more difficult for the River Army to fight the Northern Front.",
        "The River Army is confident in its ability to crush the Northern Front.",
        "Omar Saleh was a leader of the Northern Front.",
        "They should avoid deepening the River Army's ties with the Northern Front.",
    ],
)
def test_what_is_only_supposed_or_could_be_is_no_claim(text: str) -> None:
    assert ties(text) <= {"omar-saleh member_of northern-front"}


@pytest.mark.parametrize(
    "text",
    [
        "A report said that the River Army was operating in Kestan, but Omar Saleh dismissed the report.",
        "We have not seen the River Army operating in Kestan.",
        "Doubts remain about the River Army's ability to operate in Kestan.",
    ],
)
def test_a_doubt_and_an_answer_deny(text: str) -> None:
    assert "not: river-army present_in kestan" in ties(text)


def test_they_behind_help_are_those_who_were_helped() -> None:
    found = ties("The River Army gave refuge to the Northern Front when they fought Kestan.")
    assert "northern-front fights kestan" in found
    assert "river-army fights kestan" not in found


@pytest.mark.parametrize(
    ("answer", "denied"),
    [
        ("The River Army rejected the accusation.", True),
        ("The River Army denied any involvement.", True),
        ("The River Army has denied it.", True),
        ("Kestan dismissed the claim.", False),  # who is no end of the tie may deny anything
        ("The River Army denied any involvement in the harvest.", False),
        ("The River Army noted the accusation.", False),
    ],
)
def test_an_answer_to_the_sentence_before(answer: str, denied: bool) -> None:
    found = propose(f"Northern Front men said that the River Army attacked the Northern Front. {answer}")
    tie = ("river-army", "attacks", "northern-front", "denies")
    assert (tie in {(p.subject, p.relation, p.object, p.polarity) for p in found}) == denied
    assert all(p.quote.endswith(answer) for p in found if p.polarity == "denies")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kestan accused the River Army of sheltering the Northern Front.", "river-army hosts northern-front"),
        ("Forces loyal to the River Army attacked the Northern Front.", "river-army attacks northern-front"),
        ("Omar Saleh was killed in a River Army strike.", "river-army attacks omar-saleh"),
        ("The River Army and Northern Front's men have been at war.", "river-army fights northern-front"),
        ("The River Army's Hill Brigade met.", "hill-brigade part_of river-army"),
        ("Omar Saleh, a commander of the River Army, left.", "omar-saleh member_of river-army"),
        ("Omar Saleh founded the River Army, and it took Qadar.", "river-army controls Qadar"),
        ("The River Army killed villagers in Qadar.", "river-army attacks Qadar"),
        ("The River Army has smuggled opium and timber.", "river-army traffics timber"),
    ],
)
def test_ends_of_other_kinds(text: str, expected: str) -> None:
    assert expected in ties(text)


@pytest.mark.parametrize(
    "text",
    [
        "The River Army does not rely heavily on the Northern Front.",
        "The River Army instructed its men not to shelter the Northern Front.",
        "The River Army poses a threat to Kestan.",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    assert ties(text) == set()


def test_what_may_deepen_a_tie_does_not_doubt_it() -> None:
    (one,) = propose("Sanctions might strengthen the River Army's ties with the Northern Front.")
    assert (one.relation, one.hedged, one.modality) == ("has_ties_with", False, "stated")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under Omar Saleh's leadership, the River Army continued to attack Kestan.", "omar-saleh leads river-army"),
        ("The River Army's leader, Omar Saleh, reportedly told Kestan so.", "omar-saleh leads river-army"),
        ("The River Army recruits men from across Kestan.", "river-army recruits_from kestan"),
        ("Both the River Army and the Northern Front fought each other.", "river-army fights northern-front"),
    ],
)
def test_ends_further_off(text: str, expected: str) -> None:
    assert expected in ties(text)


def test_what_is_looked_into_is_not_claimed() -> None:
    assert (
        ties("This paper gives an analysis of the relationship between the River Army and the Northern Front.") == set()
    )
    assert ties("The River Army and the Northern Front have coordinated attacks on Kestan.") >= {
        "river-army attacks kestan"
    }
    assert "river-army attacks northern-front" not in ties(
        "Both the River Army and the Northern Front claimed attacks."
    )


def test_what_two_do_with_a_stranger_they_do_not_do_with_each_other() -> None:
    assert ties("The River Army and the Northern Front fought side by side with Brekane.") == set()
    assert ties("The River Army and the Northern Front cooperated.") == {"river-army coordinates_with northern-front"}

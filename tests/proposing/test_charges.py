"""Whose word an accusation is, and what is neither done nor said by those who are named in it."""

from __future__ import annotations

import pytest

from tests.proposing.small import propose, ties

pytest.importorskip("spacy")

TRAINS = "kestan trains river-army"
ATTACKS = "river-army attacks hill-brigade"


@pytest.mark.parametrize(
    ("text", "tie", "credit"),
    [
        ("The Northern Front accuses Kestan of training the River Army.", TRAINS, ("northern-front",)),
        ("Kestan is accused of training the River Army.", TRAINS, ()),
        ("Kestan was accused by the Northern Front of training the River Army.", TRAINS, ("northern-front",)),
        ("Accused by the Northern Front of training the River Army, Kestan protested.", TRAINS, ("northern-front",)),
        ("Kestan, suspected of training the River Army, protested.", TRAINS, ()),
        (
            "The Northern Front, which accuses Kestan of training the River Army, left the talks.",
            TRAINS,
            ("northern-front",),
        ),
        ("The Northern Front blames Kestan for training the River Army.", TRAINS, ("northern-front",)),
        (
            "Prosecutors charged Omar Saleh with funding the River Army.",
            "omar-saleh funds river-army",
            ("Prosecutors",),
        ),
        ("Kestan blamed the River Army for an attack on the Hill Brigade.", ATTACKS, ("kestan",)),
        ("Kestan blamed the attack on the Hill Brigade on the River Army.", ATTACKS, ("kestan",)),
        ("Kestan holds the River Army responsible for attacking the Hill Brigade.", ATTACKS, ("kestan",)),
        ("The River Army was held responsible by Kestan for the attack on the Hill Brigade.", ATTACKS, ("kestan",)),
        ("A witness alleged that Kestan trained the River Army.", TRAINS, ("witness",)),
        ("The council suspects that Kestan trained the River Army.", TRAINS, ("council",)),
        (
            "Allegations of support by Kestan for the River Army were made by the Northern Front.",
            "kestan has_ties_with river-army",
            ("northern-front",),
        ),
    ],
)
def test_a_charge_is_an_allegation_of_who_makes_it(text: str, tie: str, credit: tuple[str, ...]) -> None:
    (one,) = propose(text)
    assert f"{one.subject} {one.relation} {one.object}" == tie
    assert (one.modality, one.hedged, one.polarity, one.credit) == ("alleged", True, "asserts", credit)


def test_those_who_charge_together_are_all_credited() -> None:
    (one,) = propose("Kestan, the Northern Front and Omar Saleh accuse the River Army of training the Hill Brigade.")
    assert one.credit == ("kestan", "northern-front", "omar-saleh")


def test_who_denies_a_charge_is_credited_with_the_denial() -> None:
    (one,) = propose("The River Army dismissed accusations by Kestan that it trains the Hill Brigade.")
    assert (one.subject, one.polarity, one.credit) == ("river-army", "denies", ("river-army",))


def test_what_a_court_has_found_is_no_allegation() -> None:
    (one,) = propose("The court convicted Omar Saleh of funding the River Army.")
    assert (one.subject, one.modality) == ("omar-saleh", "stated")


@pytest.mark.parametrize(
    "text",
    [
        "Kestan did not accuse the River Army of training the Hill Brigade.",
        "Kestan stopped short of accusing the River Army of training the Hill Brigade.",
        "The court acquitted Omar Saleh of funding the River Army.",
        "Had the River Army attacked the Hill Brigade, the truce would have ended.",
        "If the River Army had attacked the Hill Brigade, the truce would have ended.",
        "Without help from abroad, the River Army would have attacked the Hill Brigade.",
        "The guards behave as if the River Army had attacked the Hill Brigade.",
        "Former members of the River Army attacked the Hill Brigade.",
        "Ex-River Army fighters trained the Hill Brigade.",
        "Omar Saleh was the fourth senior ex-River Army commander killed that year.",
        "The Hill Brigade, once part of the River Army, grew fast.",
        "Omar Saleh, a former leader of the River Army, lives abroad.",
    ],
)
def test_nothing_is_claimed(text: str) -> None:
    assert not ties(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anti-River Army militias attacked the Hill Brigade.",
        "The River Army is led by Omar Saleh. Saleh's militia attacked the Hill Brigade.",
        "Omar Saleh's fighters attacked the Hill Brigade.",
    ],
)
def test_who_is_described_by_another_is_not_he(text: str) -> None:
    assert not {p.subject for p in propose(text) if p.relation == "attacks"} & {"river-army", "omar-saleh"}

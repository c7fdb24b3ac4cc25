"""Actors that act when they do not exist (L306), and parts that are older than their wholes (L307)."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("tie: red-band hosts green-state, when: ^1980s", "'red-band' did not exist yet in 1980s: it existed 1990.."),
        ("tie: green-state hosts blue-front, when: ^2021..", "'blue-front' had ended in 2021..: it existed 1995/2020"),
        ("tie: old-chief present_in kabul, when: ^2011", "'old-chief' had ended in 2011"),
        ("tie: any armed-group fights blue-front, when: ^1994", "'blue-front' did not exist yet"),
        ("incident: red-band attacks kabul, type: bombing, when: ^1989", "'red-band' did not exist yet"),
        ("flow: green-state -> red-band, amount: 5 USD, when: ^1989", "'red-band' did not exist yet"),
        ("position: old-chief supports sanctions-relief, when: ^2011", "'old-chief' had ended"),
        ("statement: red-band says, when: ^1989", "'red-band' did not exist yet"),
        ("statement: desk threatens, about: {actor: old-chief}, when: ^2011", "'old-chief' had ended"),
        ("statement: desk says, about: ^{tie: old-chief leads red-band, when: 2011}", "'old-chief' had ended"),
    ],
)
def test_an_actor_that_does_not_exist(casebook: Write, line: str, message: str) -> None:
    [finding] = casebook(claims(line)).expect("L306")
    assert message in finding.message
    assert [str(place)[:16] for place in finding.related] == ["actors/base.yaml"]


def test_two_actors_out_of_their_time_are_one_finding(casebook: Write) -> None:
    casebook(claims("tie: red-band hosts blue-front, when: ^1201")).expect("L306")


@pytest.mark.parametrize(
    "line",
    [
        "tie: red-band hosts blue-front",
        "tie: red-band hosts green-state, when: 1990-01",
        "tie: red-band hosts green-state, when: 1989/1991",
        "tie: red-band hosts green-state, when: 1990~",
        "tie: green-state hosts blue-front, when: 2020..",
        "tie: green-state hosts blue-front, when: 2021, polarity: denies",
        "tie: green-state hosts blue-front, when: 2021, modality: hypothetical",
        "tie: old-chief inspires red-band, when: 2011",  # ideas and kinship outlive the dead
        "tie: old-chief kin_or_marriage_with red-band, when: 2011",
        "statement: desk praises, about: {actor: old-chief}, when: 2011",
        "statement: desk mourns, about: {actor: old-chief}, when: 2011",
        "statement: desk denies, about: {tie: old-chief leads red-band, when: 2011}",
        "statement: desk says, about: {tie: old-chief leads red-band, when: 2011, polarity: denies}",
        "quantity: blue-front strength, value: 0 fighters, when: 2021",
    ],
)
def test_actors_that_exist_or_need_not(casebook: Write, line: str) -> None:
    casebook(claims(line)).expect()


def test_an_actor_that_every_claim_lies_outside_has_the_wrong_dates(casebook: Write) -> None:
    actor = "actors: [{id: new, kind: group, name: New, exists: ^2050..}]"
    lines = "tie: new hosts red-band, when: 2012", "tie: red-band trains new, when: 2013", "tie: new inspires red-band"
    [finding] = casebook(claims(*lines) | {"actors/a.yaml": actor}).expect("L306")
    assert finding.message == "every dated claim about 'new', 2 in all, is of a time outside 2050.."
    assert len(finding.related) == 2


def test_a_claim_that_goes_on_does_not_speak_for_any_beginning(casebook: Write) -> None:
    actor = "actors: [{id: new, kind: group, name: New, exists: ^2050..}]"
    lines = (
        "tie: new hosts red-band, when: 2012",
        "tie: red-band trains new, when: 2013",
        "tie: new trains red-band, when: 2013..",
    )
    casebook(claims(*lines) | {"actors/a.yaml": actor}).expect("L306")


def test_what_is_still_so_may_not_have_begun_before_its_actor(casebook: Write) -> None:
    actor = {"actors/a.yaml": "actors: [{id: new, kind: group, name: New, exists: 2015-01..}]"}
    dates = ("^2013..", "2015..", "2014~..", "..2016", "2013/2016")  # only the first is wholly too early
    casebook(claims(*(f"tie: new fights red-band, when: {when}" for when in dates)) | actor).expect("L306")


def test_a_claim_later_than_its_source_is_not_besides_later_than_its_actor(casebook: Write) -> None:
    casebook(claims("tie: old-chief leads red-band, when: ^2091")).expect("L305")


def test_one_claim_that_agrees_speaks_for_the_dates(casebook: Write) -> None:
    early = "tie: red-band engages green-state, when: ^1985", "tie: red-band trains green-state, when: ^1986"
    casebook(claims("tie: red-band hosts blue-front, when: 2005", *early)).expect("L306", "L306")


def test_an_actor_that_existed_for_one_year_alone_was_perhaps_meant_to_go_on(casebook: Write) -> None:
    [finding] = casebook(
        claims("tie: new hosts red-band, when: ^2012")
        | {"actors/a.yaml": "actors: [{id: new, kind: group, name: New, exists: 2001}]"}
    ).expect("L306")
    assert finding.hint == "write 'exists: 2001..' if it did not end within 2001"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "kind: group, exists: 1989.., splinter_of: ^red-band",
            "is a splinter of 'red-band' from 1989.., but that exists",
        ),
        ("kind: group, splinter_of: ^{actor: red-band, when: 1985}", "is a splinter of 'red-band' from 1985"),
        ("kind: faction, exists: 1980~.., part_of: ^red-band", "is part of 'red-band' from 1980~"),
        (
            "kind: faction, exists: 1980.., part_of: [^{actor: red-band, when: 1985..}]",
            "is part of 'red-band' from 1985",
        ),
        (
            "kind: group, exists: 1980.., affiliate_of: [{actor: blue-front, when: 1996}, ^red-band]",
            "is an affiliate of 'red-band' from",
        ),
    ],
)
def test_what_is_older_than_what_it_comes_from(casebook: Write, row: str, message: str) -> None:
    [finding] = casebook({"actors/a.yaml": f"actors: [{{id: a, name: A, {row}}}]"}).expect("L307")
    assert message in finding.message


@pytest.mark.parametrize(
    "row",
    [
        "kind: group, exists: 1990.., splinter_of: red-band",
        "kind: group, exists: 1989~.., splinter_of: red-band",
        "kind: faction, exists: 198X.., part_of: green-state",
        "kind: group, exists: ../1995, splinter_of: red-band",
        "kind: faction, exists: 1973~.., part_of: {actor: red-band, when: 1995..}",
        "kind: group, exists: 1973.., affiliate_of: {actor: red-band, when: 1990}",
        "kind: person, exists: 1960.., member_of: red-band, why_named: group_leader",
    ],
)
def test_what_is_not(casebook: Write, row: str) -> None:
    casebook({"actors/a.yaml": f"actors: [{{id: a, name: A, {row}}}]"}).expect()

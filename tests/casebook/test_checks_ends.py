"""Relations with ends they cannot have (L301), and ties of an actor to itself (L302)."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims

CHINA = {"actors/c.yaml": "actors: [{id: china, kind: state, name: China, territory: china}]"}


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "tie: ^kabul hosts blue-front",
            "'kabul' is of kind place, which 'hosts' cannot have as its subject",
            "any actor",
        ),
        ("tie: red-band present_in ^blue-front", "'present_in' cannot have as its object", "its object may be: place"),
        ("tie: red-band hosts ^opium", "'opium' is of kind thing", "its object may be: any actor"),
        (
            "tie: ^blue-front leads red-band",
            "'blue-front' is of kind group, which 'leads'",
            "its subject may be: person",
        ),
        (
            "tie: ^any neighbouring-state splinter_of red-band",
            "ranges over state, which 'splinter_of'",
            "group, faction",
        ),
        ("incident: ^kabul attacks red-band, type: bombing", "which 'attacks' cannot have", "group, faction"),
        (
            "flow: ^red-band -> kabul, amount: 5 USD",
            "is the tie 'red-band funds kabul', and 'kabul' is of kind",
            "any actor",
        ),
        ("flow: ^red-band -> kabul, relation: trains", "which 'trains' cannot have as its object", "any actor"),
        ("statement: red-band says, about: ^{tie: kabul hosts red-band}", "'kabul' is of kind place", "any actor"),
        ("statement: red-band praises, about: ^{actor: opium}", "'praises' cannot have as its object", "any actor"),
    ],
)
def test_an_end_of_the_wrong_kind(casebook: Write, line: str, message: str, hint: str) -> None:
    [finding] = casebook(claims(line)).expect("L301")
    assert message in finding.message
    assert hint in finding.hint


def test_both_ends_wrong_are_two_findings(casebook: Write) -> None:
    casebook(claims("tie: ^kabul hosts ^opium")).expect("L301", "L301")


def test_the_end_of_a_test(casebook: Write) -> None:
    casebook(
        {
            "commitments/a.yaml": """
                commitments:
                  - id: report/a
                    source: report
                    at: ¶1
                    obligor: red-band
                    undertaking: No camps.
                    tests:
                      - ^breached_if: {tie: red-band runs_camp_in blue-front, at_least: likely}
                """
        }
    ).expect("L301")


@pytest.mark.parametrize(
    "line",
    [
        "tie: china controls china",  # the actor, the place
        "tie: red-band attacks china",
        "tie: red-band present_in china",
        "tie: any armed-group present_in china",
        "tie: any listed-party part_of red-band",  # some of its members may be
        "tie: red-band traffics opium",
        "flow: red-band -> kabul, goods: humanitarian-aid, amount: 5 USD",  # makes no tie
        "flow: mining -> red-band, amount: 5 USD",  # profits_from, with the thing as its object
        "statement: desk praises, about: {actor: red-band}",  # a speaker need not be an actor
        "statement: red-band urges, about: {actor: opium}",  # makes no tie
        "tie: any armed-group fights any armed-group",
    ],
)
def test_ends_that_a_relation_may_have(casebook: Write, line: str) -> None:
    casebook(claims(line) | CHINA).expect()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("tie: red-band hosts ^red-band", "red-band"),
        ("tie: china engages ^china", "china"),
        ("incident: red-band attacks ^red-band, type: bombing", "red-band"),
        ("flow: ^red-band -> red-band, amount: 5 USD", "red-band"),
        ("flow: ^red-band -> red-band, goods: levies, amount: 5 USD", "red-band"),
        ("statement: desk says, about: ^{tie: red-band hosts red-band}", "red-band"),
    ],
)
def test_a_tie_of_an_actor_to_itself(casebook: Write, line: str, name: str) -> None:
    [finding] = casebook(claims(line) | CHINA).expect("L302")
    assert finding.message == f"this ties '{name}' to itself"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{id: a, kind: group, name: A, leads: ^red-band}", "'a' is of kind group, which 'leads' cannot have"),
        ("{id: a, kind: group, name: A, listed_by: [^red-band]}", "'red-band' is of kind group, which 'sanctions'"),
        ("{id: a, kind: state, name: A, affiliate_of: ^red-band}", "'a' is of kind state, which 'affiliate_of'"),
    ],
)
def test_the_ends_of_what_an_actors_record_states(casebook: Write, line: str, message: str) -> None:
    [finding] = casebook({"actors/a.yaml": f"actors: [{line}]"}).expect("L301")
    assert message in finding.message


def test_the_ends_of_what_a_requirement_asks_and_rests_on(casebook: Write) -> None:
    need = "{id: a, question: Q, owner: O, rests_on: [red-band hosts blue-front, ^kabul hosts red-band]}"
    casebook({"requirements/a.yaml": f"requirements: [{need}]"}).expect("L301")


@pytest.mark.parametrize("key", ["splinter_of", "affiliate_of", "member_of"])
def test_an_actor_that_comes_from_itself(casebook: Write, key: str) -> None:
    casebook({"actors/a.yaml": f"actors: [{{id: a, kind: group, name: A, {key}: [red-band, ^a]}}]"}).expect("L302")


def test_a_name_that_leads_nowhere_has_no_wrong_kind_besides(casebook: Write) -> None:
    casebook(claims("tie: ^ghost present_in ghost")).expect("R201")


def test_an_actor_whose_record_is_broken_is_not_taken_for_the_place(casebook: Write) -> None:
    casebook(
        claims("tie: china engages red-band", "incident: red-band attacks china, type: bombing")
        | {"actors/c.yaml": "actors: [{id: china, kind: ^stat, name: China}]"}
    ).expect("F106")


def test_an_absent_actor_with_the_name_of_a_place_is_one_finding(casebook: Write) -> None:
    [finding] = casebook(claims("tie: ^iran hosts red-band", "tie: red-band engages iran")).expect("L301")
    assert finding.message.endswith("; likewise at 1 more")
    [finding] = casebook(claims("tie: iran hosts red-band", "position: ^iran opposes sanctions-relief")).expect("R201")
    assert finding.hint == "'iran' is a place, not an actor"


def test_one_misuse_of_a_relation_is_one_finding(casebook: Write) -> None:
    lines = "tie: ^red-band leads blue-front", "tie: red-band leads green-state"
    [finding] = casebook(claims(*lines)).expect("L301")
    assert len(finding.related) == 1


def test_a_group_taken_for_a_person_is_one_finding(casebook: Write) -> None:
    files = {"actors/a.yaml": "actors: [^{id: wing, kind: person, name: Wing}]"}
    casebook(claims("tie: blue-front affiliate_of wing") | files).expect("L312")

"""Claims that are nearly the same (L310), and ties coded again beside what makes them (L311)."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims

LONG = "text: The band gave the front houses and land in the north"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # the same day
        ("tie: red-band hosts blue-front, when: 2016-05-02", "tie: red-band hosts blue-front, when: 2016-05-02"),
        # the ends of a symmetric relation the other way about
        ("tie: red-band fights blue-front, when: 2016-05-02", "tie: blue-front fights red-band, when: 2016-05-02"),
        # the same place
        ("tie: red-band hosts blue-front, at: p. 4", "tie: red-band | hosts | blue-front, at: p. 4"),
        # the same words, at times that overlap or are not given
        (
            f"tie: red-band hosts blue-front, when: 2016, {LONG}",
            f"tie: red-band hosts blue-front, when: 2016-05, {LONG}",
        ),
        (f"tie: red-band hosts blue-front, {LONG}", f"tie: red-band hosts blue-front, when: 2016-05, {LONG} too"),
        # half the same words of the same time
        (
            f"tie: red-band hosts blue-front, when: 2016, {LONG}",
            "tie: red-band hosts blue-front, when: 2016, text: It gave houses and land in the north to the front",
        ),
        ("quantity: red-band camps, value: 4 camps, at: p. 4", "quantity: red-band camps, value: 4 Camps, at: p. 4"),
        ("flow: red-band -> blue-front, amount: 5 USD, at: p. 4", "flow: red-band -> blue-front, amount: $5, at: p. 4"),
        (
            "position: red-band supports sanctions-relief, at: p. 4",
            "position: red-band supports sanctions-relief, at: p. 4",
        ),
        (
            "incident: red-band attacks kabul, type: bombing, event: market, when: 2016-05-02",
            "incident: red-band attacks kabul, type: bombing, event: market, when: 2016-05-02",
        ),
        (f"statement: red-band says, {LONG}", f"statement: red-band says, {LONG}"),
        (
            "statement: red-band says, at: p. 4, about: {tie: blue-front present_in kabul}",
            "statement: red-band says, at: p. 4, about: {tie: blue-front | present_in | kabul}",
        ),
        # one sentence coded as a tie and as one that it entails
        (f"tie: red-band resettles blue-front, at: p. 4, {LONG}", f"tie: red-band hosts blue-front, at: p. 4, {LONG}"),
        # one sentence coded twice, at two levels
        (
            f"tie: red-band hosts blue-front, at: p. 4, level: local, {LONG}",
            f"tie: red-band hosts blue-front, at: p. 4, level: mid, {LONG}",
        ),
    ],
)
def test_two_claims_that_say_the_same(casebook: Write, first: str, second: str) -> None:
    files = claims(first, second)
    files["claims/report.yaml"] = files["claims/report.yaml"].replace("{id: report/2", "^{id: report/2")
    [finding] = casebook(files).expect("L310")
    assert finding.message == "'report/2' says nearly what 'report/1' says"
    assert [place.line for place in finding.related] == [3]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("tie: red-band hosts blue-front", "tie: red-band hosts blue-front"),  # other words at another place
        ("tie: red-band hosts blue-front, when: 2016", "tie: red-band hosts blue-front, when: 2016"),
        (f"tie: red-band hosts blue-front, when: 2015, {LONG}", f"tie: red-band hosts blue-front, when: 2016, {LONG}"),
        ("tie: red-band hosts blue-front, at: p. 4", "tie: blue-front hosts red-band, at: p. 4"),
        ("tie: red-band hosts blue-front, at: p. 4", "tie: red-band hosts blue-front, at: p. 4, polarity: denies"),
        ("tie: red-band hosts blue-front, at: p. 4", "tie: red-band hosts blue-front, at: p. 4, credit: study"),
        ("tie: red-band hosts blue-front, at: p. 4", "tie: red-band hosts blue-front, at: p. 4, where: kunar"),
        ("tie: red-band hosts blue-front, at: p. 4", "tie: red-band hosts blue-front, at: p. 4, level: local"),
        # one sentence that names several ends, or several deeds
        (f"tie: red-band present_in kunar, at: p. 4, {LONG}", f"tie: blue-front present_in kunar, at: p. 4, {LONG}"),
        (f"tie: red-band trains blue-front, at: p. 4, {LONG}", f"tie: red-band funds blue-front, at: p. 4, {LONG}"),
        ("quantity: red-band camps, value: 4 camps, at: p. 4", "quantity: red-band camps, value: 5 camps, at: p. 4"),
        ("statement: red-band says, when: 2016-05-02", "statement: red-band says, when: 2016-05-02"),
        (
            "incident: red-band attacks kabul, type: bombing, when: 2016-05-02",
            "incident: red-band attacks kabul, type: bombing, when: 2016-05-02",
        ),
        (
            "statement: red-band says, at: p. 4, about: {tie: blue-front present_in kabul}",
            "statement: red-band says, at: p. 4, about: {tie: blue-front present_in kunar}",
        ),
    ],
)
def test_two_claims_that_do_not(casebook: Write, first: str, second: str) -> None:
    casebook(claims(first, second)).expect()


def test_claims_of_two_sources_are_two_claims(casebook: Write) -> None:
    line = f"tie: red-band hosts blue-front, when: 2016-05-02, at: p. 4, {LONG}"
    casebook(claims(line) | claims(line, source="study")).expect()


def test_the_third_of_a_kind_is_one_more_finding(casebook: Write) -> None:
    written = casebook(claims(*["tie: red-band hosts blue-front, when: 2016-05-02"] * 3))
    assert [finding.code for finding in written.findings] == ["L310", "L310"]


@pytest.mark.parametrize(
    ("deed", "tie", "kind"),
    [
        ("flow: green-state -> red-band, amount: 5 USD", "tie: ^green-state funds red-band", "flow"),
        ("flow: green-state -> red-band, relation: trains, when: 2016", "tie: ^green-state trains red-band", "flow"),
        ("flow: mining -> red-band, amount: 5 USD", "tie: ^red-band profits_from mining", "flow"),
        ("incident: red-band attacks kabul, type: bombing, when: 2016", "tie: ^red-band attacks kabul", "incident"),
        ("statement: red-band praises, about: {actor: green-state}", "tie: ^red-band praises green-state", "statement"),
        (
            "statement: red-band denies, credit: study, about: {tie: blue-front present_in kabul}",
            "tie: ^blue-front present_in kabul, polarity: denies, credit: [study, red-band]",
            "statement",
        ),
        (
            "statement: desk says, about: {tie: blue-front present_in kabul}",  # the source's own speaker
            "tie: ^blue-front present_in kabul",
            "statement",
        ),
    ],
)
def test_a_tie_coded_again(casebook: Write, deed: str, tie: str, kind: str) -> None:
    for lines in ((f"{deed}, at: p. 4", f"{tie}, at: p. 4"), (f"{tie}, at: p. 4", f"{deed}, at: p. 4")):
        [finding] = casebook(claims(*lines)).expect("L311")
        assert f"codes the tie again that the {kind} 'report/" in finding.message


@pytest.mark.parametrize(
    ("deed", "tie"),
    [
        ("flow: green-state -> red-band, at: p. 4", "tie: green-state funds red-band, at: p. 5"),
        ("flow: green-state -> red-band, at: p. 4", "tie: green-state trains red-band, at: p. 4"),
        ("flow: green-state -> red-band, at: p. 4", "tie: red-band funds green-state, at: p. 4"),
        (
            "flow: green-state -> red-band, at: p. 4, when: 2015",
            "tie: green-state funds red-band, at: p. 4, when: 2016",
        ),
        ("flow: green-state -> red-band, at: p. 4", "tie: green-state funds red-band, at: p. 4, credit: study"),
        ("flow: green-state -> red-band, at: p. 4", "tie: green-state funds red-band, at: p. 4, polarity: denies"),
        ("flow: green-state -> red-band, goods: levies, at: p. 4", "tie: green-state funds red-band, at: p. 4"),
        (  # the source's own word besides that of the speaker it quotes
            "statement: red-band says, at: p. 4, about: {tie: blue-front present_in kabul}",
            "tie: blue-front present_in kabul, at: p. 4",
        ),
        (
            "statement: red-band denies, credit: study, at: p. 4, about: {tie: blue-front present_in kabul}",
            "tie: blue-front present_in kabul, credit: [study, red-band], at: p. 4",
        ),
    ],
)
def test_a_tie_that_is_another_fact(casebook: Write, deed: str, tie: str) -> None:
    casebook(claims(deed, tie)).expect()


def test_an_unknown_verb_is_one_finding(casebook: Write) -> None:
    lines = (
        "statement: ^red-band prases, about: {actor: green-state}, at: p. 4",
        "tie: red-band praises green-state, at: p. 4",
    )
    casebook(claims(*lines)).expect("F106")

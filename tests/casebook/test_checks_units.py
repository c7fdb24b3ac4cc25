"""Units that do not fit (L316), and external ids of the wrong shape (L317)."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims

DEAD = "incident: red-band attacks kabul, type: bombing"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "quantity: red-band strength, value: ^5 USD",
            "'USD' measures money, but strength is given in persons",
            "fighters",
        ),
        (
            "quantity: red-band camps, value: ^5 fighters",
            "'fighters' measures persons, but camps is given in count",
            "camps",
        ),
        ("quantity: red-band revenue, value: ^5", "'5' lacks its unit: revenue is given in money", "such as USD"),
        ("quantity: red-band share, value: ^5 fighters", "but share is given in percent", "percent"),
        ("flow: green-state -> red-band, amount: ^5 kg", "'kg' measures weight, but money is given in money", "USD"),
        ("flow: green-state -> red-band, amount: ^5 million", "'5 million' lacks its unit: money is given in", "USD"),
        ("flow: green-state -> red-band, goods: wages, amount: ^5 kg", "but wages is given in money", "USD"),
        (f"{DEAD}, deaths: ^5 USD", "'USD' measures money, but deaths are counted in persons", "fighters"),
        (f"{DEAD}, injured: ^{{civilians: 5 kg}}", "but injured are counted in persons", "fighters"),
        (
            "statement: desk says, about: ^{quantity: red-band camps, value: 5 USD}",
            "but camps is given in count",
            "camps",
        ),
    ],
)
def test_a_unit_that_does_not_fit(casebook: Write, line: str, message: str, hint: str) -> None:
    [finding] = casebook(claims(line)).expect("L316")
    assert message in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize(
    "line",
    [
        "quantity: red-band strength, value: 400",
        "quantity: red-band strength, value: 400 operatives",
        "quantity: red-band share, value: 51 %",
        "quantity: red-band revenue, value: €5 million",
        "quantity: red-band time_present, value: 27 months",
        "flow: green-state -> red-band",
        "flow: green-state -> red-band, goods: gold, amount: 5 USD",
        "flow: green-state -> red-band, goods: gold, amount: 5 kg",
        "flow: green-state -> red-band, goods: weapons, amount: 5",
        f"{DEAD}, deaths: {{soldiers: 5 troops, civilians: 60}}",
    ],
)
def test_a_unit_that_fits(casebook: Write, line: str) -> None:
    casebook(claims(line)).expect()


@pytest.mark.parametrize(
    ("ids", "code", "message"),
    [
        ("^{un: TAe.12}", "L317", "'TAe.12' is not an id of the register 'un'"),
        ("^{wikidata: Q34490x, un: QDe.004}", "L317", "'Q34490x' is not an id of the register 'wikidata'"),
        ("^{wikidat: Q34490}", "F106", "the vocabulary has no register 'wikidat'"),
    ],
)
def test_an_id_of_the_wrong_shape(casebook: Write, ids: str, code: str, message: str) -> None:
    [finding] = casebook({"actors/a.yaml": f"actors: [{{id: a, kind: group, name: A, ids: {ids}}}]"}).expect(code)
    assert message in finding.message


def test_ids_of_sources_and_claims(casebook: Write) -> None:
    source = "sources: [{id: a, kind: report, title: A, speaker: desk, read: true, ids: ^{wikidata: x}}]"
    files = claims("tie: red-band hosts blue-front, ids: ^{ucdp: x}") | {"sources/a.yaml": source}
    casebook(files).expect("L317", "L317")


def test_ids_of_the_right_shape(casebook: Write) -> None:
    casebook({"actors/a.yaml": "actors: [{id: a, kind: group, name: A, ids: {un: TAe.012, wikidata: Q1}}]"}).expect()

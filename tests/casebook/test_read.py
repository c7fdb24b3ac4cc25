"""Reading: one slip is one finding, at its place, however much of the casebook leans on what it broke."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.casebook.conftest import BASE, Write, claims

LEANING = claims(
    "tie: red-band hosts blue-front, when: 2001",
    "statement: red-band says, about: report/1, when: 2002",
    "tie: any foreign-armed-group fights red-band, when: 2003, credit: study",
    "retracts: report/1",
)
OWN_TERMS = {
    "vocab/more.yaml": """
        classes:
          hill-group: {definition: A group of the hills., of: [group]}
        issues:
          hill-road: {definition: Whether to build the road.}
        """,
    "actors/more.yaml": """
        actors:
          - {id: hill-one, kind: group, name: Hill One, classes: [hill-group]}
          - {id: hill-two, kind: group, name: Hill Two, classes: [hill-group]}
        """,
    "claims/study.yaml": """
        source: study
        claims:
          - {id: study/1, at: p. 1, tie: any hill-group fights red-band, when: 2003, text: They fought.}
          - {id: study/2, at: p. 2, position: hill-one supports hill-road, when: 2004, text: They want it.}
        """,
}


def edited(files: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """Files with one slip in the one that holds the fragment."""
    [name] = [name for name, text in files.items() if old in text]
    return {**files, name: files[name].replace(old, new, 1)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("source: report\n", "source: ^reprot\n", "R203"),
        ("source: report\n", "^", "F102"),
        ("source: report\n", "source: ^[report]\n", "F102"),
        ("source: report\n", "^sorce: report\n", "F101"),
        ("claims:\n", "^calims:\n", "F101"),
        ("id: report/1, ", "id: ^reprot/1, ", "R203"),
        ("id: report/1, ", "id: ^Report One, ", "F105"),
        ("id: report/1, ", "^di: report/1, ", "F101"),
        ("{id: report/1, ", "^{", "F102"),
        ("at: ¶ 1", "^place: ¶ 1", "F101"),
        ("text: Sentence 1}", "text: ^}", "F103"),
        ("}\n  - {id: report/2", ", ^id: report/2", "F110"),
        ("red-band hosts", "red-band ^hosst", "F106"),
    ],
)
def test_a_slip_in_a_claims_file_is_one_finding(casebook: Write, old: str, new: str, code: str) -> None:
    casebook(edited(LEANING, old, new)).expect(code)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{id: red-band, kind: group", "{id: ^Red Band, kind: group", "F105"),
        ("{id: red-band, kind: group", "{id: red-band, kind: ^grop", "F106"),
        ("{id: red-band, kind: group", "{id: red-band, ^knd: group", "F101"),
        ("{id: red-band, kind: group", "{id: red-band, ^oaths: group", "F101"),
        ("{id: red-band, kind: group", "^{kind: group", "F102"),
        ("actors:\n", "^actor:\n", "F101"),
        ("actors:\n", "actors: []\n        ^actors:\n", "F110"),
        ("{id: red-band, kind: party", "{id: red-band, kind: party, ^kind: party", "F110"),
        ("{id: report, kind: report", "{id: ^rep ort, kind: report", "F105"),
    ],
)
def test_a_slip_in_a_record_that_others_name_is_one_finding(casebook: Write, old: str, new: str, code: str) -> None:
    casebook(edited({**BASE, **LEANING}, old, new)).expect(code)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("hill-group: {definition: A group of the hills., of", "hill-group: ^{of", "F102"),
        (
            "hill-group: {definition: A group of the hills., of: [group]",
            "^hill-group: {definition: D, of: [grup]",
            "V501",
        ),
        ("classes:\n", "^clases:\n", "F101"),
        ("classes:\n", "classes: ^[\n", "S001"),
        ("classes: [hill-group]", "classes: [^hill-gruop]", "F106"),
        ("hill-one supports hill-road", "^hill-one supports hill-raod", "F106"),
    ],
)
def test_a_slip_in_the_vocabulary_is_one_finding(casebook: Write, old: str, new: str, code: str) -> None:
    casebook(edited(OWN_TERMS, old, new)).expect(code)


def test_an_unknown_term_at_many_places_is_one_finding(casebook: Write) -> None:
    findings = casebook(edited(OWN_TERMS, "  hill-group: {", "  hill-gruop: {")).findings
    said = {finding.message: [str(place) for place in finding.related] for finding in findings}
    assert said["the vocabulary has no class 'hill-group', at 2 places"] == ["actors/more.yaml:3:59"]


def test_a_claims_file_may_be_named_by_its_ids_alone(casebook: Write) -> None:
    """The ids agree with each other, so the head is what is wrong, and nothing else is said of the claims."""
    [finding] = casebook(edited(LEANING, "source: report\n", "")).findings
    assert finding.hint == "write 'source: report' at the head: what its claims are read in"


def test_a_file_of_nothing_but_mistakes_ends_with_a_word_about_the_rest(casebook: Write) -> None:
    rows = "".join(f"  - {{id: a{i}, kind: group, name: A, mood: {i}}}\n" for i in range(1500))
    findings = casebook({"actors/more.yaml": "actors:\n" + rows}).findings
    assert len(findings) == 1000
    assert "the rest of it will be read" in findings[-1].hint


@pytest.mark.parametrize(
    "key", ["value: 3", "amount: 3 USD", "deaths: 3", "about: report/1", "goods: money", "type: bombing"]
)
def test_a_retraction_has_no_matter_of_its_own(casebook: Write, key: str) -> None:
    [finding] = casebook(claims("tie: red-band hosts blue-front, when: 2001", f"retracts: report/1, {key}")).findings
    assert finding.message == f"'{key.partition(':')[0]}' does not belong to a retraction"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("tie: red-band hosts blue-front, retracts: report/1", "two kinds for one claim: 'retracts' and 'tie'"),
        ("quantity: red-band strength", "the quantity lacks 'value'"),
        ("incident: red-band attacks blue-front", "the incident lacks 'type'"),
        ("note: nothing", "it is not said what kind of claim this is"),
        ("tie: red-band hosts blue-front, credit: study, credits: [[study]]", "both 'credit' and 'credits'"),
    ],
)
def test_keys_that_cannot_stand_together_are_one_finding(casebook: Write, line: str, message: str) -> None:
    [finding] = casebook(claims(line)).findings
    assert finding.message == message
    assert finding.hint


def test_an_empty_list_where_somebody_must_be_named_is_a_finding(casebook: Write) -> None:
    lever = "levers:\n  - {id: ban, kind: pressure, holder: ^[], on: red-band, text: A ban.}\n"
    casebook({"levers/a.yaml": lever}).expect("F103")


@pytest.mark.parametrize(
    ("written", "meant"), [("Red Band", "red-band"), ("RED_BAND!", "red_band"), ("Al-Qa‘ida", "al-qa-ida")]
)
def test_the_id_that_was_meant_is_named(casebook: Write, written: str, meant: str) -> None:
    [finding] = casebook({"actors/more.yaml": f"actors:\n  - {{id: '{written}', kind: group, name: A}}\n"}).findings
    assert finding.hint.startswith(f"did you mean '{meant}'?")

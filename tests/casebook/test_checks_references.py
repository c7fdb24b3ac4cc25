"""Names that lead nowhere (R201), terms that the vocabulary lacks (F106), sources that nothing uses (R204)."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims


@pytest.mark.parametrize(
    ("line", "code", "message", "hint"),
    [
        ("tie: ^red-bnad hosts blue-front", "R201", "no actor, place or thing has the id 'red-bnad'", "'red-band'?"),
        (
            "tie: red-band hosts | ^blue-frnt",
            "R201",
            "no actor, place or thing has the id 'blue-frnt'",
            "'blue-front'?",
        ),
        (
            'tie: ^"any armed-gruop hosts red-band"',
            "F106",
            "the vocabulary has no class 'armed-gruop'",
            "'armed-group'?",
        ),
        (
            "tie: ^any armed-group except red hosts blue-front",
            "R201",
            "no actor has the id 'red'",
            "one of: blue-front",
        ),
        ("tie: red-band hosts blue-front, where: [kabul, ^kabool]", "R201", "no place has the id", "'kabul'?"),
        (
            "tie: red-band hosts blue-front, where: ^red-band",
            "R201",
            "no place has",
            "'red-band' is an actor, not a place",
        ),
        ("tie: red-band hosts blue-front, credit: [study, ^dsek]", "R201", "no source or speaker has", "'desk'?"),
        (
            "tie: red-band hosts blue-front, credits: [[study], ^[desk, dsek]]",
            "R201",
            "no source or speaker",
            "'desk'?",
        ),
        ("quantity: ^red-bnad strength, value: 400 fighters", "R201", "no actor, place or thing has", "'red-band'?"),
        ("quantity: ^red-band strenght, value: 400 fighters", "F106", "no measure 'strenght'", "'strength'?"),
        ("quantity: red-band strength, value: ^400 figthers", "F106", "no unit 'figthers'", "'fighters'?"),
        ("quantity: red-band camps, value: 4, of: ^blue-frnt", "R201", "thing or measure has the id", "'blue-front'?"),
        ("quantity: red-band camps, value: 2, lists: [kabul, ^kunnar]", "R201", "no actor, place or thing", "'kunar'?"),
        ("flow: ^red-band -> blue-frnt", "R201", "no actor, place or thing has the id 'blue-frnt'", "'blue-front'?"),
        ("flow: red-band -> blue-front, amount: ^5 USDD", "F106", "no unit 'USDD'", "'USD'?"),
        (
            "incident: red-band attacks ^blue-frnt, type: bombing",
            "R201",
            "no actor, place or thing has",
            "'blue-front'?",
        ),
        ("incident: red-band attacks kabul, type: bombing, deaths: ^3 dogz", "F106", "no unit 'dogz'", ""),
        ("position: ^red-bnad supports sanctions-relief", "R201", "no actor has the id 'red-bnad'", "'red-band'?"),
        ("position: ^red-band suports sanctions-relief", "F106", "no position 'suports'", "'supports'?"),
        ("position: ^red-band supports sanction-relief", "F106", "no issue 'sanction-relief'", "'sanctions-relief'?"),
        ("statement: ^red-bnad says", "R201", "no speaker has the id 'red-bnad'", "'red-band'?"),
        ("statement: ^blue-front says", "R201", "no speaker has", "'blue-front' is an actor, not a speaker"),
        ("statement: ^red-band sais", "F106", "no verb 'sais'", "'says'?"),
        ("statement: red-band says, about: ^{tie: red-band hosts blue-frnt}", "R201", "'blue-frnt'", "'blue-front'?"),
        (
            "statement: red-band says, about: ^{tie: red-band hosts blue-front, where: kabool}",
            "R201",
            "'kabool'",
            "'kabul'?",
        ),
        ("statement: red-band praises, about: ^{actor: blue-frnt}", "R201", "'blue-frnt'", "'blue-front'?"),
        ("statement: red-band says, about: ^report/9", "R201", "no claim has the id 'report/9'", "'report/1'?"),
        ("statement: red-band says, about: ^stdy/9", "R201", "no claim has", "no claim is coded from 'stdy'"),
        (
            "statement: red-band says, about: ^{quantity: red-band share, value: 3 %, of: zz}",
            "R201",
            "'zz'",
            "is spelled like it",
        ),
        ("retracts: ^report/9", "R201", "no claim has the id 'report/9'", "did you mean 'report/1'?"),
    ],
)
def test_a_name_in_a_claim_that_leads_nowhere(casebook: Write, line: str, code: str, message: str, hint: str) -> None:
    [finding] = casebook(claims(line)).expect(code)
    assert message in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("actors", "{id: a, kind: faction, name: A, part_of: ^red-bnad}", "no actor has the id 'red-bnad'"),
        ("actors", "{id: a, kind: faction, name: A, splinter_of: ^desk}", "no actor has the id 'desk'"),
        (
            "actors",
            "{id: a, kind: faction, name: A, affiliate_of: [red-band, ^{actor: blu, when: 2001..}]}",
            "no actor",
        ),
        ("actors", "{id: a, kind: faction, name: A, part_of: ^{actor: red-band, source: desk}}", "no source has"),
        ("actors", "{id: a, kind: group, name: A, listed_by: ^desk}", "no actor has the id 'desk'"),
        ("actors", "{id: a, kind: state, name: A, territory: ^afganistan}", "no place has the id 'afganistan'"),
        ("requirements", "{id: a, question: Q, owner: O, rests_on: ^red-band hosts ghost}", "no actor, place or thing"),
        (
            "speakers",
            "{id: a, kind: party, name: A, grade: D, grade_reason: R, speaks_for: ^x-y}",
            "no actor or speaker",
        ),
        ("sources", "{id: a, kind: report, title: A, speaker: ^blue-front, read: true}", "no speaker has"),
        (
            "sources",
            "{id: a, kind: report, title: A, speaker: desk, derived_from: [study, ^desk], read: true}",
            "no source",
        ),
        ("levers", "{id: a, kind: pressure, holder: ^desk, on: red-band, text: T}", "no actor has"),
        ("levers", "{id: a, kind: pressure, holder: red-band, on: [blue-front, ^x], text: T}", "no actor has"),
        (
            "levers",
            "{id: a, kind: pressure, holder: red-band, on: red-band, text: T, conditional_on: ^c/1}",
            "no commitment",
        ),
        (
            "levers",
            "{id: a, kind: pressure, holder: red-band, on: red-band, text: T, source: ^desk, at: ¶1}",
            "no source",
        ),
        ("narratives", "{id: a, speaker: ^blue-front, line: L}", "no speaker has"),
        ("narratives", "{id: a, speaker: desk, line: L, claims: [report/base, ^report/x]}", "no claim has"),
        ("narratives", "{id: a, speaker: desk, line: L, serves: ^red}", "no actor or speaker has"),
    ],
)
def test_a_name_in_another_record_that_leads_nowhere(casebook: Write, name: str, text: str, message: str) -> None:
    [finding] = casebook({f"{name}/a.yaml": f"{name}:\n  - {text}\n"}).expect("R201")
    assert message in finding.message


def test_names_in_a_commitment(casebook: Write) -> None:
    casebook(
        {
            "commitments/a.yaml": """
                commitments:
                  - id: pact/one
                    source: ^pact
                    at: ¶1
                    obligor: [red-band, ^red]
                    beneficiary: ^blue
                    undertaking: No camps.
                    conditional_on: ^pact/two
                    tests:
                      - ^breached_if: {tie: any armed runs_camp_in kabul, at_least: likely}
                      - ^met_if: {tie: red-band controls kabul, where: kabool, at_least: likely}
                """
        }
    ).expect("R201", "R201", "R201", "R201", "F106", "R201")


def test_names_at_the_head_of_a_claims_file(casebook: Write) -> None:
    casebook(
        {
            "claims/a.yaml": """
                source: ^stduy
                coverage:
                  - {at: ¶1, reason: repeats, repeats: ^report/bsae}
                """
        }
    ).expect("R201", "R201")


def test_one_absent_record_is_one_finding(casebook: Write) -> None:
    """
    Three claims credit the essay, a file codes it and another source is derived from it: one record mends it all.
    """
    files = claims(
        "tie: red-band hosts blue-front, credit: essay",
        "tie: red-band trains blue-front, credit: [study, essay]",
        "tie: red-band advises blue-front, credits: [[essay]]",
    )
    files["claims/essay.yaml"] = "source: ^essay\ncoverage: []\n"
    files["sources/a.yaml"] = (
        "sources: [{id: copy, kind: article, title: C, speaker: desk, derived_from: essay, read: true}]"
    )
    [finding] = casebook(files).expect("R201")
    assert finding.message == "no source has the id 'essay', named at 5 places"
    assert len(finding.related) == 4


def test_two_absent_records_of_one_name_are_two_findings(casebook: Write) -> None:
    lines = "tie: ^ghost hosts blue-front", "tie: red-band hosts blue-front, credit: ^ghost"
    actor, speaker = casebook(claims(*lines)).expect("R201", "R201")
    assert actor.message == "no actor, place or thing has the id 'ghost'"
    assert speaker.message == "no source or speaker has the id 'ghost'"


def test_a_name_whose_record_is_broken_is_excused(casebook: Write) -> None:
    lines = "tie: wing hosts blue-front", "tie: red-band attacks wing", "position: wing supports sanctions-relief"
    casebook(claims(*lines) | {"actors/a.yaml": "actors: [{id: wing, kind: ^factoin, name: Wing}]"}).expect("F106")


def test_names_are_excused_when_a_file_that_may_define_them_cannot_be_read(casebook: Write) -> None:
    files = {"actors/a.yaml": "actors: [{id: wing", "speakers/a.yaml": "speaker: []"}
    written = casebook(claims("tie: wing hosts blue-front, credit: voice") | files)
    assert [finding.code for finding in written.findings] == ["S001", "F101"]


def test_a_place_named_more_closely_than_a_district(casebook: Write) -> None:
    [finding] = casebook(
        claims("tie: red-band present_in ^small-hamlet", "tie: red-band hosts blue-front, where: small-hamlet")
        | {"vocab/a.yaml": "places: {small-hamlet: {name: Hamlet, kind: village, within: kabul}}"}
    ).expect("R201")
    assert finding.message.startswith("'small-hamlet' is a village; places are kept to district level or coarser")


def test_a_release_with_a_marking_that_does_not_exist(casebook: Write) -> None:
    [finding] = casebook({"armillary.toml": 'format = 1\n[release.public]\nmarking = "WHITE"\n'}).findings
    assert (finding.code, str(finding.place)) == ("F106", "armillary.toml:3:1")
    assert "no marking 'WHITE'" in finding.message


@pytest.mark.parametrize(
    "line",
    [
        'tie: "any armed-group except blue-front, red-band | present_in | kabul"',
        "tie: red-band profits_from opium, where: [kunar, kabul]",
        "quantity: red-band change_percent, value: 5 %, of: attacks",
        "quantity: kabul attacks, value: 5 Attacks, of: red-band",
        "quantity: red-band strength, value: 1 fighter",
        "tie: red-band hosts blue-front, credit: [study, unnamed/source]",
        "statement: red-band says, about: {flow: red-band -> blue-front, amount: $5}",
    ],
)
def test_names_that_lead_somewhere(casebook: Write, line: str) -> None:
    casebook(claims(line)).expect()


def test_unused_sources(casebook: Write) -> None:
    casebook(
        claims("tie: red-band hosts blue-front, credit: [study, cited]")
        | {
            "sources/a.yaml": """
                sources:
                  - ^{id: idle, kind: report, title: Idle, speaker: desk}
                  - {id: cited, kind: report, title: Cited, speaker: desk}
                  - {id: root, kind: report, title: Root, speaker: desk}
                  - {id: copy, kind: report, title: Copy, speaker: desk, derived_from: root, read: true}
                  - {id: pact, kind: agreement, title: Pact, speaker: desk}
                  - {id: law, kind: decree, title: Law, speaker: desk}
                  - {id: opened, kind: report, title: Opened, speaker: desk}
                """,
            "claims/opened.yaml": "source: opened\ncoverage: [{at: ¶1, reason: context}]",
            "commitments/a.yaml": """
                commitments:
                  - {id: pact/a, source: pact, at: ¶1, obligor: red-band, undertaking: Peace.}
                """,
            "levers/a.yaml": """
                levers:
                  - {id: ban, kind: pressure, holder: green-state, on: red-band, text: A ban., source: law, at: ¶1}
                """,
        }
    ).expect("R204")


def test_no_source_is_called_unused_while_a_claim_cannot_be_read(casebook: Write) -> None:
    casebook(
        {"sources/a.yaml": "sources: [{id: cited, kind: report, title: Cited, speaker: desk}]"}
        | claims("tie: red-band hosts blue-front, credit: cited, when: ^yesterday")
    ).expect("F111")


def test_no_source_is_called_unused_while_a_credit_may_have_meant_it(casebook: Write) -> None:
    casebook(
        {"sources/a.yaml": "sources: [{id: cited, kind: report, title: Cited, speaker: desk}]"}
        | claims("tie: red-band hosts blue-front, credit: ^citde")
    ).expect("R201")

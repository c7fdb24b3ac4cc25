"""All the checks together: silent on what is clean, pure, and each of its own codes."""

from __future__ import annotations

import inspect
from pathlib import Path

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.passes import PASSES
from armillary.codes import CODES
from armillary.vocab.vocabulary import Vocabulary
from tests.casebook.conftest import Write, claims


def test_a_clean_casebook_has_no_findings(casebook: Write) -> None:
    casebook({}).expect()


def test_a_rich_clean_casebook_has_no_findings(casebook: Write) -> None:
    """
    Every kind of record and of claim, as the format's page shows them.
    """
    casebook(
        claims(
            "tie: any foreign-armed-group except blue-front | present_in | afghanistan, when: 2022..",
            "quantity: red-band strength, value: 6000..6500 fighters, when: 2022, where: [kunar, kabul]",
            "flow: gold -> red-band, amount: 194.4 million USD, when: 2022~/2023-03, credit: [desk, unnamed/source]",
            "incident: red-band attacks green-state, type: suicide_bombing, when: 2021-08-26, deaths: {a: 13, b: 60}",
            "statement: red-band denies, about: {tie: red-band hosts old-chief, when: 2009}, ids: {ucdp: 17}",
            "position: green-state opposes sanctions-relief, when: 2022",
            "retracts: report/2",
            "tie: red-band attacks green-state, modality: predicted, horizon: 2025",
        )
        | {
            "commitments/a.yaml": """
                commitments:
                  - id: pact/a
                    source: report
                    at: ¶1
                    obligor: red-band
                    beneficiary: [green-state]
                    undertaking: No camps.
                    from: 2020-02-29
                    due: open
                    tests:
                      - breached_if: {tie: blue-front runs_camp_in afghanistan, since: 2020-02-29, at_least: likely}
                """,
            "levers/a.yaml": """
                levers:
                  - {id: ban, kind: pressure, holder: green-state, on: red-band, text: A ban., conditional_on: pact/a}
                """,
            "narratives/a.yaml": """
                narratives:
                  - {id: none, speaker: red-band, line: There are none., claims: [report/5], serves: red-band}
                """,
            "claims/study.yaml": """
                source: study
                coverage:
                  - {at: ¶1, reason: repeats, repeats: report/1}
                """,
        }
    ).expect()


def test_an_empty_casebook_has_no_findings(vocabulary: Vocabulary) -> None:
    assert [finding for _, check in PASSES for finding in check(Casebook(Path()), vocabulary)] == []


def test_checks_are_pure(casebook: Write) -> None:
    written = casebook(
        claims("tie: kabul hosts red-band", "tie: red-band hosts ghost, when: 2030, credit: [desk, desk]")
    )
    again = [finding for _, check in PASSES for finding in check(written.book, written.vocab)]
    assert sorted(map(str, again)) == sorted(map(str, written.findings))
    assert len(again) >= 4


def test_every_check_says_which_codes_it_gives() -> None:
    for name, check in PASSES:
        codes = [word.strip(",:") for word in (inspect.getdoc(check) or "").split(" ") if word.strip(",:") in CODES]
        assert codes, name


def test_names_of_checks_are_their_own() -> None:
    assert len({name for name, _ in PASSES}) == len(PASSES)

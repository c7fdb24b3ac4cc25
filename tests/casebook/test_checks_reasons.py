"""Persons named without a reason (L312), judgements without theirs (L313 L314 L315 L318), repeats of nothing (F102)."""

from __future__ import annotations

import pytest

from tests.casebook.conftest import Write, claims

TIE = "tie: red-band hosts blue-front"


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("actors", "^{id: x, kind: person, name: X}", "the person 'x' is named without a reason"),
        (
            "actors",
            "{id: x, kind: person, name: X, why_named: ^author_of_public_work}",
            "as a speaker, not as an actor",
        ),
        ("speakers", "^{id: x, kind: person, name: X, grade: C, grade_reason: R.}", "the person 'x' is named without"),
    ],
)
def test_a_person_named_without_a_reason(casebook: Write, name: str, row: str, message: str) -> None:
    [finding] = casebook({f"{name}/a.yaml": f"{name}:\n  - {row}\n"}).expect("L312")
    assert message in finding.message
    assert "office_holder" in finding.hint


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("actors", "{id: x, kind: group, name: X}"),
        ("actors", "{id: x, kind: person, name: X, why_named: un_listed}"),
        ("speakers", "{id: x, kind: interviewee, name: X, grade: C, grade_reason: R.}"),
        ("speakers", "{id: x, kind: person, name: X, grade: C, grade_reason: R., why_named: author_of_public_work}"),
    ],
)
def test_who_may_be_named(casebook: Write, name: str, row: str) -> None:
    casebook({f"{name}/a.yaml": f"{name}: [{row}]"}).expect()


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (f"{TIE}, credibility: ^1", "L313", "credibility 1 means confirmed; it is not said by what"),
        (f"{TIE}, modality: ^predicted", "L314", "a predicted claim without a horizon"),
        (f"{TIE}, modality: ^conditional", "L314", "a conditional claim without its condition"),
        (f"{TIE}, stance: ^no_serves_me", "L315", "the stance 'no_serves_me' stands against the vocabulary"),
    ],
)
def test_a_claim_that_owes_a_reason(casebook: Write, line: str, code: str, message: str) -> None:
    [finding] = casebook(claims(line)).expect(code)
    assert message in finding.message


@pytest.mark.parametrize(
    "keys",
    [
        "credibility: 1, confirmed_by: The other side's minutes.",
        "credibility: 2",
        "modality: predicted, horizon: 2025",
        "modality: conditional, condition: If so.",
        "modality: hypothetical",
        "stance: free, stance_reason: An admission made under oath.",
    ],
)
def test_a_claim_that_gives_it(casebook: Write, keys: str) -> None:
    casebook(claims(f"{TIE}, {keys}")).expect()


def test_a_prediction_by_default_points_at_the_claim(casebook: Write) -> None:
    casebook(
        {
            "claims/report.yaml": """
                source: report
                defaults: {modality: predicted}
                claims:
                  - ^{id: report/1, at: ¶1, tie: red-band hosts blue-front, text: It will.}
                """
        }
    ).expect("L314")


@pytest.mark.parametrize(
    ("grade", "code"),
    [
        ("grade: ^A, grade_reason: R.", "L318"),
        ("grade: ^A", "L318"),  # that it gives no reason for what it may not do is not another mistake
        ("grade: ^D", "L315"),
        ("grade: D, grade_reason: R.", ""),
        ("grade: B, grade_reason: R.", ""),
        ("grade: F, grade_reason: R.", ""),
    ],
)
def test_the_grade_of_a_source(casebook: Write, grade: str, code: str) -> None:
    row = f"sources: [{{id: a, kind: report, title: A, speaker: desk, read: true, {grade}}}]"
    casebook({"sources/a.yaml": row}).expect(*([code] if code else []))


@pytest.mark.parametrize(("ours", "theirs", "raises"), [("D", "F", True), ("E", "F", False), ("F", "E", True)])
def test_f_lies_between_d_and_e(casebook: Write, ours: str, theirs: str, raises: bool) -> None:
    source = "id: a, kind: report, title: A, speaker: a, read: true, grade_reason: R."
    written = casebook(
        {
            "speakers/a.yaml": f"speakers: [{{id: a, kind: outlet, name: A, grade: {theirs}, grade_reason: R.}}]",
            "sources/a.yaml": f"sources: [{{{source}, grade: {ours}}}]",
        }
    )
    assert [finding.code for finding in written.findings] == (["L318"] if raises else [])


def test_coverage_that_repeats_nothing(casebook: Write) -> None:
    [finding] = casebook({"claims/study.yaml": "source: study\ncoverage: [^{at: ¶1, reason: repeats}]"}).expect("F102")
    assert finding.message == "a coverage entry with reason 'repeats' lacks 'repeats'"

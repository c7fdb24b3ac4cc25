"""The warnings and notes of the weighing: an origin against itself, a single voice, claims without a date."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from armillary.checking import check_casebook
from armillary.finding import Finding
from tests.conftest import ROOT

BASE = ROOT / "tests" / "findings" / "base"


def check(folder: Path, *claims: str, actors: str = "") -> list[Finding]:
    """The findings of the small clean casebook with more claims of its report, each given by the keys that matter."""
    root = folder / "casebook"
    shutil.copytree(BASE, root)
    keys = [
        f"id: report/{number}, at: ¶{number}, text: Sentence {number}, {claim}"
        for number, claim in enumerate(claims, 3)
    ]
    rows = "".join(f"  - {{{line}}}\n" for line in keys)
    (root / "claims" / "more.yaml").write_text(f"source: report\nclaims:\n{rows}", encoding="utf-8")
    if actors:
        (root / "actors" / "more.yaml").write_text(f"actors:\n{actors}", encoding="utf-8")
    return check_casebook(root).findings


NO = "tie: red-band hosts blue-front, polarity: denies"


@pytest.mark.parametrize(
    ("claims", "span"),
    [
        ([f"{NO}, when: 2005"], "from 2005-01-01 to 2005-12-31"),
        ([f"{NO}, when: 2005-06-01"], "on 2005-06-01"),
        ([f"{NO}, when: 2005-06/2006"], "from 2005-06-01 to 2005-12-31"),
        ([f"{NO}, when: ..2001", "tie: red-band hosts blue-front, when: ..2000"], "until 2000-12-31"),
    ],
)
def test_an_origin_against_itself_is_one_warning(tmp_path: Path, claims: list[str], span: str) -> None:
    [finding] = check(tmp_path, *claims)
    assert finding.code == "W601"
    assert finding.message == f"'desk' both asserts and denies that red-band hosts blue-front, {span}"


def test_two_claims_that_clash_on_many_questions_are_one_warning(tmp_path: Path) -> None:
    actors = "".join(
        f"  - {{id: guest-{i}, kind: group, name: Guest {i}, classes: [jihadi-group]}}\n" for i in range(9)
    )
    tie = "tie: red-band hosts any jihadi-group, when: 2005"
    findings = check(tmp_path, tie, f"{tie}, polarity: denies", actors=actors)
    assert [finding.code for finding in findings].count("W601") == 1


@pytest.mark.parametrize(
    "claims",
    [
        [f"{NO}, when: 2004"],
        [f"{NO}, when: 2005, where: kunar"],
        [f"{NO}, when: 2005, level: local"],
        [f"{NO}, when: 2005, credit: study"],
        [f"{NO}, when: 2005", "retracts: report/3"],
    ],
)
def test_what_differs_or_was_taken_back_does_not_clash(tmp_path: Path, claims: list[str]) -> None:
    assert [finding.code for finding in check(tmp_path, *claims)] == []


def test_undated_claims_of_a_file_are_one_note(tmp_path: Path) -> None:
    [one] = check(tmp_path / "one", "tie: green-state funds red-band")
    assert one.message == "1 claim has no date: report/3"
    ties = [f"tie: green-state funds red-band, level: {level}" for level in ("leadership", "mid", "local")]
    [more] = check(tmp_path / "more", *ties, "tie: red-band hosts blue-front, where: kunar")
    assert more.message == "4 claims have no date: report/3, report/4, report/5 and 1 more"


def test_a_class_that_one_origin_speaks_of_is_one_note(tmp_path: Path) -> None:
    actors = "".join(
        f"  - {{id: guest-{i}, kind: group, name: Guest {i}, classes: [jihadi-group]}}\n" for i in range(9)
    )
    [finding] = check(tmp_path, "tie: red-band hosts any jihadi-group, when: 2005", actors=actors)
    assert finding.message == "only desk speaks on 'red-band hosts guest-0' and 8 more such ties"


def test_classes_that_stand_for_too_many_ties_are_an_error(tmp_path: Path) -> None:
    actors = "".join(f"  - {{id: g{i}, kind: group, name: G {i}, classes: [jihadi-group]}}\n" for i in range(2000))
    [finding] = check(tmp_path, "tie: any jihadi-group fights any jihadi-group, when: 2005", actors=actors)
    assert finding.code == "L301"
    assert "stands for 4,000,000 ties" in finding.message


def test_a_name_of_signs_alone_is_nobodys(tmp_path: Path) -> None:
    actors = "  - {id: a, kind: group, name: '***'}\n  - {id: b, kind: group, name: '!!!'}\n"
    assert check(tmp_path, actors=actors) == []

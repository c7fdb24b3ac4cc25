"""What would be lost without a word: records that nothing reads, words of others, two that are no one."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.checking import check_casebook
from tests.casebook.conftest import Write, claims

LINE = "tie: red-band hosts blue-front, when: 2018"


def strays(root: Path) -> list[tuple[str, str]]:
    return [(f.place.file, f.hint) for f in check_casebook(root).findings if f.code == "F120"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("claim/a.yaml", "did you mean claims/?"),
        ("Claims/a.yaml", "did you mean claims/?"),
        ("old/deep/a.yml", "move its records to claims/, or hide it as .old/"),
        ("claims/a.YAML", "name it claims/a.yaml"),
        ("claims/a.yaml.txt", "name it claims/a.yaml"),
        ("a.yaml", "name it claims/a.yaml"),
    ],
)
def test_records_that_nothing_reads_are_found_once(tmp_path: Path, name: str, hint: str) -> None:
    (tmp_path / "armillary.toml").write_text("format = 1\n")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("source: report\nclaims:\n  - id: report/1\n")
    assert strays(tmp_path) == [(name, hint)]


@pytest.mark.parametrize(
    "name", [".old/a.yaml", "claims/README.md", "claims/a.yaml.bak", "site/mkdocs.yml", "ally/claims/a.yaml"]
)
def test_what_is_left_beside_the_records_is_no_finding(tmp_path: Path, name: str) -> None:
    (tmp_path / "armillary.toml").write_text("format = 1\n")
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text("site: x\n" if "site" in name else "source: report\nclaims:\n  - id: report/1\n")
    if "ally" in name:
        (tmp_path / "ally" / "armillary.toml").write_text("format = 1\n")
    assert strays(tmp_path) == []


def test_what_may_stand_where_nothing_reads_it_is_not_missing_as_well(casebook: Write) -> None:
    casebook(claims(f"{LINE}, credit: paper") | {"source/a.yaml": "^sources:\n  - id: paper\n"}).expect("F120")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Reuters reported that the band hosts the front.", "Reuters"),
        ("The Border Daily said that the band hosts the front.", "Border Daily"),
        ("According to a Western diplomat, the band hosts the front.", "Western"),
        ("The band hosts the front, reported by the Ministry of Peace.", "Ministry of Peace"),
    ],
)
def test_whose_word_a_text_says_it_is_wants_credit(casebook: Write, text: str, name: str) -> None:
    [finding] = casebook(claims(f'{LINE}, text: ^"{text}"')).expect("L331")
    assert f"has it from {name}," in finding.message
    casebook(claims(f'{LINE}, credit: study, text: "{text}"')).expect()


@pytest.mark.parametrize("text", ["He said that it does.", "The Desk reported that it does.", "It is said to do so."])
def test_a_source_needs_no_credit_for_its_own_word(casebook: Write, text: str) -> None:
    casebook(claims(f'{LINE}, text: "{text}"')).expect()


@pytest.mark.parametrize(
    ("kind", "apart"), [("state_body", True), ("person", True), ("faction", False), ("organisation", False)]
)
def test_an_armed_group_is_no_body_of_a_state_and_no_person(casebook: Write, kind: str, apart: bool) -> None:
    why = ", why_named: group_leader" if kind == "person" else ""
    of = f"of: {'^' if apart else ''}[red-band, other]"
    files = {
        "actors/a.yaml": f"actors: [{{id: other, kind: {kind}, name: Other{why}}}]",
        "identities/a.yaml": f"identities: [{{id: d, verdict: same, {of}, who: Me, when: 2023, why: Asked.}}]",
    }
    casebook(files).expect(*(["X807"] if apart else []))

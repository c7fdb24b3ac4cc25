"""Gaps: what one more source is worth, how requirements stand, and where nobody has been heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from armillary.book.book import Book, open_book
from armillary.cli import app
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError
from armillary.pictures.gaps import gaps
from armillary.pictures.weighed import view
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.worth import worth_of_one
from tests.shipped import build_shipped

HEAD = 'format = 1\ntitle = "Small"\nas_of = "2023-12-31"\n'
ACTORS = """\
actors:
  - {id: band, kind: group, name: Band}
  - {id: post, kind: group, name: Post}
  - {id: gone, kind: group, name: Gone, exists: 1990/2001}
"""
SPEAKERS = """\
speakers:
  - {id: desk, kind: institution, name: The Desk, grade: A, grade_reason: So it is.}
  - {id: paper, kind: outlet, name: The Paper, grade: C, grade_reason: So it is., speaks_for: desk}
"""
SOURCES = """\
sources:
  - {id: report, kind: report, title: A Report, speaker: desk, date: 2023-06-01, read: true}
  - {id: article, kind: article, title: An Article, speaker: paper, date: 2021-06-01, read: true}
"""
REPORT = """\
source: report
claims:
  - {id: report/1, at: ¶1, tie: band coordinates_with post, when: 2023-05, where: nuristan, text: They plan together.}
  - {id: report/2, at: ¶2, tie: band fights gone, when: 2000, text: They fought.}
  - {id: report/3, at: ¶3, tie: band attacks post, when: 2023-05-02, modality: observed, credibility: 2, text: A raid.}
"""
ARTICLE = """\
source: article
claims:
  - {id: article/1, at: ¶1, tie: band coordinates_with post, when: 2021, where: kunar, text: They plan together.}
"""
NEEDS = """\
requirements:
  - {id: late, question: Who pays?, owner: team, due: 2023-06-30, priority: low}
  - {id: told, question: Who plans?, owner: team, due: 2023-06-30, answered_by: [report/1, article]}
  - id: plans
    question: Do they plan together?
    tie: post coordinates_with band
    owner: team
    due: 2024-06-30
    settled_at: almost_certain
  - {id: plans-likely, question: Likely?, tie: band coordinates_with post, owner: team, settled_at: likely}
  - {id: never, question: Never asked?, tie: post funds band, owner: team, priority: high, settled_at: likely}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp("small")
    files = {"armillary.toml": HEAD, "actors/a.yaml": ACTORS, "speakers/a.yaml": SPEAKERS, "sources/a.yaml": SOURCES}
    files |= {"claims/report.yaml": REPORT, "claims/article.yaml": ARTICLE, "requirements/a.yaml": NEEDS}
    for name, text in files.items():
        path = folder / "casebook" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    checked, _ = build_casebook(folder / "casebook", folder / "book")
    assert checked.sound, checked.findings
    with open_book(folder / "book") as opened:
        yield opened


@pytest.fixture(scope="module")
def shipped() -> Iterator[Book]:
    with open_book(build_shipped()) as opened:
        yield opened


def test_requirements_stand_as_they_do(small: Book) -> None:
    stand = {need.id: need.status for need in gaps(small).requirements}
    assert stand == {
        "late": "overdue",
        "never": "open",
        "plans": "open",
        "told": "answered",
        "plans-likely": "answered",
    }
    order = [need.id for need in gaps(small).requirements]
    assert order == ["late", "never", "plans", "told", "plans-likely"]  # overdue, open by priority, answered by date
    assert gaps(small, as_of="2024-12-31").requirements[0].id in ("plans", "late")


def test_a_tie_of_a_requirement_is_read_either_way_round_and_one_never_asked_has_none(small: Book) -> None:
    needs = {need.id: need for need in gaps(small).requirements}
    assert needs["plans"].likelihood == needs["plans-likely"].likelihood
    assert needs["plans"].worth is not None
    assert (needs["never"].likelihood, needs["never"].standing, needs["never"].worth) == (None, "not_assessed", None)


def test_two_speakers_of_one_party_are_one_bloc_and_what_has_ended_is_not_asked_for(small: Book) -> None:
    found = {(gap.subject, gap.relation, gap.object): gap for gap in gaps(small).gaps}
    plan = found["band", "coordinates_with", "post"]
    assert (plan.origins, plan.voices) == (2, 1)
    assert "one bloc" in plan.why
    assert not any("gone" in (subject, object_) for subject, _, object_ in found)


def test_what_a_source_is_worth_is_what_it_says_it_is(small: Book) -> None:
    [gap] = [gap for gap in gaps(small).gaps if gap.relation == "coordinates_with"]
    assert gap.likelihood is not None
    p, right = gap.likelihood, 0.87
    assert gap.says_yes == pytest.approx(p * right + (1 - p) * (1 - right))
    moved = gap.says_yes * (gap.if_yes - p) + (1 - gap.says_yes) * (p - gap.if_no)
    assert gap.expected == pytest.approx(moved)
    assert gap.if_no < p < gap.if_yes


def test_a_better_source_is_worth_more_and_none_is_worth_a_certain_tie(shipped: Book) -> None:
    seen = view(shipped, None, None)
    e, j = seen.weighed.evidence, seen.weighed.judgements
    for row in range(0, len(e.questions), 37):
        worths = [worth_of_one(e, j, shipped.vocab, row, grade) for grade in "DCBA"]
        assert [w.decibans for w in worths] == sorted(w.decibans for w in worths)
        for worth in worths:
            assert worth.if_no - 1e-12 <= float(j.likelihood[row]) <= worth.if_yes + 1e-12
            assert 0 <= worth.expected <= 0.5
            assert abs(worth.decibans) < 20 / DECIBANS * DECIBANS


def test_gaps_come_by_worth_and_only_with_a_reason(shipped: Book) -> None:
    found = gaps(shipped, top=1000)
    assert found.wanting == len(found.gaps) <= found.judgements
    worths = [round(gap.expected, 2) for gap in found.gaps]
    assert worths == sorted(worths, reverse=True)
    assert all(gap.why for gap in found.gaps)
    assert {"weak", "stale", "one origin", "not assessed"} <= {why for gap in found.gaps for why in gap.why}
    assert len(gaps(shipped, top=3).gaps) == 3


def test_coverage_counts_origins_and_names_what_is_empty(small: Book) -> None:
    found = gaps(small)
    assert found.country == "afghanistan"
    rows = {row.id: dict(zip(found.provinces.years, row.by_year, strict=True)) for row in found.provinces.rows}
    assert rows["nuristan"][2023] == 1
    assert rows["nuristan"][2021] == 0
    assert rows["kunar"][2021] == 1
    empty = {(item.what, item.id): item.after for item in found.empty}
    assert empty["province", "kunar"] == 2021  # nobody is heard from there after 2021
    assert empty["province", "zabul"] is None
    assert ("province", "nuristan") not in empty
    assert ("province", "afghanistan") not in empty
    assert empty["kind", "article"] == 2021
    assert empty["kind", "interview"] is None


def test_another_country_can_be_asked_for(shipped: Book) -> None:
    assert {row.id for row in gaps(shipped, country="پاکستان").provinces.rows} >= {"khyber-pakhtunkhwa", "pakistan"}


@pytest.mark.parametrize(
    ("option", "says"), [({"grade": "E"}, "change nothing"), ({"top": -1}, "number of judgements")]
)
def test_what_makes_no_sense_is_refused(small: Book, option: dict[str, object], says: str) -> None:
    with pytest.raises(ArmillaryError, match=says):
        gaps(small, **option)


@pytest.mark.parametrize("columns", ["60", *(pytest.param(width, marks=pytest.mark.slow) for width in ("72", "120"))])
def test_the_screen_fits(small: Book, shipped: Book, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for book in (small, shipped):
        told = CliRunner().invoke(app, ["gaps", str(book.path)])
        assert told.exit_code == 0
        assert max(len(line.rstrip()) for line in told.stdout.splitlines()) <= int(columns)


def test_the_shipped_requirements_lead_somewhere(shipped: Book) -> None:
    needs = gaps(shipped).requirements
    assert len(needs) >= 9
    assert {need.status for need in needs} == {"open", "answered"}
    pinned = {need.id: (need.judged, len(need.rests_on)) for need in needs if need.rests_on}
    assert pinned.keys() == {"landscape", "taliban-and-the-groups", "security"}
    assert all(judged == pins for judged, pins in pinned.values())
    assert all(Path(need.file).parts[0] == "requirements" for need in needs)

"""No day of an interviewee, no hidden day on which something was last seen, and no coder's name leaves a release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from armillary.book.book import open_book
from armillary.compile import build_casebook
from armillary.pictures.ties import ties
from armillary.pictures.why import why
from tests.releasing.cases import CASE, shipped, write_case
from tests.releasing.test_canaries import Surface, answers, betrayed, files, marked, parquet, report, tables

pytestmark = pytest.mark.slow

CODER = "Zelda Codewright"
# Days that an interviewee spoke or spoke of, each in a place of its own, and those that only hidden records have.
SPOKEN = tuple(f"2022-{month:02}-{day:02}" for month, day in zip(range(1, 13), range(13, 25), strict=True))
HIDDEN = ("2023-11-27", "2023-12-19")
TALK = f"""
source: talk-7
claims:
  - {{id: talk-7/1, at: "{SPOKEN[0]}, minute 4", tie: red-band hosts blue-front, when: {SPOKEN[0]}, text: It is so.,
     coder: {CODER}, coded: {SPOKEN[1]}}}
  - {{id: talk-7/2, at: ¶2, incident: red-band attacks green-state, type: bombing, event: the-blast, when: {SPOKEN[2]},
     where: kabul, deaths: {{total: 3}}, text: It blew up.}}
  - {{id: talk-7/3, at: ¶3, quantity: red-band strength, value: 400 fighters, when: {SPOKEN[3]}, text: They were 400.}}
  - {{id: talk-7/4, at: ¶4, flow: green-state -> blue-front, amount: 5 USD, when: {SPOKEN[4]}, text: Paid.}}
  - {{id: talk-7/5, at: ¶5, tie: red-band trains blue-front, when: {SPOKEN[5]}, ended: {SPOKEN[6]}, text: Over.}}
  - {{id: talk-7/6, at: ¶6, statement: red-band denies, text: The band said no.,
     about: {{tie: red-band fights green-state, when: {SPOKEN[7]}}}}}
coverage:
  - {{at: "{SPOKEN[1]}, minute 9", reason: context}}
passages:
  - {{at: "minute 4", sha256: {"5" * 64}}}
"""
MORE = {
    "claims/talk.yaml": TALK,
    "claims/credited.yaml": f"""
        source: report
        claims:
          - {{id: report/20, at: ¶20, tie: red-band trains green-state, when: {SPOKEN[8]}, credit: interviewee-7,
             text: An interviewee said so.}}
          - {{id: report/21, at: ¶21, statement: desk denies, about: talk-7/5, text: The desk says no.}}
        """,
    "claims/cable.yaml": CASE["claims/cable.yaml"]
    + f"""
          - {{id: cable/9, at: ¶9, tie: red-band hosts blue-front, when: {HIDDEN[0]}, text: Again., modality: observed}}
          - {{id: cable/8, at: ¶8, tie: red-band fights green-state, ended: {HIDDEN[1]}, text: Over.,
             modality: observed, credibility: 2}}
        """,
    "actors/more.yaml": f"""
        actors:
          - {{id: some-head, kind: person, name: Some Head, why_named: group_leader,
             leads: {{actor: red-band, when: "{SPOKEN[9]}..", source: talk-7}}}}
        """,
    "commitments/more.yaml": f"""
        commitments:
          - {{id: talk/1, source: talk-7, at: "minute 4 of {SPOKEN[10]}", obligor: red-band, undertaking: Leave.,
             from: {SPOKEN[10]}, due: {SPOKEN[11]}}}
        """,
    "copying/all.yaml": f"""
        copying:
          - {{id: echo, copier: paper, original: desk, verdict: accepted, by: {CODER}, on: 2023-07, reason: So.}}
        """,
    "identities/all.yaml": f"""
        identities:
          - {{id: "1", verdict: unsure, of: [red-band, blue-front], who: {CODER}, when: 2024, why: So.}}
        """,
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("days")
    for release in ("public", "RED", None):
        folder = root / (release or "full") / "book"
        case = write_case(root / (release or "full") / "case", {**CASE, **MORE})
        checked, manifest = build_casebook(case, folder, shipped(), release=release)
        assert manifest is not None, checked.findings
    return root


def written(day: str) -> list[str]:
    """A day as texts and tables have it; as a number only where it stands alone."""
    there = date.fromisoformat(day)
    return [day, repr(there), f"{there:%-d %B %Y}", f" {there.toordinal()},", f"({there.toordinal()},"]


def days_in(wanted: tuple[str, ...], shown: Iterator[tuple[str, bytes]]) -> list[str]:
    forms = {form: day for day in wanted for form in written(day)}
    return [
        f"{forms[form]} as {form!r} in {name[:90]}" for name, data in shown for form in forms if form.encode() in data
    ]


@pytest.mark.parametrize("surface", [marked(surface) for surface in (files, tables, parquet, answers, report)])
@pytest.mark.parametrize(("release", "days"), [("public", SPOKEN + HIDDEN), ("RED", SPOKEN)])
def test_what_an_interviewee_said_has_no_day_anywhere(book: Path, surface: Surface, release: str, days: Any) -> None:
    assert days_in(days, surface(book / release / "book")) == []


@pytest.mark.parametrize("surface", [marked(surface) for surface in (files, tables, parquet, answers)])
def test_the_full_book_would_show_them(book: Path, surface: Surface) -> None:
    found = days_in(SPOKEN + HIDDEN, surface(book / "full" / "book"))
    assert len({line[:10] for line in found}) > 5


def test_passages_and_places_of_an_interview_stay_here(book: Path) -> None:
    with open_book(book / "RED" / "book") as shown:
        assert shown.sql("SELECT 1 FROM passages") == shown.sql("SELECT 1 FROM coverage") == []
        assert {row["at"] for row in shown.sql("SELECT * FROM claims WHERE source LIKE 'interview-%'")} == {""}


def test_a_month_is_all_that_is_told_of_a_hidden_sighting(book: Path) -> None:
    with open_book(book / "public" / "book") as shown, open_book(book / "full" / "book") as full:
        seen = [
            {(r.subject, r.relation, r.object): (r.last_seen, r.ended, r.currency) for r in ties(b, entailed=True)}
            for b in (shown, full)
        ]
    hosts, fights = ("red-band", "hosts", "blue-front"), ("green-state", "fights", "red-band")
    assert (seen[0][hosts][0], seen[1][hosts][0]) == ("2023-11-01", HIDDEN[0])
    ended = [found.get(fights, found.get(fights[::-1])) for found in seen]
    assert ended[0] is not None
    assert ended[1] is not None
    assert (ended[0][2], ended[1][2]) == ("ended", "ended")
    assert ended[0][1] is not None
    assert ended[0][1].when == "2023-12"


@pytest.mark.parametrize("surface", [marked(surface) for surface in (files, tables, parquet, answers, report)])
def test_no_public_release_names_a_coder(book: Path, surface: Surface) -> None:
    shown = list(surface(book / "public" / "book"))
    assert [line for line in betrayed([CODER], iter(shown)) if CODER in line] == []


def test_colleagues_see_who_coded(book: Path) -> None:
    with open_book(book / "RED" / "book") as shown:
        assert shown.sql("SELECT who FROM identities") == [{"who": CODER}]
        assert shown.sql('SELECT "by" FROM copying') == [{"by": CODER}]


def test_a_release_without_a_date_of_its_own_does_not_answer_for_the_day_of_an_interview(tmp_path: Path) -> None:
    settings = CASE["armillary.toml"].replace('as_of = "2024-01-31"\n', "")
    sources = CASE["sources/sources.yaml"].replace("2023-02-03", "2023-06-13")
    case = write_case(tmp_path / "case", {**CASE, "armillary.toml": settings, "sources/sources.yaml": sources})
    _, manifest = build_casebook(case, tmp_path / "book", shipped(), release="public")
    assert manifest is not None
    assert manifest.as_of == "2023-06-30"


def test_what_older_evidence_lost_tells_the_day_of_an_interviewee_too(tmp_path: Path) -> None:
    talk = CASE["claims/talk.yaml"].rstrip() + (
        "\n          - {id: talk-7/2, at: ¶2, tie: dim-cell hosts blue-front, when: 2022-09-09, text: So.}\n"
    )
    paper = CASE["claims/news.yaml"].rstrip() + (
        "\n          - {id: news/9, at: ¶9, tie: dim-cell hosts blue-front, when: 2023-05, polarity: denies,\n"
        "             text: No.}\n"
    )
    about = "dim-cell hosts blue-front"
    for choice, told in (("", "interviewee-7"), ("coarsen", "confidential-")):
        answer = f'{{finding = "P703", about = "{about}", choice = "{choice}"}}' if choice else ""
        settings = CASE["armillary.toml"].replace('"CLEAR"\n', f'"CLEAR"\n        answers = [{answer}]\n')
        files = {**CASE, "claims/talk.yaml": talk, "claims/news.yaml": paper, "armillary.toml": settings}
        checked, _ = build_casebook(
            write_case(tmp_path / "case", files), tmp_path / "book", shipped(), release="public"
        )
        assert any(f.code == "P703" and f"'{about}'" in f.message for f in checked.findings) is not bool(choice)
        with open_book(tmp_path / "book") as shown:
            origins = [part.origin for part in why(shown, *about.split()).contributions]
        assert [name.startswith(told) for name in origins if name != "paper"] == [True]

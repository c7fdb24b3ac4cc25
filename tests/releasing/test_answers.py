"""What a release does about what readers could work out: withhold, coarsen, accept; and whom it is for."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from armillary.book.book import open_book
from armillary.casebook.settings import read_settings
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError, Finding
from armillary.pictures.ties import ties
from armillary.pictures.why import why
from armillary.releasing.notes import notes_path
from tests.releasing.cases import CASE, shipped, write_case

pytestmark = pytest.mark.slow

TIE = "red-band hosts blue-front"


def build(root: Path, answers: str = "", files: dict[str, str] | None = None) -> list[Finding]:
    """Build the public release of the case with some answers; returns the findings of protection."""
    settings = CASE["armillary.toml"].replace(
        'marking = "CLEAR"\n', f'marking = "CLEAR"\n        answers = [{answers}]\n'
    )
    case = write_case(root / "case", {**CASE, "armillary.toml": settings, **(files or {})})
    checked, manifest = build_casebook(case, root / "book", shipped(), release="public", keep=root / "kept")
    assert manifest is not None
    return [finding for finding in checked.findings if finding.code[0] == "P"]


def answer(finding: str, about: str, choice: str, reason: str = "") -> str:
    return f'{{finding = "{finding}", about = "{about}", choice = "{choice}", reason = "{reason}"}}'


def codes(findings: list[Finding], about: str) -> set[str]:
    return {finding.code for finding in findings if f"'{about}'" in finding.message}


def test_what_is_withheld_is_not_in_the_book_nor_what_follows_from_it(tmp_path: Path) -> None:
    build(tmp_path, answer("P702", TIE, "withhold"))
    with open_book(tmp_path / "book") as book:
        shown = {(row.subject, row.relation, row.object) for row in ties(book, entailed=True)}
        assert ("red-band", "hosts", "blue-front") not in shown
        assert ("red-band", "tolerates", "blue-front") not in shown
        assert ("blue-front", "trains", "red-band") in shown


def test_what_is_coarsened_is_told_by_one_voice_without_a_grade(tmp_path: Path) -> None:
    build(tmp_path / "fine")
    left = build(tmp_path, answer("P702", TIE, "coarsen"))
    assert "P702" not in codes(left, TIE)
    with open_book(tmp_path / "fine/book") as fine, open_book(tmp_path / "book") as book:
        before, after = (why(here, *TIE.split()) for here in (fine, book))
        hidden = [part for part in after.contributions if part.origin.startswith("confidential-")]
        assert len([part for part in before.contributions if part.origin.startswith("confidential-")]) > len(hidden)
        assert [part.grade for part in hidden] == ["F"] * len(hidden)
        assert {row["name"] for row in book.sql("SELECT name FROM speakers WHERE id = ?", [hidden[0].origin])} == {
            "a confidential source"
        }
        assert before.likelihood is not None
        assert after.likelihood == pytest.approx(before.likelihood, abs=0.05)
        total = sum(part.decibans for part in after.contributions) + after.untold_db
        total += after.age_db + after.bound_db + after.coherence_db
        assert after.likelihood == pytest.approx(1 / (1 + 10 ** (-total / 10)), abs=1e-6)


def test_what_is_accepted_is_said_no_more_and_changes_nothing(tmp_path: Path) -> None:
    before = build(tmp_path / "one")
    after = build(tmp_path / "two", answer("P702", TIE, "accept", "They agreed."))
    assert "P702" in codes(before, TIE)
    assert "P702" not in codes(after, TIE)
    with open_book(tmp_path / "one/book") as one, open_book(tmp_path / "two/book") as two:
        assert one.manifest.content == two.manifest.content


def test_a_hidden_link_is_left_out_or_its_claim_is(tmp_path: Path) -> None:
    for choice, chains in (("coarsen", [[["paper"]]]), ("withhold", [])):
        build(tmp_path, answer("P704", "report/6", choice))
        with open_book(tmp_path / "book") as book:
            assert [row["chains"] for row in book.sql("SELECT chains FROM claims WHERE id = 'report/6'")] == chains


def test_the_text_that_names_something_hidden_is_left_out(tmp_path: Path) -> None:
    news = CASE["claims/news.yaml"].replace("They live there.", "The Service says that they live there.")
    assert "P709" in {finding.code for finding in build(tmp_path, "", {"claims/news.yaml": news})}
    build(tmp_path, answer("P709", "*", "coarsen"), {"claims/news.yaml": news})
    with open_book(tmp_path / "book") as book:
        assert book.sql("SELECT text FROM claims WHERE id = 'news/2'") == [{"text": "(withheld)"}]
        assert book.sql("SELECT text FROM claims WHERE id = 'news/1'") == [{"text": "No ties."}]


def test_findings_and_names_stay_where_the_book_was_made(tmp_path: Path) -> None:
    findings = build(tmp_path)
    with open_book(tmp_path / "book") as book:
        notes = msgspec.json.decode(notes_path(tmp_path / "kept", book.manifest.content).read_bytes())
        assert not [row for row in book.sql("SELECT code FROM findings") if row["code"].startswith("P")]
    assert len(notes["findings"]) == len(findings)
    assert {"mole", "service", "defector"} <= set(notes["pseudonyms"].values())


def test_a_partners_record_goes_no_further_than_its_marking_and_its_caveat_goes_along(tmp_path: Path) -> None:
    sources = CASE["sources/sources.yaml"].replace(
        "{id: news,", "{id: news, originator: A partner, caveat: Not for third parties, MARKING"
    )
    for marking, shown in (("", False), ("marking: GREEN,", False), ("marking: CLEAR,", True)):
        build(tmp_path, "", {"sources/sources.yaml": sources.replace("MARKING", marking)})
        with open_book(tmp_path / "book") as book:
            assert bool(book.sql("SELECT 1 FROM sources WHERE id = 'news'")) is shown
            claims = book.sql("SELECT caveat, originator FROM claims WHERE source = 'news'")
            assert claims == [{"caveat": "Not for third parties", "originator": "A partner"}] * len(claims)
            assert bool(claims) is shown
            assert book.manifest.caveats == (["A partner: Not for third parties"] if shown else [])
            assert (book.manifest.release, book.manifest.marking) == ("public", "CLEAR")
            assert (book.manifest.casebook, book.manifest.commit) == ("", "")


@pytest.mark.parametrize(
    ("wanted", "granted", "said"),
    [("pubic", (), "no release 'pubic'"), ("CLEAR", ("feild",), "nothing is in a compartment 'feild'")],
)
def test_a_release_that_is_not_there_is_one_sentence(
    tmp_path: Path, wanted: str, granted: tuple[str, ...], said: str
) -> None:
    with pytest.raises(ArmillaryError, match=said):
        build_casebook(write_case(tmp_path / "case"), tmp_path / "book", release=wanted, compartments=granted)
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("3", "F103 answers are a list of tables"),
        ('[{finding = "P701", about = "x"}]', "F102 an answer lacks 'choice'"),
        ('[{finding = "P701", about = "x", choice = "hide"}]', "F103 an answer has no choice 'hide'"),
        ('[{finding = "P701", about = "x", choice = "accept"}]', "F102 what is accepted about 'x' lacks a reason"),
        ('[{finding = "P701", about = "x", choise = "accept"}]', "F101 an answer has no key 'choise'"),
        ('[{finding = "P701", about = 3, choice = "accept"}]', "F103 an answer holds something that is not text"),
    ],
)
def test_an_answer_that_is_none_is_one_finding(tmp_path: Path, answers: str, said: str) -> None:
    text = f'format = 1\n[release.public]\nmarking = "CLEAR"\nanswers = {answers}\n'
    (tmp_path / "armillary.toml").write_text(text, encoding="utf-8")
    [finding] = read_settings(tmp_path)[1]
    assert f"{finding.code} {finding.message}" == said
    assert finding.place.line == 4
    assert finding.hint


def test_speakers_in_few_are_few_as_the_release_says(tmp_path: Path) -> None:
    settings = CASE["armillary.toml"].replace('"CLEAR"\n', '"CLEAR"\n        possible_speakers = 1\n', 1)
    case = write_case(tmp_path / "case", {**CASE, "armillary.toml": settings})
    checked, _ = build_casebook(case, tmp_path / "book", shipped(), release="public")
    assert not [finding for finding in checked.findings if re.match("P702", finding.code)]


def test_a_full_book_and_a_release_are_never_in_one_folder(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    build_casebook(case, tmp_path / "full", shipped())
    build_casebook(case, tmp_path / "public", shipped(), release="public")
    for out, release in (("full", "public"), ("public", None), ("public", "GREEN")):
        with pytest.raises(ArmillaryError, match=f"{out} holds"):
            build_casebook(case, tmp_path / out, shipped(), release=release)


def test_the_tie_that_rests_on_the_hidden_is_named_and_no_other_of_which_it_might_follow(tmp_path: Path) -> None:
    """The desk denies the one openly; the cable alone speaks for the more general one."""
    denied = (
        "\n          - {id: report/30, at: ¶9, tie: dim-cell hosts blue-front, when: 2023, polarity: denies,\n"
        "             text: No.}\n"
    )
    hidden = "\n          - {id: cable/30, at: ¶9, tie: dim-cell tolerates blue-front, when: 2023-03, text: It may.}\n"
    files = {
        name: CASE[name].rstrip() + more
        for name, more in (("claims/report.yaml", denied), ("claims/cable.yaml", hidden))
    }
    found = build(tmp_path, files=files)
    assert "P701" not in codes(found, "dim-cell hosts blue-front")
    assert "P701" in codes(found, "dim-cell tolerates blue-front")
    build(tmp_path, answer("P701", "dim-cell tolerates blue-front", "withhold"), files)
    with open_book(tmp_path / "book") as book:
        shown = {(row.subject, row.relation) for row in ties(book, entailed=True) if row.object == "blue-front"}
        assert ("dim-cell", "hosts") in shown
        assert ("dim-cell", "tolerates") not in shown

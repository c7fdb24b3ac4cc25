"""Coverage of a small document by a small casebook, and of the shipped paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from armillary.casebook.fmt import format_casebook
from armillary.checking import check_casebook
from armillary.cli import app
from armillary.finding import ArmillaryError
from armillary.reading.codings import read_coding
from armillary.reading.coverage import coded_places, cover_document
from armillary.reading.formats import read_document
from armillary.reading.hashes import write_hashes
from armillary.reading.reports import CoveredDocument
from armillary.reading.splitter import split
from armillary.vocab.read import read_vocabulary
from tests.reading.small import DOCUMENT, write_casebook
from tests.shipped import CASEBOOK

CLAIMS = """
    source: report
    claims:
      - {id: report/1, at: Introduction ¶1 n1, tie: red-band hosts blue-front, text: It gives them shelter.}
      - id: report/2
        at: Strategic Ties ¶1 n2
        statement: red-band denies
        about: {tie: green-state funds red-band}
        text: The payments are denied.
    coverage:
      - {at: Introduction ¶2, reason: question}
      - {at: Ties ¶1 photograph, reason: caption}
      - {at: "Ties ¶2, second half", reason: repeats, repeats: report/1}
    """
COVERED = {"claims/report.yaml": CLAIMS}
runner = CliRunner()


def cover(root: Path, text: str = DOCUMENT) -> CoveredDocument:
    book, _ = read_coding(root, read_vocabulary())
    return cover_document(book, "report", split(text), "report.md")


def test_every_passage_is_coded_or_has_its_reason_or_is_listed(tmp_path: Path) -> None:
    found = cover(write_casebook(tmp_path, COVERED))
    state = {passage.at: passage.state for passage in found.passages}
    assert state == {
        "Introduction heading": "set_aside",
        "Introduction ¶1": "coded",
        "Introduction ¶2": "reasoned",
        "Introduction ¶2 item 1": "reasoned",
        "Introduction ¶2 item 2": "reasoned",
        "Ties heading": "set_aside",
        "Ties ¶1": "coded",
        "Ties ¶1 caption": "reasoned",
        "Ties ¶2": "reasoned",
        "Notes heading": "set_aside",
        "Notes n1": "coded",
        "Notes n2": "coded",
        "Notes n3": "uncovered",
    }
    assert found.uncovered == ["Notes n3"]
    assert [(t.kind, t.passages, t.coded, t.reasoned, t.uncovered) for t in found.tallies] == [
        *(("paragraph", 4, 2, 2, 0), ("list_item", 2, 0, 2, 0), ("note", 3, 2, 0, 1), ("caption", 1, 0, 1, 0)),
    ]
    coder = next(passage for passage in found.passages if passage.at == "Ties ¶1").coded_by[0]
    assert coder.says == "red-band denies: green-state funds red-band stated"
    assert (coder.file, coder.line) == ("claims/report.yaml", 5)


def test_what_matches_nothing_is_listed_with_its_line(tmp_path: Path) -> None:
    claims = """
        source: report
        claims:
          - {id: report/1, at: Economics ¶1, tie: red-band hosts blue-front, text: A.}
          - {id: report/2, at: Strategic Ties ¶1 n3, tie: red-band trains blue-front, text: B.}
          - {id: report/3, at: Strategic Ties, tie: red-band supplies blue-front, text: C.}
        """
    found = cover(write_casebook(tmp_path, {"claims/report.yaml": claims}))
    assert [(lost.id, lost.problem, lost.line) for lost in found.unmatched] == [
        ("report/1", "no heading reads like 'Economics'", 4)
    ]
    assert [(lost.id, lost.problem) for lost in found.misplaced] == [("report/2", "n3 is called in Strategic Ties ¶2")]
    assert [lost.id for lost in found.loose] == ["report/3"]
    assert "Strategic Ties ¶2" in found.uncovered


def test_a_claim_on_a_section_of_one_paragraph_codes_it(tmp_path: Path) -> None:
    claims = """
        source: report
        claims:
          - {id: report/1, at: Correction box, tie: red-band hosts blue-front, text: A.}
        """
    found = cover(write_casebook(tmp_path, {"claims/report.yaml": claims}), "# Correction box\n\nWe were wrong.\n")
    assert found.uncovered == []
    assert found.loose == []


def test_commitments_and_levers_code_a_passage_too(tmp_path: Path) -> None:
    levers = """
        levers:
          - {id: ban, kind: pressure, holder: green-state, on: red-band, text: A ban., source: report, at: Ties ¶2}
        """
    found = cover(write_casebook(tmp_path, {"levers/l.yaml": levers}))
    coded = [(passage.at, coder.record, coder.id) for passage in found.passages for coder in passage.coded_by]
    assert coded == [("Ties ¶2", "lever", "ban")]


def test_an_entry_may_cover_a_whole_section(tmp_path: Path) -> None:
    claims = "source: report\ncoverage:\n  - {at: Notes, reason: bibliographic}\n"
    found = cover(write_casebook(tmp_path, {"claims/report.yaml": claims}))
    notes = [passage for passage in found.passages if passage.kind == "note"]
    assert {passage.state for passage in notes} == {"reasoned"}
    assert all(passage.reasons[0].whole_section for passage in notes)


def test_the_casebook_alone_tells_the_places_that_it_names(tmp_path: Path) -> None:
    book, _ = read_coding(write_casebook(tmp_path, COVERED), read_vocabulary())
    found = coded_places(book, "report")
    assert [(place.section, place.place, len(place.coded_by), len(place.reasons)) for place in found.places] == [
        ("Introduction", "¶1", 1, 0),
        ("Introduction", "¶2", 0, 1),
        ("Strategic Ties", "¶1", 1, 0),
        ("Ties", "¶1, caption", 0, 1),
        ("Ties", "¶2", 0, 1),
    ]
    with pytest.raises(ArmillaryError, match="no source 'reprot'") as problem:
        coded_places(book, "reprot")
    assert problem.value.hint == "did you mean 'report'?"


# --- hashes ------------------------------------------------------------------------------------------------------


@pytest.fixture
def hashed(tmp_path: Path) -> Path:
    root = write_casebook(tmp_path, COVERED)
    write_hashes(root, "report", cover(root).passages, ())
    return root


def test_hashes_are_written_without_a_word_of_the_text(hashed: Path) -> None:
    text = (hashed / "claims/report-passages.yaml").read_text("utf-8")
    assert text.count("sha256") == 10
    assert "sheltered" not in text
    assert "  - {at: Introduction ¶1, sha256: " in text
    checked = check_casebook(hashed)
    assert [f for f in checked.findings if f.place.file == "claims/report-passages.yaml"] == []
    assert cover(hashed).changed == []
    assert "claims/report-passages.yaml" not in format_casebook(hashed, read_vocabulary(), write=False)


def test_a_changed_document_is_noticed(hashed: Path) -> None:
    def changes(text: str) -> list[tuple[str, str, str]]:
        return [(change.what, change.at, change.now) for change in cover(hashed, text).changed]

    assert changes(DOCUMENT.replace("since it came", "ever since it came")) == [
        ("changed", "Introduction ¶1", "Introduction ¶1")
    ]
    added = DOCUMENT.replace("The Blue Front trains", "Something new is said.\n\nThe Blue Front trains")
    assert changes(added) == [("moved", "Ties ¶2", "Ties ¶3"), ("new", "Ties ¶2", "Ties ¶2")]
    cut = DOCUMENT.replace("The Blue Front trains its own.<sup>3</sup>\n\n", "")
    assert changes(cut) == [("gone", "Ties ¶2", "")]
    assert changes(DOCUMENT.replace("sheltered the Blue", "sheltered\nthe Blue")) == []


def test_hashes_in_another_file_are_not_written_over(hashed: Path) -> None:
    passages = cover(hashed).passages
    with pytest.raises(ArmillaryError, match=r"claims/report\.yaml holds passages"):
        write_hashes(hashed, "report", passages, {"claims/report.yaml"})
    before = (hashed / "claims/report-passages.yaml").read_bytes()
    write_hashes(hashed, "report", passages, {"claims/report-passages.yaml"})
    assert (hashed / "claims/report-passages.yaml").read_bytes() == before


# --- the command -------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.setenv("ARMILLARY_CACHE", str(tmp_path / "cache"))
    (tmp_path / "report.md").write_text(DOCUMENT, encoding="utf-8")
    return str(write_casebook(tmp_path / "book", COVERED)), str(tmp_path / "report.md")


def test_the_exit_status_says_whether_something_is_open(files: tuple[str, str]) -> None:
    book, text = files
    assert runner.invoke(app, ["coverage", book, "report"]).exit_code == 0
    done = runner.invoke(app, ["coverage", book, "report", "--text", text])
    assert done.exit_code == 1
    assert "not accounted for\n  Notes n3" in done.stdout
    (Path(book) / "claims/notes.yaml").write_text(
        "source: report\ncoverage:\n  - {at: Notes n3, reason: bibliographic}\n", encoding="utf-8"
    )
    done = runner.invoke(app, ["coverage", book, "report", "--text", text])
    assert done.exit_code == 0
    assert "Every passage is accounted for." in done.stdout


def test_a_passage_is_shown_beside_its_claims(files: tuple[str, str]) -> None:
    book, text = files
    done = runner.invoke(app, ["coverage", book, "report", "--text", text, "--review"])
    assert "● Introduction ¶1" in done.stdout
    assert "It gives them shelter." in done.stdout
    assert "✗ Notes n3" in done.stdout
    one = runner.invoke(app, ["coverage", book, "report", "--text", text, "--at", "Ties ¶1"])
    assert "report/2" in one.stdout
    assert "report/1" not in one.stdout


def test_json_is_the_whole_report(files: tuple[str, str]) -> None:
    book, text = files
    found = json.loads(runner.invoke(app, ["coverage", book, "report", "--text", text, "--json"]).stdout)
    assert found["uncovered"] == ["Notes n3"]
    assert len(found["passages"]) == 13
    assert found["passages"][1]["spans"] == [[16, 93]]
    alone = json.loads(runner.invoke(app, ["coverage", book, "report", "--json"]).stdout)
    assert alone["claims"] == 2


def test_writing_keeps_hashes(files: tuple[str, str]) -> None:
    book, text = files
    done = runner.invoke(app, ["coverage", book, "report", "--text", text, "--write"])
    assert "would not be noticed" not in done.stdout
    again = json.loads(runner.invoke(app, ["coverage", book, "report", "--text", text, "--json"]).stdout)
    assert again["hashes"] == 10
    assert again["changed"] == []


# --- the shipped casebook ----------------------------------------------------------------------------------------


def test_the_shipped_casebook_accounts_for_every_passage_of_the_paper(shared: Path) -> None:
    book, _ = read_coding(CASEBOOK, read_vocabulary())
    document = read_document(shared / "sources" / "new-jihadi-sphere.md")
    found = cover_document(book, "mehran-2025", document, "new-jihadi-sphere.md")
    assert found.uncovered == []
    assert found.unmatched == []
    assert found.misplaced == []
    assert found.loose == []
    assert found.changed == []
    tallies = {tally.kind: tally.passages for tally in found.tallies}
    assert tallies == {"paragraph": 86, "list_item": 3, "note": 143, "caption": 5}

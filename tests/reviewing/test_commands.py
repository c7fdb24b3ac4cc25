"""`armillary review` for scripts: lists, decides one by one, takes back, counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from armillary.commands import reviewing
from armillary.finding import ArmillaryError
from armillary.reviewing.slips import Wanted
from armillary.reviewing.verdicts import append_verdict
from tests.reviewing.small import make_casebook, state
from tests.reviewing.test_verdicts import verdict


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARMILLARY_CACHE", str(tmp_path / "cache"))
    return make_casebook(tmp_path)


def listed(book: Path, capsys: pytest.CaptureFixture[str], **wanted: Any) -> list[dict[str, Any]]:
    assert reviewing.run_review(book, "", "", False, Wanted(**wanted), True) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_a_script_lists_accepts_and_undoes(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(book)
    first, *others = listed(book, capsys)
    assert first["line"] == "tie: green-front trains river-brigade, when: 2021, credit: rahimi-2022"
    assert first["entry"]["at"] == "Ties ¶1 n1"
    assert [n["kind"] for n in first["beside"]] == ["rival", "same_ends"]
    assert (first["before"], first["source"], first["score"]) == ("The valley is hard to reach.", "north-2023", 0.9)
    values = {"text": "They say the Front schooled the brigade.", "set": ["when=2021-05", "modality=assessed"]}
    assert reviewing.run_decide(book, "accepted", first["id"], "", "ab", values, True) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["verdict"], made["claim"], made["file"]) == ("edited", "north-2023/5", "claims/north-2023.yaml")
    assert len(listed(book, capsys)) == len(others)
    assert reviewing.run_decide(book, "rejected", others[0]["id"], "", "ab", {"reason": "not_said"}, False) == 0
    assert reviewing.run_decide(book, "unsure", others[1]["id"], "", "ab", {}, False) == 0
    capsys.readouterr()
    assert reviewing.run_verdicts(book, True) == 0
    said = json.loads(capsys.readouterr().out)
    assert [v["verdict"] for v in said["verdicts"]] == ["edited", "rejected", "unsure"]
    assert (said["total"]["right"], said["total"]["wrong"], said["total"]["precision"]) == (1, 1, 0.5)
    assert {t["frame"] for t in said["by_kind"]} == {"training", "funding", "hosting"}
    for _ in range(3):
        assert reviewing.run_undo_review(book, "ab", False) == 0
    assert state(book) == before
    assert "north-2023/5 is out of the casebook again" in capsys.readouterr().out


def test_what_cannot_be_written_says_why(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(book)
    [one] = listed(book, capsys, relation="hosts")
    for values, why in (
        ({"text": "Nobody is a guest there."}, "“other groups” is no actor"),
        ({"text": "Nobody is a guest there.", "set": ["object=the others"]}, "“the others” is no actor"),
        ({"text": "", "set": ["object=any armed-group"]}, "lacks its text"),
    ):
        assert reviewing.run_decide(book, "accepted", one["id"], "", "", values, False) == 1
        assert why in capsys.readouterr().err
    with pytest.raises(ArmillaryError, match="changes no field"):
        reviewing.run_decide(
            book, "accepted", one["id"], "", "", {"text": "So it is told.", "set": ["colour=red"]}, False
        )
    with pytest.raises(ArmillaryError, match="is no reason"):
        reviewing.run_decide(book, "rejected", one["id"], "", "", {"reason": "ugly"}, False)
    assert state(book) == before


def test_wrong_choices_are_told(book: Path, tmp_path: Path) -> None:
    with pytest.raises(ArmillaryError, match="no proposals of 'south'"):
        reviewing.run_review(book, "", "", False, Wanted(document="south"), True)
    with pytest.raises(ArmillaryError, match="no relation or measure 'teaches'"):
        reviewing.run_review(book, "", "", False, Wanted(relation="teaches"), True)
    for file in (book / ".armillary" / "proposals").iterdir():
        file.unlink()
    with pytest.raises(ArmillaryError, match="has no proposals"):
        reviewing.run_review(book, "", "", False, Wanted(), True)
    with pytest.raises(ArmillaryError, match="not a folder"):
        reviewing.run_verdicts(tmp_path / "nowhere", True)


def test_lists_for_people(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reviewing.run_review(book, "", "", False, Wanted(), False)
    out = capsys.readouterr().out
    assert "4 to decide" in out
    assert "edit the object" in " ".join(out.split())
    reviewing.run_verdicts(book, False)
    assert "No verdict has been given" in capsys.readouterr().out


def test_verdicts_move_the_scores_by_which_proposals_are_listed(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(10):
        append_verdict(book, verdict(f"other{number}", "rejected"))
    by_frame = {one["frame"]: one["score"] for one in listed(book, capsys)}
    assert by_frame["training"] == pytest.approx(0.45)
    assert by_frame["funding"] == 0.8
    [trained] = [one for one in listed(book, capsys) if one["frame"] == "training"]
    assert (trained["given"], trained["held"], trained["judged"]) == (0.9, 0, 10)
    assert listed(book, capsys)[-1]["frame"] == "training"


def test_without_the_text_of_the_document_the_quote_stands_alone(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (book / ".armillary" / "documents").iterdir():
        file.unlink()
    first = listed(book, capsys)[0]
    assert (first["before"], first["after"]) == ("", "")
    assert first["quote"].startswith("The Green Front")
    assert first["entry"]["at"] == "Ties ¶1 n1"


def test_a_casebook_with_errors_is_said_to_have_them(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else every end would seem to be an actor that nobody has added."""
    assert reviewing.run_review(book, "", "", False, Wanted(), True) == 0
    assert capsys.readouterr().err == ""
    (book / "actors" / "groups.yaml").write_text("actors: [\n", encoding="utf-8")
    assert reviewing.run_review(book, "", "", False, Wanted(), True) == 0
    printed = capsys.readouterr()
    assert "the casebook has errors" in printed.err
    assert "`armillary check" in printed.err
    assert all(one["gaps"] for one in json.loads(printed.out))

"""What happens to a desk while somebody sits at it: others write, documents change, the disk fills up."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from armillary.finding import ArmillaryError
from armillary.proposing.proposals import Proposal, Proposed
from armillary.proposing.store import store_proposals
from armillary.reading.documents import keep_document
from armillary.reading.formats import open_document
from armillary.reading.passages import text_hash
from armillary.reading.transcripts import transcribe
from armillary.reviewing.desk import Desk
from armillary.reviewing.screen import show_all, show_slip
from armillary.reviewing.slips import Slip
from armillary.reviewing.verdicts import read_verdicts
from tests.reviewing.small import HOSTS, TEXT, make_casebook, open_desk, state


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_casebook(tmp_path)


def slip(desk: Desk, relation: str) -> Slip:
    return next(one for one in desk.slips if one.proposal.relation == relation)


def accept(desk: Desk, relation: str, text: str) -> str:
    one = slip(desk, relation)
    return desk.accept(one, desk.show(one).draft.put("text", text)).claim


# --- two at one casebook ----------------------------------------------------------------------------------------------


def test_two_reviewers_write_one_after_the_other(book: Path) -> None:
    ann, bob = open_desk(book, "ann"), open_desk(book, "bob")
    assert accept(ann, "trains", "Training went on in that year.") == "north-2023/5"
    assert accept(bob, "funds", "Money went from one to the other.") == "north-2023/6"
    claims = open_desk(book).checked.casebook.claims
    assert (claims["north-2023/5"].coder, claims["north-2023/6"].coder) == ("ann", "bob")


def test_what_another_has_decided_meanwhile_is_told(book: Path) -> None:
    ann, bob = open_desk(book, "ann"), open_desk(book, "bob")
    accept(ann, "trains", "Training went on in that year.")
    with pytest.raises(ArmillaryError, match="accepted already, as north-2023/5"):
        accept(bob, "trains", "One of them taught the other then.")
    ann.reject(slip(ann, "has_ties_with"), "not_said")
    with pytest.raises(ArmillaryError, match=r"ann has decided on .* meanwhile: rejected"):
        bob.unsure(slip(bob, "has_ties_with"))
    bob.unsure(slip(bob, "has_ties_with"))  # now it is known, and may be decided otherwise
    assert [(v.coder, v.verdict) for v in read_verdicts(book)][-2:] == [("ann", "rejected"), ("bob", "unsure")]


def test_undo_takes_back_ones_own(book: Path) -> None:
    ann, bob = open_desk(book, "ann"), open_desk(book, "bob")
    before = state(book)
    accept(ann, "trains", "Training went on in that year.")
    with pytest.raises(ArmillaryError, match="no decision of 'bob'"):
        bob.undo()
    bob.reject(slip(bob, "funds"), "not_said")
    assert ann.undo().claim == "north-2023/5"
    assert state(book) == before
    assert [v.coder for v in open_desk(book).decided.values()] == ["bob"]


def test_what_was_written_by_hand_meanwhile_stays(book: Path) -> None:
    desk = open_desk(book)
    file = book / "claims" / "north-2023.yaml"
    by_hand = (
        "\n  - id: north-2023/77\n    at: Ties ¶2\n    tie: river-brigade fights green-front\n    text: By hand.\n"
    )
    file.write_text(file.read_text("utf-8") + by_hand, encoding="utf-8")
    assert accept(desk, "trains", "Training went on in that year.") == "north-2023/78"
    assert by_hand in file.read_text("utf-8")
    desk.undo()
    assert file.read_text("utf-8").endswith(by_hand)


# --- a document that was edited since ---------------------------------------------------------------------------------


def propose_again(book: Path, text: str, *proposals: Proposal) -> None:
    document = book.parent / "north.md"
    document.write_text(text, encoding="utf-8")
    reading = open_document(document)
    keep_document(book, reading, transcribe(reading, "north.md"))
    (path,) = (book / ".armillary" / "documents").glob(f"*-{text_hash(reading.document.text)[:16]}.json")
    os.utime(path, (path.stat().st_mtime + 5,) * 2)  # later, however coarse the clock
    sha256 = "f" * 64 if not proposals else hashlib.sha256(text.encode()).hexdigest()
    made = Proposed(document="north.md", sha256=sha256, extractor="rules", sentences=1, parsed=1, proposals=proposals)
    store_proposals(book, made)


def test_a_sentence_that_stayed_is_not_asked_about_again(book: Path) -> None:
    desk = open_desk(book)
    desk.reject(slip(desk, "trains"), "not_said")
    text = "A new first line.\n\n" + TEXT.replace(HOSTS, "It says nothing of guests.")
    again = []
    for one in open_desk(book).slips:
        if one.proposal.quote != HOSTS:
            at = text.index(one.proposal.quote)
            again.append(msgspec.structs.replace(one.proposal, span=(at, at + len(one.proposal.quote))))
    propose_again(book, text, *again)
    desk = open_desk(book)
    assert sorted(one.proposal.relation for one in desk.pending()) == ["funds", "has_ties_with", "hosts"]
    assert {one.proposal.relation for one in desk.slips if one.older} == {"hosts"}


def test_an_older_text_is_told_on_the_screen(book: Path) -> None:
    propose_again(book, "Another text.\n", slip(open_desk(book), "funds").proposal)
    desk = open_desk(book)
    assert "(an older text of it)" in screen(desk, slip(desk, "hosts"))


# --- what cannot be written -------------------------------------------------------------------------------------------


def test_a_full_disk_changes_nothing(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, before = open_desk(book), state(book)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for _ in range(2):
            with pytest.raises(ArmillaryError, match="No space left"):
                accept(desk, "trains", "Training went on in that year.")
            assert state(book) == before
    assert accept(desk, "trains", "Training went on in that year.") == "north-2023/5"


def test_a_disk_that_is_full_before_the_verdict_takes_the_claim_back(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, before = open_desk(book), state(book)

    def full(*_: object) -> None:
        raise ArmillaryError("cannot write to verdicts.jsonl: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("armillary.reviewing.desk.append_verdict", full)
        with pytest.raises(ArmillaryError, match="No space left"):
            accept(desk, "trains", "Training went on in that year.")
    assert state(book) == before
    assert accept(desk, "trains", "Training went on in that year.") == "north-2023/5"
    assert len(open_desk(book).pending()) == 3


# --- what the screen shows --------------------------------------------------------------------------------------------


def screen(desk: Desk, one: Slip, width: int = 80, height: int = 24) -> str:
    console = Console(file=io.StringIO(), width=width, height=height, force_terminal=True, color_system="truecolor")
    console.print(show_slip(desk.show(one), "1 of 1", "", console))
    made = console.file.getvalue()  # type: ignore[attr-defined]
    console.print(show_all(desk.show(one)))
    assert "\x1b[2J" not in console.file.getvalue()  # type: ignore[attr-defined]
    return str(made)


def planted(tmp_path: Path, sentence: str) -> tuple[Desk, Slip]:
    """A desk with a proposal of one sentence, with words of the text as its object."""
    book = make_casebook(tmp_path)
    text = f"# Ties\n\nA sentence before it. {sentence} A sentence behind it.\n"
    at = text.index(sentence)
    one = Proposal(
        subject="green-front",
        relation="hosts",
        object=sentence[:20],
        quote=sentence,
        span=(at, at + len(sentence)),
        passage="Ties ¶1",
        known=(True, False),
        credit=(sentence[:10],),
        document="north.md",
        score=1.0,
    )
    propose_again(book, text, one)
    desk = open_desk(book, source="north-2023")
    return desk, next(s for s in desk.slips if s.proposal.quote == sentence)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_document_cannot_command_the_terminal(tmp_path: Path, width: int) -> None:
    desk, one = planted(tmp_path, "The \x1b[2J\x1b]0;owned\x07Front \u202ehosts\u2066 the [red]Brigade[/red].")
    made = screen(desk, one, width)
    for hidden in ("\x1b[2J", "\x1b]0", "\x07", "\u202e", "\u2066"):
        assert hidden not in made
    assert "[red]" in made


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_passage_in_arabic_script_stands_whole_behind_its_bar(tmp_path: Path, width: int) -> None:
    sentence = "جبههٔ سبز در سال ۲۰۲۱ از لواء النهر میزبانی می‌کند و این را «انکار» نمی‌کند."
    desk, one = planted(tmp_path, sentence)
    made = screen(desk, one, width)
    assert "┃" in made
    assert all(word in made for word in sentence.split())


def test_a_rival_is_told_even_in_a_small_window(book: Path) -> None:
    desk = open_desk(book)
    assert "says the contrary" in screen(desk, slip(desk, "trains"), 60, 16)

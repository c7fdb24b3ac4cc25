"""What the desk does to the casebook: it writes exactly this, refuses that, and takes everything back to the byte."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest

from armillary.finding import ArmillaryError
from armillary.proposing.store import store_proposals, stored
from armillary.reviewing.desk import Desk
from armillary.reviewing.pile import Refused
from armillary.reviewing.slips import Slip, Wanted, chosen, find_slip
from armillary.reviewing.verdicts import read_verdicts
from tests.reviewing.small import FILES, FUNDS, TRAINED, make_casebook, open_desk, state

OWN = "Fighters of the brigade got military instruction from the Front."


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_casebook(tmp_path)


def of(desk: Desk, relation: str) -> Slip:
    return next(one for one in desk.slips if one.proposal.relation == relation)


def test_an_accepted_proposal_is_written_as_exactly_this(book: Path) -> None:
    desk = open_desk(book)
    one = of(desk, "trains")
    written = desk.accept(one, desk.show(one).draft.put("text", OWN))
    assert (written.claim, written.file) == ("north-2023/5", "claims/north-2023.yaml")
    added = f"""
  - id: north-2023/5
    at: Ties ¶1 n1
    tie: green-front trains river-brigade
    when: 2021
    credit: rahimi-2022
    text: {OWN}
    coder: ab
    coded: {datetime.date.today()}
"""
    assert (book / written.file).read_text("utf-8") == FILES["claims/north-2023.yaml"] + added
    assert desk.checked.sound
    assert "north-2023/5" in desk.checked.casebook.claims
    assert "contradict" in " ".join(written.warnings) or not written.warnings


@pytest.mark.parametrize(
    ("who", "note", "gaps"),
    [
        ("an elder", 1, ("credit: “an elder” is no speaker of the casebook",)),  # whom the article heard
        ("one report", 1, ()),
        ("one interviewee", 2, ()),
    ],
)
def test_who_is_described_before_a_note_is_not_lost(book: Path, who: str, note: int, gaps: tuple[str, ...]) -> None:
    desk = open_desk(book)
    one = of(desk, "funds")
    told = msgspec.structs.replace(one, proposal=msgspec.structs.replace(one.proposal, credit=(who,), notes=(note,)))
    draft = desk.show(told).draft
    assert draft.get("credit") == {1: "rahimi-2022", 2: "interview-7"}[note]
    assert draft.gaps == gaps


def test_ids_go_on_from_the_highest_number(book: Path) -> None:
    desk = open_desk(book)
    for number, relation in enumerate(("trains", "funds"), start=5):
        one = of(desk, relation)
        draft = desk.show(one).draft.put("text", "The Front gives the brigade what it needs.")
        assert desk.accept(one, draft).claim == f"north-2023/{number}"


def test_undo_restores_every_file_to_the_byte_also_in_another_session(book: Path) -> None:
    before = state(book)
    desk = open_desk(book)
    one, other = of(desk, "trains"), of(desk, "funds")
    desk.accept(one, desk.show(one).draft.put("text", OWN))
    middle = state(book)
    desk.reject(of(desk, "hosts"), "wrong_end")
    desk.accept(other, desk.show(other).draft.put("text", "It is told that money flows from one to the other."))
    assert state(book) not in (before, middle)
    later = open_desk(book)
    assert later.undo().id == other.id
    assert state(book) == middle
    assert later.undo().verdict == "rejected"
    assert open_desk(book).undo().id == one.id
    assert state(book) == before
    with pytest.raises(ArmillaryError, match="no decision to undo"):
        open_desk(book).undo()


def test_undo_does_not_lose_what_somebody_changed_since(book: Path) -> None:
    desk = open_desk(book)
    one = of(desk, "trains")
    written = desk.accept(one, desk.show(one).draft.put("text", OWN))
    file = book / written.file
    file.write_text(file.read_text("utf-8").replace("They clashed.", "They clashed twice."), encoding="utf-8")
    changed = state(book)
    with pytest.raises(ArmillaryError, match="was changed since"):
        open_desk(book).undo()
    assert state(book) == changed


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TRAINED, "word for word"),
        (TRAINED.upper().replace(".", " !"), "word for word"),
        ("trained fighters of the River Brigade", "word for word"),
        ("We read that the Green Front trained fighters of the River Brigade there.", "9 words in a row"),
        ("The valley is hard to reach.", "word for word"),
        ("", "lacks its text"),
        ("Yes.", "lacks its text"),
    ],
)
def test_words_of_the_document_are_refused(book: Path, text: str, why: str) -> None:
    desk = open_desk(book)
    one, before = of(desk, "trains"), state(book)
    with pytest.raises(Refused, match=why):
        desk.accept(one, desk.show(one).draft.put("text", text))
    assert state(book) == before
    assert desk.verdicts == []


def test_a_note_must_be_in_own_words_too(book: Path) -> None:
    desk = open_desk(book)
    one = of(desk, "trains")
    with pytest.raises(Refused, match="note: it stands"):
        desk.accept(one, desk.show(one).draft.put("text", OWN).put("note", TRAINED))


def test_what_the_casebook_finds_wrong_is_not_written(book: Path) -> None:
    desk = open_desk(book)
    one, before = of(desk, "trains"), state(book)
    draft = desk.show(one).draft.put("text", OWN)
    for name, value, why in (
        ("when", "2021-13", "when"),
        ("modality", "surely", "surely"),
        ("relation", "teaches", "teaches"),
        ("credit", "nobody", "nobody"),
        ("object", "other groups", "other groups"),
    ):
        with pytest.raises(Refused, match=why):
            desk.accept(one, draft.put(name, value))
    assert state(book) == before


def test_what_was_edited_is_kept_with_the_verdict(book: Path) -> None:
    desk = open_desk(book)
    one = of(desk, "hosts")
    draft = desk.show(one).draft.put("object", "any armed-group").put("when", "2023")
    desk.accept(one, draft.put("text", "It says there are no guests on its land."))
    verdict = open_desk(book).decided[one.id]
    assert verdict.verdict == "edited"
    assert verdict.edited == {"object": ("other groups", "any armed-group"), "when": ("", "2023")}
    assert verdict.tie_kept  # it was right but for a name that the casebook does not have
    assert verdict.coder == "ab"
    assert verdict.sha256 == one.sha256
    assert verdict.proposal is not None
    assert "tie: green-front | hosts | any armed-group" in (book / "claims/north-2023.yaml").read_text("utf-8")


def test_an_edited_polarity_counts_against_the_proposal(book: Path) -> None:
    desk = open_desk(book)
    one = of(desk, "trains")
    desk.accept(one, desk.show(one).draft.put("polarity", "denies").put("text", OWN))
    assert desk.decided[one.id].tie_kept is False
    assert desk.decided[one.id].holds is False


def test_what_is_accepted_is_not_decided_again(book: Path) -> None:
    desk = open_desk(book)
    one = of(desk, "trains")
    desk.accept(one, desk.show(one).draft.put("text", OWN))
    with pytest.raises(ArmillaryError, match="accepted already"):
        desk.reject(one)


def test_rivals_duplicates_and_claims_at_the_passage_stand_beside(book: Path) -> None:
    desk = open_desk(book)
    kinds = {n.id: (n.kind, n.here) for n in desk.show(of(desk, "trains")).neighbours}
    assert kinds == {"north-2023/4": ("rival", True), "north-2023/x1": ("same_ends", False)}
    shown = desk.show(of(desk, "hosts"))
    assert [(n.kind, n.id) for n in shown.neighbours] == [("same_passage", "north-2023/x1")]
    one = of(desk, "trains")
    desk.accept(one, desk.show(one).draft.put("text", OWN))
    assert [n.id for n in desk.show(one).neighbours if n.kind == "duplicate"] == ["north-2023/5"]


def test_context_credit_and_other_proposals_are_filled_in(book: Path) -> None:
    desk = open_desk(book)
    shown = desk.show(of(desk, "trains"))
    assert shown.source == "north-2023"  # by the hash of its file
    assert shown.around.before == "The valley is hard to reach."
    assert shown.around.quote == TRAINED
    assert shown.around.after == "Nobody has counted them since."
    funds = desk.show(of(desk, "funds"))
    assert funds.draft.get("credit") == "interview-7"
    assert funds.draft.gaps == ()
    assert [o.proposal.relation for o in funds.others] == ["has_ties_with"]
    assert funds.around.quote == FUNDS


def test_an_unknown_document_is_asked_for(book: Path) -> None:
    sources = book / "sources/all.yaml"
    text = sources.read_text("utf-8")
    sources.write_text("".join(line for line in text.splitlines(True) if "sha256" not in line), encoding="utf-8")
    desk = open_desk(book)
    one = of(desk, "trains")
    with pytest.raises(Refused, match="which source"):
        desk.accept(one, desk.show(one).draft.put("text", OWN))
    asked = open_desk(book, source="north-2023")
    asked.reject(of(asked, "hosts"))
    assert open_desk(book).source_of(one) == "north-2023"  # what was said once is remembered
    with pytest.raises(ArmillaryError, match="no source 'north'"):
        open_desk(book, source="north")


def test_a_session_that_broke_off_between_claim_and_verdict_is_mended(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, before = open_desk(book), state(book)
    one = of(desk, "trains")

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk, "_decide", broken)
    with pytest.raises(KeyboardInterrupt):
        desk.accept(one, desk.show(one).draft.put("text", OWN))
    assert read_verdicts(book) == []
    later = open_desk(book)
    assert later.decided[one.id].claim == "north-2023/5"
    later.undo()
    assert state(book) == before


def test_an_interrupted_write_leaves_the_files_as_they_were(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, before = open_desk(book), state(book)
    one = of(desk, "trains")

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("armillary.casebook.writing.replace_all", broken)
    with pytest.raises(KeyboardInterrupt):
        desk.accept(one, desk.show(one).draft.put("text", OWN))
    monkeypatch.undo()
    assert state(book) == before
    assert open_desk(book).decided == {}


def test_ids_stay_the_same_and_two_extractors_make_one_slip(book: Path) -> None:
    names = [one.id for one in open_desk(book).slips]
    [made] = list(stored(book))
    better = tuple(msgspec.structs.replace(one, extractor="llm:x", score=0.95, frame="") for one in made.proposals[:1])
    store_proposals(book, msgspec.structs.replace(made, extractor="llm:x", proposals=better))
    desk = open_desk(book)
    assert [one.id for one in desk.slips] == names
    assert desk.slips[0].extractors == ("llm:x", "rules")
    assert desk.slips[0].proposal.score == 0.95
    assert find_slip(desk.slips, names[0][:6]).id == names[0]
    with pytest.raises(ArmillaryError, match="no proposal has the id"):
        find_slip(desk.slips, "zzzz")


def test_slips_are_chosen_and_ordered(book: Path) -> None:
    desk = open_desk(book)
    best = [one.proposal.score for one in chosen(desk.pending(), Wanted(), desk.scores)]
    assert best == sorted(best, reverse=True)
    text = [one.proposal.span for one in chosen(desk.pending(), Wanted(order="text"), desk.scores)]
    assert text == sorted(text)
    assert len(chosen(desk.pending(), Wanted(relation="funds"), desk.scores)) == 1
    assert len(chosen(desk.pending(), Wanted(least=0.85), desk.scores)) == 1
    assert chosen(desk.pending(), Wanted(document="south.md"), desk.scores) == []
    desk.unsure(of(desk, "funds"))
    assert len(desk.pending()) == 3
    assert len(desk.pending(again=True)) == 4

"""A released book is judged as the full one: every likelihood that it shows, whatever is marked how."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from armillary.book.book import Book, open_book
from armillary.casebook.casebook import Casebook
from armillary.checking import Checked, check_casebook
from armillary.compile import build_casebook
from armillary.pictures.ties import ties
from armillary.pictures.why import why
from armillary.releasing.release import choose_release
from armillary.releasing.released import Released, release_casebook, show_records
from armillary.text.dates import parse_day
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins
from armillary.weighing.evidence import Evidence, gather_evidence
from armillary.weighing.judgements import Judgements, judge
from armillary.weighing.learning import learn_coins
from tests.conftest import ROOT
from tests.releasing.cases import shipped, write_case

pytestmark = pytest.mark.slow

MARKINGS = ("", "", "", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


@cache
def shipped_case() -> Checked:
    """The casebook of Afghanistan, checked once."""
    return check_casebook(ROOT / "casebooks" / "afghanistan", shipped())


def marked_at_random(book: Casebook, seed: int, most: float) -> Casebook:
    """A casebook with markings and compartments strewn over its records."""
    chance = random.Random(seed)

    def mark(record: Any) -> Any:
        if chance.random() > most:
            return record
        compartments = ("field",) if chance.random() < 0.2 else ()
        return msgspec.structs.replace(record, marking=chance.choice(MARKINGS), compartments=compartments)

    shelves = {
        name: {key: mark(record) for key, record in getattr(book, name).items()}
        for name in ("actors", "speakers", "sources", "claims", "commitments", "levers", "narratives")
    }
    return msgspec.structs.replace(book, **shelves)


def weighed(book: Casebook, vocab: Vocabulary, as_of: int) -> tuple[Evidence, Coins, Judgements]:
    evidence = gather_evidence(book, vocab)
    coins = learn_coins(evidence, vocab)
    return evidence, coins, judge(evidence, coins, vocab, as_of)


def released(book: Casebook, vocab: Vocabulary, wanted: str, as_of: int) -> tuple[Released, Evidence, Judgements]:
    evidence, coins, judgements = weighed(book, vocab, as_of)
    release = choose_release(book, vocab, wanted)
    assert release is not None
    made = release_casebook(show_records(book, vocab, shipped(), release), evidence, judgements, coins, [])
    return made, evidence, judgements


def assert_judged_alike(made: Released, full: Evidence, judged: Judgements) -> int:
    """Hold every released judgement to the full book's; returns how many are assessed."""
    rows = {question: row for row, question in enumerate(full.questions)}
    at = np.array([rows[question] for question in made.evidence.questions], int)
    again = judge(made.evidence, made.coins, made.vocab, judged.as_of)
    assert (again.assessed == judged.assessed[at]).all()
    assert np.abs(again.likelihood - judged.likelihood[at]).max(initial=0) < 1e-9
    assert (again.confidence <= judged.confidence[at]).all(), "no released judgement is surer than the full book's"
    return int(again.assessed.sum())


@pytest.mark.parametrize(
    ("seed", "most", "wanted"),
    [
        (5, 0.3, "CLEAR"),
        *(
            pytest.param(seed, most, wanted, marks=pytest.mark.slow)
            for seed, most, wanted in ((2, 0.8, "CLEAR"), (3, 0.05, "GREEN"), (1, 0.3, "AMBER"), (7, 0.6, "GREEN"))
        ),
    ],
)
def test_the_shipped_case_is_judged_alike_however_it_is_marked(seed: int, most: float, wanted: str) -> None:
    checked = shipped_case()
    book = marked_at_random(checked.casebook, seed, most)
    assert_judged_alike(*released(book, checked.vocab, wanted, parse_day("2024-06-30")))


@pytest.mark.slow
def test_learned_coins_go_along() -> None:
    """What is left of the evidence would teach other coins than the full book's."""
    checked = shipped_case()
    lists = checked.vocab.lists
    low = msgspec.structs.replace(lists.weighing["learning_questions"], value=1)
    learning = msgspec.structs.replace(lists, weighing={**lists.weighing, "learning_questions": low})
    vocab = Vocabulary(learning, checked.vocab.fingerprint)
    book = marked_at_random(checked.casebook, 5, 0.3)
    made, full, judged = released(book, vocab, "GREEN", parse_day("2024-06-30"))
    assert made.coins.taught_by > 0
    assert_judged_alike(made, full, judged)
    assert not np.allclose(learn_coins(made.evidence, vocab).sens, made.coins.sens)


@pytest.mark.slow
def test_without_markings_a_release_shows_every_judgement() -> None:
    checked = shipped_case()
    made, full, judged = released(checked.casebook, checked.vocab, "CLEAR", parse_day("2025-01-31"))
    assert assert_judged_alike(made, full, judged) == int(judged.assessed.sum())
    assert {finding.code for finding in made.unanswered} == {"P703"}
    assert all("the day that interviewee-" in finding.message for finding in made.unanswered)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small casebook with its full book and its releases."""
    root = tmp_path_factory.mktemp("releases")
    case = write_case(root / "case")
    for name in (None, "public", "GREEN", "partners", "RED"):
        _, manifest = build_casebook(case, root / (name or "full"), shipped(), release=name, keep=root / "kept")
        assert manifest is not None
    return root


@pytest.mark.slow
@pytest.mark.parametrize("name", ["public", "GREEN", "partners", "RED"])
def test_a_book_that_is_opened_is_judged_alike_and_its_reasons_add_up(folder: Path, name: str) -> None:
    with open_book(folder / "full") as full, open_book(folder / name) as book:
        whole = {row[:6]: row for row in _shown(full)}
        shown = _shown(book)
        assert shown
        for row in shown:
            assert row[6] == pytest.approx(whole[row[:6]][6], abs=1e-9)
            found = why(book, *row[:3])
            assert found.likelihood is not None
            total = sum(part.decibans for part in found.contributions) + found.untold_db
            total += found.age_db + found.bound_db + found.coherence_db
            assert total == pytest.approx(10 * np.log10(found.likelihood / (1 - found.likelihood)), abs=1e-6)


def _shown(book: Book) -> list[tuple[Any, ...]]:
    return [
        (row.subject, row.relation, row.object, row.level, row.object_level, row.place, row.likelihood)
        for row in ties(book, entailed=True)
        if row.likelihood is not None
    ]


@pytest.mark.slow
def test_the_same_release_is_the_same_book_and_another_shares_no_pseudonym(folder: Path) -> None:
    case = folder / "case"
    again = build_casebook(case, folder / "again", shipped(), release="public")[1]
    with open_book(folder / "public") as first, open_book(folder / "GREEN") as other:
        assert again is not None
        assert again.content == first.manifest.content
        one, two = (
            {row["id"] for row in book.sql("SELECT id FROM speakers") if row["id"].startswith("confidential-")}
            for book in (first, other)
        )
        assert len(one) == len(two) == 3
        assert not one & two


def test_a_claim_that_is_hidden_lends_its_weight_to_the_one_that_is_shown(folder: Path) -> None:
    with open_book(folder / "public") as book:
        parts = why(book, "red-band", "hosts", "blue-front").contributions
        [paper] = [part for part in parts if (part.origin, part.polarity) == ("paper", "asserts")]
        assert [claim.id for claim in paper.claims] == ["news/2"]
        assert paper.weight > 0.6, "news/3 observed it, news/2 only states it"


def test_an_interviewee_is_a_number_and_an_interview_a_month(folder: Path) -> None:
    with open_book(folder / "RED") as book:
        [speaker] = book.sql("SELECT * FROM speakers WHERE kind = 'interviewee'")
        assert (speaker["id"], speaker["name"], speaker["grade_reason"]) == ("interviewee-7", "Interviewee 7", "")
        [talk] = book.sql("SELECT * FROM sources WHERE speaker = 'interviewee-7'")
        assert (talk["title"], talk["date_text"]) == ("Interview of Interviewee 7", "2023-02")


def test_compartments_are_all_needed(folder: Path) -> None:
    case = folder / "case"
    for granted, expected in (((), False), (("field",), True)):
        build_casebook(case, folder / "x", shipped(), release="AMBER", compartments=granted)
        with open_book(folder / "x") as book:
            assert bool(book.sql("SELECT 1 FROM speakers WHERE id = 'defector'")) is expected

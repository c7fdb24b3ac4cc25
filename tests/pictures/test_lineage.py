"""Lineage: declared chains add up, a planted copy is named with its evidence, and a verdict settles it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from armillary.book.book import Book, open_book
from armillary.cli import app
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError
from armillary.pictures.descent import Link
from armillary.pictures.lineage import lineage
from tests.pictures.copied import write_copied
from tests.shipped import build_shipped

pytestmark = pytest.mark.slow


def built(folder: Path, **changes: str) -> Book:
    """The agencies' casebook as a book."""
    build_casebook(write_copied(folder / "casebook", **changes), folder / "book")  # type: ignore[arg-type]
    return open_book(folder / "book")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with built(tmp_path_factory.mktemp("copied")) as opened:
        yield opened


@pytest.fixture(scope="module")
def shipped() -> Iterator[Book]:
    with open_book(build_shipped()) as opened:
        yield opened


def test_the_copier_is_named_with_what_it_shares_and_who_was_first(copied: Book) -> None:
    [pair] = lineage(copied).suspected
    assert (pair.copier, pair.original, pair.directed) == ("globe", "alpha", True)
    assert pair.probability > 0.99
    assert pair.shared_false > 4
    first = pair.answers[0]
    assert first.likelihood < 0.2
    assert first.others_saying == 0
    assert first.original_on is not None
    assert first.copier_on is not None
    assert first.original_on < first.copier_on
    assert first.decibans > 5


def test_who_is_of_no_interest_is_left_out(copied: Book) -> None:
    assert lineage(copied, of="daily").suspected == []
    assert len(lineage(copied, of="Globe News").suspected) == 1


@pytest.mark.parametrize("verdict", ["accepted", "rejected"])
def test_a_pair_that_was_judged_is_not_named_again(tmp_path: Path, verdict: str) -> None:
    with built(tmp_path, verdict=verdict) as book:
        found = lineage(book)
        assert found.suspected == []
        [judged] = found.verdicts
        assert (judged.copier, judged.original, judged.verdict, judged.on) == ("globe", "alpha", verdict, "2022-12-01")
        assert judged.shared == 1  # both say that the band attacked the post
        assert book.sql("SELECT * FROM findings WHERE code = 'C633'") == []


def test_an_accepted_copy_is_one_voice_in_the_book(tmp_path: Path, copied: Book) -> None:
    with built(tmp_path, verdict="accepted") as book:
        before, after = (len(set(opened.judge().votes.origin.tolist())) for opened in (copied, book))
        assert (before, after) == (7, 6)


def test_the_note_stands_at_the_copier_and_changes_no_likelihood(copied: Book) -> None:
    [note] = copied.sql("SELECT * FROM findings WHERE code = 'C633'")
    assert note["severity"] == "note"
    assert note["file"] == "speakers/all.yaml"
    assert len(copied.evidence.a_copier) == 0


def test_the_shipped_casebook_says_how_little_there_is_to_go_by(shipped: Book) -> None:
    found = lineage(shipped)
    assert found.suspected == []
    assert found.looked.origins > 50
    assert found.looked.comparable < 50


def test_chains_add_up(shipped: Book) -> None:
    def check(link: Link) -> None:
        assert link.claims == link.read_here + sum(below.claims for below in link.passed_on)
        for below in link.passed_on:
            check(below)

    found = lineage(shipped).declared
    for origin in found:
        check(origin)
        assert origin.how == ""
    assert found == sorted(found, key=lambda link: (-link.claims, link.id))
    un = next(link for link in found if link.id == "un-monitoring-team")
    assert {below.how for below in un.passed_on} == {"speaker", "credit"}


def test_one_name_shows_the_chains_that_go_through_it(shipped: Book) -> None:
    def names(link: Link) -> set[str]:
        return {link.id}.union(*map(names, link.passed_on))

    some = lineage(shipped, of="odonnell-2024").declared
    assert 0 < len(some) < len(lineage(shipped).declared)
    assert all("odonnell-2024" in names(link) for link in some)


def test_what_makes_no_sense_is_refused(shipped: Book) -> None:
    with pytest.raises(ArmillaryError, match=r"not from 0\.1 to 1"):
        lineage(shipped, least=0.0)
    with pytest.raises(ArmillaryError, match="no one source or speaker"):
        lineage(shipped, of="nobody at all")


@pytest.mark.parametrize("columns", ["60", "72", "120"])
def test_the_screen_fits(copied: Book, shipped: Book, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for book in (copied, shipped):
        told = CliRunner().invoke(app, ["lineage", str(book.path)])
        assert told.exit_code == 0
        assert max(len(line.rstrip()) for line in told.stdout.splitlines()) <= int(columns)
        assert "who is not named is not cleared" in " ".join(told.stdout.split())

"""No mutant of the shipped casebook makes a check fail; `make fuzz` looks at a hundred times as many."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.fuzz.corpus import read_corpus
from tests.fuzz.mutate import Mutant, mutate
from tests.fuzz.run import CASEBOOK, fuzz, keep_mutant
from tests.fuzz.subjects import make_seeds, try_mutant
from tests.releasing.cases import shipped

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the watch of time and memory is that of Unix")


def failures(mutants: int, run: int, keep: Path, everything: bool = False) -> list[tuple[int, str]]:
    tally = fuzz(CASEBOOK, mutants, run, 2, keep, quiet=True, everything=everything)
    assert tally.done == mutants
    return tally.failed


@pytest.mark.slow
def test_ten_mutants_are_findings(tmp_path: Path) -> None:
    assert failures(10, 7, tmp_path) == []


@pytest.mark.slow
def test_mutants_of_documents_imports_books_and_releases_are_findings(tmp_path: Path) -> None:
    assert failures(60, 3, tmp_path, everything=True) == []


@pytest.mark.slow
def test_two_thousand_mutants_are_findings(tmp_path: Path) -> None:
    assert failures(2000, 11, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["manifest.json", "*/records.msgpack"])
def test_letters_that_are_none_in_a_book_are_a_sentence(tmp_path: Path, name: str) -> None:
    make_seeds(tmp_path / "seeds")
    [path] = (tmp_path / "seeds" / "book").glob(name)
    spoilt = path.read_bytes().replace(b"A small", b"A sm\xed\xa0\xff", 1).replace(b"shape", b"sha\xed\xa0", 1)
    mutant = Mutant({path.relative_to(tmp_path / "seeds").as_posix(): spoilt}, "spoilt")
    assert try_mutant(tmp_path / "seeds", "book", mutant, shipped()) == {"unsound": 1}


def test_a_run_makes_the_same_mutants_every_time() -> None:
    one, other = read_corpus(CASEBOOK), read_corpus(CASEBOOK)
    assert [mutate(one, 3, number) for number in range(30)] == [mutate(other, 3, number) for number in range(30)]


def test_most_mutants_differ_from_what_they_were_made_of() -> None:
    corpus = read_corpus(CASEBOOK)
    mutants = [mutate(corpus, 5, number) for number in range(200)]
    assert sum(any(data != corpus.files[name] for name, data in mutant.files.items()) for mutant in mutants) > 190


def test_a_mutant_that_failed_is_kept_with_the_reason(tmp_path: Path) -> None:
    corpus = read_corpus(CASEBOOK)
    mutant = mutate(corpus, 1, 2)
    said = keep_mutant(mutant, "1-2", "Traceback\nValueError: odd", tmp_path)
    assert said == f"{tmp_path / '1-2' / mutant.name}: ValueError: odd"
    assert (tmp_path / "1-2" / mutant.name).read_bytes() == mutant.files[mutant.name]

"""The vocabulary from a cache: as it was read, and read again when anything has changed or the cache is no good."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.text import cache as caching
from armillary.vocab import read
from armillary.vocab.cache import VocabularyCache
from armillary.vocab.read import extend_vocabulary, read_vocabulary
from armillary.vocab.vocabulary import Vocabulary

TERM = b"classes:\n  hill-group: {definition: A group of the hills., of: [group]}\n"
UNSOUND = b"classes:\n  hill-group: {definition: A group of the hills., of: [gruop]}\n"


@pytest.fixture
def kept(tmp_path: Path) -> VocabularyCache:
    """A cache in which the shipped vocabulary lies."""
    cache = VocabularyCache(tmp_path / "kept")
    read_vocabulary(cache)
    return cache


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The names of the files that are read as YAML, a list for each time."""
    read_lists, seen = read.read_lists, []

    def watched(files: list[tuple[str, bytes]]) -> object:
        seen.append([name for name, _ in files])
        return read_lists(files)

    monkeypatch.setattr(read, "read_lists", watched)
    return seen


def entries(cache: VocabularyCache) -> list[Path]:
    return [path for path in cache.folder.rglob("*") if path.is_file()]


def same(one: Vocabulary, other: Vocabulary) -> bool:
    return (one.lists, one.fingerprint) == (other.lists, other.fingerprint)


def test_what_is_kept_is_not_read_again_and_is_the_same(kept: VocabularyCache, readings: list[list[str]]) -> None:
    vocab = read_vocabulary(kept)
    assert readings == []
    assert same(vocab, read_vocabulary())
    assert list(vocab.relations) == list(read_vocabulary().relations)  # terms stand in the order of the files


def test_a_changed_file_is_read(
    kept: VocabularyCache, readings: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        (name, data.replace(b"How coarse", b"how coarse") + b"# changed\n" if name.endswith("tones.yaml") else data)
        for name, data in read.shipped_files()
    ]
    monkeypatch.setattr(read, "shipped_files", lambda: files)
    changed = read_vocabulary(kept)
    assert len(readings) == 1
    assert changed.fingerprint == read.fingerprint(files)
    assert same(read_vocabulary(kept), changed)
    assert len(readings) == 1


def test_another_version_of_the_program_reads_anew(
    kept: VocabularyCache, readings: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "program", lambda: "another")
    read_vocabulary(kept)
    assert len(readings) == 1


@pytest.mark.parametrize("damage", [b"", b"\xff\x00", b"\xc0", b"\x81\xa9relations\x05", b"\xdd\xff\xff\xff\xff", None])
def test_a_damaged_entry_is_as_good_as_none(
    kept: VocabularyCache, readings: list[list[str]], damage: bytes | None
) -> None:
    [entry] = entries(kept)
    entry.write_bytes(entry.read_bytes()[:-100] if damage is None else damage)
    assert same(read_vocabulary(kept), read_vocabulary())
    assert len(readings) == 2
    read_vocabulary(kept)  # the entry is whole again
    assert len(readings) == 2


def test_terms_of_a_casebook_are_kept_with_those_they_extend(kept: VocabularyCache, readings: list[list[str]]) -> None:
    vocab, files = read_vocabulary(), [("vocab/more.yaml", TERM)]
    first, _ = extend_vocabulary(vocab, files, kept)
    readings.clear()
    again, findings = extend_vocabulary(vocab, files, kept)
    assert (readings, findings) == ([], [])
    assert same(first, again)
    assert "hill-group" in again.classes
    assert "hill-group" not in read_vocabulary(kept).classes
    changed, _ = extend_vocabulary(vocab, [("vocab/more.yaml", TERM.replace(b"hill", b"dale"))], kept)
    assert "dale-group" in changed.classes


def test_terms_that_are_unsound_are_found_so_every_time(kept: VocabularyCache) -> None:
    vocab, files = read_vocabulary(), [("vocab/more.yaml", UNSOUND)]
    _, first = extend_vocabulary(vocab, files, kept)
    _, again = extend_vocabulary(vocab, files, kept)
    assert first
    assert first == again

"""A cache keeps what it is given, says none when it cannot, and never fails."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from armillary.text.cache import Cache


def test_what_is_kept_comes_back_under_its_key_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path, list[str])
    cache.put(["one", "två", "سه"], "a", "b")
    assert cache.get("a", "b") == ["one", "två", "سه"]
    assert cache.get("ab") is None
    assert cache.get("b", "a") is None


def test_what_is_of_another_kind_is_none(tmp_path: Path) -> None:
    Cache(tmp_path, list[str]).put(["one"], "key")
    assert Cache(tmp_path, dict[str, int]).get("key") is None


@pytest.mark.parametrize("damage", [b"", b"\xa5on", b"\x91\xa2\xff\xfe", b"\x91\xc4\x01"])
def test_what_is_damaged_is_none_and_is_kept_again(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path, list[str])
    cache.put(["one"], "key")
    [entry] = [path for path in tmp_path.rglob("*") if path.is_file()]
    entry.write_bytes(damage)
    assert cache.get("key") is None
    cache.put(["one"], "key")
    assert cache.get("key") == ["one"]


def test_a_folder_that_cannot_be_made_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = Cache(tmp_path / "file", list[str])
    cache.put(["one"], "key")
    assert cache.get("key") is None


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of Unix")
def test_entries_are_for_their_owner_and_nothing_else_is_left(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Cache(tmp_path / "kept", list[str]).put(["one"], "key")
    finally:
        os.umask(before)
    [entry] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600
    assert stat.S_IMODE(entry.parent.stat().st_mode) == 0o700

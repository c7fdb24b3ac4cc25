"""Golden files: compared to the last byte, and written only on the flag."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import compare_golden


def test_same_text_passes(tmp_path: Path) -> None:
    file = tmp_path / "printed.txt"
    file.write_bytes("خراسان\n".encode())
    compare_golden("خراسان\n", file, update=False)


def test_mismatch_shows_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "printed.txt"
    file.write_bytes(b"one\ntwo\n")
    with pytest.raises(pytest.fail.Exception) as failure:
        compare_golden("one\n2\n", file, update=False)
    assert "-two\n+2" in str(failure.value)
    assert "--update-goldens" in str(failure.value)
    assert file.read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("text", ["one", "one\r\n", "one\n\n"])
def test_a_difference_only_at_the_end_of_a_line_is_one_and_shows(tmp_path: Path, text: str) -> None:
    file = tmp_path / "printed.txt"
    file.write_bytes(b"one\n")
    with pytest.raises(pytest.fail.Exception, match=r"(?m)^['+]"):
        compare_golden(text, file, update=False)


def test_missing_golden_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="There is no golden file"):
        compare_golden("", tmp_path / "absent.txt", update=False)
    assert not (tmp_path / "absent.txt").exists()


def test_the_flag_writes(tmp_path: Path) -> None:
    file = tmp_path / "new" / "printed.txt"
    compare_golden("one\r\ntwo", file, update=True)
    assert file.read_bytes() == b"one\r\ntwo"

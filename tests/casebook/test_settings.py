"""armillary.toml: whatever it holds, one mistake is one finding at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.casebook.settings import LARGEST, read_settings


def read(folder: Path, text: str) -> list[str]:
    (folder / "armillary.toml").write_text(text, encoding="utf-8")
    _, findings = read_settings(folder)
    assert all(finding.hint for finding in findings)
    return [f"{finding.place} {finding.code} {finding.message}" for finding in findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('title = "x"\n', "1:1 S007 the casebook does not say its format version"),
        ("format = 2\n", "1:1 S007 the casebook has format version 2"),
        ("format = true\n", "1:1 S007 the casebook has format version 'True'"),
        ('format = "1"\n', "1:1 S007 the casebook has format version '1'"),
        ("\n\nfromat = 1\n", "3:1 F101 armillary.toml has no key 'fromat'"),
        (f"format = {'9' * 5000}\n", " S006 this is not TOML: a value is far too large"),
        (f"format = 0x{'f' * 9000}\n", "1:1 S007 the casebook has format version a huge number"),
        (f"format = 1\nas_of = 0x{'f' * 9000}\n", "2:1 F111 'a huge number' is not a date"),
        ("format = 1\nas_of = [1]\n", "2:1 F111 'a list' is not a date"),
        (f"format = 1\nas_of = {{{'a.' * 3000}a = 1}}\n", "2:1 F111 'a table' is not a date"),
        ("format = 1\nas_of = 2020-02-30\n", "2:9 S006 this is not TOML: invalid date"),
        ('format = 1\nas_of = "12/02/2021"\n', "2:1 F111 '12/02/2021' is 12 February to one reader"),
        ("format = 1\ntitle = A case\n", "2:9 S006 this is not TOML: invalid value"),
        ("format = 1\nformat = 1\n", "2:11 S006 this is not TOML: cannot overwrite a value"),
        ("format = 1\na = " + "[" * 5000, " S006 this is not TOML: a value is far too large"),
        ('format = 1\ntitel = "x"\n', "2:1 F101 armillary.toml has no key 'titel'"),
        ("format = 1\ntitle = 3\n", "2:1 F103 the title is not text"),
        ('format = 1\ntitle = "\\u202e"\n', " S006 armillary.toml holds a character that does not show, in '\\u202e'"),
        ("format = 1\nrelease = 3\n", "2:1 F103 'release' is not a table"),
        ("format = 1\nrelease.public = 3\n", "2:9 F103 the release 'public' is not a table"),
        ('format = 1\n[release.public]\nmarkng = "CLEAR"\n', "3:1 F101 a release has no key 'markng'"),
        ('format = 1\ntitle = "public"\n[release.public]\n', "3:10 F102 the release 'public' lacks a marking"),
        ('format = 1\n[release.a]\nmarking = "CLEAR"\ncompartments = 3\n', "4:1 F103 compartments are a list of words"),
        ('format = 1\nmarking = "CLEAR"\ncompartments = []\n', "2:1 F101 'marking' belongs to a release"),
        ("#\n" * LARGEST, " S003 armillary.toml has more than 64 KB"),
        ("\x00", "1:1 S002 this is a binary file"),
    ],
)
def test_one_mistake_is_one_finding(tmp_path: Path, text: str, found: str) -> None:
    [said] = read(tmp_path, text)
    assert said.startswith(f"armillary.toml:{found}" if found[0].isdigit() else f"armillary.toml{found}")


def test_an_audience_knows_its_line(tmp_path: Path) -> None:
    text = 'format = 1\n[release.one]\nmarking = "CLEAR"\n[release.two]\nmarking = "RED"\n'
    (tmp_path / "armillary.toml").write_text(text, encoding="utf-8")
    settings, findings = read_settings(tmp_path)
    assert findings == []
    assert [(a.name, a.marking, a.place.line) for a in settings.audiences] == [("one", "CLEAR", 3), ("two", "RED", 5)]


def test_missing_settings_and_a_link_are_said(tmp_path: Path) -> None:
    _, [missing] = read_settings(tmp_path)
    assert (missing.code, missing.message) == ("S006", "armillary.toml is missing")
    (tmp_path / "armillary.toml").symlink_to("/etc/hosts")
    _, [link] = read_settings(tmp_path)
    assert link.code == "S004"

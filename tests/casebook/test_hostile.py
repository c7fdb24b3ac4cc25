"""Hostile files: whatever a casebook holds, a check ends soon, in little memory, with a finding that can be printed."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from armillary.checking import check_casebook
from armillary.finding import Severity, render_text
from armillary.text.invisible import first_hidden
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary

pytestmark = pytest.mark.slow  # each case is a process of its own

BASE = Path(__file__).resolve().parent.parent / "findings" / "base"
LONGEST = 15.0  # seconds of processor time: several times what a slow machine takes, far below what a blow-up takes
LARGEST = 300  # MB at the peak
HANGS = 60  # seconds by the clock, on a machine that does other things too

Build = Callable[[Path], None]


def text(content: str, name: str = "claims/more.yaml") -> Build:
    return data(content.encode(), name)


def data(content: bytes, name: str = "claims/more.yaml") -> Build:
    def build(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)

    return build


def long(head: str, unit: str, tail: str = "") -> Build:
    """A claims file of 8 MB, made when it is wanted."""
    return lambda root: text(head + unit * (8_000_000 // len(unit)) + tail)(root)


def claim(line: str) -> Build:
    """A claims file with one more key in its one claim."""
    keys = f"id: report/3, at: ¶1, tie: red-band hosts blue-front, when: 2007, text: Words, {line}"
    return text(f"source: report\nclaims:\n  - {{{keys}}}\n")


def one_long_line(root: Path) -> None:
    with (root / "claims" / "more.yaml").open("wb") as file:
        file.write(b"source: report\nclaims: [")
        file.truncate(100 * 1024 * 1024)


def loop(root: Path) -> None:
    (root / "claims" / "a.yaml").symlink_to("b.yaml")
    (root / "claims" / "b.yaml").symlink_to("a.yaml")


def folder_loop(root: Path) -> None:
    (root / "claims" / "again").symlink_to("..", target_is_directory=True)


def link_out(root: Path) -> None:
    (root / "claims" / "more.yaml").symlink_to("/etc/passwd")


def folder_out(root: Path) -> None:
    shutil.rmtree(root / "actors")
    (root / "actors").symlink_to("/etc", target_is_directory=True)


def settings_out(root: Path) -> None:
    (root / "armillary.toml").unlink()
    (root / "armillary.toml").symlink_to("/etc/passwd")


def fifo(root: Path) -> None:
    os.mkfifo(root / "claims" / "more.yaml")


def fifo_for_settings(root: Path) -> None:
    (root / "armillary.toml").unlink()
    os.mkfifo(root / "armillary.toml")


def folder_like_a_file(root: Path) -> None:
    (root / "claims" / "more.yaml").mkdir()


def file_like_a_folder(root: Path) -> None:
    (root / "levers").write_text("levers: []\n", encoding="utf-8")


def deep_folders(root: Path) -> None:
    folder = root / "claims" / "/".join(["d" * 50] * 20)
    folder.mkdir(parents=True)
    (folder / "more.yaml").write_text("x", encoding="utf-8")


def slow_pattern(root: Path) -> None:
    text("id_schemes: {slow: {definition: D, pattern: '(a+)+b'}}\n", "vocab/more.yaml")(root)
    text(f"actors:\n  - {{id: x, kind: group, name: X, ids: {{slow: {'a' * 60}}}}}\n", "actors/more.yaml")(root)


def wide_classes(root: Path) -> None:
    rows = "".join(f"  - {{id: a{i}, kind: group, name: A{i}, classes: [armed-group]}}\n" for i in range(2000))
    text(f"actors:\n{rows}", "actors/more.yaml")(root)
    text(VALID.replace("red-band hosts blue-front", "any armed-group fights any armed-group"))(root)


def odd_name(root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root / "claims") + b"/\xff\x1b[31m.yaml")).write_text("x", encoding="utf-8")


LAUGHS = "a: &a [lol, lol, lol]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(24)
)
VALID = "source: report\nclaims:\n  - {id: report/3, at: ¶1, tie: red-band hosts blue-front, when: 2007, text: Words}\n"
MANY = 120_000

HOSTILE: dict[str, tuple[Build, set[str]]] = {
    "random bytes": (data(bytes(range(256)) * 400), {"S002"}),
    "NUL": (data(b"source: report\nclaims: \0\n"), {"S002"}),
    "a picture": (data(b"\x89PNG\r\n\x1a\n" + b"\xff\x00" * 1000), {"S002"}),
    "UTF-16": (data(VALID.encode("utf-16")), {"S002"}),
    "UTF-16 without its mark": (data(VALID.encode("utf-16-le")), {"S002"}),
    "UTF-8 cut short": (data(VALID.encode() + b"# \xd8"), {"S002"}),
    "surrogates in UTF-8": (data(b"source: \xed\xa0\x80\n"), {"S002"}),
    "100 MB on one line": (one_long_line, {"S003"}),
    "8 MB on one line": (long("source: ", "x"), {"R201"}),
    "8 MB of one key": (long("", "k", ": v\n"), {"S001"}),
    "8 MB in quotes": (long('source: "', "x ", '"\n'), {"R201"}),
    "8 MB of line breaks": (long("", "\n", "source: report\nclaims: []\n"), set()),
    "8 MB of comments": (long("", "#\n", "source: report\nclaims: []\n"), set()),
    "8 MB of dashes": (long("source: report\nclaims:\n", "- \n"), {"S003"}),
    "8 MB of commas": (long("source: report\nclaims: [", "a,", "]"), {"S003"}),
    "8 MB of brackets": (long("source: report\nclaims: ", "["), {"S005"}),
    "8 MB of anchors": (long("source: report\nclaims: [", "&a a,", "]"), {"S005"}),
    "nested lists": (text("source: report\nclaims: " + "[" * 30 + "]" * 30), {"S005"}),
    "nested mappings": (text("{a: " * 30 + "b" + "}" * 30), {"S005"}),
    "nested by indentation": (text("".join("  " * i + f"k{i}:\n" for i in range(2000))), {"S005"}),
    "a billion laughs": (text(LAUGHS), {"S005"}),
    "an alias of itself": (text("a: &a [*a]\n"), {"S005"}),
    "a tag that makes an object": (text("a: !!python/object/apply:os.system [id]\n"), {"S005"}),
    "a merge key": (claim("<<: {text: Other}"), {"F101"}),
    "several documents": (text(VALID + "---\n" + VALID), {"S005"}),
    "an empty file": (text(""), {"S005"}),
    "nothing but a mark": (data(b"\xef\xbb\xbf"), {"S005"}),
    "nothing but a comment": (text("# nothing\n"), {"S005"}),
    "a list at the top": (text("- a\n- b\n"), {"S005"}),
    "one word": (text("words"), {"S005"}),
    "controls": (text("source: report\x07\nclaims: []\n"), {"S005"}),
    "controls by escape": (text('source: "\\x1b[31mreport"\nclaims: []\n'), {"S005"}),
    "a lone surrogate by escape": (text('source: "\\ud800"\nclaims: []\n'), {"S001"}),
    "a character that turns the reading": (claim("note: Words \u202e and more"), {"S005"}),
    "such a character by escape": (claim('note: "Words \\u202e"'), {"S005"}),
    "one in the settings": (text('format = 1\ntitle = "\\u202e"\n', "armillary.toml"), {"S006"}),
    "line separators": (claim("note: Words \u2028 and more"), {"S005"}),
    "CRLF": (data(VALID.replace("\n", "\r\n").encode()), set()),
    "CR": (data(VALID.replace("\n", "\r").encode()), set()),
    "CRLF with a mistake": (data(VALID.replace("when", "wehn").replace("\n", "\r\n").encode()), {"F101"}),
    "a huge whole number": (claim("credibility: " + "9" * 5000), {"F103"}),
    "a huge exponent": (claim("credibility: 1e999999999"), {"F103"}),
    "not a number": (claim("credibility: nan"), {"F103"}),
    "a huge amount": (
        text(VALID.replace("tie: red-band hosts blue-front", f"quantity: red-band strength, value: {'9' * 199}")),
        set(),
    ),
    "a huge number of the format": (text("format = " + "9" * 5000 + "\n", "armillary.toml"), {"S006"}),
    "a huge hexadecimal number": (text("format = 0x" + "f" * 9000 + "\n", "armillary.toml"), {"S007"}),
    "brackets in the settings": (text("a = " + "[" * 9000, "armillary.toml"), {"S006"}),
    "a long path in the settings": (text("a." * 7000 + "a = 1\nformat = 1\n", "armillary.toml"), {"F101"}),
    "large settings": (text("format = 1\n" + "#\n" * 40_000, "armillary.toml"), {"S003"}),
    "a long key": (claim("k" * 900 + ": v"), {"F101"}),
    "a long id": (
        text("actors:\n  - {id: " + "a" * 4_000_000 + ", kind: group, name: A}\n", "actors/more.yaml"),
        set(),
    ),
    "a long bad id": (
        text("actors:\n  - {id: " + "A" * 4_000_000 + ", kind: group, name: A}\n", "actors/more.yaml"),
        {"F105"},
    ),
    "a long tie": (text(VALID.replace("hosts", "hosts " * 500_000)), {"F107"}),
    "a long date": (text(VALID.replace("2007", "2" * 4_000_000)), {"F111"}),
    "10,000 times one key": (
        text("actors:\n  - id: x\n" + "    name: y\n" * 10_000, "actors/more.yaml"),
        {"F110", "F102"},
    ),
    "10,000 times one list": (text("actors: []\n" * 10_000, "actors/more.yaml"), {"F110"}),
    "10,000 unknown keys": (
        text("actors:\n  - id: x\n" + "".join(f"    k{i}: y\n" for i in range(10_000)), "actors/more.yaml"),
        {"F101"},
    ),
    "100,000 unknown keys at the top": (text("".join(f"k{i}: y\n" for i in range(100_000))), {"F101"}),
    "100,000 unknown terms in one list": (
        text(f"actors:\n  - {{id: x, kind: group, name: X, classes: [{'y, ' * 100_000}y]}}\n", "actors/more.yaml"),
        {"F106"},
    ),
    "10,000 bad claims": (
        text(
            "source: report\nclaims:\n"
            + "".join(f"  - {{id: report/x{i}, tie: red-band hsots{i} x, mood: {i}}}\n" for i in range(10_000))
        ),
        {"F101", "F102", "F104", "F106"},
    ),
    "10,000 claims of one id": (
        text("source: report\nclaims:\n" + VALID.splitlines()[2].replace("/3", "/7").join(["", "\n"]) * 10_000),
        {"R202"},
    ),
    "10,000 claims with names that lead nowhere": (
        text(
            "source: report\nclaims:\n"
            + "".join(
                f"  - {{id: report/x{i}, at: ¶{i}, tie: red-band hosts nobody-{i}, text: W{i}}}\n"
                for i in range(10_000)
            )
        ),
        {"R201"},
    ),
    "10,000 places one within the other": (
        text(
            "places:\n"
            + "".join(f"  p{i}: {{name: P, kind: district, within: [p{i + 1}]}}\n" for i in range(10_000))
            + "  p10000: {name: P, kind: district}\n",
            "vocab/more.yaml",
        ),
        {"V501"},
    ),
    "10,000 places in a circle": (
        text(
            "places:\n"
            + "".join(f"  p{i}: {{name: P, kind: district, within: [p{(i + 1) % 10_000}]}}\n" for i in range(10_000)),
            "vocab/more.yaml",
        ),
        {"V501"},
    ),
    "10,000 places within nothing known": (
        text(
            "places:\n" + "".join(f"  p{i}: {{name: P, kind: district, within: [q{i}]}}\n" for i in range(10_000)),
            "vocab/more.yaml",
        ),
        {"V501"},
    ),
    "a chain of 5,000 parts": (
        text(
            "actors:\n"
            + "".join(f"  - {{id: a{i}, kind: group, name: A{i}, part_of: a{i + 1}}}\n" for i in range(5000))
            + "  - {id: a5000, kind: group, name: A5000}\n",
            "actors/more.yaml",
        ),
        set(),
    ),
    "a circle of 5,000 parts": (
        text(
            "actors:\n"
            + "".join(f"  - {{id: a{i}, kind: group, name: A{i}, part_of: a{(i + 1) % 5000}}}\n" for i in range(5000)),
            "actors/more.yaml",
        ),
        {"L303"},
    ),
    "4,000,000 ties in one claim": (wide_classes, {"L301"}),
    "10,000 actors of one name": (
        text(
            "actors:\n" + "".join(f"  - {{id: a{i}, kind: group, name: Legion}}\n" for i in range(10_000)),
            "actors/more.yaml",
        ),
        set(),
    ),
    "10,000 claims of one tie": (
        text(
            "source: report\nclaims:\n"
            + "".join(
                f"  - {{id: report/x{i}, at: ¶{i}, tie: red-band hosts blue-front, when: 2007, text: Words {i},"
                f" polarity: {('asserts', 'denies')[i % 2]}}}\n"
                for i in range(10_000)
            )
        ),
        set(),
    ),
    "a pattern that takes for ever": (slow_pattern, {"V501"}),
    "a link in a loop": (loop, {"S004"}),
    "a folder in a loop": (folder_loop, {"S004"}),
    "a link out of the casebook": (link_out, {"S004"}),
    "a folder linked from elsewhere": (folder_out, {"S004"}),
    "settings linked from elsewhere": (settings_out, {"S004"}),
    "a named pipe": (fifo, {"S008"}),
    "a named pipe for settings": (fifo_for_settings, {"S008"}),
    "a folder named like a file": (folder_like_a_file, {"S008"}),
    "a file named like a folder": (file_like_a_folder, {"S008"}),
    "folders upon folders": (deep_folders, {"S005"}),
    "a file name that is not UTF-8": (odd_name, {"S008"}),
}

WAITING = {
    "a billion laughs",
    "a huge exponent",
    "a long bad id",
    "a long path in the settings",
    "a long tie",
    "a pattern that takes for ever",
    "a link in a loop",
    "a folder in a loop",
    "a named pipe",
    "a named pipe for settings",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_findings(name: str, tmp_path: Path) -> None:
    build, codes = HOSTILE[name]
    root = lay_out(build, tmp_path)
    with ends_within(HANGS):
        checked = check_casebook(root, vocabulary())
    assert {finding.code for finding in checked.findings if finding.severity is Severity.ERROR} == codes
    assert [text for text in map(render_text, checked.findings) if not can_be_printed(text)] == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process its peak memory")
@pytest.mark.parametrize("name", [name for name in HOSTILE if name[0].isdigit() or name in WAITING])
def test_hostile_files_take_little_time_and_memory(name: str, tmp_path: Path) -> None:
    build, codes = HOSTILE[name]
    status, seconds, megabytes, printed = armillary_check(lay_out(build, tmp_path), tmp_path)
    assert "Traceback" not in printed
    assert status == bool(codes)
    assert seconds < LONGEST
    assert megabytes < LARGEST


def lay_out(build: Build, folder: Path) -> Path:
    """A clean casebook with one hostile file."""
    root = folder / "casebook"
    shutil.copytree(BASE, root)
    build(root)
    return root


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary()


def can_be_printed(text: str) -> bool:
    return first_hidden(text) < 0 and len(text) < 3000


@contextmanager
def ends_within(seconds: int) -> Iterator[None]:
    """Interrupt what waits for ever, so that a hang is a failure of one test."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


# What the system says of a child's memory counts that of its parent, so the child tells its own.
PROGRAM = """
from armillary.cli import main
try:
    main()
finally:
    with open("/proc/self/status") as status, open({told!r}, "w") as told:
        told.write(next(line for line in status if line.startswith("VmHWM:")))
"""


def armillary_check(root: Path, folder: Path) -> tuple[int, float, float, str]:
    """Check in a process of its own: exit status, seconds of processor time, peak memory in MB, and what it printed."""
    out, told = folder / "printed", folder / "memory"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with out.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM.format(told=str(told)), "check", str(root), "--notes"],
            stdout=file,
            stderr=subprocess.STDOUT,
            env={**os.environ, "ARMILLARY_CACHE": str(folder / "cache"), "PYTHONWARNINGS": "error"},
            timeout=HANGS,
            check=False,
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    megabytes = int(told.read_text(encoding="utf-8").split()[1]) / 1024
    return done.returncode, seconds, megabytes, out.read_text(encoding="utf-8")

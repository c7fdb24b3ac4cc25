"""Nothing reaches the terminal but by one module, and nothing that a text holds commands the terminal."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rich.errors import MarkupError
from rich.table import Table
from typer.testing import CliRunner, Result

from armillary.book.book import open_book
from armillary.book.manifest import read_manifest
from armillary.cli import app
from armillary.commands.run import to_json
from armillary.finding import ArmillaryError
from armillary.terminal import bar, show_screen, status, tell
from armillary.text.invisible import isolate
from tests.shipped import build_shipped
from tests.test_imports import PACKAGE

# Titles, screens and colours of a terminal, C1 and DEL, a turned direction, a line written over, and Rich's markup.
HOSTILE = "Guest\x1b]0;owned\x07\x1b[2J\x9b31m\x7f\u202edetrevni\u2066\rover [/bold][sic]"
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]")
STYLES = re.compile(r"\x1b\[[0-9;]*m")  # of Rich's own, where it is told to colour
ELSEWHERE = ("print", "input", "Console", "Progress", "Status", "secho", "echo", "prompt", "from_markup", "from_ansi")
MAY_ASK = {"reviewing/lines.py"}  # readline is asked there, with a prompt of the program's own

Run = Callable[..., Result]


def other_ways(file: Path) -> Iterator[str]:
    """The calls and names in a module that write to the terminal past `armillary.terminal`."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr", "__stdout__", "__stderr__"):
            if isinstance(node.value, ast.Name) and node.value.id == "sys":
                yield f"{file.name}:{node.lineno} sys.{node.attr}"
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.rpartition(".")[2] in ELSEWHERE and not called.endswith("console.print"):
                yield f"{file.name}:{node.lineno} {called}"


def test_there_is_one_way_to_the_terminal() -> None:
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        if file.name == "terminal.py":
            continue
        where = file.relative_to(PACKAGE).as_posix()
        found += [way for way in other_ways(file) if not (where in MAY_ASK and way.endswith(" input"))]
    # A pipe that broke is closed by its number, so that Python can leave.
    assert [way for way in found if not (way.startswith("run.py") and way.endswith("sys.stdout"))] == []


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ARMILLARY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "400")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def test_what_is_piped_has_no_invisible_marks_and_a_terminal_has_them(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "تحریک طالبان پاکستان"
    words = ("actor", build_shipped(), "ttp")
    assert f", {name}\n" in (piped := run(*words).output)
    assert not re.search("[\u2066-\u2069\u200e\u200f]", piped)
    monkeypatch.setenv("FORCE_COLOR", "1")  # a console that is told it stands before a terminal
    assert isolate(name) in run(*words).output


def harmless(done: Result, *, coloured: bool = False) -> str:
    """What a command printed, which commands nothing and has all the markup it was given."""
    assert not isinstance(done.exception, MarkupError | AttributeError | KeyError), done.exception
    printed = done.output
    plain = STYLES.sub("", printed) if coloured else printed
    assert not (found := COMMANDS.search(plain)), ascii(plain[max(0, found.start() - 40) : found.end() + 40])
    return plain


@pytest.fixture(scope="module")
def hostile_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped book as a partner might hand it over: every name, title and text in it hostile."""
    book = tmp_path_factory.mktemp("hostile") / "book"
    shutil.copytree(build_shipped(), book)
    with duckdb.connect(str(book / read_manifest(book).folder / "book.duckdb")) as base:
        for table, column in (
            *(("actors", column) for column in ("name", "short", "note", "why_named", "exists_text")),
            *(("aliases", column) for column in ("name", "note")),
            *(("claims", column) for column in ("text", "at", "when_text", "note", "caveat", "condition")),
            *(("sources", column) for column in ("title", "publisher", "url", "note", "caveat", "date_text")),
            *(("speakers", column) for column in ("name", "short", "grade_reason", "note")),
            *(("requirements", column) for column in ("question", "owner", "note")),
            *(("findings", column) for column in ("message", "file")),
        ):
            base.execute(f'UPDATE {table} SET "{column}" = ? WHERE "{column}" IS NOT NULL', [HOSTILE])
    return book


def texts(value: Any) -> str:
    """Every text in a value that was JSON."""
    if isinstance(value, dict | list):
        return "\n".join(map(texts, value.values() if isinstance(value, dict) else value))
    return str(value)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("ties",),
        ("why", "taliban", "tolerates", "al-qaeda"),
        ("why", "taliban", "hosts", "al-qaeda"),
        ("actor", "ttp"),
        ("quantity", "is-khorasan"),
        ("incident", "kabul-airport-2021"),
        ("speaker", "taliban"),
        ("source", "mehran-2025"),
        ("compare", "--from", "2021-08-14"),
        ("threat",),
        ("lineage",),
        ("gaps",),
    ],
    ids=" ".join,
)
def test_a_hostile_book_is_shown_and_commands_nothing(
    words: tuple[str, ...], hostile_book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, *given = words
    plain = harmless(run(name, hostile_book, *given))
    assert "\\u001b" in plain
    exact = run(name, hostile_book, *given, "--json")
    assert not COMMANDS.search(exact.stdout)
    assert ("\\u001b" in exact.stdout) == (HOSTILE in texts(json.loads(exact.stdout)))
    monkeypatch.setenv("FORCE_COLOR", "1")
    harmless(run(name, hostile_book, *given), coloured=True)


BROKEN = {
    "a table is gone": "DROP TABLE ballots",
    "a column is gone": "ALTER TABLE actors DROP COLUMN short",
    "a relation that there is not": "UPDATE questions SET relation = 'nonsense'",
    "numbers that lead nowhere": "UPDATE ballots SET question = 999999999",
    "no names": "UPDATE actors SET name = NULL, short = NULL",
    "a view of a file": "DROP TABLE coverage; "
    "CREATE VIEW coverage AS SELECT content AS source FROM read_text('/etc/hosts')",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_book_is_one_sentence(name: str, tmp_path: Path, run: Run) -> None:
    book = tmp_path / "book"
    shutil.copytree(build_shipped(), book)
    with duckdb.connect(str(book / read_manifest(book).folder / "book.duckdb")) as base:
        base.execute(BROKEN[name])
    for words in (
        ("ties",),
        ("why", "taliban", "hosts", "al-qaeda"),
        ("gaps",),
        ("source", "mehran-2025"),
        ("threat",),
    ):
        done = run(words[0], book, *words[1:])
        assert done.exit_code == 0 or isinstance(done.exception, ArmillaryError), done.exception
    if name.startswith("a view"):
        with open_book(book) as opened, pytest.raises(duckdb.PermissionException):
            opened.sql("SELECT * FROM coverage")


def test_a_hostile_document_commands_nothing(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# {HOSTILE}\n\nWords of it, {HOSTILE}, and of others [sic] and [/bold].\n", "utf-8")
    plain = harmless(run("read", page))
    assert "[sic] and [/bold]" in plain
    assert "\\u001b" in plain
    mail = tmp_path / "mail.eml"
    mail.write_bytes(
        b"From: a@example.org\nSubject: =?utf-8?q?=1b]0;x=07=5bsic=5d?=\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain\n\nHello [/bold] there.\n--x\n"
        b"Content-Disposition: attachment; filename*=utf-8''%1b%5b2J%5b%2fbold%5d.pdf\n\nz\n--x--\n"
    )
    plain = harmless(run("read", mail))
    assert "\\u001b[2J[/bold].pdf" in plain


def test_a_hostile_table_commands_nothing(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "votes.csv"
    rows = [f'"{who}{HOSTILE}","{which}{HOSTILE}","{HOSTILE}"' for who in "abc" for which in "pq"]
    table.write_text("\n".join(["site,place,says", *rows, "a,r,"]) + "\n", "utf-8", newline="\n")
    how = ("--source", "site", "--question", "place", "--value", "says")
    assert "\\u001b[2J" in harmless(run("weigh", table, *how))
    harmless(run("weigh", table, *how, "--json"))


def test_hostile_names_of_files_and_options_command_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "\x1b[2J[sic].md").write_text("", "utf-8")
    for words in (("read", tmp_path / "\x1b[2J[sic].md"), ("\x1b[2J[/bold]",), ("ties", "book", "--\x9b[/bold]")):
        harmless(run(*words))


def test_what_is_told_keeps_its_lines_and_the_house_marks(capsys: pytest.CaptureFixture[str]) -> None:
    tell("one\r\ntwo\rthree\tfour\u2068\n")
    assert capsys.readouterr().out == "one\r\ntwo\\u000dthree\tfour\\u2068\n"
    name = "حزب\u2069 \u202egrob"
    show_screen(isolate(name))
    assert capsys.readouterr().out == "حزب\\u2069 \\u202egrob\n"


def test_json_is_exact(capsys: pytest.CaptureFixture[str]) -> None:
    tell(to_json({"name": HOSTILE + "\u2068\u2069"}))
    printed = capsys.readouterr().out
    assert not COMMANDS.search(printed)
    assert json.loads(printed) == {"name": HOSTILE + "\u2068\u2069"}


def test_markup_is_text_in_every_part_of_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table("[/bold] head", title="[sic] title")
    table.add_row("[/bold][red]x")
    show_screen(table)
    shown = capsys.readouterr().out
    assert all(text in shown for text in ("[/bold] head", "[sic]", "[/bold][red]x"))


def test_lines_and_bars_take_names_of_files_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with status() as said:
        said.update("[/bold]\x1b[2J.pdf")
        assert str(said.renderable.text) == "[/bold]\x1b[2J.pdf"
    drawn = bar()
    drawn.add_task("[/bold]\x07.pdf", total=None)
    with drawn.console.capture() as kept:
        drawn.console.print(drawn.get_renderable())
    assert "[/bold]\\u0007.pdf" in kept.get() or "[/bold].pdf" in kept.get()

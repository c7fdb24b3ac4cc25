"""The loop at the terminal, driven by keys: what it shows at any width, and that it does what the desk does."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from armillary.reviewing.desk import Desk
from armillary.reviewing.fields import Fields
from armillary.reviewing.screen import show_all, show_slip
from armillary.reviewing.session import Session
from tests.reviewing.small import TEXT, make_casebook, open_desk, state

OWN = "Fighters of the brigade got military instruction from the Front."


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_casebook(tmp_path)


def hold(
    desk: Desk, keys: Iterable[str], lines: Iterable[str | None] = (), edit: Callable[[str], str | None] | None = None
) -> str:
    """A session with these keys pressed and these lines typed; what was on the screen."""
    out = io.StringIO()
    console = Console(file=out, width=96, height=40, highlight=False)
    pressed, typed = iter([*keys, "q"]), iter(lines)
    Session(
        desk, desk.pending(), console, lambda: next(pressed), lambda *_, **__: next(typed), edit or (lambda _: None)
    ).run()
    return out.getvalue()


def test_accept_reject_unsure_undo(book: Path) -> None:
    before = state(book)
    desk = open_desk(book)
    seen = hold(desk, "ar3uz", ["The Green Front trained fighters of the River Brigade in 2021.", OWN])
    assert "word for word" in seen
    assert "north-2023/5 is in claims/north-2023.yaml" in seen
    verdicts = [v.verdict for v in desk.verdicts]
    assert verdicts == ["accepted", "rejected", "unsure", "undone"]
    assert desk.verdicts[1].reason == "wrong_relation"
    assert len(desk.pending()) == 2
    hold(open_desk(book), "zz")
    assert state(book) == before
    assert len(open_desk(book).pending()) == 4


def test_nothing_typed_and_unknown_keys_write_nothing(book: Path) -> None:
    before, desk = state(book), open_desk(book)
    seen = hold(desk, ["a", "x", "r", "q", "z", "p", "?", " ", "n", "n", "n", "n", "left"], [None])
    assert "nothing was written" in seen
    assert "'x' does nothing here" in seen
    assert "nothing was decided" in seen
    assert "there is no decision to undo" in seen
    assert "this is the first one" in seen
    assert "this is the last one" in seen
    assert (state(book), desk.verdicts) == (before, [])


def test_what_is_skipped_comes_back_at_the_end(book: Path) -> None:
    desk = open_desk(book)
    hold(desk, "suuu" + "u")
    assert [v.id for v in desk.verdicts] == [desk.slips[n].id for n in (1, 2, 3, 0)]


def test_fields_are_edited_and_checked_at_once(book: Path) -> None:
    desk = open_desk(book)
    lines = ["other folk", "any armed-group", "2023-13", "2023", "Nobody is a guest there, the group says."]
    seen = hold(desk, [*"nnn", "a", "e", "o", "w", "t", "\n"], lines)
    assert "edit the object" in seen
    assert "“other folk” is no actor" in " ".join(seen.split())
    [verdict] = desk.verdicts
    assert verdict.verdict == "edited"
    assert verdict.edited == {"object": ("other groups", "any armed-group"), "when": ("", "2023")}


def test_the_whole_entry_is_edited_as_text(book: Path) -> None:
    desk = open_desk(book)
    made = f"quantity: river-brigade strength\nvalue: 400 fighters\nat: Ties ¶1\ntext: {OWN}\n"
    given = []

    def edit(text: str) -> str:
        given.append(text)
        return ("quantity: [" if len(given) == 1 else "") + made

    seen = hold(desk, ["e", "e", "e", "\n"], edit=edit)
    assert "tie: green-front trains river-brigade" in given[0]
    assert "trained fighters" not in given[0]  # no words of the document in a file that others may read
    assert "! line 1" in seen
    assert "quantity: river-brigade strength\n    value: 400 fighters" in (book / "claims/north-2023.yaml").read_text()
    assert desk.verdicts[-1].tie_kept is False


def test_a_source_is_asked_for(book: Path) -> None:
    sources = book / "sources/all.yaml"
    kept = [line for line in sources.read_text("utf-8").splitlines(keepends=True) if "sha256" not in line]
    sources.write_text("".join(kept), encoding="utf-8")
    desk = open_desk(book)
    seen = hold(desk, "u", ["north", "north-2023"])
    assert "no source 'north'" in seen
    assert desk.verdicts[0].source == "north-2023"


@pytest.mark.parametrize(("width", "height"), [(72, 24), (80, 24), (96, 40), (120, 30), (140, 50)])
def test_the_screen_fits(book: Path, width: int, height: int) -> None:
    desk = open_desk(book)
    for one in desk.slips:
        out = io.StringIO()
        console = Console(file=out, width=width, height=height, highlight=False)
        console.print(show_slip(desk.show(one), "1 of 4", "said", console))
        lines = out.getvalue().splitlines()
        assert len(lines) < height
        assert max(Text(line).cell_len for line in lines) <= width
        assert any(line.startswith("┃ ") for line in lines)
        assert "q\u00a0quit" in lines[-1]


def test_a_long_passage_in_arabic_script_is_cut_on_the_screen_and_whole_in_the_pager(tmp_path: Path) -> None:
    quote = "قال المتحدث إن لواء النهر يقاتل إلى جانب الجبهة الخضراء في الشمال" + " ثم في الجنوب" * 80 + "."
    book = make_casebook(tmp_path, TEXT.replace("Nobody has\ncounted them since.", quote))
    desk = open_desk(book)
    one = desk.slips[0]
    out = io.StringIO()
    console = Console(file=out, width=72, height=24, highlight=False)
    console.print(show_slip(desk.show(one), "1 of 4", "", console))
    assert len(out.getvalue().splitlines()) < 24
    console.print(show_all(desk.show(one)))
    assert " ".join(out.getvalue().split()).count("ثم في الجنوب") >= 80


def test_completion_knows_the_vocabulary_and_every_name(book: Path) -> None:
    desk = open_desk(book)
    fields = Fields(desk.checked)
    assert "river-brigade" in fields.complete("subject", "riv")
    assert fields.complete("object", "River B") == ["river-brigade"]
    assert fields.complete("object", "لواء") == ["river-brigade"]
    assert "any armed-group" in fields.complete("object", "any arm")
    assert fields.complete("relation", "pledges") == ["pledges_allegiance_to"]
    assert fields.complete("credit", "rahimi-2022 > inter") == [
        "rahimi-2022 > interview-7",
        "rahimi-2022 > interviewee-7",
    ]
    draft = desk.show(desk.slips[0]).draft
    assert fields.put(draft, "object", "لواء النهر")[0].ends[2] == "river-brigade"
    assert (
        fields.put(draft, "credit", "Amina Rahimi > Interviewee 7")[0].get("credit") == "amina-rahimi > interviewee-7"
    )
    assert fields.put(draft, "level", "lokal")[1].endswith("did you mean 'local'?")
    assert "pledges_allegiance_to" in fields.put(draft, "relation", "pledges_allegiance")[1]
    assert fields.put(draft, "where", "nowhere-at-all")[1] == ""  # the check of the whole casebook says that


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_session_in_a_terminal(book: Path) -> None:
    """The real command in a pseudo-terminal: accept, reject, undo twice, quit."""
    import pty

    before = state(book)
    child, terminal = pty.fork()
    if child == 0:
        environment = dict(
            os.environ, TERM="xterm", COLUMNS="96", LINES="40", ARMILLARY_CACHE=str(book.parent / "cache")
        )
        command = [sys.executable, "-m", "armillary", "review", str(book), "--coder", "ab", "--order", "text"]
        os.execve(sys.executable, command, environment)
    seen = bytearray()
    steps = [
        (b"a", "1 of 4"),
        (f"{OWN}\r".encode(), "text: "),
        (b"r", "north-2023/5 is in claims"),
        (b"7", "Why?"),
        (b"z", "rejected"),
        (b"z", "is to decide again"),
        (b"q", "out of the casebook again"),
        (b"", "0 decided, 4 left"),
    ]
    try:
        for keys, wanted in steps:
            _wait_for(terminal, seen, wanted)
            seen.clear()
            if keys:
                os.write(terminal, keys)
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    assert state(book) == before
    assert [v.verdict for v in open_desk(book).verdicts] == ["accepted", "rejected", "undone", "undone"]


def _wait_for(terminal: int, seen: bytearray, wanted: str) -> None:
    import select

    end = time.monotonic() + 60
    while wanted.encode() not in seen:
        assert time.monotonic() < end, f"{wanted} is not in {seen.decode(errors='replace')}"
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # the command has ended
                assert wanted.encode() in seen, seen.decode(errors="replace")

"""Every command that writes: killed, out of disk, in another's way. What was there is whole, and nothing is lost."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from armillary.book.book import open_book
from armillary.casebook import lock
from armillary.checking import check_casebook
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError
from armillary.releasing.vault import Contents, Lock, open_vault, shut_vault
from armillary.reviewing.verdicts import read_verdicts
from armillary.vocab.cache import VocabularyCache
from armillary.vocab.read import read_vocabulary
from tests.moments import FULL, KILL, LIMIT, SHUT, Ended, run
from tests.reviewing.small import make_casebook, open_desk
from tests.writers import beside, builds, imports, puts, rejects, tidies

pytestmark = pytest.mark.slow

DONE = (0, 1)  # 1: not everything is as it should be, and that is said
KILLS = 3  # moments of a command at which it is killed
GOLD = (
    "sentence,subject,relation,object\n"
    "The Green Front trained fighters of the River Brigade in 2021.,green-front,trains,river-brigade\n"
)
FRESH = {"begun", "reported", "schemas", "exported", "passages", "network.svg", "diagram.svg", "weighed"}


@dataclass(frozen=True)
class Command:
    """A command that writes: its words, and what it changes, to be compared; `whole` where several files are one."""

    words: tuple[str, ...]
    seen: Callable[[Path], Any]
    whole: bool = True
    typed: str = ""


def text_of(name: str) -> Callable[[Path], dict[str, bytes]]:
    """The files under a folder but for those that stay on the machine, to the byte; hidden ones are leftovers."""

    def seen(folder: Path) -> dict[str, bytes]:
        found = [path for path in sorted((folder / name).rglob("*")) if path.is_file()]
        found += [folder / name] if (folder / name).is_file() else []
        return {str(path.relative_to(folder)): path.read_bytes() for path in found if ".armillary" not in path.parts}

    return seen


def desk_of(folder: Path) -> Any:
    """The claims, and which of them were decided on: a claim that was written has its verdict at the next session."""
    desk = open_desk(folder / "book")
    assert desk.checked.sound
    return sorted(desk.checked.casebook.claims), {name: one.claim for name, one in desk.decided.items()}


def kept_of(name: str) -> Callable[[Path], list[str]]:
    """The files of a folder that stays on the machine."""
    return lambda folder: sorted(path.name for path in (folder / "book/.armillary" / name).glob("[!.]*"))


def vault_of(folder: Path) -> Any:
    """Who is in the vault."""
    lock = Lock(identity=(folder / "identity.txt").read_text("utf-8"))
    return sorted(open_vault(folder / "vault.age", lock).entries)


def book_of(name: str) -> Callable[[Path], str]:
    """The content of a book that opens."""

    def seen(folder: Path) -> str:
        with open_book(folder / name) as book:
            assert book.sql("SELECT count(*) AS n FROM claims")[0]["n"] == book.manifest.tables["claims"]
            return book.manifest.content

    return seen


CASE = text_of("book")
SAID = ("--speaker", "amina-rahimi", "--kind", "report", "--date", "2024-05", "--title", "The Valley")
COMMANDS = {
    "import": Command(("import", "book", "--from", "casebook", "other"), CASE),
    "undo import": Command(("import", "book", "--undo"), CASE),
    "add": Command(("add", "book", "paper.md", *SAID), CASE),
    "fmt": Command(("fmt", "book"), CASE),
    "migrate": Command(("migrate", "old"), text_of("old")),
    "identity": Command(
        ("identity", "book", "different", "green-front", "river-brigade", "--who", "ab", "--why", "No."), CASE
    ),
    "review": Command(("review", "book", "--accept", "{slip}", "--text", "Training went on in that year."), desk_of),
    "coverage": Command(("coverage", "book", "north-2023", "--text", "north.md", "--write"), CASE),
    "propose": Command(("propose", "book", "paper.md", "--extractor", "triggers", "--write"), kept_of("proposals")),
    "evaluate": Command(("evaluate", "book", "--gold", "gold.csv", "--keep"), kept_of("evaluations")),
    "vault": Command(
        ("vault", "put", "one", "--vault", "vault.age", "--identity", "identity.txt"), vault_of, typed="typed.txt"
    ),
    "build": Command(("build", "book", "--out", "built"), book_of("built")),
    "release": Command(("build", "book", "--out", "released", "--release", "CLEAR"), book_of("released")),
    "new": Command(("new", "begun"), text_of("begun"), whole=False),
    "schema": Command(("schema", "--out", "schemas"), text_of("schemas"), whole=False),
    "export": Command(("export", "book", "--to", "csv", "--out", "exported"), text_of("exported"), whole=False),
    "read": Command(("read", "paper.md", "--out", "passages"), text_of("passages"), whole=False),
    "report": Command(("report", "built", "--out", "reported"), text_of("reported"), whole=False),
    "draw": Command(("draw", "built", "network", "--out", "network.svg"), text_of("network.svg"), whole=False),
    "calibrate": Command(
        ("calibrate", "said.csv", "true.csv", "--out", "diagram.svg"), text_of("diagram.svg"), whole=False
    ),
    "weigh": Command(("weigh", "votes.csv", "--out", "weighed"), text_of("weighed"), whole=False),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that knows the vocabulary, so that a command is quick."""
    folder = tmp_path_factory.mktemp("cache")
    read_vocabulary(VocabularyCache(folder / "vocabulary"))
    return folder


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook with all that the commands need, after an import and with books that are older than it."""
    import pyrage

    folder = tmp_path_factory.mktemp("prepared") / "all"
    folder.mkdir()
    book = make_casebook(folder)
    for name in ("built", "released"):
        build_casebook(book, folder / name, release="CLEAR" if name == "released" else None)
    shutil.copytree(book, folder / "other", ignore=shutil.ignore_patterns(".armillary"))
    more(folder / "other", "radio")
    more(folder / "earlier", "wire")
    for name in ("actors", "sources", "speakers", "claims"):
        for file in (book / name).iterdir():
            (folder / "earlier" / name).mkdir(exist_ok=True)
            shutil.copy(file, folder / "earlier" / name)
    shutil.copy(book / "armillary.toml", folder / "earlier")
    done = run(("import", book, "--from", "casebook", folder / "earlier"), folder)
    assert done.code == 0, done.said
    (book / "actors/untidy.yaml").write_text(
        "actors:\n - {kind: group, id: untidy, name:   Untidy}\n", encoding="utf-8"
    )
    (book / "levers").mkdir()
    old = folder / "old"
    shutil.copytree(book, old, ignore=shutil.ignore_patterns(".armillary"))
    (old / "armillary.toml").write_text('title = "Old"\n', encoding="utf-8")
    for name, text in {
        "paper.md": "# A paper\n\nThe Green Front trained the River Brigade in 2021.\n",
        "gold.csv": GOLD,
        "typed.txt": "Somebody",
        "said.csv": "id,probability\na,0.9\nb,0.2\n",
        "true.csv": "id,outcome\na,1\nb,0\n",
        "votes.csv": "source,question,value\na,q,x\nb,q,x\nc,q,y\n",
        "identity.txt": str(pyrage.x25519.Identity.generate()),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    shut_vault(folder / "vault.age", Contents(), Lock(identity=(folder / "identity.txt").read_text("utf-8")))
    return folder


def more(root: Path, speaker: str) -> None:
    """Give a casebook a speaker, and sources of it in a file of their own."""
    for folder in ("speakers", "sources"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    about = "kind: outlet, name: Outlet, grade: C, grade_reason: Fair."
    (root / "speakers/more.yaml").write_text(f"speakers:\n  - {{id: {speaker}, {about}}}\n", encoding="utf-8")
    article = f"kind: article, title: News, speaker: {speaker}, date: 2022"
    (root / "sources/more.yaml").write_text(f"sources:\n  - {{id: {speaker}-1, {article}}}\n", encoding="utf-8")


Place = Callable[[str], tuple[Path, Callable[..., Ended]]]


@pytest.fixture
def place(prepared: Path, tmp_path: Path, cache: Path) -> Iterator[Place]:
    """A fresh copy of everything, and a way to run a command on it."""
    slip = next(one for one in open_desk(prepared / "book").slips if one.proposal.relation == "trains").id

    def make(name: str) -> tuple[Path, Callable[..., Ended]]:
        command = COMMANDS[name]
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        shutil.copytree(prepared, folder)
        words = [str(folder / word) if (prepared / word).exists() or word in FRESH else word for word in command.words]
        words = [word.replace("{slip}", slip) for word in words]
        typed = str(folder / command.typed) if command.typed else ""

        def go(at: int = 0, how: str = KILL, **given: Any) -> Ended:
            env = {"ARMILLARY_CACHE": str(given.pop("cache", cache))}
            return run(words, folder, at, how, env=env, typed=typed, **given)

        return folder, go

    yield make
    shutil.rmtree(tmp_path, ignore_errors=True)


_undisturbed: dict[str, tuple[Any, Any, int]] = {}


def undisturbed(place: Place, name: str) -> tuple[Any, Any, int]:
    """What a command changes when nothing comes in between, before and after, and how many moments it takes."""
    if name not in _undisturbed:
        folder, go = place(name)
        before, done = COMMANDS[name].seen(folder), go()
        assert done.code in DONE, done.said
        after = COMMANDS[name].seen(folder)
        assert after != before
        _undisturbed[name] = before, after, done.moments
    return _undisturbed[name]


def assert_whole(command: Command, now: Any, before: Any, after: Any) -> None:
    """The old is there or the new; of files that are several and not one, each for itself."""
    if isinstance(now, dict):
        now = {name: data for name, data in now.items() if not Path(name).name.startswith(".")}
    if command.whole:
        assert now in (before, after)
    else:
        assert all(data in (before.get(name), after.get(name)) for name, data in now.items())


def check_next(folder: Path) -> None:
    """The next command that reads the casebooks."""
    for name in ("book", "old"):
        check_casebook(folder / name)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_leaves_the_old_or_the_new_and_no_lock(place: Place, name: str) -> None:
    command = COMMANDS[name]
    before, after, moments = undisturbed(place, name)
    for i in range(KILLS):
        folder, go = place(name)
        assert go(1 + (moments - 1) * i // (KILLS - 1)).code == -9
        check_next(folder)
        now = command.seen(folder)
        assert_whole(command, now, before, after)
        if command.whole and now == before:  # nothing is in its way
            assert go().code in DONE
            assert command.seen(folder) == after
            assert not [path for path in folder.rglob(".*-[0-9]*") if path.is_file()]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_without_disk_says_so_in_a_sentence_and_the_old_is_whole(place: Place, name: str) -> None:
    before, after, moments = undisturbed(place, name)
    for how, moment in ((LIMIT, 0), (SHUT, 1), (FULL, moments * 2 // 3)):
        folder, go = place(name)
        done = go(moment, how)
        if how != FULL or done.code not in DONE:  # to be full may come too late
            assert_sentence(done)
        check_next(folder)
        assert_whole(COMMANDS[name], COMMANDS[name].seen(folder), before, after)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_cache_and_a_temporary_folder_that_are_shut_are_told_or_not_needed(place: Place, name: str) -> None:
    before, after, _ = undisturbed(place, name)
    folder, go = place(name)
    done = go(1, SHUT, outside=True, cache="/nowhere/cache")
    if done.code not in DONE:
        assert_sentence(done)
    assert COMMANDS[name].seen(folder) == (after if done.code in DONE else before)


def assert_sentence(done: Ended) -> None:
    """One sentence, a hint, and the exit status of what is no fault of the casebook."""
    assert done.code == 2, done.said
    assert "Traceback" not in done.said
    line, _ = done.said.strip().splitlines()[-2:]
    assert line.startswith("armillary: "), done.said


# --- in another's way -------------------------------------------------------------------------------------------------


def test_of_commands_that_write_into_one_casebook_at_once_none_loses_what_another_wrote(
    prepared: Path, tmp_path: Path, cache: Path
) -> None:
    book = shutil.copytree(prepared / "book", tmp_path / "book")
    slips = [one.id for one in open_desk(book).slips]
    beside(
        (imports, book, "a", 12),
        (imports, book, "b", 12),
        (tidies, book, "", 12),
        (rejects, book, slips[0], 6),
        cache=cache,
        meanwhile=lambda: time.sleep(0.1),
    )
    checked = check_casebook(book)
    assert checked.sound
    assert {f"{name}-{i}" for name in "ab" for i in range(12)} <= checked.casebook.sources.keys()
    assert [one.verdict for one in read_verdicts(book)] == ["rejected", "undone"] * 6
    assert not (book / ".armillary/lock").exists()


def test_identities_that_are_put_into_a_vault_at_once_are_all_there(
    prepared: Path, tmp_path: Path, cache: Path
) -> None:
    for name in ("vault.age", "identity.txt"):
        shutil.copy(prepared / name, tmp_path)
    writers = [(puts, tmp_path / "vault.age", name, 15) for name in "abcd"]
    beside(*writers, cache=cache, meanwhile=lambda: time.sleep(0.1))
    assert vault_of(tmp_path) == sorted(f"{name}-{i}" for name in "abcd" for i in range(15))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["identity.txt", "vault.age"]


def test_builds_into_one_folder_at_once_leave_a_book_that_opens_at_every_moment(
    prepared: Path, tmp_path: Path, cache: Path
) -> None:
    folder = shutil.copytree(prepared, tmp_path / "all")
    beside(
        (builds, folder, "book", 4), (builds, folder, "other", 4), (builds, folder, "other", 4),
        cache=cache, meanwhile=lambda: book_of("built")(folder),
    )  # fmt: skip
    wanted = {build_casebook(folder / name, folder / "built")[1].content for name in ("other", "book")}  # type: ignore[union-attr]
    assert book_of("built")(folder) in wanted
    assert len(list((folder / "built").iterdir())) == 2


def test_who_waits_is_told_for_what_and_may_give_up(
    prepared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    monkeypatch.setattr(lock, "LONGEST", 0.1)
    file = prepared / "held"
    other = os.open(file, os.O_CREAT | os.O_RDWR)
    fcntl.flock(other, fcntl.LOCK_EX)
    with (
        pytest.raises(ArmillaryError, match="another command has been writing to the book"),
        lock.held(file, "the book"),
    ):
        pass
    assert capsys.readouterr().err == "waiting for another command that writes to the book\n"
    os.close(other)
    with lock.held(file, "the book"), lock.held(file, "the book"):
        assert file.exists()
    assert not file.exists()


def test_a_change_that_was_broken_off_writes_nowhere_but_in_the_casebook(prepared: Path, tmp_path: Path) -> None:
    book = shutil.copytree(prepared / "book", tmp_path / "book")
    (tmp_path / "outside").mkdir()
    (book / "claims/away.yaml").symlink_to(tmp_path / "outside/file")
    away = [
        "../outside/file",
        str(tmp_path / "outside/file"),
        ".git/hooks/pre-commit",
        "claims/away.yaml",
        "claims/../../x",
    ]
    change = {name: {"before": "", "after": b"claims: []\n"} for name in [*away, "claims/new.yaml"]}
    (book / ".armillary/begun").write_bytes(msgspec.msgpack.encode(change))
    check_casebook(book)
    assert not list((tmp_path / "outside").iterdir())
    assert not (book / ".git").exists()
    assert (book / "claims/new.yaml").exists()
    (book / ".armillary/begun").write_bytes(b"\xff")
    with pytest.raises(ArmillaryError, match="cannot be read"):
        check_casebook(book)


def test_what_was_changed_by_hand_since_a_change_was_broken_off_stays(prepared: Path, tmp_path: Path) -> None:
    book = shutil.copytree(prepared / "book", tmp_path / "book")
    name, by_hand = "claims/north-2023.yaml", b"source: north-2023\nclaims: []\n"
    (book / name).write_bytes(by_hand)
    change = {name: {"before": "0" * 64, "after": b"x"}, "claims/new.yaml": {"before": "", "after": by_hand}}
    (book / ".armillary/begun").write_bytes(msgspec.msgpack.encode(change))
    check_casebook(book)
    assert (book / name).read_bytes() == by_hand == (book / "claims/new.yaml").read_bytes()
    assert not (book / ".armillary/begun").exists()

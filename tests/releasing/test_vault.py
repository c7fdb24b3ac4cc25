"""The vault: what goes in comes out with the right lock only, and a bad file, lock or place is one sentence."""

from __future__ import annotations

import builtins
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from armillary.checking import check_casebook
from armillary.commands import vault as commands
from armillary.finding import ArmillaryError
from armillary.releasing.vault import Contents, Entry, Lock, keep_apart, open_vault, shut_vault
from tests.releasing.cases import CASE, write_case

pyrage: Any = pytest.importorskip("pyrage")
SECRET = "Zahra of the third street, 0700 000 000"
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def identity() -> Lock:
    """An age identity file's text."""
    return Lock(identity=f"# made for a test\n{pyrage.x25519.Identity.generate()}\n")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, identity: Lock) -> Run:
    """Run a command of the vault with an identity file."""
    (tmp_path / "key.txt").write_text(identity.identity, encoding="utf-8")
    monkeypatch.setenv("ARMILLARY_VAULT", str(tmp_path / "safe" / "vault.age"))
    monkeypatch.setenv("ARMILLARY_IDENTITY", str(tmp_path / "key.txt"))
    from armillary.cli import app

    return lambda *words, **more: CliRunner().invoke(app, ["vault", *words], **more)


def test_what_is_put_in_comes_out_and_stands_nowhere_in_the_file(run: Run, tmp_path: Path) -> None:
    assert run("init", "--identity", str(tmp_path / "key.txt")).exit_code == 0
    done = run("put", "speaker-7", input=SECRET)
    assert done.exit_code == 0, done.output
    assert SECRET not in done.output
    assert run("show", "speaker-7").stdout == f"{SECRET}\n"
    file = tmp_path / "safe" / "vault.age"
    assert SECRET.encode() not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["vault.age"], "nothing is left beside it"


def test_keys_are_listed_with_who_refers_to_them(run: Run, tmp_path: Path) -> None:
    run("init", "--identity", str(tmp_path / "key.txt"))
    run("put", "speaker-7", input=SECRET)
    speakers = CASE["speakers/speakers.yaml"].replace("name: The Mole,", "name: The Mole, vault: mole-1,")
    case = write_case(tmp_path / "case", {**CASE, "speakers/speakers.yaml": speakers})
    done = run("list", "--casebook", str(case))
    assert done.stdout.splitlines() == ["mole-1  mole  not in the vault", "speaker-7"]
    assert check_casebook(case).sound, "the casebook is checked without the vault"


@pytest.mark.slow
def test_a_passphrase_is_asked_for_and_a_wrong_one_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vault.age"
    typed = iter(["four words by chance", "four words by chance", "four words by mistake"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    commands.run_init(path, None)
    with pytest.raises(ArmillaryError, match="passphrase does not open"):
        commands.run_show("x", False, path, None)


def test_passphrases_that_are_short_or_differ_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for typed, wrong in ((["short"], "fewer than"), (["long enough words", "other long words"], "differ")):
        answers = iter(typed)
        monkeypatch.setattr("getpass.getpass", lambda _, answers=answers: next(answers))
        with pytest.raises(ArmillaryError, match=wrong):
            commands.run_init(tmp_path / "vault.age", None)
    assert not (tmp_path / "vault.age").exists()


def test_where_nothing_can_be_asked_unseen_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def echoing(_: str) -> str:
        import getpass
        import warnings

        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=2)
        return "shown to everybody"

    monkeypatch.setattr("getpass.getpass", echoing)
    with pytest.raises(ArmillaryError, match="no terminal"):
        commands.run_init(tmp_path / "vault.age", None)


@pytest.mark.parametrize("cut", [1, 20, 150])
def test_a_vault_that_is_cut_off_or_changed_is_one_sentence(tmp_path: Path, identity: Lock, cut: int) -> None:
    path = tmp_path / "vault.age"
    shut_vault(path, Contents(entries={"a": Entry(identity=SECRET)}), identity)
    whole = path.read_bytes()
    for bad in (whole[:-cut], whole[:-cut] + bytes([whole[-cut] ^ 1]) + whole[len(whole) - cut + 1 :]):
        path.write_bytes(bad)
        with pytest.raises(ArmillaryError, match=r"damaged or was tampered with|does not open"):
            open_vault(path, identity)


def test_the_wrong_identity_a_missing_file_and_another_file_are_one_sentence(tmp_path: Path, identity: Lock) -> None:
    path = tmp_path / "vault.age"
    with pytest.raises(ArmillaryError, match="no vault"):
        open_vault(path, identity)
    shut_vault(path, Contents(), identity)
    with pytest.raises(ArmillaryError, match="does not open"):
        open_vault(path, Lock(identity=str(pyrage.x25519.Identity.generate())))
    with pytest.raises(ArmillaryError, match="locked for an identity"):
        open_vault(path, Lock())
    with pytest.raises(ArmillaryError, match="no age identity"):
        open_vault(path, Lock(identity="AGE-SECRET-KEY-1NONSENSE"))
    path.write_text("a shopping list", encoding="utf-8")
    with pytest.raises(ArmillaryError, match="is no vault"):
        open_vault(path, identity)


def test_without_pyrage_it_says_how_to_get_it(tmp_path: Path, identity: Lock, monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def refuse(name: str, *more: Any) -> Any:
        if name == "pyrage":
            raise ImportError(name)
        return known(name, *more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ArmillaryError, match="needs pyrage") as refused:
        shut_vault(tmp_path / "vault.age", Contents(), identity)
    assert "[vault]" in refused.value.hint


def test_a_full_disk_leaves_the_old_vault(tmp_path: Path, identity: Lock, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vault.age"
    shut_vault(path, Contents(entries={"a": Entry(identity=SECRET)}), identity)

    def full(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArmillaryError, match="cannot write the vault"):
        shut_vault(path, Contents(), identity)
    assert open_vault(path, identity).entries["a"].identity == SECRET
    assert [file.name for file in tmp_path.iterdir()] == ["vault.age"]


def test_a_vault_is_not_made_where_it_could_be_committed(tmp_path: Path) -> None:
    write_case(tmp_path / "case")
    with pytest.raises(ArmillaryError, match="in the casebook"):
        keep_apart(tmp_path / "case" / "private" / "vault.age")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    with pytest.raises(ArmillaryError, match="under version control"):
        keep_apart(tmp_path / "repository" / "vault.age")


def test_a_new_lock_and_a_copy_open_with_theirs(run: Run, tmp_path: Path, identity: Lock) -> None:
    run("init", "--identity", str(tmp_path / "key.txt"))
    run("put", "a", input=SECRET)
    other = Lock(identity=str(pyrage.x25519.Identity.generate()))
    (tmp_path / "other.txt").write_text(other.identity, encoding="utf-8")
    copy = tmp_path / "copy.age"
    assert run("export", str(copy), "--new-identity", str(tmp_path / "other.txt")).exit_code == 0
    assert open_vault(copy, other).entries["a"].identity == SECRET
    assert run("rekey", "--new-identity", str(tmp_path / "other.txt")).exit_code == 0
    vault = tmp_path / "safe" / "vault.age"
    assert open_vault(vault, other).entries["a"].identity == SECRET
    with pytest.raises(ArmillaryError, match="does not open"):
        open_vault(vault, identity)

"""The work on a vault: make it, put identities in, look them up, list keys, change its lock, copy it."""

from __future__ import annotations

import getpass
import os
import sys
import warnings
from pathlib import Path

import msgspec

from armillary.commands.run import to_json, vocabulary
from armillary.finding import ArmillaryError
from armillary.releasing.vault import Contents, Entry, Lock, keep_apart, open_vault, shut_vault, wants_passphrase
from armillary.terminal import tell
from armillary.text.nearest import did_you_mean

SHORTEST = 12  # characters of a passphrase


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A key of a vault, and the speakers of a casebook that refer to it; `held` is false where the vault lacks it."""

    key: str
    held: bool
    speakers: list[str]


def vault_path(given: Path | None) -> Path:
    """Where the vault is: as given, else ARMILLARY_VAULT, else in the user's data folder."""
    if given is not None:
        return given
    if chosen := os.environ.get("ARMILLARY_VAULT"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("armillary", appauthor=False)) / "vault.age"


def run_init(vault: Path | None, identity: Path | None) -> None:
    """Make an empty vault."""
    path = vault_path(vault)
    keep_apart(path)
    if path.exists():
        raise ArmillaryError(f"there is something at {path} already", "use it, or name another file with --vault")
    shut_vault(path, Contents(), _new_lock(identity))
    tell(f"Made {path}. Keep a copy, and what opens it, in two safe places.\n")


def run_put(key: str, replace: bool, vault: Path | None, identity: Path | None) -> None:
    """Put an identity into the vault, read from the terminal without showing it, or from standard input."""
    path = vault_path(vault)
    lock = _lock(path, identity)
    contents = open_vault(path, lock)
    if key in contents.entries and not replace:
        raise ArmillaryError(f"the vault has '{key}' already", "--replace puts the new identity in its place")
    text = _ask("Identity (not shown): ") if sys.stdin.isatty() else sys.stdin.read()
    if not text.strip():
        raise ArmillaryError("there is no identity to put into the vault", "type it, or give it on standard input")
    shut_vault(path, Contents(entries={**contents.entries, key: Entry(identity=text.strip())}), lock)
    tell(f"Put '{key}' into {path}. In the casebook, write 'vault: {key}' with the speaker.\n")


def run_show(key: str, json: bool, vault: Path | None, identity: Path | None) -> None:
    """Print one identity."""
    path = vault_path(vault)
    contents = open_vault(path, _lock(path, identity))
    entry = contents.entries.get(key)
    if entry is None:
        raise ArmillaryError(f"the vault has no '{key}'", did_you_mean(key, contents.entries))
    tell(to_json(entry) if json else entry.identity + "\n")


def run_list(casebook: Path | None, json: bool, vault: Path | None, identity: Path | None) -> None:
    """Print the keys, without what is behind them; with a casebook also which speakers refer to them."""
    path = vault_path(vault)
    held = open_vault(path, _lock(path, identity)).entries
    wanted: dict[str, list[str]] = {}
    if casebook is not None:
        from armillary.casebook.read import read_casebook

        book, _, _ = read_casebook(casebook, vocabulary())
        for speaker in book.speakers.values():
            if speaker.vault:
                wanted.setdefault(speaker.vault, []).append(speaker.id)
    rows = [Listed(key=k, held=k in held, speakers=wanted.get(k, [])) for k in sorted({*held, *wanted})]
    if json:
        tell(to_json(rows))
        return
    for row in rows:
        lacks = "" if row.held else "  not in the vault"
        tell(f"{row.key}{'  ' + ', '.join(row.speakers) if row.speakers else ''}{lacks}\n")
    if not rows:
        tell("The vault is empty.\n")


def run_rekey(new_identity: Path | None, vault: Path | None, identity: Path | None) -> None:
    """Lock the vault anew."""
    path = vault_path(vault)
    contents = open_vault(path, _lock(path, identity))
    shut_vault(path, contents, _new_lock(new_identity))
    tell(f"{path} has a new lock. Copies made before still open with the old one.\n")


def run_export(out: Path, new_identity: Path | None, vault: Path | None, identity: Path | None) -> None:
    """Copy the vault under a lock of its own, for a backup or for somebody who takes over."""
    path = vault_path(vault)
    keep_apart(out)
    if out.exists():
        raise ArmillaryError(f"there is something at {out} already", "name a file that is not there yet")
    contents = open_vault(path, _lock(path, identity))
    shut_vault(out, contents, _new_lock(new_identity))
    tell(f"Copied {len(contents.entries)} identities to {out}, encrypted.\n")


def _lock(path: Path, identity: Path | None) -> Lock:
    """What opens a vault: the identity file that was named, else a passphrase that is asked for and not shown."""
    if wants_passphrase(path):
        return Lock(passphrase=_ask("Passphrase of the vault: "))
    chosen = identity or (Path(found) if (found := os.environ.get("ARMILLARY_IDENTITY")) else None)
    return Lock(identity=_text_of(chosen)) if chosen else Lock()


def _new_lock(identity: Path | None) -> Lock:
    if identity is not None:
        return Lock(identity=_text_of(identity))
    first = _ask("New passphrase: ")
    if len(first) < SHORTEST:
        raise ArmillaryError(f"the passphrase has fewer than {SHORTEST} characters", "take four words by chance")
    if _ask("Once more: ") != first:
        raise ArmillaryError("the two passphrases differ", "try again; nothing was written")
    return Lock(passphrase=first)


def _ask(what: str) -> str:
    """Ask on the terminal without showing what is typed; where that cannot be done, do not ask."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(what)
        except (getpass.GetPassWarning, EOFError):
            hint = "run it in a terminal, or lock the vault for an age identity"
            raise ArmillaryError("there is no terminal to ask for the passphrase on", hint) from None


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ArmillaryError(f"the identity file {path} cannot be read", "name an age identity file") from None

"""The vault: who is behind a reference in the casebook, encrypted with age and kept away from version control.

The casebook holds only keys (`vault: KEY` of a speaker). Nothing is judged by what the vault holds: who loses it loses
names and no judgement. The file is one age file (age-encryption.org/v1) of JSON, for a passphrase or for an identity.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from armillary.casebook.replace import replace_file
from armillary.finding import ArmillaryError

FORMAT = 1
LARGEST = 64 * 1024 * 1024
_SCRYPT = b"-> scrypt "
_BEGIN = b"age-encryption.org/v1\n"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One identity, in whatever words its keeper needs."""

    identity: str


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in a vault, identities by key."""

    format: int = FORMAT
    entries: dict[str, Entry] = {}


class Lock(msgspec.Struct, frozen=True):
    """What opens and shuts a vault: a passphrase, or the text of an age identity file."""

    passphrase: str = ""
    identity: str = ""


def wants_passphrase(path: Path) -> bool:
    """Whether a vault is locked by a passphrase rather than for an identity."""
    return _SCRYPT in _read(path)[:200]


def open_vault(path: Path, lock: Lock) -> Contents:
    """What a vault holds; raises ArmillaryError when the lock does not fit or the file is damaged."""
    pyrage = _pyrage()
    sealed = _read(path)
    try:
        if _SCRYPT in sealed[:200]:
            if not lock.passphrase:
                raise ArmillaryError(f"the vault {path} is locked by a passphrase", "leave --identity out")
            plain = pyrage.passphrase.decrypt(sealed, lock.passphrase)
        else:
            if not lock.identity:
                raise ArmillaryError(f"the vault {path} is locked for an identity", "name its file with --identity")
            plain = pyrage.decrypt(sealed, _identities(lock.identity))
    except pyrage.DecryptError as problem:
        raise ArmillaryError(*_refusal(path, str(problem))) from None
    try:
        contents = msgspec.json.decode(plain, type=Contents)
    except msgspec.DecodeError:
        raise ArmillaryError(f"{path} is an age file and no vault", "name the vault with --vault") from None
    if contents.format != FORMAT:
        raise ArmillaryError(f"the vault has format {contents.format}; this is {FORMAT}", "use the newer Armillary")
    return contents


def shut_vault(path: Path, contents: Contents, lock: Lock) -> None:
    """Write a vault, encrypted before it touches the disk; the old one stays until the new one is whole."""
    pyrage = _pyrage()
    plain = msgspec.json.encode(contents)
    if lock.identity:
        sealed = pyrage.encrypt(plain, [identity.to_public() for identity in _identities(lock.identity)])
    else:
        sealed = pyrage.passphrase.encrypt(plain, lock.passphrase)
    try:
        replace_file(path, sealed, private=True)
    except OSError as problem:
        raise ArmillaryError(f"cannot write the vault at {path}: {problem}", "the old one is still there") from None


def keep_apart(path: Path) -> None:
    """Refuse a place for a vault that is under version control or in a casebook."""
    for folder in path.resolve().parents:
        for name, what in (("armillary.toml", "in the casebook"), (".git", "under version control, in")):
            if (folder / name).exists():
                raise ArmillaryError(f"{path} is {what} {folder}", "keep the vault where it cannot be committed")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ArmillaryError(f"{path} is too large to be a vault", "name the vault with --vault")
        sealed = path.read_bytes()
    except FileNotFoundError:
        raise ArmillaryError(f"there is no vault at {path}", "`armillary vault init` makes one") from None
    except OSError as problem:
        raise ArmillaryError(f"the vault at {path} cannot be read: {problem}", "name it with --vault") from None
    if not sealed.startswith(_BEGIN):
        raise ArmillaryError(f"{path} is no vault: it does not begin as an age file", "name the vault with --vault")
    return sealed


def _refusal(path: Path, problem: str) -> tuple[str, str]:
    """What went wrong, as far as a file that cannot be opened can tell."""
    if problem == "Decryption failed":
        return f"the passphrase does not open the vault {path}", "try again; nothing was changed"
    if "No matching keys" in problem:
        return f"the identity does not open the vault {path}", "name the one it was locked for"
    return f"the vault {path} is damaged or was tampered with", "put back a copy; no judgement depends on it"


def _identities(text: str) -> list[Any]:
    pyrage = _pyrage()
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise ArmillaryError("that is no age identity file", "`age-keygen` makes one; it begins with AGE-SECRET-KEY-1")
    return found


def _pyrage() -> Any:
    try:
        import pyrage
    except ImportError:
        raise ArmillaryError(
            "the vault needs pyrage, which is not installed", "in a checkout of Armillary: pip install '.[vault]'"
        ) from None
    return pyrage

"""Writing into a casebook: one command at a time, and all files of a change or none of them, also when it is killed.

A change of several files is first written down whole in the local folder. When it is broken off, the next command that
reads or writes the casebook puts the rest of it in place.
"""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from armillary.casebook.local import IGNORE, LOCAL, local_folder
from armillary.casebook.lock import held
from armillary.casebook.read import FOLDERS
from armillary.casebook.replace import replace_all, replace_file
from armillary.casebook.settings import NAME
from armillary.finding import ArmillaryError

_LOCK = "lock"
_BEGUN = "begun"  # the change that is being put in place
_PLACES = frozenset((place,) for place in (NAME, LOCAL, "vocab", *FOLDERS))


class _File(msgspec.Struct, frozen=True):
    """A file of a change: the hash of what it held ('' for no file), and its new bytes (None: it is removed)."""

    before: str
    after: bytes | None


@contextlib.contextmanager
def writing(root: Path) -> Iterator[None]:
    """Have a casebook to oneself from before it is read until what comes of it is written.

    Waits for others who write; what one of them left half done is finished first.
    """
    if not root.is_dir():  # the reader says so
        yield
        return
    local = root / LOCAL
    with held(local / _LOCK, str(root)):
        for aside in local.glob(".*-[0-9]*"):
            aside.unlink()  # of a command that was killed
        local_folder(root)
        _finish(root)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                if {entry.name for entry in local.iterdir()} <= {IGNORE, _LOCK}:
                    (local / IGNORE).unlink()  # the folder goes with the lock


def finish_change(root: Path) -> None:
    """Put in place what is left of a change that was broken off, if there is one."""
    if (root / LOCAL / _BEGUN).exists():
        with writing(root):
            pass


def write_all(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Put new bytes into all of these files of a casebook, or into none; None removes a file.

    Raises ArmillaryError when one cannot be written.
    """
    root.mkdir(parents=True, exist_ok=True)
    with writing(root):
        begun = root / LOCAL / _BEGUN
        try:
            change = {name: _File(_hash(root / name), data) for name, data in files.items() if _is_own(root, name)}
            replace_file(begun, msgspec.msgpack.encode(change), private=True)
            replace_all(root, files)
        except OSError as problem:
            said = f"cannot write into {root}: {problem.strerror}"
            raise ArmillaryError(said, "nothing was changed") from None
        finally:
            begun.unlink(missing_ok=True)


def _finish(root: Path) -> None:
    begun = root / LOCAL / _BEGUN
    try:
        change = msgspec.msgpack.decode(begun.read_bytes(), type=dict[str, _File])
        # A casebook may come from a stranger, and somebody may have changed a file by hand since.
        own = {name: one for name, one in change.items() if _is_own(root, name)}
        left = {name: one.after for name, one in own.items() if _hash(root / name) == one.before}
    except FileNotFoundError:
        return
    except (OSError, ValueError, msgspec.DecodeError) as problem:
        raise ArmillaryError(f"{begun} cannot be read: {problem}", "delete it; git has the history") from None
    replace_all(root, left)
    for target in map(root.joinpath, own):
        for aside in target.parent.glob(".*-[0-9]*"):
            if aside.name.startswith(f".{target.name}-"):
                aside.unlink()
    begun.unlink()


def _is_own(root: Path, name: str) -> bool:
    """Whether a file lies in a casebook, where casebooks keep theirs, and not by way of a link elsewhere."""
    root, target = root.resolve(), (root / name).resolve()
    return target.is_relative_to(root) and target.relative_to(root).parts[:1] in _PLACES


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""

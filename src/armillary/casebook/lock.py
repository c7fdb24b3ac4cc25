"""One at a time: a lock that the system takes back when a program ends, so that a kill leaves none behind.

What is read to be changed is read with the lock held. Its file may stay after a kill; it locks nothing by being there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from armillary.finding import ArmillaryError
from armillary.terminal import warn

PATIENCE = 1.0  # seconds until it is said what one waits for
LONGEST = 600.0  # seconds until one gives up
_POLL = 0.01
_LACKING = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF}  # a disk that knows no locks
_mine = threading.local()


@contextlib.contextmanager
def held(file: Path, what: str) -> Iterator[None]:
    """Hold the lock at a path, waiting for whoever holds it; `what` is what others are kept from writing to.

    Whoever holds it may take it again. The file goes with the lock, and its folder if nothing else is in it. Raises
    ArmillaryError where it cannot be made, or is not let go of in ten minutes.
    """
    locks: dict[Path, int] = _mine.__dict__.setdefault("locks", {})
    file = file.parent.resolve() / file.name
    if file in locks or os.name == "nt":  # Windows: one command at a time
        yield
        return
    try:
        locks[file] = _take(file, what)
    except OSError as problem:
        raise ArmillaryError(f"cannot write to {file.parent}: {problem.strerror}", "see who may write there") from None
    try:
        yield
    finally:
        handle = locks.pop(file)
        with contextlib.suppress(OSError):
            file.unlink()  # still held: who waits for it finds it gone, and makes another
            file.parent.rmdir()
        os.close(handle)


def _take(file: Path, what: str) -> int:
    import fcntl

    said, waited = False, 0.0  # by what was slept: a machine that stood still meanwhile makes nobody give up
    while True:
        with contextlib.suppress(FileNotFoundError, BlockingIOError):  # its folder went with another's lock; held
            handle = _open(file)
            try:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError as problem:
                    if problem.errno not in _LACKING:
                        raise
                if os.path.samestat(os.fstat(handle), file.stat()):
                    return handle
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)
            continue
        if waited > LONGEST:
            raise ArmillaryError(
                f"another command has been writing to {what} for {LONGEST / 60:.0f} minutes", "wait for it, or end it"
            )
        if waited > PATIENCE and not said:
            said = True
            warn(f"waiting for another command that writes to {what}\n")
        time.sleep(_POLL)
        waited += _POLL


def _open(file: Path) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    how = os.O_CREAT | os.O_NOFOLLOW
    try:
        return os.open(file, os.O_RDWR | how, 0o666)
    except PermissionError:  # left by somebody else: to read it is enough, but on a network disk
        return os.open(file, os.O_RDONLY | how, 0o666)

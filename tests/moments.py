"""Commands run in processes of their own that are killed, or lose their disk, at a moment that can be named.

A moment is one of the deeds that change a disk, such as a file opened to be written, or a rename: they are counted.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import armillary

KILL, FULL, SHUT, LIMIT = "kill", "full", "shut", "limit"
_DEEDS = {"os.rename": 1, "os.remove": 0, "os.mkdir": 0, "os.rmdir": 0, "os.chmod": 0, "os.utime": 0, "os.truncate": 0}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CONTEXT = multiprocessing.get_context("forkserver")
_PACKAGE = Path(armillary.__file__).parent
_MODULES = [".".join(file.relative_to(_PACKAGE.parent).with_suffix("").parts) for file in _PACKAGE.rglob("*.py")]
CONTEXT.set_forkserver_preload(
    [*(name for name in _MODULES if not name.endswith("__")), "tests.program", "tests.moments"]
)


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status, -9 where it was killed, what it said, and how many moments it had."""

    code: int | None
    said: str
    moments: int


def start(words: Sequence[object], folder: Path, at: int = 0, how: str = KILL, **more: Any) -> Any:
    """Begin a command; see `run`."""
    arguments = [str(word) for word in words]
    said = folder.parent / f"{folder.name}-said-{os.urandom(4).hex()}"
    process = CONTEXT.Process(target=_work, args=(arguments, str(folder), str(said), at, how), kwargs=more)
    process.said = said  # type: ignore[attr-defined]
    os.mkfifo(said)
    process.pipe = os.open(said, os.O_RDWR | os.O_NONBLOCK)  # type: ignore[attr-defined]
    process.start()
    return process


def end(process: Any) -> Ended:
    """Wait for a command that was started."""
    process.join()
    said = b""
    try:
        while piece := os.read(process.pipe, 65536):
            said += piece
    except BlockingIOError:
        pass
    os.close(process.pipe)
    process.said.unlink()
    text, _, moments = said.decode().rpartition("\0")
    return Ended(process.exitcode, text or said.decode(), int(moments) if text or said[:1] == b"\0" else 0)


def run(words: Sequence[object], folder: Path, at: int = 0, how: str = KILL, **more: Any) -> Ended:
    """Run a command; from moment `at` on (1 is the first) the disk under `folder` is full or shut, or it is killed.

    `outside` turns this round: the disk everywhere else. LIMIT: no byte can be written anywhere, but files be made.
    """
    return end(start(words, folder, at, how, **more))


def _work(
    words: list[str], folder: str, said: str, at: int, how: str, env: Mapping[str, str] = {}, typed: str = "",
    outside: bool = False,
) -> None:  # fmt: skip
    os.environ.update(env)
    pipe = os.open(said, os.O_WRONLY)
    os.dup2(pipe, 1)
    os.dup2(pipe, 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if typed:
        sys.stdin = Path(typed).open(encoding="utf-8")  # noqa: SIM115
    from armillary.commands.run import run_command
    from tests.program import PROGRAM

    count = 0

    def watch(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        if event == "open":
            if not isinstance(args[0], (str, bytes, os.PathLike)) or not (
                isinstance(args[2], int) and args[2] & _WRITES
            ):
                return
            path = args[0]
        elif event in _DEEDS:
            path = args[_DEEDS[event]]
        else:
            return
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - links are not followed
        if name.startswith("/dev/") or name.startswith(folder + "/") == outside:
            return
        count += 1
        if not at or count < at:
            return
        if how == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        elif how == SHUT or event in ("open", "os.mkdir"):
            number = errno.EROFS if how == SHUT else errno.ENOSPC
            raise OSError(number, os.strerror(number), name)

    sys.addaudithook(watch)
    if how == LIMIT:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    code: Any = 0
    try:
        run_command(lambda: PROGRAM(words))
    except SystemExit as leaving:
        code = leaving.code
    except BaseException:  # noqa: BLE001 - whatever it is, the test is told
        import traceback

        traceback.print_exc()
        code = 70
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(2, f"\0{count}".encode())
    os._exit(code if isinstance(code, int) else 0)

"""Starting a process that reads a PDF: a fork where that is safe, which takes milliseconds, else a new interpreter."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import signal
import sys
import threading
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from armillary.reading.pdf.worker import work

if TYPE_CHECKING:
    import subprocess


@dataclass(slots=True)
class Child:
    """A process and the pipe that it writes to."""

    pipe: int
    pid: int
    program: subprocess.Popen[bytes] | None = None  # None: a fork

    def end(self) -> None:
        """End it at once, and close the pipe."""
        if self.program is not None:
            self.program.kill()
            self.program.wait()
            assert self.program.stdout is not None
            self.program.stdout.close()
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self.pipe)


def start_child(file: str, first: int, last: int, step: int) -> Child:
    """A process that reads every `step`-th page of a file from `first` up to `last`."""
    return _fork(file, first, last, step) if may_fork() else _spawn(file, first, last, step)


def may_fork() -> bool:
    """Whether a fork is safe: another thread may hold a lock that the fork would wait for; on macOS, system ones do."""
    return sys.platform == "linux" and threading.active_count() == 1


def _fork(file: str, first: int, last: int, step: int) -> Child:
    read, write = os.pipe()
    with warnings.catch_warnings():  # of threads that numpy and the like have; the child calls none of them
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        try:
            faulthandler.disable()  # a page that kills this process is told by the parent
            gc.disable()  # a collection would copy the parent's memory
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            work(file, first, last, step, write)
        finally:
            os._exit(0)  # nothing of the parent's is closed or written twice
    os.close(write)
    return Child(read, pid)


def _spawn(file: str, first: int, last: int, step: int) -> Child:
    import subprocess

    numbers = [str(number) for number in (first, last, step)]
    command = [sys.executable, "-m", "armillary.reading.pdf.worker", file, *numbers]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    assert program.stdout is not None
    return Child(program.stdout.fileno(), program.pid, program)

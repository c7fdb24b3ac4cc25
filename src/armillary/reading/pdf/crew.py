"""Reading the pages of a PDF in processes of their own, two where that is worth it; a page that hangs is left out."""

from __future__ import annotations

import os
import selectors
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from armillary.reading.pdf.lines import Page
from armillary.reading.pdf.processes import start_child
from armillary.reading.pdf.worker import LENGTH, Opened

PATIENCE = 20.0  # seconds by the clock for one page
MOST_PAGES = 1500  # of one document
ENOUGH = 48 * 1024  # bytes of a file that is worth a second process
_RETRIES = 3  # pages left out before a worker gives up
_AT_ONCE = 1 << 16  # bytes; what a pipe holds


class Read(msgspec.Struct):
    """The pages of a file in order, what the file says of itself, and what went wrong."""

    pages: list[Page] = []
    total: int = 0
    metadata: dict[str, str] = {}
    trouble: str = ""
    left_out: list[int] = []  # pages that broke the reader or took too long


def read_file(path: Path, progress: Callable[[int, int], None] = lambda _done, _of: None) -> Read:
    """Every page of a PDF that can be read; `progress` is told how many are done, and of how many."""
    found = Read()
    count = 2 if _processors() > 1 and path.stat().st_size > ENOUGH else 1
    workers: list[_Worker] = []
    try:
        workers += [_Worker(path, first, step=count) for first in range(count)]
        opened = workers[0].open()
        found.total, found.metadata, found.trouble = opened.pages, opened.metadata, opened.trouble
        wanted = min(found.total, MOST_PAGES)
        if not found.trouble and wanted:
            for worker in workers:
                worker.last = wanted
            _listen(workers, found, wanted, progress)
    finally:
        for worker in workers:
            worker.close()
    found.pages.sort(key=lambda page: page.number)
    found.left_out.sort()
    return found


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _listen(workers: list[_Worker], found: Read, wanted: int, progress: Callable[[int, int], None]) -> None:
    done = 0
    while pending := [worker for worker in workers if worker.next < worker.last]:
        with selectors.DefaultSelector() as selector:
            for worker in pending:
                selector.register(worker.child.pipe, selectors.EVENT_READ, worker)
            ready = {key.data for key, _ in selector.select(timeout=1.0)}
        for worker in pending:
            pages = worker.hear() if worker in ready else []
            if not pages and (worker.ended or time.monotonic() - worker.heard > PATIENCE):
                found.left_out += worker.skip()
            found.pages += pages
            done += len(pages)
            progress(done, wanted)


class _Worker:
    """One process that reads every `step`-th page from `next` up to `last`, counted from 0."""

    def __init__(self, path: Path, first: int, step: int) -> None:
        self.path, self.next, self.last, self.step = path, first, MOST_PAGES, step
        self.skipped = 0
        self._start()

    def _start(self) -> None:
        self.child = start_child(str(self.path), self.next, self.last, self.step)
        self.rest = b""
        self.running = True
        self.ended = False
        self.opened = False
        self.heard = time.monotonic()

    def open(self) -> Opened:
        """Wait for what the file says of itself; trouble is said too when the process dies of it."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.child.pipe, selectors.EVENT_READ)
            while not (frames := self._frames()):
                if self.ended or not selector.select(timeout=PATIENCE):
                    return Opened(trouble="it cannot be opened")
                self._fill()
        self.opened = True
        self.rest = b"".join(LENGTH.pack(len(frame)) + frame for frame in frames[1:]) + self.rest
        return msgspec.msgpack.decode(frames[0], type=Opened)

    def hear(self) -> list[Page]:
        """The pages that have come in."""
        self._fill()
        frames = self._frames()
        if frames and not self.opened:  # a worker that was started again says first that the file is open
            self.opened = True
            frames = frames[1:]
        pages = [msgspec.msgpack.decode(frame, type=Page) for frame in frames]
        pages = [page for page in pages if page.number <= self.last]
        if pages:
            self.next = pages[-1].number - 1 + self.step
            self.heard = time.monotonic()
        return pages

    def skip(self) -> list[int]:
        """Leave a page out and go on behind it, or leave out all that are left when that has happened too often."""
        self.close()
        self.skipped += 1
        left_out = range(self.next, self.last, self.step)
        if self.skipped <= _RETRIES:
            left_out = left_out[:1]
        self.next += self.step * len(left_out)
        if self.next < self.last:
            self._start()
        return [index + 1 for index in left_out]

    def close(self) -> None:
        """End the process."""
        if self.running:
            self.running = False
            self.child.end()

    def _fill(self) -> None:
        data = os.read(self.child.pipe, _AT_ONCE)
        self.ended = not data
        self.rest += data

    def _frames(self) -> list[bytes]:
        frames, at = [], 0
        while at + LENGTH.size <= len(self.rest):
            (length,) = LENGTH.unpack_from(self.rest, at)
            if at + LENGTH.size + length > len(self.rest):
                break
            at += LENGTH.size
            frames.append(self.rest[at : at + length])
            at += length
        self.rest = self.rest[at:]
        return frames

"""A process of its own that reads pages of one PDF: a file that breaks pdfium, or fills memory, breaks only this.

    python -m armillary.reading.pdf.worker FILE FIRST LAST STEP

It writes a record of its file, then one for each page, in MessagePack, each with its length before it.
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys
from pathlib import Path

import msgspec
import pypdfium2 as pdfium

from armillary.reading.pdf.lines import Page, read_metadata, read_pages

MEMORY = 2 * 1024**3  # bytes of addresses that a worker may have more than it began with
LENGTH = struct.Struct("<I")


class Opened(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a file when it is open; `trouble` is pdfium's word for why it is not."""

    pages: int = 0
    metadata: dict[str, str] = {}
    trouble: str = ""


def work(file: str, first: int, last: int, step: int, pipe: int) -> int:
    """Read every `step`-th page from `first` up to `last` and write it to a pipe."""
    _limit_memory()
    encoder = msgspec.msgpack.Encoder()

    def say(value: Opened | Page) -> None:
        data = encoder.encode(value)
        data = LENGTH.pack(len(data)) + data
        while data:
            data = data[os.write(pipe, data) :]

    opened = False
    try:
        with pdfium.PdfDocument(file) as document:
            say(Opened(len(document), read_metadata(document)))
            opened = True
            for page in read_pages(document, first, last, step):
                say(page)
    except (pdfium.PdfiumError, MemoryError, ValueError) as problem:
        if not opened:  # else the page that was the trouble is left out, and another worker goes on behind it
            say(Opened(trouble=str(problem) or type(problem).__name__))
        return 3
    return 0


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        limit = MEMORY + _addresses() if sys.platform == "linux" else MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _addresses() -> int:
    """The bytes of addresses that this process has already: a fork has those of its parent."""
    return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(work(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), pipe=1))

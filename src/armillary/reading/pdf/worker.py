"""A process of its own that reads pages of one PDF: a file that breaks pdfium, or fills memory, breaks only this.

    python -m armillary.reading.pdf.worker FILE FIRST LAST

It writes a record of its file, then one for each page, in MessagePack, each with its length before it.
"""

from __future__ import annotations

import contextlib
import struct
import sys
from pathlib import Path

import msgspec
import pypdfium2 as pdfium

from armillary.reading.pdf.lines import Page, read_metadata, read_pages

MEMORY = 2 * 1024**3  # bytes of addresses that a worker may have
LENGTH = struct.Struct("<I")


class Opened(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a file when it is open; `trouble` is pdfium's word for why it is not."""

    pages: int = 0
    metadata: dict[str, str] = {}
    trouble: str = ""


def main(file: str, first: str, last: str) -> int:
    """Read pages and write them to standard output."""
    _limit_memory()
    encoder = msgspec.msgpack.Encoder()

    def say(value: Opened | Page) -> None:
        data = encoder.encode(value)
        sys.stdout.buffer.write(LENGTH.pack(len(data)) + data)
        sys.stdout.buffer.flush()

    path = Path(file)
    try:
        with pdfium.PdfDocument(path) as document:
            say(Opened(len(document), read_metadata(document)))
            for page in read_pages(document, int(first), int(last)):
                say(page)
    except (pdfium.PdfiumError, MemoryError, ValueError) as problem:
        say(Opened(trouble=str(problem) or type(problem).__name__))
        return 3
    return 0


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))

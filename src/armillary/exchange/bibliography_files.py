"""Reading the text of a bibliography, and finding the line that a work stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from armillary.exchange.files import read_text
from armillary.exchange.protocol import Imported, Into
from armillary.exchange.work_entries import LONGEST_FILE, as_entries
from armillary.exchange.works import Work
from armillary.finding import Finding, Place, find


def read_lines(path: Path) -> str | Finding:
    """The text of a file of bounded size with one kind of line end, or why it cannot be read."""
    text = read_text(path, LONGEST_FILE)
    return text if isinstance(text, Finding) else text.replace("\r\n", "\n").replace("\r", "\n")


def line_of(text: str, sign: str) -> int:
    """The line on which a sign stands first; 0 if nowhere."""
    at = text.find(sign)
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


Works = tuple[list[Work], list[Finding]]  # and a finding for each entry that cannot be read


def read_each(files: Sequence[Path], into: Into, works_of: Callable[[str, str], Works]) -> Imported:
    """The sources of several files; `works_of` reads the text of one.

    What cannot be read costs only itself, be it a file or an entry; where nothing can be, that bars the import.
    """
    works: list[Work] = []
    findings: list[Finding] = []
    for path in files:
        text = read_lines(path)
        found, odd = ([], [text]) if isinstance(text, Finding) else works_of(text, path.name)
        works += found
        findings += odd if found else odd[:1] or [find("X801", Place(path.name), "it holds no work", "export it again")]
    code = "X820" if works else "X801"
    return as_entries(works, into, [find(code, f.place, f.message, f.hint, f.related) for f in findings])


def pieces(text: str, begin: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The stretches of a text that begin where a pattern is found, each with the line that it begins on."""
    line, before = 1, 0
    starts = [match.start() for match in begin.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        line += text.count("\n", before, start)
        before = start
        yield line, text[start:end]

"""What the type of a document tells: the size of its running text, its columns, the heads that every page repeats."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from armillary.reading.pdf.lines import Line, Page

EDGE = 0.12  # of the height of a page: where running heads and page numbers stand
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE)
_REPEATED = 3  # pages that a head must stand on
_SHARE = 0.25  # of the pages; heads of chapters stand on some only, and left and right pages differ


@dataclass(frozen=True, slots=True)
class Column:
    """The edges between which the running text of one column of a page stands, in points."""

    left: float
    right: float
    hanging: bool  # whether most lines are indented below the first of each paragraph, as in a list of works

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in points: the running text's type, and from the foot of a line to that of the next."""

    size: float
    pitch: float


def measure(pages: Sequence[Page]) -> Measures:
    """The size that most characters have, and the distance at which lines of it follow one another most often."""
    sizes: dict[int, int] = {}  # tenths of a point -> characters
    for page in pages:
        for line in page.lines:
            if key := int(10 * line.size + 0.5):  # the boxes of some letters have no height
                sizes[key] = sizes.get(key, 0) + len(line.text)
    if not sizes:
        return Measures(10.0, 12.0)
    size = max(sizes, key=lambda key: (sizes[key], -key)) / 10
    least, most, far = size - 0.3, size + 0.3, 3 * size
    steps: dict[int, int] = {}  # tenths of a point -> how often
    for page in pages:
        above = math.nan  # the foot of the line above, where its type is that of the running text
        for line in page.lines:
            if not least < line.size < most:
                above = math.nan
                continue
            step = above - line.bottom
            if 0 < step < far:
                key = int(10 * step + 0.5)
                steps[key] = steps.get(key, 0) + 1
            above = line.bottom
    pitch = max(steps, key=lambda key: (steps[key], -key)) / 10 if steps else 1.2 * size
    return Measures(size, pitch)


def find_running_heads(pages: Sequence[Page]) -> list[set[int]]:
    """Of each page the places of lines that are a head, a foot or a page number."""
    at_edge = [_at_edge(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for page, places in zip(pages, at_edge, strict=True):
        seen.update({_key(page.lines[i]) for i in places})
    least = max(_REPEATED if len(pages) > 4 else 2, min(round(_SHARE * len(pages)), 12))
    return [
        {i for i in places if seen[_key(page.lines[i])] >= least or _is_page_number(page.lines[i], page)}
        for page, places in zip(pages, at_edge, strict=True)
    ]


def _at_edge(page: Page) -> list[int]:
    low, high = EDGE * page.height, (1 - EDGE) * page.height
    return [i for i, line in enumerate(page.lines) if (line.bottom < low or line.top > high) and not line.number]


def _is_page_number(line: Line, page: Page) -> bool:
    if len(line.text) > 16 or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return not any(
        other is not line
        and other.bottom < line.top
        and line.bottom < other.top
        and other.left < line.right + 20
        and line.left < other.right + 20
        for other in page.lines
    )


def _key(line: Line) -> tuple[str, int]:
    """What a head says, its digits left out, at the height it stands at: notes repeat each other at any height."""
    return _DIGITS.sub("#", " ".join(line.text.split()).casefold()), round(line.bottom / 6)


def find_columns(lines: Sequence[Line], width: float, size: float) -> list[Column]:
    """The columns of a page from the left, one or two, by the lines of running text in each half."""
    middle = _gutter(lines, width)
    if middle is None:
        return [_column(lines, size)] if lines else [Column(0.0, width, False)]
    left = [line for line in lines if line.right <= middle + size]
    right = [line for line in lines if line.left >= middle - size]
    return [_column(left, size), _column(right, size)]


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """Where a page parts into two columns: hardly a line crosses it, and each side has lines enough."""
    if len(lines) < 6:
        return None
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    best: tuple[int, float] | None = None
    for share in range(35, 66, 2):
        x = width * share / 100
        before, after = bisect_right(rights, x + 1), len(lines) - bisect_left(lefts, x - 1)
        across = len(lines) - before - after
        if min(before, after) >= 3 and across <= 0.2 * len(lines) and (best is None or across < best[0]):
            best = across, x
    return None if best is None else best[1]


def _column(lines: Sequence[Line], size: float) -> Column:
    if not lines:
        return Column(0.0, 0.0, False)
    lefts = sorted(line.left for line in lines)
    left = lefts[min(len(lefts) // 20, len(lefts) - 1)]
    rights = sorted(line.right for line in lines)
    right = rights[min(len(rights) * 19 // 20, len(rights) - 1)]
    indented = sum(edge > left + 0.6 * size for edge in lefts) / len(lefts)
    return Column(left, right, len(lines) > 5 and indented > 0.5)

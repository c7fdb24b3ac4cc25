"""The parts of a note, and the title in a part: which work a short title is taken from."""

from __future__ import annotations

import re

from armillary.reading.citations.works import Work
from armillary.reading.citations.written import pages_of, words_of

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
QUOTED = re.compile(r'"\s*((?:[^"]|"(?=\w))+?)[,.;|\s]*"(?=[\s,.;:)<]|$)')
_ALIKE = 0.6  # the share of the words of a short title that its work's title must have


def parts_of(text: str) -> list[str]:
    """The parts of a note between semicolons that stand in no quotation."""
    parts, begin, inside = [], 0, False
    for place, sign in enumerate(text):
        if sign == '"':
            inside = not inside
        elif sign == ";" and not inside:
            parts.append(text[begin:place])
            begin = place + 1
    parts.append(text[begin:])
    return [part.strip() for part in parts if part.strip()]


def title_in(rest: str) -> tuple[str, str]:
    """The short title that follows an author, and what follows the title; what stands in brackets is passed by."""
    bare = rest.strip(" ,")
    while aside := _ASIDE.match(bare):
        bare = bare[aside.end() :].strip(" ,")
    quoted = QUOTED.match(bare)
    if quoted is not None:
        return quoted[1], bare[quoted.end() :]
    title, comma, after = bare.rpartition(", ")
    if comma and pages_of(after) is not None:
        return title.strip(" .*"), after
    return bare.strip(" .*"), ""


def best_match(title: str, candidates: list[Work]) -> Work | None:
    """The work whose title a short title is taken from: most of its words stand there, best at the beginning."""
    wanted = words_of(title)
    if not wanted:
        return None
    best: tuple[float, float, int] | None = None
    chosen = None
    for place, work in enumerate(candidates):
        words = words_of(work.title)
        share = sum(word in words for word in wanted) / len(wanted)
        begins = sum(one == other for one, other in zip(wanted, words, strict=False)) / len(wanted)
        covered = len(set(wanted) & set(words)) / max(len(set(words)), 1)
        if share >= _ALIKE and (best is None or (share + begins, covered, -place) > best):
            best, chosen = (share + begins, covered, -place), work
    return chosen

"""Lines of scripts that run from the right, put in the order of reading by where their letters stand.

Some programs write such a line in the order in which they draw it, from the left, or word by word out of order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeVar
from unicodedata import bidirectional, combining

# Hebrew, Arabic, Syriac, Thaana, N'Ko; digits and signs are left aside.
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u05ff\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0710-\u07bf\u07ca-\u07ff\u08a0-\u08ff"
    "\ufb1d-\ufdff\ufe70-\ufefc]"
)
_ARABIC_WORD = re.compile(r"[^\W\d_]*[\u0620-\u064a\u066e-\u06d3][^\W\d_]*")
_FOREIGN = re.compile(r"[^\W\d_\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TOKEN = re.compile(r"\S+")
_CLOSE = 0.1  # of the height of the type: nearer parts are one word, kept from joining by a sign without width
_FEW, _SHARE = 5, 0.02  # words with a letter of another script, and their share, that are told of
Part = TypeVar("Part")
Edges = Callable[[int], tuple[float, float]]  # the left and the right edge of a letter, by its place in the line


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    left: float
    right: float

    @property
    def turns(self) -> bool:
        """Whether it is of a script that runs from the right."""
        return RIGHT_TO_LEFT.search(self.text) is not None


def in_reading_order(line: str, height: float, edges: Edges) -> str:
    """The words of a line, without marks of direction."""
    tokens = []
    for match in _TOKEN.finditer(line):
        first, last = edges(match.start()), edges(match.end() - 1)
        tokens.append(_Token(_turned(match[0], match.start(), edges), min(first[0], last[0]), max(first[1], last[1])))
    rising = sum(1 if a.left < b.left else -1 for a, b in pairwise(token for token in tokens if token.turns))
    if rising > 1 and 2 * sum(token.turns for token in tokens) > len(tokens):
        tokens = _turn(tokens, lambda token: not token.turns)
    found = []
    for turns, group in groupby(tokens, key=lambda token: token.turns):
        run = list(group)
        placed = sorted(run, key=lambda token: -token.left) if turns else run
        for index, token in enumerate(placed):
            close = index and token is not run[index] and placed[index - 1].left - token.right < _CLOSE * height
            found += ["\u200c" if close else " ", token.text]
    return "".join(found[1:])


def _turned(token: str, start: int, edges: Edges) -> str:
    """The letters of one word from the right to the left, its marks with them."""
    letters = [edges(start + match.start())[0] for match in RIGHT_TO_LEFT.finditer(token) if not combining(match[0])]
    rises = [before < after for before, after in pairwise(letters)]
    if not any(rises):
        return _DIRECTION.sub("", token)
    mirrored = sum(rises) > len(rises) / 2
    drawn: list[tuple[float, str]] = []
    before = None
    for place, sign in enumerate(token, start):
        here = edges(place)
        if _DIRECTION.match(sign):
            continue
        if drawn and (here == before or (combining(sign) and not mirrored)):  # a ligature has one box
            drawn[-1] = drawn[-1][0], drawn[-1][1] + sign
        else:
            drawn.append((here[0], sign))
        before = here
    if mirrored:
        return "".join(_turn([sign for _, sign in drawn], lambda sign: bidirectional(sign[0]) in ("L", "EN", "AN")))
    return "".join(sign for _, sign in sorted(drawn, key=lambda part: -part[0]))


def _turn(parts: list[Part], runs_on: Callable[[Part], bool]) -> list[Part]:
    """Parts from the last to the first, but runs of numbers and Latin words as they were."""
    found: list[Part] = []
    for kept, group in groupby(reversed(parts), key=runs_on):
        run = list(group)
        found += run[::-1] if kept else run
    return found


def misspelt(text: str) -> tuple[int, int, str]:
    """How many words in Arabic script have letters of another, of how many, and the first of them.

    A file that does not say which letters it draws gives such words. Nothing is said of few.
    """
    words = _ARABIC_WORD.findall(text)
    wrong = [word for word in words if _FOREIGN.search(word)]
    return (len(wrong), len(words), wrong[0]) if len(wrong) >= max(_FEW, _SHARE * len(words)) else (0, len(words), "")

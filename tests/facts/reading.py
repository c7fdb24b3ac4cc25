"""Ties as the acceptance list names them, found in the rows of a book, and the words that their numbers deserve."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import armillary
from tests.shipped import build_shipped


def listed(name: str) -> Any:
    """What a file of this folder lists."""
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def book() -> armillary.Book:
    """The shipped book, open as long as the tests run."""
    return armillary.open_book(build_shipped())


@cache
def rows(as_of: str, level: str | None = None, place: str | None = None) -> tuple[Any, ...]:
    """Every tie that a picture can show at a date, claimed as such or entailed."""
    return tuple(armillary.ties(book(), as_of=as_of, level=level, place=place, entailed=True))


def matching(tie: str, as_of: str, level: str = "", object_level: str = "", place: str = "") -> Iterator[Any]:
    """The rows of a tie, where * is anything; one that holds both ways is found either way."""
    subject, relation, object_ = tie.split()
    both_ways = relation != "*" and book().vocab.relations[relation].symmetric
    for row in rows(as_of, level or object_level or None, place or None):
        ways = [(row.subject, row.object, row.level, row.object_level)]
        ways += [(row.object, row.subject, row.object_level, row.level)] * both_ways
        if relation in ("*", row.relation) and row.place == place:
            asked = [
                s for s, o, *at in ways if subject in ("*", s) and object_ in ("*", o) and at == [level, object_level]
            ]
            yield from [row][: len(asked)]


def rank(word: str | None) -> int:
    """The place of a word of likelihood in its order; -1 where there is none."""
    words, spelled = [*book().vocab.lists.likelihood], (word or "").replace(" ", "_")
    return words.index(spelled) if spelled in words else -1


def word_for(percent: int) -> str:
    """The word that a printed per cent deserves: bands are half-open, the highest holds its end."""
    bands = book().vocab.lists.likelihood
    return next(word for word in reversed(bands) if round(bands[word].low * 100) <= max(percent, 1))

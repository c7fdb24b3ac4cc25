"""Doubts about what a document cites: short citations that fit several works, interviews beyond the number it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from armillary.finding import Finding, Place, find
from armillary.reading.citations.notes import Cited
from armillary.text.numerals import NUMERAL, numeral

_COUNT = rf"(?:\d{{1,3}}|{NUMERAL})"
_ANNOUNCED = re.compile(
    rf"(?<![\w-])({_COUNT}) (?:[\w'-]+ ){{0,3}}interviews\b"
    rf"|\binterviews (?:were \w+ )?with ({_COUNT})\b"
    rf"|\binterviewed ({_COUNT})\b",
    re.IGNORECASE,
)
_OF_METHOD = re.compile(
    r"\b(?:based|basis|conduct\w*|carried out|held|undert\w+|draws?|drew|drawing|rel(?:y|ies|ied)|primary|sources?|"
    r"data|methods?|methodology|fieldwork|sample|this (?:paper|report|study|article|book))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_OPEN = re.compile(r"\b(?:over|than|least|first|of the|further|additional|another|other)\s*$", re.IGNORECASE)


def doubts_of(file: str, texts: Sequence[str], citations: Sequence[Cited]) -> list[Finding]:
    """D910 and D911 of a document called `file`: its paragraphs, and what it cites."""
    return [*_short(Place(file), citations), *_beyond(Place(file), texts, citations)]


def _short(place: Place, citations: Sequence[Cited]) -> Iterator[Finding]:
    """D910: one finding for each work that a short citation is led to, or each set of works that it may mean."""
    groups: dict[tuple[str, ...], list[Cited]] = {}
    for cited in citations:
        if cited.others:
            groups.setdefault((cited.work, *cited.others), []).append(cited)
    for (work, *others), found in groups.items():
        notes = sorted({cited.note for cited in found if cited.note})
        where = f"note{'s' if len(notes) > 1 else ''} {', '.join(map(str, notes))}" if notes else "the text"
        said = f"{where} '{found[0].text[:60]}' may mean {' or '.join([*filter(None, [work]), *others])}"
        read = f"read as {work}, which it cites last before" if work else "read as none of them"
        yield find("D910", place, f"{said}; {read}", "see which is meant before you credit it")


def _beyond(place: Place, texts: Sequence[str], citations: Sequence[Cited]) -> Iterator[Finding]:
    """D911: the number of interviews that a document gives is below the numbers of its interviewees."""
    numbers = {int(c.speaker): c.note for c in citations if c.kind == "interview" and c.speaker}
    said = {word: count for text in texts for word, count in _announced(text)}
    if not numbers or not said or max(numbers) <= max(said.values()):
        return
    word = max(said, key=lambda word: said[word])
    message = f"it speaks of '{word}', and note {numbers[max(numbers)]} cites number {max(numbers)}"
    yield find("D911", place, message, "ask the author; do not count voices by the number given")


def _announced(text: str) -> Iterator[tuple[str, int]]:
    """The numbers of interviews that sentences about the method give outright, with their words."""
    for sentence in _SENTENCE.split(text) if "interview" in text.casefold() else ():
        for match in _ANNOUNCED.finditer(sentence) if _OF_METHOD.search(sentence) else ():
            word = next(group for group in match.groups() if group)
            if not _OPEN.search(sentence[: match.start(match.lastindex or 0)]):
                yield match[0], int(word) if word.isdigit() else numeral(word)

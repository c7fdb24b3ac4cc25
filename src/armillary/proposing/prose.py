"""A passage as plain words, each character with its place in the file, cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from armillary.reading.passages import Document, Passage
from armillary.reading.prose import UNSEEN, is_hyphened

# Markup that is no words: note numbers, tags, emphasis, the targets of links, marks of a quotation.
_DROPPED = re.compile(
    r"<sup>[^<]{0,40}</sup>|</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|\[\^\d{1,4}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
    r"|(?<!\\)\*+|(?<![\w\\])_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|\\(?=[!-/:-@\[-`{-~])|^ {0,3}>+ ?"
    rf"|\u00ad[ \t]*\r?\n[ \t]*(?=\S)|(?!\u00ad\Z)[{UNSEEN}]"
    r"|!?\[(?=[^\[\]]*\]\()|\]\([^()\s]*\)",
    re.MULTILINE,
)
_NOTE = re.compile(r"<sup>\s*(\d{1,4})\s*</sup>|\[\^(\d{1,4})\]")
_CLOSERS = "\"'”’»)]"
_END = re.compile(rf"[.!?؟۔…][{re.escape(_CLOSERS)}]*(?=\s)")
_STARTER = re.compile(r"\s*[\"'“‘«(\[]*(?:[A-Z0-9À-ÞА-Я\u0600-\u06ff]|al-[A-Z])")
_ABBREVIATIONS = frozenset(
    [
        *("dr", "mr", "mrs", "ms", "prof", "gen", "lt", "col", "capt", "sgt", "maj", "rev", "st", "no", "vs"),
        *("cf", "ca", "p", "pp", "vol", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "e.g", "i.e", "etc"),
        *("approx", "gov", "sen", "rep"),
    ]
)


@dataclass(frozen=True, slots=True)
class Plain:
    """The words of a passage; `offsets[i]` is where character i stands in the file's text."""

    passage: Passage
    text: str
    offsets: tuple[int, ...]
    notes: tuple[tuple[int, int], ...]  # place in `text` and number of each note that is called


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its span in the plain text and the text itself."""

    plain: Plain
    start: int
    end: int
    number: int  # within the passage, from 0

    @property
    def text(self) -> str:
        return self.plain.text[self.start : self.end]

    def span(self, at: int) -> tuple[int, int]:
        """The stretch of the file that holds the sentence; if the file breaks it, the part with character `at`."""
        offsets = self.plain.offsets
        spans = self.plain.passage.spans
        first, last = offsets[self.start], offsets[self.end - 1] + 1
        holds = next((span for span in spans if span[0] <= offsets[self.start + at] < span[1]), spans[0])
        if holds[0] <= first <= last <= holds[1]:
            return first, last
        here = [offsets[i] for i in range(self.start, self.end) if holds[0] <= offsets[i] < holds[1]]
        return here[0], here[-1] + 1


def plain_passage(document: Document, passage: Passage) -> Plain:
    """The words of a passage with their places; stretches that a page broke are joined."""
    characters: list[str] = []
    offsets: list[int] = []
    notes: list[tuple[int, int]] = []
    for start, end in passage.spans:
        raw = document.text[start:end]
        if characters:
            if is_hyphened("".join(characters[-80:]), raw):
                if characters[-1] == "\u00ad":
                    characters.pop()
                    offsets.pop()
            elif characters[-1] != " ":
                characters.append(" ")
                offsets.append(offsets[-1] + 1)
        dropped = bytearray(len(raw))
        for match in _DROPPED.finditer(raw):
            dropped[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        called = {match.start(): int(match[1] or match[2]) for match in _NOTE.finditer(raw)}
        for place, character in enumerate(raw):
            if place in called:
                notes.append((len(characters), called[place]))
            if dropped[place]:
                continue
            if character.isspace():
                if not characters or characters[-1] == " ":
                    continue
                character = " "
            characters.append(character)
            offsets.append(start + place)
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return Plain(passage, "".join(characters), tuple(offsets), tuple(notes))


def cut(plain: Plain) -> Iterator[Sentence]:
    """The sentences of a passage, in order."""
    text = plain.text
    start = number = 0
    for match in _END.finditer(text):
        if _goes_on(text, match.start(), match.end(), text[start : match.start()]):
            continue
        if text[start : match.end()].strip():
            yield Sentence(plain, start, match.end(), number)
            number += 1
        start = match.end()
        while start < len(text) and text[start] == " ":
            start += 1
    if start < len(text):
        yield Sentence(plain, start, len(text), number)


def _goes_on(text: str, stop: int, end: int, before: str) -> bool:
    """Whether a full stop ends no sentence."""
    if not _STARTER.match(text, end):
        return True
    if text[stop] != "." or end > stop + 1:
        return False
    word = before.rsplit(" ", 1)[-1].lstrip("(\"'“‘[")
    if word.lower() in _ABBREVIATIONS:
        return True
    # An initial or U.S.; after the latter a sentence may end, which only a word that begins one can tell.
    if re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word):
        following = re.match(r"\s*[\"“‘(]*(\w+)", text[end:])
        return following is None or following[1].lower() not in _BEGINNERS
    return False


_BEGINNERS = frozenset(
    [
        *("the", "this", "that", "these", "those", "it", "he", "she", "they", "in", "on", "at", "as", "a"),
        *("an", "according", "however", "but", "while", "for", "although", "despite", "there", "its", "their"),
        *("his", "during", "since", "after"),
    ]
)

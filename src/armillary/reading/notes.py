"""Finding the notes of a document: a numbered list at its end, or footnotes in the manner of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from armillary.reading.blocks import Block, Form
from armillary.reading.prose import note_markers

HEADING_OF_NOTES = re.compile(r"(?:\W*\d+[.)]?\s+)?(?:end|foot)?notes\b", re.IGNORECASE)

_NUMBER = re.compile(r"\[?(\d{1,4})[\].)]?\s+(?=\S)")
_LINE_BEGIN = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?=\S)")
_SKIPPED = 5  # how many numbers in a row may be missing from the notes
_ENOUGH = 0.8  # the share of the notes called in the text that a list must have to be the list of notes


@dataclass(frozen=True, slots=True)
class Notes:
    """The blocks that notes are made of, their heading included, and those in which one begins."""

    region: frozenset[int]
    numbers: dict[int, int]  # index of block -> number of the note
    end: int  # the block below the list of notes; 0 where there is none


def split_numbered_lines(text: str, blocks: list[Block]) -> list[Block]:
    """Prose whose lines are numbered one after another is a list, a block for each; other lines go on with the last."""
    result: list[Block] = []
    last = 0
    for block in blocks:
        begins = [block.start] if block.form is Form.PROSE else []
        if begins:
            begins += [match.end() for match in _LINE_BEGIN.finditer(text, block.start, block.end)]
        numbered: list[tuple[int, int]] = []
        for begin in begins:
            match = _NUMBER.match(text, begin, block.end)
            if match and int(match[1]) == (numbered[-1][1] if numbered else last) + 1:
                numbered.append((begin, int(match[1])))
            elif not numbered:
                break
        if not numbered or (len(numbered) < 2 and numbered[0][1] == 1):
            result.append(block)
            continue
        last = numbered[-1][1]
        edges = [begin for begin, _ in numbered] + [block.end]
        for index, (begin, number) in enumerate(numbered):
            end = begin + len(text[begin : edges[index + 1]].rstrip())
            part = replace(block, start=begin, end=end, form=Form.ITEM, number=number)
            result.append(part if index == 0 else replace(part, gap=0))
    return result


def find_notes(blocks: list[Block], texts: list[str], titles: list[str], begin: int) -> Notes:
    """The list numbered from 1 that stands under its own heading or has the notes that the text calls."""
    footnotes = {index: block.number for index, block in enumerate(blocks) if block.form is Form.FOOTNOTE}
    called = {number for index in range(begin, len(texts)) for number in note_markers(texts[index])}
    numbers = [_number_of(block, raw) for block, raw in zip(blocks, texts, strict=True)]
    best: dict[int, int] = {}
    region = range(0)
    for start in range(begin, len(blocks)):
        if numbers[start] != 1 or start in footnotes:
            continue
        stop = next((place for place in range(start + 1, len(titles)) if titles[place]), len(blocks))
        chain = _chain(numbers, start, stop)
        headed = bool(HEADING_OF_NOTES.match(next((title for title in reversed(titles[:start]) if title), "")))
        complete = called and len(called & set(chain.values())) >= _ENOUGH * len(called)
        if (headed or complete) and len(chain) > len(best):
            best, region = chain, range(start, stop)
    covered = set(region) | set(footnotes)
    if region and region.start > 0 and HEADING_OF_NOTES.match(titles[region.start - 1]):
        covered.add(region.start - 1)
    for index in footnotes:  # what is indented under a footnote belongs to it
        following = index + 1
        while following < len(blocks) and blocks[following].form is Form.MORE:
            covered.add(following)
            following += 1
    return Notes(frozenset(covered), best | footnotes, region.stop)


def end_of_number(raw: str) -> int:
    """Where the words of a note begin, behind its number."""
    match = _NUMBER.match(raw)
    return match.end() if match else 0


def _number_of(block: Block, raw: str) -> int:
    """The number that a note of this block would have, 0 when it begins with none."""
    if block.form is Form.HEADING:
        return 0
    match = _NUMBER.match(raw)
    return block.number or (int(match[1]) if match else 0)


def _chain(numbers: list[int], start: int, stop: int) -> dict[int, int]:
    """The blocks that begin a note, each one on from the last; a date at the head of a line is passed by."""
    chain = {start: 1}
    last = 1
    for index in range(start + 1, stop):
        number = numbers[index]
        if number == last + 1 or (last < number <= last + _SKIPPED and last + 1 not in numbers[index:stop]):
            chain[index] = last = number
    return chain

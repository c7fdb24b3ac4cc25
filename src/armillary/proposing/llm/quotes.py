"""Where a quote stands in a passage, word for word or as nearly as print may change it, and what stands around it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio_alignment

from armillary.proposing.prose import Plain, Sentence

ALIKE = 95.0  # of 100: a quote that is not verbatim, such as one with another dash, must be at least so like its source
SHORTEST = 12  # characters of a quote
LONGEST = 1200
_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": "", "…": "..."})


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for comparing, and where in the text each of its characters comes from."""

    text: str
    offsets: tuple[int, ...]


def fold_text(text: str) -> Folded:
    """A text in small letters with one kind of quotation mark, dash and space."""
    characters: list[str] = []
    offsets: list[int] = []
    for place, written in enumerate(text):
        for character in unicodedata.normalize("NFKC", written).translate(_SAME).casefold():
            if character.isspace():
                if not characters or characters[-1] == " ":
                    continue
                character = " "
            characters.append(character)
            offsets.append(place)
    return Folded("".join(characters), tuple(offsets))


def place_quote(held: Folded, quote: str) -> tuple[int, int, bool] | None:
    """Where a quote stands in the passage, and whether word for word; None where it does not stand there."""
    wanted = fold_text(quote.strip()).text.strip(" \"'")
    if not SHORTEST <= len(wanted) <= LONGEST:
        return None
    at = held.text.find(wanted)
    if at >= 0:
        return held.offsets[at], held.offsets[at + len(wanted) - 1] + 1, True
    if len(wanted) > len(held.text):
        return None
    alike = partial_ratio_alignment(wanted, held.text, score_cutoff=ALIKE)
    if alike is None or alike.dest_end <= alike.dest_start:
        return None
    return held.offsets[alike.dest_start], held.offsets[alike.dest_end - 1] + 1, False


def window_of(sentences: list[Sentence], begin: int, end: int) -> tuple[int, int]:
    """The sentences that a stretch touches, and one on each side."""
    touched = [i for i, sentence in enumerate(sentences) if sentence.start < end and begin < sentence.end]
    if not touched:
        return begin, end
    first, last = max(touched[0] - 1, 0), min(touched[-1] + 1, len(sentences) - 1)
    return sentences[first].start, sentences[last].end


def span_of(plain: Plain, begin: int, end: int) -> tuple[int, int] | None:
    """The stretch of the file that a stretch of a passage is; None where a page breaks it."""
    first, last = plain.offsets[begin], plain.offsets[end - 1] + 1
    held = any(start <= first and last <= stop for start, stop in plain.passage.spans)
    return (first, last) if held and first < last else None

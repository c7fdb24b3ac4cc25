"""Where a quote stands in a passage: word for word after folding, or nearly so without a changed word that matters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.fuzz import partial_ratio_alignment

ALIKE = 95.0  # of 100: a quote that is not verbatim, such as one with a slip of the pen, must be so like its source
SHORTEST = 12  # characters of a quote
LONGEST = 1200
_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "…": "..."})
# Letters that look like Latin ones. Read as these in a word that has Latin letters too: no language writes such words.
_LOOK = dict(zip("аеорсухіјѕԁһкмтвнԛԝαορντικυχγ", "aeopcyxijsdhkmtbhqwaopvtikuxy", strict=True))
_RUN = re.compile(r"\w+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBERS = frozenset(
    [
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"),
        *("forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds", "thousand", "thousands"),
        *("million", "millions", "billion", "billions", "dozen", "dozens", "half", "quarter", "third", "twice"),
        *("first", "second", "no", "none", "all", "most", "few", "some", "several", "many", "only"),
    ]
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for comparing, and where in the text each of its characters comes from."""

    text: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where in a passage a quote stands, the end left out, and whether word for word."""

    begin: int
    end: int
    exact: bool


def fold_quote(text: str) -> Folded:
    """A text without case, kinds of dashes and quotation marks, doubled spaces, and signs that nobody sees."""
    characters: list[str] = []
    offsets: list[int] = []
    for place, written in enumerate(text):
        for character in unicodedata.normalize("NFKC", written).translate(_SAME).casefold():
            if unicodedata.category(character) == "Cf":
                continue  # zero-width joiners, soft hyphens: a word with one is the same word
            if character.isspace():
                if not characters or characters[-1] == " ":
                    continue
                character = " "
            characters.append(character)
            offsets.append(place)
    return Folded(_unmasked("".join(characters)), tuple(offsets))


def _unmasked(text: str) -> str:
    """The text with look-alike letters in Latin words as the letters that they look like."""
    if text.isascii():
        return text

    def read(match: re.Match[str]) -> str:
        word = match[0]
        return "".join(_LOOK.get(letter, letter) for letter in word) if re.search("[a-z]", word) else word

    return _RUN.sub(read, text)


def place_quote(held: Folded, quote: str) -> Iterator[Placed]:
    """Where a quote stands in a passage, whole words only: every place word for word, else the one most alike."""
    wanted = fold_quote(quote).text.strip(" \"'")
    if not SHORTEST <= len(wanted) <= LONGEST or len(wanted) > len(held.text) + 20:
        return
    found = False
    at = held.text.find(wanted)
    while at >= 0:
        if not _cuts_word(held.text, at) and not _cuts_word(held.text, at + len(wanted)):
            found = True
            yield _placed(held, at, at + len(wanted), True)
        at = held.text.find(wanted, at + 1)
    if found:
        return
    if len(wanted) > len(held.text):
        held_all = partial_ratio_alignment(held.text, wanted, score_cutoff=ALIKE)
        if held_all is not None and len(held.text) >= ALIKE / 100 * len(wanted):
            yield _placed(held, 0, len(held.text), False)
        return
    alike = partial_ratio_alignment(wanted, held.text, score_cutoff=ALIKE)
    if alike is None or alike.dest_end <= alike.dest_start:
        return
    begin, end = alike.dest_start, alike.dest_end
    while _cuts_word(held.text, begin):
        begin -= 1
    while _cuts_word(held.text, end):
        end += 1
    yield _placed(held, begin, end, False)


def _placed(held: Folded, begin: int, end: int, exact: bool) -> Placed:
    while begin < end and held.text[begin] == " ":
        begin += 1
    while begin < end and held.text[end - 1] == " ":
        end -= 1
    return Placed(held.offsets[begin], held.offsets[end - 1] + 1, exact)


def _cuts_word(text: str, at: int) -> bool:
    """Whether a cut at a place would go through a word."""
    if not 0 < at < len(text):
        return False
    return (text[at - 1].isalnum() and text[at].isalnum()) or (
        "'" in text[at - 1 : at + 1] and text[at - 2 : at - 1].isalpha() and text[at : at + 2].strip("'").isalpha()
    )


def changed_words(source: str, quote: str, matters: Callable[[str], bool]) -> bool:
    """Whether words that matter differ: a number, a name (a capital letter), or what `matters` says."""
    mine, theirs = list(_words(source)), list(_words(quote))
    matcher = SequenceMatcher(None, [word for word, _ in mine], [word for word, _ in theirs], autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        for word, written in (*mine[first:last], *theirs[begin:end]):
            if any(c.isdigit() for c in word) or word in _NUMBERS or written[:1].isupper() or matters(word):
                return True
            if not word.isascii():
                return True  # where capitals do not tell names, no word may differ
    return False


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text, folded and as they are written."""
    for match in _WORD.finditer(text):
        yield fold_quote(match[0]).text, match[0]

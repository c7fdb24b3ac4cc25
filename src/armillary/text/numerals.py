"""Numbers in words, from two to ninety-nine."""

from __future__ import annotations

_ONES = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
_TEENS = ("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: number for number, word in enumerate((*_ONES, *_TEENS), start=2)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
NUMERAL = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join(_ONES[:8])})|(?:{'|'.join(_VALUES)})"  # for regular expressions


def numeral(word: str) -> int:
    """The number that one of these words stands for; raises KeyError for another word."""
    tens, _, ones = word.casefold().partition("-")
    return _VALUES[tens] + (_VALUES[ones] if ones else 0)

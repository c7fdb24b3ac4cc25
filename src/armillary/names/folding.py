"""Folding: one spelling for names that differ only in script variants, accents, case or punctuation."""

from __future__ import annotations

import unicodedata

# Letters that one language writes for another's, and Latin letters that Unicode does not take apart.
# Letters with a hamza or madda (آ أ إ ئ ؤ ۀ) lose it as a mark before they come here.
_LETTERS = {"ٱ": "ا", "ګ": "گ", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}
_LETTERS |= dict.fromkeys("يىېۍ", "ی") | dict.fromkeys("كڪ", "ک") | dict.fromkeys("ةۃہھە", "ه")
_TATWEEL = "ـ"
# Written for ayn, hamza or elision, or left out, inside one word; most are letters or symbols to Unicode.
_APOSTROPHES = "'`‘’‛′ʹʻʼʽʾʿˈˊˋ"
_ACUTE_APART = " \u0301"  # what NFKD makes of ´, an apostrophe on many keyboards


class _Folds(dict[int, str | None]):
    """What each character becomes, worked out when it is first met; None drops it."""

    def __missing__(self, code: int) -> str | None:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str | None:
    if character in _LETTERS:
        return _LETTERS[character]
    category = unicodedata.category(character)
    # Harakat and accents have a combining class above 9; the vowel signs and viramas of Indian scripts do not.
    if category == "Cf" or unicodedata.combining(character) > 9:
        return None
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character if category[0] in "LMN" else " "


_FOLDS = _Folds({ord(mark): None for mark in _APOSTROPHES + _TATWEEL})


def fold(text: str) -> str:
    """The spelling by which names are compared; folding twice changes nothing."""
    if text.isascii():
        return " ".join(text.casefold().translate(_FOLDS).split())
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    folded = apart.replace(_ACUTE_APART, "").translate(_FOLDS)
    return " ".join(unicodedata.normalize("NFC", folded).split())

"""What a stretch of text tells about itself: its words without markup, its note numbers, whether it breaks off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SUPERSCRIPTS = {character: str(digit) for digit, character in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_NUMBERS = r"\d{1,4}(?:\s*[-–,]\s*\d{1,4})*"
_MARKER = re.compile(rf"<sup>\s*({_NUMBERS})\s*</sup>|\[\^(\d{{1,4}})\](?!:)|(?<=\S)([⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,4}})")
_RAISED = re.compile(
    r"()()([⁰¹²³⁴⁵⁶⁷⁸⁹](?<=\S.)[⁰¹²³⁴⁵⁶⁷⁸⁹]{0,3})"
)  # where no other form of marker can be: much quicker
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_QUOTE_SIGN = re.compile(r"^ {0,3}>+ ?", re.MULTILINE)
# Hyphens that show only where a line breaks, marks of no width and of direction; the joiners of Persian are letters.
UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_UNSEEN = re.compile(rf"\u00ad[ \t]*\r?\n[ \t]*(?=\S)|[{UNSEEN}]")
_STAR = re.compile(r"(?<!\\)\*+")
_UNDERLINE = re.compile(r"(?<![\w\\])_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")

_CLOSERS = "\"'”’»›)]}*_`"
_OPENERS = "\"'“‘„«‹([{*_`#>"
_ENDS = ".!?…:;؟۔।。！？"
# What ends in a full stop without ending a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Dr|Mr|Mrs|Ms|Prof|Gen|Lt|Col|Capt|Sgt|Rev|St|No|vs|cf|ca|approx|Vol|pp?)\.)$"
)
# Parts of names that are written small even where a sentence begins with them.
_SMALL_NAMES = re.compile(
    r"(?:al|ad|an|ar|as|ash|at|el|bin|ibn|bint|abu|ul|ud|de|del|della|di|du|la|le|van|von|den|der|ter)\b[-\s'’]",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?؟۔][\"'”’»)\]]*\s+\S")
_UNENDING = re.compile(
    r"(?:[-,]|\b(?:a|an|the|and|or|but|nor|that|which|who|whose|to|of|in|on|at|by|for|from|with|as|than|into|between|"
    r"is|are|was|were|be|been|has|have|had|will|would|could|should|may|might|not|its|their|his|her))$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_WORDS_ONLY = {code: chr(code).lower() if chr(code).isalnum() or chr(code) in "'`" else " " for code in range(128)}
_MARKUP = "<[]*_\\>⁰¹²³⁴⁵⁶⁷⁸⁹"  # nothing is taken out of a text that has none of these
_SIGNS = "<[]*_\\>"
_MARKED_UP = (
    ("]", _LINK, r"\1"),
    ("<", _TAG, ""),
    (">", _QUOTE_SIGN, ""),
    ("*", _STAR, ""),
    ("_", _UNDERLINE, ""),
    ("\\", _ESCAPE, r"\1"),
)


@lru_cache(maxsize=4096)
def note_markers(raw: str) -> tuple[int, ...]:
    """The numbers of the notes that a text calls, in the order it calls them."""
    found: list[int] = []
    if not _is_marked(raw):
        return ()
    for match in _markers(raw).finditer(raw):
        written = match[1] or match[2] or "".join(_SUPERSCRIPTS[character] for character in match[3])
        found += numbers(written)
    return tuple(found)


def numbers(written: str) -> list[int]:
    """The numbers of `3`, `3-5` or `3, 7-9`; a range that runs backwards or far is its two edges."""
    found: list[int] = []
    for part in written.replace("–", "-").split(","):
        first, dash, last = (word.strip() for word in part.partition("-"))
        if not first.isdecimal() or (dash and not last.isdecimal()):
            continue
        low, high = int(first), int(last) if dash else int(first)
        found += range(low, high + 1) if low <= high < low + 200 else (low, high)
    return found


def _is_marked(text: str) -> bool:
    """Whether a text has any sign of markup; to look for each sign is quicker than to look at each character."""
    for sign in _SIGNS if text.isascii() else _MARKUP:  # noqa: SIM110 - called for every passage, and twice as quick
        if sign in text:
            return True
    return False


def _markers(text: str) -> re.Pattern[str]:
    return _MARKER if "<" in text or "[^" in text else _RAISED


@lru_cache(maxsize=4096)
def plain(raw: str) -> str:
    """The words of a text: no emphasis, tags, targets of links or note numbers; one space between words."""
    text = raw if raw.isascii() else _UNSEEN.sub("", raw)
    if _is_marked(text):  # most text is not, and every pass over it costs
        text = _markers(text).sub("", text)
        for sign, pattern, shown in _MARKED_UP:
            if sign in text:
                text = pattern.sub(shown, text)
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a plain text, case folded, for comparing one passage with another."""
    if text.isascii():
        found = text.translate(_WORDS_ONLY).split()
        if "'" in text or "`" in text:
            found = [word for part in found for word in (_WORD.findall(part) if not part.isalnum() else (part,))]
        return tuple(found)
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def has_letters(text: str) -> bool:
    """Whether there is anything to read: a rule of dashes or a page number is no passage."""
    return any(character.isalpha() for character in text)


def breaks_off(text: str) -> bool:
    """Whether a plain text ends in the middle of a sentence."""
    end = text.rstrip()
    return bool(end) and end[-1] not in _ENDS and end[-1] not in _CLOSERS


def may_break_off(text: str) -> bool:
    """Whether a plain text may end in the middle of a sentence: behind a bracket or quotation one cannot tell."""
    end = text.rstrip().rstrip(_CLOSERS).rstrip()
    return bool(end) and (end[-1] not in _ENDS or bool(_ABBREVIATION.search(end)))


def wants_more(text: str) -> bool:
    """Whether a plain text that breaks off is more than a title or byline, which end so too.

    It has whole sentences above its last, or stops at a word that no sentence ends with.
    """
    return bool(_SENTENCE_END.search(text) or _UNENDING.search(text.rstrip()))


def ends_in_abbreviation(text: str) -> bool:
    """Whether a plain text ends in a full stop that may not end its sentence."""
    return bool(_ABBREVIATION.search(text.rstrip().rstrip(_CLOSERS)))


def goes_on(text: str) -> bool:
    """Whether a plain text begins in the middle of a sentence: with a small letter, or with what closes or joins."""
    begin = text.lstrip()
    if begin[:1] in {")", "]", ",", ";", "”", "»"}:
        return True
    begin = begin.lstrip(_OPENERS)
    return begin[:1].islower() and not _SMALL_NAMES.match(begin)


def opens_a_list(text: str) -> bool:
    """Whether what follows a plain text belongs to it."""
    end = text.rstrip()
    return end.endswith(":") or breaks_off(end)


def is_hyphened(before: str, after: str) -> bool:
    """Whether a word is broken between two stretches."""
    end, begin = before.rstrip(), after.lstrip()
    return len(end) > 1 and end[-1] in "-\u00ad\u2010" and end[-2].isalpha() and begin[:1].isalpha()

"""How wide a text will be, in whatever face is at hand, and how it is cut, wrapped and kept in its own direction."""

from __future__ import annotations

import unicodedata

# The first face that is there is taken; one that has Arabic, Dari and Pashto letters is named before the last resort.
FACES = (
    "'Source Sans 3', 'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', 'Helvetica Neue', Arial, 'Geeza Pro', "
    "'DejaVu Sans', Tahoma, sans-serif"
)

_NARROW, _SLIM, _WIDE = frozenset("ijlI|.,:;'!·"), frozenset('frt()[]{}-/" J°'), frozenset("mwMW@%&—")
_RTL = ("R", "AL", "AN")


def letter_width(letter: str) -> float:
    """The width of a letter in ems: that of Noto Sans or a little more, as the reader's face is not known."""
    if letter in _NARROW:
        return 0.29
    if letter in _SLIM:
        return 0.38
    if letter in _WIDE:
        return 0.92
    if letter.isascii():
        return 0.67 if letter.isupper() else 0.58
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.bidirectional(letter) == "AL":
        return 0.56
    return 0.72 if letter.isupper() else 0.62


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text in pixels, estimated."""
    return sum(map(letter_width, text)) * size * (1.07 if bold else 1.0)


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """A text cut to a width, with an ellipsis where something is left out."""
    if text_width(text, size, bold) <= width:
        return text
    while text and text_width(text + "…", size, bold) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, width: float, size: float, lines: int = 2, bold: bool = False) -> tuple[str, ...]:
    """A text in so many lines at most, none wider than `width`; the last is cut if there is more."""
    words = text.split()
    found: list[str] = []
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size, bold) <= width:
            line += " " + words.pop(0)
        found.append(shorten(line, width, size, bold))
    if words:
        found.append(shorten(" ".join(words), width, size, bold))
    return tuple(found) or ("",)


def balance(text: str, width: float, size: float, lines: int = 2, bold: bool = False) -> tuple[str, ...]:
    """A text in as few lines as hold it, of like length: no word stands alone below a full line."""
    found = wrap(text, width, size, 1, bold)
    for few in range(2, lines + 1):
        if not any("…" in line for line in found):
            break
        found = wrap(text, width, size, few, bold)
    narrow = text_width(text, size, bold) / len(found)
    while narrow < width and len(found) > 1:
        tried = wrap(text, narrow, size, len(found), bold)
        if not any("…" in line for line in tried):
            return tried
        narrow += size / 2
    return found


def is_rtl(text: str) -> bool:
    """Whether a text is read from the right: its first letter with a direction decides (Unicode, rule P2)."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in _RTL:
            return True
        if direction == "L":
            return False
    return False


def isolate(text: str) -> list[str]:
    """A text as runs of one direction each; the space between two words of a run belongs to it."""
    runs: list[str] = []
    start = 0
    while start < len(text):
        begins = next((i for i in range(start, len(text)) if _goes_left(text[i])), len(text))
        ends = next((i for i in range(begins, len(text)) if unicodedata.bidirectional(text[i]) == "L"), len(text))
        while ends > begins and not _goes_left(text[ends - 1]) and not unicodedata.combining(text[ends - 1]):
            ends -= 1
        runs += [run for run in (text[start:begins], text[begins:ends]) if run]
        start = max(ends, begins) if ends > start else len(text)
    return runs


def _goes_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")

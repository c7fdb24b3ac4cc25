"""Characters that do not show: they make a text read otherwise than it looks, and a terminal do what nobody asked."""

from __future__ import annotations

import re
import unicodedata

# Controls, separators that move the count of lines, marks that turn the direction of reading until told otherwise,
# the mark of byte order, and what is no character. Joiners belong to Persian and Pashto, and may stand.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SHOWN = re.compile(f"{_HIDDEN.pattern}|\r(?!\n)")  # which would write over its own line
_BUT_ISOLATES = re.compile(f"(?![\u2068\u2069])(?:{_SHOWN.pattern})")
_WIDE = "\x85\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"


def first_hidden(text: str) -> int:
    """The offset of the first character that does not show, -1 if there is none."""
    match = _HIDDEN.search(text)
    return match.start() if match else -1


def hides_nothing(text: str) -> bool:
    """Whether a file is free of them, but for the controls that YAML refuses itself; fast, as every file is asked."""
    return text.isascii() or not any(character in text for character in _WIDE)


def name_of(character: str) -> str:
    """A character that does not show, as people can look it up: U+202E RIGHT-TO-LEFT OVERRIDE."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" {name}" if name else "")


def show(text: str, isolates: bool = False) -> str:
    """A text with such characters spelled out, fit to be printed; with `isolates` those of `isolate` may stand."""
    if text.isascii() and text.isprintable():
        return text
    return (_BUT_ISOLATES if isolates else _SHOWN).sub(_spell, text)


def isolate(text: str) -> str:
    """A text that keeps its own direction in a line of the other one, and cannot end that by itself."""
    return text if text.isascii() else f"\u2068{show(text)}\u2069"


def _spell(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"

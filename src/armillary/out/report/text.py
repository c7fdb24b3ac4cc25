"""Text as both renderers set it: what may not stand in a page taken out, stretches of Arabic script told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Controls, the marks that turn the direction of what follows, as a name must not turn the line that it stands in, and
# signs that neither show nor join letters: a link of nothing else cannot be set.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAK = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_STRETCH = re.compile(f"{_LETTER}(?:[\\s\u200c\u200d\u200e\u200f]*{_LETTER})*")


def clean(text: str) -> str:
    """Text without control characters and direction marks, its lines as one."""
    return _UNWANTED.sub("", _BREAK.sub(" ", text))


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """Text in stretches, True for those in a script that runs from right to left."""
    at = 0
    for match in _STRETCH.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], False
        yield match[0], True
        at = match.end()
    if at < len(text):
        yield text[at:], False

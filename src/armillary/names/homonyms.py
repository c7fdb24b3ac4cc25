"""Homonyms: names that are also other words, told apart by what is said around them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from armillary.vocab.terms import Homonym

_NEAR = 60  # characters before and behind a name
_WORD = re.compile(r"\w+")


class Homonyms:
    """Says of a name in a text whether it is another word there."""

    def __init__(self, terms: Iterable[Homonym] = ()) -> None:
        self._beside: dict[str, set[str]] = {}
        for term in terms:
            self._beside.setdefault(term.name, set()).update(term.beside)

    def is_other(self, text: str, start: int, end: int) -> bool:
        """Whether what stands at a place of a text is not the name that it looks like."""
        beside = self._beside.get(text[start:end])
        if not beside:
            return False
        around = text[max(0, start - _NEAR) : start] + " " + text[end : end + _NEAR]
        return any(word.lower() in beside for word in _WORD.findall(around))

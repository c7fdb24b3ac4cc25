"""The words of a text that deny, as the vocabulary lists them."""

from __future__ import annotations

import re

from armillary.proposing.cues import Cues

_WORD = re.compile(r"[\w'’]+")
_NEGATIONS = ("negating_adverbs", "negating_verbs", "negating_nouns", "negating_adjectives", "ending_verbs")


class Negations:
    """Finds the words that deny."""

    def __init__(self, cues: Cues) -> None:
        self.words = {word for name in _NEGATIONS for word in cues[name]}

    def find(self, text: str) -> list[str]:
        """The words of a text that deny, each in one form."""
        found = []
        for match in _WORD.finditer(text):
            word = match[0].casefold().replace("’", "'")
            if word.endswith("n't"):
                found.append("not")
            elif word in self.words:
                found.append(word)
            else:
                found += [stem for stem in _stems(word) if stem in self.words][:1]
        return found


def _stems(word: str) -> list[str]:
    """The words that a form may be of: denied is of deny, refuses of refuse."""
    stems = []
    for ending, instead in (
        ("ied", "y"),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("es", "e"),
        ("es", ""),
        ("s", ""),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stems.append(word[: -len(ending)] + instead)
    return stems

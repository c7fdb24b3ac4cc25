"""The rule that a claim is in the coder's own words: a casebook keeps no sentence of a document."""

from __future__ import annotations

import difflib
import re
import unicodedata

LONGEST_RUN = 7  # words in a row that may be the document's: names and set phrases need no more
_WHOLE = 3  # words from which a text that stands in the document as a whole is a copy
_WORD = re.compile(r"\w+(?:[’'‘-]\w+)*")


def copied(text: str, *originals: str) -> str:
    """Why a text is not in the coder's own words, as a sentence; '' where it is.

    Capitals, punctuation and spaces do not make it another text.
    """
    words = words_of(text)
    for original in originals:
        others = words_of(original)
        if not words or not others:
            continue
        run = longest_run(words, others)
        if len(run) == len(words) and len(words) >= _WHOLE:
            return "it stands in the document word for word: say it in a sentence of your own"
        if len(run) > LONGEST_RUN:
            return f"{len(run)} words in a row are the document's (“{' '.join(run)}”): say it in your own words"
    return ""


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'")
    return _WORD.findall(plain)


def longest_run(words: list[str], others: list[str]) -> list[str]:
    """The longest run of words that both have."""
    matcher = difflib.SequenceMatcher(None, words, others, autojunk=False)
    match = matcher.find_longest_match(0, len(words), 0, len(others))
    return words[match.a : match.a + match.size]

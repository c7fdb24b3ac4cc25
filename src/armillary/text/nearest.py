"""The word somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

FEW = 60  # candidates of which the first dozen give an idea
MANY = 1000  # candidates that can be looked through at once
# How alike two spellings are at least (Ratcliff and Obershelp): a slip spares most of a word, and mostly its first
# letter. Below that the nearest word is another word, and worse than none: 'occupies' is not 'supplies'.
ALIKE, ALIKE_BUT_FIRST = 0.7, 0.85


def nearest(word: str, candidates: Iterable[str], count: int = 1) -> list[str]:
    """Up to `count` candidates that are `word` but for a slip, best first."""
    from difflib import SequenceMatcher, get_close_matches  # only mistakes need it

    word = word[:80]
    known = sorted(candidates)
    if len(known) > MANY:  # a slip leaves the beginning or the end of a word as it was
        known = [name for name in known if name[:2] == word[:2] or name[-2:] == word[-2:]]
    if len(known) > MANY:
        known = [name for name in known if name[:2] == word[:2] and name[-2:] == word[-2:]][:MANY]
    close = get_close_matches(word, known, n=count, cutoff=ALIKE)
    return [
        name for name in close if name[:1] == word[:1] or SequenceMatcher(None, name, word).ratio() >= ALIKE_BUT_FIRST
    ]


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """A hint naming the nearest candidate, or the first few when nothing is near."""
    known = sorted(candidates)
    close = nearest(word, known)
    if close:
        return f"did you mean '{close[0]}'?"
    if not known:
        return "none is defined"
    if len(known) > FEW:
        return "nothing that is known is spelled like it"
    return "one of: " + ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")

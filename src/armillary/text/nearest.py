"""The word somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

FEW = 60  # candidates of which the first dozen give an idea
MANY = 1000  # candidates that can be looked through at once


def nearest(word: str, candidates: Iterable[str], count: int = 1) -> list[str]:
    """Up to `count` candidates spelled most like `word`, best first (Ratcliff and Obershelp's similarity)."""
    import difflib  # only mistakes need it

    known = sorted(candidates)
    if len(known) > MANY:  # a slip leaves the beginning or the end of a word as it was
        known = [name for name in known if name[:2] == word[:2] or name[-2:] == word[-2:]]
    if len(known) > MANY:
        known = [name for name in known if name[:2] == word[:2] and name[-2:] == word[-2:]][:MANY]
    return difflib.get_close_matches(word[:80], known, n=count, cutoff=0.6)


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

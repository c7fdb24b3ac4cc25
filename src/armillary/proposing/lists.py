"""Lists: the members that a noun opens a list of, and the names that run on behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from armillary.proposing.end import End, Resolver

if TYPE_CHECKING:
    from spacy.tokens import Token

_LISTED = frozenset({"conj", "appos", "pobj", "dobj", "nmod", "dep", "npadvmod"})


class Lists:
    """Reads the lists of one sentence."""

    def __init__(self, ends: Resolver) -> None:
        self.ends = ends
        self.parsed = ends.parsed
        self.cues = ends.cues

    def listed(self, token: Token) -> tuple[End, ...]:
        """The members of a list: groups like X and Y, affiliates such as X, including X."""
        found: tuple[End, ...] = ()
        behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        openers = list(token.children)
        if behind is not None and behind.lower_ == "like" and behind not in openers:
            openers.append(behind)  # which the parse may hang on a name further left
        for child in openers:
            opens = child.lower_ in self.cues["list_openers"] and child.dep_ in ("prep", "acl", "advmod")
            if opens and child.lower_ == "as" and not any(c.lower_ == "such" for c in (*child.children, *child.lefts)):
                before = child.i > 0 and child.nbor(-1).lower_ == "such"
                opens = before
            if opens:
                for inner in child.children:
                    if inner.dep_ in ("pobj", "dobj"):
                        found += self.ends.resolve(inner)
                        found += self.run_on(inner, {end.name for end in found})
        return found

    def goes_on(self, token: Token, other: Token) -> bool:
        """Whether the second name is the next of a list, for which the parse has taken it for another of the first."""
        both = token.i in self.parsed.names and other.i in self.parsed.names
        listed = both and token.nbor().text == ","
        return listed and any(c.dep_ == "cc" for c in other.children) and any(c.dep_ == "conj" for c in other.children)

    def run_on(self, token: Token, had: set[str]) -> tuple[End, ...]:
        """The names that follow in a list, whatever the parse has made of it: up to the next verb or full stop."""
        doc = token.doc
        found: list[End] = []
        comma = False
        depth = 0
        for at in range(token.i + 1, len(doc)):
            word = doc[at]
            depth += (word.text == "(") - (word.text == ")")
            if (
                (word.tag_ in ("VBD", "VBZ", "VBP", "MD") and not depth)
                or word.text in (":", ";", ".")
                or word.lower_ == "in"
                or word.dep_ == "advcl"
            ):
                break
            comma = comma or word.text in (",", "(") or word.lower_ in ("and", "or")
            named = self.parsed.names.get(at)
            if named is not None:
                if comma and named.kind == "actor" and named.id not in had and word.dep_ in _LISTED:
                    had.add(named.id)
                    found.append(End(named.id, "actor", at, named.text, named.place, sure=0.9))
                comma = False
        return tuple(found)

    def particularly(self, token: Token) -> tuple[End, ...]:
        """Those whom a list behind a noun singles out: certain factions, particularly X and Y."""
        return tuple(end for c in token.children if c.dep_ == "appos" for end in self.listed(c))

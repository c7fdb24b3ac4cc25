"""Ends that no known name stands for: groups in general, actors only described, things, and unknown names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from armillary.proposing.end import BY_CLASS, DEEPEST, End, Resolver
from armillary.text.months import MONTHS

if TYPE_CHECKING:
    from spacy.tokens import Token


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DATES = frozenset(name.lower() for name in (*MONTHS, *_DAYS))


class Unnamed:
    """Finds in one sentence what is described and not named."""

    def __init__(self, ends: Resolver) -> None:
        self.ends = ends
        self.parsed = ends.parsed
        self.cues = ends.cues

    def described(self, token: Token) -> bool:
        """Whether a noun describes an actor by another: a splinter faction of TTP, the group's branch in Yemen."""
        lemma = token.lemma_.lower()
        marks = {child.lower_ for child in token.children}
        part = lemma in ("affiliate", "offshoot", "branch", "splinter", "wing") or bool(
            marks & {"splinter", "breakaway"}
        )
        return part and token.dep_ != "appos" and not any(c.dep_ == "appos" for c in token.children)

    def new(self, token: Token) -> End:
        """An actor that the noun only describes."""
        return End("", "new", token.i, self.words(token), sure=BY_CLASS)

    def complement(self, token: Token) -> tuple[End, ...]:
        """Another group that operates there is X."""
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            for other in token.head.children:
                if other.dep_ == "attr" and other.i in self.parsed.names:
                    return self.ends.alone(other, False, DEEPEST)
        return ()

    def thing(self, token: Token, lemma: str) -> str:
        """A commodity or an activity: gold, opium, mining."""
        before = token.doc[token.i - 1].lower_ + " " if token.i else ""
        things = self.cues.things
        return things.get(before + lemma) or things.get(lemma) or things.get(token.lower_) or ""

    def in_general(self, token: Token) -> tuple[End, ...]:
        """Groups in general: other terrorist organisations, foreign fighters."""
        marks = {child.lower_ for child in token.children}
        plural = token.tag_ in ("NNS", "NNPS")
        if not any(child.dep_ in ("amod", "compound", "nmod", "prep", "poss") for child in token.children):
            return ()  # fighters, whose it does not say
        if not plural and not marks & {"splinter", "breakaway"}:
            return ()
        lemma = token.lemma_.lower()
        if not marks & {*self.cues["armed_adjectives"], "splinter"} and (
            lemma in self.cues["group_nouns"] or marks & {"other", "local"}
        ):
            return ()
        return (End("", "class", token.i, self.words(token), level="", sure=BY_CLASS),)

    def adjectives(self, token: Token) -> set[str]:
        """The adjectives and nouns that stand before a noun, in small letters."""
        return {child.lower_ for child in token.children if child.dep_ in ("amod", "compound")}

    def unknown_place(self, token: Token) -> str:
        """The name of an unknown place by the noun it stands with: Hiran region, a string of towns in Hiran."""
        within = [p for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "in") for p in c.children]
        for child in (*token.children, *within):
            if is_name(child) and child.i not in self.parsed.names and child.dep_ in ("compound", "nmod", "pobj"):
                return self._name_text(child)
        return ""

    def unknown(self, token: Token) -> tuple[End, ...]:
        """A name that the casebook does not have."""
        if not is_name(token) or len(token) < 3 or token.tag_ == "NNPS":
            return ()
        return (End("", "unknown", token.i, self._name_text(token), sure=BY_CLASS),)

    def _name_text(self, token: Token) -> str:
        """The capitalised words that end in a token."""
        first = token.i
        while first > 0 and token.doc[first - 1].pos_ == "PROPN" and token.doc[first - 1].i not in self.parsed.names:
            first -= 1
        return token.doc[first : token.i + 1].text

    def words(self, token: Token) -> str:
        """A noun with what stands before it and the phrase with of or in behind it, as in the text."""
        first = min(
            (c.i for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "poss", "nummod")), default=token.i
        )
        first = min(first, *(c.left_edge.i for c in token.lefts if c.dep_ == "poss"), token.i)
        last = token.i
        for child in token.rights:
            inside = any(c.dep_ == "pobj" for c in child.children)
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "from") and inside:
                last = max(last, child.right_edge.i)
                break
        pieces = token.doc[first : last + 1]
        start = self.parsed.masked.back(pieces.start_char)
        end = self.parsed.masked.back(pieces.end_char - 1) + 1
        names = [
            found
            for at, _, found in self.parsed.masked.names
            if first <= last and pieces.start_char <= at < pieces.end_char
        ]
        return self.ends.source[start : max([end, *(n.end for n in names)])]


def is_name(token: Token) -> bool:
    """Whether a word is written like a name, and is none of a month or a day."""
    letters = token.text.replace("'", "").replace("’", "")
    return letters.isalpha() and token.text[:1].isupper() and token.lower_ not in _DATES

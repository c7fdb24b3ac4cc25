"""What a stretch of text denies, doubts or only asks, by its words alone: no model has a say in that.

It errs to one side. Where words alone cannot tell whether a tie is denied, it says so, and nothing is let through.
"""

from __future__ import annotations

import enum
import re

from armillary.proposing.cues import Cues
from armillary.proposing.llm import native
from armillary.proposing.llm.quotes import fold_quote

_NEGATING = ("negating_verbs", "negating_nouns", "negating_adjectives", "ending_verbs")
_HEDGING = ("hedging_modals", "hedging_adverbs", "hedging_verbs", "hedging_nouns", "hedging_adjectives")
_FALSE = frozenset(
    [
        *("false", "falsely", "untrue", "untruth", "baseless", "unfounded", "incorrect", "incorrectly", "wrong"),
        *("wrongly", "fictitious", "fabricated", "fabrication", "myth", "hoax", "unproven", "mistaken", "mistakenly"),
        "impossible",
    ]
)
_MERELY = frozenset(["only", "just", "solely", "merely", "simply"])  # not only hosts: no denial
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SUPPOSING = frozenset(["if", "whether", "unless"])
_NOT = frozenset(["cannot", "dont", "doesnt", "didnt", "nobody", "nothing"])
_REACH = 3  # words between a negation and a word of denial that it undoes: has never once denied
# Where what stands before has no say over what comes after. `, and that` goes on with what was begun.
_CLAUSE = re.compile(
    r"[;:]|,? (?:but|whereas|while|although|though|yet) "
    r"|, and (?!that\b|to\b|of\b|whether\b|by\b|for\b|with\b|[^ ]*ing\b)"
)
_OPENING = re.compile(r"\W*(?:although|though|even though|while|whereas|despite|because|since|as|after|when)\b[^,]*,")
_AFTER = re.compile(r"[,;:]| (?:but|and|while|whereas|although|though|because|which|who|yet) ")
_IS = re.compile(r"\b(?:is|are|was|were|been|be|being|seems?|remains?|proved|proven|called|dismissed|denied)\b")
# A text that speaks to its reader: what to leave aside, whose turn it is, what to say. `Officials say that` does not.
_BIDS = r"(?:^|[.:;,!?\"'(]\s*|\b(?:and|then|so|please|must|should|now|you|always)\s+)"
_ADDRESSED = re.compile(
    rf"{_BIDS}(?:ignore|disregard|forget|override)\b[^.!?]{{0,40}}\b(?:instructions?|prompts?|above|previous|task|rules)\b"
    r"|(?:^|[.!?]\s*)(?:system|assistant|user)\s*[:,]"
)
_BIDDEN = re.compile(
    rf"{_BIDS}(?:(?:say|write|answer|output|print|respond|reply)\b(?=\s*:|\s+(?:that|with|the|an?|as|only)\b)"
    r"|(?:report|state|record|claim|assert|confirm|return|extract)\s+(?:that|with|as)\b|add\s+an?\b)"
)


class Saying(enum.StrEnum):
    """How a stretch of text puts what it is about."""

    SO = "so"
    NOT = "not so"
    OPEN = "cannot be told"  # a question, a condition, a demand, or a denial that is itself denied


class Denials:
    """Reads denials and hedges by the cue words of a vocabulary."""

    def __init__(self, cues: Cues) -> None:
        self._adverbs = cues["negating_adverbs"]
        self._others = frozenset().union(*(cues[name] for name in _NEGATING)) | _FALSE
        self._hedges = frozenset().union(*(cues[name] for name in _HEDGING))
        self._willing = cues["willing_verbs"] | cues["demanding_verbs"]
        self._binding = cues["binding_modals"]
        self._modals = cues["foretelling_modals"] | self._binding
        self._possible = cues["hedging_modals"]

    def matters(self, word: str) -> bool:
        """Whether a word, folded, denies, hedges or foretells."""
        return bool(self._sort(word)) or self.hedges(word) or word in self._modals or _is_form(word, self._willing)

    def hedges(self, text: str) -> bool:
        """Whether a stretch has a word that hedges."""
        return any(_is_form(word, self._hedges) for word in _words(text)) or native.hedges(text)

    def bids(self, passage: str, sentences: str) -> bool:
        """Whether a passage gives its reader orders, or these sentences of it say what to say: nobody asserts that."""
        addressed, bidden = fold_quote(passage).text, fold_quote(sentences).text
        return bool(_ADDRESSED.search(addressed) or _BIDDEN.search(bidden))

    def denying(self, text: str) -> list[str]:
        """The words of a stretch that deny: `not` for those that undo a verb, `deny` for those that are one."""
        return [sort for word in _counted(text) if (sort := self._sort(word))] + ["deny"] * len(native.denying(text))

    def read(self, before: str, core: str, after: str, asked: bool) -> Saying:
        """How the core is put, which holds both ends; `before` and `after` are the rest of its sentences."""
        if native.is_native(whole := f"{before} {core} {after}"):
            found = self.denying(whole)
            if asked or len(found) > 1 or native.leaves_open(whole):
                return Saying.OPEN
            return Saying.NOT if found else Saying.SO
        before = _reaching(fold_quote(before).text)
        after = _AFTER.split(fold_quote(after).text, maxsplit=1)[0]
        if not _IS.search(after):
            after = ""
        sorts = [(place, sort) for place, word in enumerate(_counted(f"{before} {core}")) if (sort := self._sort(word))]
        sorts += [(1000 + place, sort) for place, word in enumerate(_counted(after)) if (sort := self._sort(word))]
        if asked or _SUPPOSING & {*_words(before), *_words(core)} or self._binding & set(_words(core)):
            return Saying.OPEN
        if not sorts:
            return Saying.SO
        others = [place for place, sort in sorts if sort == "deny"]
        undone = any(sort == "not" and any(0 < p - place <= _REACH for p in others) for place, sort in sorts)
        return Saying.OPEN if undone or len(others) > 1 else Saying.NOT

    def mood(self, before: str, core: str) -> tuple[str, bool]:
        """The modality that the words around two ends give to what is said of them, and whether they hedge it."""
        words = [*_words(_reaching(fold_quote(before).text)), *_words(core)]
        found = set(words)
        if found & self._possible:
            return "possible", True
        if "would" in found:
            return "conditional", True
        if any(_is_form(word, self._hedges) for word in words) or native.hedges(f"{before} {core}"):
            return "alleged", True
        if found & self._modals:
            return "predicted", False
        if any(_is_form(word, self._willing) and "to" in words[i + 1 : i + 4] for i, word in enumerate(words)):
            return "intended", False
        return "stated", False

    def _sort(self, word: str) -> str:
        if word in self._adverbs or word.endswith("n't") or word in _NOT:
            return "not"
        return "deny" if _is_form(word, self._others) else ""


def _reaching(before: str) -> str:
    """The end of what stands before the ends, as far as it can have a say over them."""
    opening = _OPENING.match(before)
    return _CLAUSE.split(before[opening.end() :] if opening else before)[-1]


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(fold_quote(text).text)]


def _counted(text: str) -> list[str]:
    """The words of a stretch, but for a `not` that belongs to an only."""
    words = _words(text)
    return ["" if word == "not" and _MERELY & set(words[i + 1 : i + 3]) else word for i, word in enumerate(words)]


def _is_form(word: str, lemmas: frozenset[str]) -> bool:
    """Whether a word is one of some lemmas or a form of one: denied is of deny, stopping of stop, broken of break."""
    return word in lemmas or any(stem in lemmas for stem in _stems(word)) or _IRREGULAR.get(word, "") in lemmas


_IRREGULAR = {"broke": "break", "broken": "break", "forsook": "forsake", "forsaken": "forsake", "thought": "think"}


def _stems(word: str) -> list[str]:
    stems = []
    for ending, instead in (
        *(("ied", "y"), ("ies", "y"), ("ed", ""), ("ed", "e"), ("es", "e"), ("es", ""), ("s", "")),
        *(("ing", ""), ("ing", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)] + instead
            stems.append(stem)
            if not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                stems.append(stem[:-1])
    return stems

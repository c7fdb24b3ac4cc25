"""The grounding gate: what a model says is let through only where the passage says it, word for word.

Nothing is repaired. A proposal that fails is counted under the first reason it fails for, and is gone.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass

from armillary.names.finder import Finder, Found
from armillary.names.folding import fold
from armillary.proposing.cues import Cues
from armillary.proposing.llm.answers import Answer
from armillary.proposing.llm.negations import Negations
from armillary.proposing.llm.quotes import Folded, fold_text, place_quote, span_of, window_of
from armillary.proposing.prose import Plain, Sentence, cut
from armillary.vocab.vocabulary import Vocabulary

_DIGITS = re.compile(r"\d+")


class Reason(enum.StrEnum):
    """Why a proposal is not let through."""

    MALFORMED = "not of the form that was asked for"
    RELATION = "the relation is not in the vocabulary, or cannot have such ends"
    QUOTE = "the quote is not in the passage"
    CHANGED = "the quote has another number, name or negation than the passage"
    ENDS = "an end is not named in the quote or beside it"
    SELF = "both ends are one"
    DENIAL = "it denies, and the quote has no word that denies"
    ASSERTION = "it asserts, and the quote denies between the ends"
    REPEATED = "said before of the same passage"


@dataclass(frozen=True, slots=True)
class Grounded:
    """What was let through: the ends as the casebook has them, else as the text does, and the span in the file."""

    answer: Answer
    subject: str
    object: str
    known: tuple[bool, bool]
    span: tuple[int, int]
    exact: bool


class Gate:
    """Holds answers against the passage they are about, and counts what it turns away."""

    def __init__(self, vocab: Vocabulary, finder: Finder) -> None:
        self.vocab = vocab
        self.finder = finder
        self.negations = Negations(Cues(vocab))
        self.rejected: Counter[Reason] = Counter()
        self.passed = 0

    def judge(self, plain: Plain, names: list[Found], answers: list[Answer]) -> list[Grounded]:
        """The answers about one passage that are grounded in it; `names` are the mentions in the passage."""
        held = fold_text(plain.text)
        sentences = list(cut(plain))
        found: list[Grounded] = []
        seen: set[tuple[str, str, str, str]] = set()
        for answer in answers:
            judged = self._judge(plain, held, sentences, names, answer)
            if isinstance(judged, Grounded):
                key = judged.subject, answer.relation, judged.object, answer.polarity
                if key not in seen:
                    seen.add(key)
                    found.append(judged)
                    self.passed += 1
                    continue
                judged = Reason.REPEATED
            self.rejected[judged] += 1
        return found

    def _judge(
        self, plain: Plain, held: Folded, sentences: list[Sentence], names: list[Found], answer: Answer
    ) -> Grounded | Reason:
        if answer.relation not in self.vocab.relations or answer.polarity not in ("asserts", "denies"):
            return Reason.RELATION
        placed = place_quote(held, answer.quote)
        if placed is None:
            return Reason.QUOTE
        begin, end, exact = placed
        if not exact and self._differs(plain.text[begin:end], answer.quote):
            return Reason.CHANGED
        window = window_of(sentences, begin, end)
        subject = self._end(plain, names, answer.subject, window)
        object_ = self._end(plain, names, answer.object, window)
        if subject is None or object_ is None:
            return Reason.ENDS
        if subject[0] == object_[0]:
            return Reason.SELF
        if not self._fits(answer.relation, subject, object_):
            return Reason.RELATION
        negated = self.negations.find(plain.text[begin:end])
        if answer.polarity == "denies" and not negated:
            return Reason.DENIAL
        if answer.polarity == "asserts" and self._denied_between(plain.text, begin, end, subject[2], object_[2]):
            return Reason.ASSERTION
        span = span_of(plain, begin, end)
        if span is None:
            return Reason.QUOTE
        return Grounded(answer, subject[0], object_[0], (subject[1], object_[1]), span, exact)

    def _differs(self, source: str, quote: str) -> bool:
        """Whether a quote that is not verbatim has another number, name or negation than its source."""
        if sorted(_DIGITS.findall(source)) != sorted(_DIGITS.findall(quote)):
            return True
        if sorted(self.negations.find(source)) != sorted(self.negations.find(quote)):
            return True
        return sorted(f.id for f in self.finder.find(source)) != sorted(f.id for f in self.finder.find(quote))

    def _end(
        self, plain: Plain, names: list[Found], written: str, window: tuple[int, int]
    ) -> tuple[str, bool, tuple[int, int]] | None:
        """An end that the window names: its id, or its words in the text, and where they stand."""
        near = [found for found in names if window[0] <= found.start and found.end <= window[1]]
        wanted = {found.id for found in self.finder.find(written)}
        if written in self.finder.actors or written in self.vocab.places:
            wanted = {written}
        for found in near:
            if {found.id, found.place} & wanted or (len(wanted) > 1 and set(found.others) & wanted):
                identity = found.id if found.id in wanted or not found.place else found.place
                return identity, True, (found.start, found.end)
        if wanted:
            return None  # somebody else is named there, or nobody
        place = fold(plain.text[window[0] : window[1]]).find(fold(written)) if fold(written) else -1
        if place < 0 or len(fold(written)) < 3:
            return None
        at = plain.text.casefold().find(written.casefold(), window[0])
        at = at if 0 <= at < window[1] else window[0]
        return written.strip(), False, (at, at + len(written))

    def _fits(self, relation: str, subject: tuple[str, bool, object], object_: tuple[str, bool, object]) -> bool:
        """Whether the relation can have ends of these sorts, as far as they are known."""
        for (identity, known, _), sorts in zip((subject, object_), self.vocab.end_sorts[relation], strict=True):
            if not known:
                continue
            actor = self.finder.actors.get(identity)
            mine = {actor.kind, "actor"} if actor is not None else set()
            if identity in self.vocab.places:
                mine.add("place")
            if sorts and not mine & sorts:
                return False
        return True

    def _denied_between(self, text: str, begin: int, end: int, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether the stretch of the quote that holds both ends denies what is said of them."""
        first, last = min(one[0], other[0], end), max(one[1], other[1], begin)
        inner = text[max(begin, first) : min(end, last)] if first < last else text[begin:end]
        return bool(self.negations.find(inner))

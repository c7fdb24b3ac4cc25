"""The grounding gate: what a model says is let through only where the passage says it, word for word.

Nothing is repaired. A proposal that fails is counted under the first reason it fails for, and is gone.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass

from armillary.names.finder import Finder, Found
from armillary.proposing.cues import Cues
from armillary.proposing.llm.answers import Answer
from armillary.proposing.llm.denials import Denials, Saying
from armillary.proposing.llm.ends import End, Ends, Read
from armillary.proposing.llm.quotes import Placed, changed_words, fold_quote, place_quote
from armillary.proposing.prose import Plain, cut
from armillary.vocab.vocabulary import Vocabulary

WIDEST = 3  # sentences of a quote: a quote of everything grounds nothing
_CLOSERS = "\"'”’»)] "
_ASKED = ("?", "؟")
_DIGITS = re.compile(r"\d+")


class Reason(enum.StrEnum):
    """Why a proposal is not let through."""

    MALFORMED = "not of the form that was asked for"
    RELATION = "the relation is not in the vocabulary, or cannot have such ends"
    QUOTE = "the quote is not in the passage"
    WIDE = "the quote has more than three sentences"
    CHANGED = "the quote has another number, name or negation than the passage"
    ENDS = "an end is not named in the quote or beside it, or both are beside it"
    SELF = "both ends are one"
    DENIAL = "it denies, and the quote does not deny this"
    ASSERTION = "it asserts, and the passage denies this"
    OPEN = "the passage asks, supposes, demands or orders it, or denies a denial"
    REPEATED = "said before of the same passage"


@dataclass(frozen=True, slots=True)
class Grounded:
    """What was let through: the ends as the casebook has them, else as the text does, and the span in the file.

    `modality` and `hedged` are what the words of the passage say, whatever the model said; `sentences` is where in the
    passage the quote's sentences begin and end.
    """

    answer: Answer
    subject: str
    object: str
    known: tuple[bool, bool]
    span: tuple[int, int]
    exact: bool
    modality: str
    hedged: bool
    sentences: tuple[int, int]


class Gate:
    """Holds answers against the passage they are about, and counts what it turns away."""

    def __init__(self, vocab: Vocabulary, finder: Finder) -> None:
        self.vocab = vocab
        self.finder = finder
        self.denials = Denials(Cues(vocab))
        self.ends = Ends(vocab, finder, self.denials)
        self.rejected: Counter[Reason] = Counter()
        self.passed = 0

    def judge(self, plain: Plain, names: list[Found], answers: list[Answer]) -> list[Grounded]:
        """The answers about one passage that are grounded in it; `names` are the mentions in the passage."""
        read = Read(plain, fold_quote(plain.text), list(cut(plain)), names)
        found: list[Grounded] = []
        seen: set[tuple[str, str, str, str]] = set()
        for answer in answers:
            judged = self._judge(read, answer)
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

    def _judge(self, read: Read, answer: Answer) -> Grounded | Reason:
        if answer.relation not in self.vocab.relations or answer.polarity not in ("asserts", "denies"):
            return Reason.RELATION
        judged: list[Grounded | Reason] = [
            self._judge_at(read, answer, placed) for placed in place_quote(read.held, answer.quote)
        ]
        # A quote that stands in several places must hold in each: which of them is meant is not known.
        for reason in judged:
            if isinstance(reason, Reason):
                return reason
        return judged[0] if judged else Reason.QUOTE

    def _judge_at(self, read: Read, answer: Answer, placed: Placed) -> Grounded | Reason:
        plain, begin, end = read.plain, placed.begin, placed.end
        if not placed.exact and self._differs(plain.text[begin:end], answer.quote):
            return Reason.CHANGED
        touched = [i for i, sentence in enumerate(read.sentences) if sentence.start < end and begin < sentence.end]
        if not touched:
            return Reason.QUOTE
        if len(touched) > WIDEST:
            return Reason.WIDE
        here = read.sentences[touched[0]].start, read.sentences[touched[-1]].end
        ends = self.ends.both(read, answer, placed, touched)
        if ends is None:
            return Reason.ENDS
        subject, object_ = ends
        if subject.id == object_.id or (subject.begin, subject.end) == (object_.begin, object_.end):
            return Reason.SELF
        if not self.ends.fit(answer.relation, subject, object_):
            return Reason.RELATION
        first, last = _core(here, placed, subject, object_)
        around = [sentence for sentence in read.sentences if sentence.start < last and first < sentence.end]
        before, core = plain.text[around[0].start : first], plain.text[first:last]
        asked = any(sentence.text.rstrip(_CLOSERS)[-1:] in _ASKED for sentence in around)
        saying = self.denials.read(before, core, plain.text[last : around[-1].end], asked)
        if saying is Saying.OPEN or self.denials.bids(plain.text, plain.text[around[0].start : around[-1].end]):
            return Reason.OPEN
        if answer.polarity == "denies" and (saying is Saying.SO or not self.denials.denying(plain.text[begin:end])):
            return Reason.DENIAL
        if answer.polarity == "asserts" and saying is Saying.NOT:
            return Reason.ASSERTION
        span = _span(plain, begin, end)
        if span is None:
            return Reason.QUOTE
        modality, hedged = self.denials.mood(before, core)
        known = subject.known, object_.known
        hedged = hedged or answer.hedged
        return Grounded(answer, subject.id, object_.id, known, span, placed.exact, modality, hedged, here)

    def _differs(self, source: str, quote: str) -> bool:
        """Whether a quote that is not verbatim has another number, name, negation or hedge than its source."""
        if sorted(_DIGITS.findall(source)) != sorted(_DIGITS.findall(quote)):
            return True
        if changed_words(source, quote, self.denials.matters):
            return True
        return sorted(f.id for f in self.finder.find(source)) != sorted(f.id for f in self.finder.find(quote))


def _core(here: tuple[int, int], placed: Placed, one: End, other: End) -> tuple[int, int]:
    """The stretch with both ends; with all of the quote's sentences up to its end if one of them stands in none."""
    first, last = min(one.begin, other.begin), max(one.end, other.end)
    if first < here[0] or last > here[1]:
        return min(first, here[0]), max(last, placed.end)
    return first, last


def _span(plain: Plain, begin: int, end: int) -> tuple[int, int] | None:
    """The stretch of the file that a stretch of a passage is; None where a page breaks it."""
    first, last = plain.offsets[begin], plain.offsets[end - 1] + 1
    held = any(start <= first and last <= stop for start, stop in plain.passage.spans)
    return (first, last) if held and first < last else None

"""The grounding gate: what a model says is let through only where the passage says it, word for word.

Nothing is repaired. A proposal that fails is counted under the first reason it fails for, and is gone.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from armillary.names.finder import Finder, Found
from armillary.names.folding import fold
from armillary.proposing.cues import Cues
from armillary.proposing.llm.answers import Answer
from armillary.proposing.llm.denials import Denials, Saying
from armillary.proposing.llm.quotes import Folded, Placed, changed_words, fold_quote, place_quote
from armillary.proposing.prose import Plain, Sentence, cut
from armillary.vocab.vocabulary import Vocabulary

WIDEST = 3  # sentences of a quote: a quote of everything grounds nothing
_MOST_WORDS = 8  # of an end that is described and not named
_CLOSERS = "\"'”’»)] "
_ASKED = ("?", "؟")
_DIGITS = re.compile(r"\d+")
# What may stand around a name without its meaning somebody else.
_AROUND = frozenset(["the", "a", "an", "s", "group", "movement", "organisation", "organization", "militants", "forces"])
# What names nobody, however often the passage has it.
NOBODY = frozenset(
    [
        *(
            "a",
            "an",
            "the",
            "it",
            "its",
            "itself",
            "he",
            "him",
            "his",
            "she",
            "her",
            "they",
            "them",
            "their",
            "we",
            "us",
        ),
        *("our", "i", "me", "my", "you", "your", "who", "whom", "whose", "which", "that", "this", "these", "those"),
        *("there", "here", "what", "both", "all", "some", "any", "many", "one", "two", "other", "others", "another"),
        *(
            "nobody",
            "each",
            "of",
            "to",
            "in",
            "on",
            "at",
            "by",
            "for",
            "with",
            "from",
            "and",
            "or",
            "but",
            "as",
            "is",
            "are",
        ),
        *("was", "were", "be", "been", "has", "have", "had", "since", "also", "only", "such", "than", "then", "so"),
    ]
)


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
    OPEN = "the passage asks, supposes or demands it, or denies a denial"
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


@dataclass(frozen=True, slots=True)
class _End:
    """An end as the passage has it: its id, or its words, and where it stands."""

    id: str
    known: bool
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage made ready for judging."""

    plain: Plain
    held: Folded
    sentences: list[Sentence]
    names: list[Found]


class Gate:
    """Holds answers against the passage they are about, and counts what it turns away."""

    def __init__(self, vocab: Vocabulary, finder: Finder) -> None:
        self.vocab = vocab
        self.finder = finder
        self.denials = Denials(Cues(vocab))
        self.rejected: Counter[Reason] = Counter()
        self.passed = 0

    def judge(self, plain: Plain, names: list[Found], answers: list[Answer]) -> list[Grounded]:
        """The answers about one passage that are grounded in it; `names` are the mentions in the passage."""
        read = _Read(plain, fold_quote(plain.text), list(cut(plain)), names)
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

    def _judge(self, read: _Read, answer: Answer) -> Grounded | Reason:
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

    def _judge_at(self, read: _Read, answer: Answer, placed: Placed) -> Grounded | Reason:
        plain, begin, end = read.plain, placed.begin, placed.end
        if not placed.exact and self._differs(plain.text[begin:end], answer.quote):
            return Reason.CHANGED
        touched = [i for i, sentence in enumerate(read.sentences) if sentence.start < end and begin < sentence.end]
        if not touched:
            return Reason.QUOTE
        if len(touched) > WIDEST:
            return Reason.WIDE
        here = read.sentences[touched[0]].start, read.sentences[touched[-1]].end
        ends = self._ends(read, answer, placed, touched)
        if ends is None:
            return Reason.ENDS
        subject, object_ = ends
        if subject.id == object_.id or (subject.begin, subject.end) == (object_.begin, object_.end):
            return Reason.SELF
        if not self._fits(answer.relation, subject, object_):
            return Reason.RELATION
        first, last = _core(here, placed, subject, object_)
        around = [sentence for sentence in read.sentences if sentence.start < last and first < sentence.end]
        before, core = plain.text[around[0].start : first], plain.text[first:last]
        asked = any(sentence.text.rstrip(_CLOSERS)[-1:] in _ASKED for sentence in around)
        saying = self.denials.read(before, core, plain.text[last : around[-1].end], asked)
        if saying is Saying.OPEN:
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

    def _ends(self, read: _Read, answer: Answer, placed: Placed, touched: list[int]) -> tuple[_End, _End] | None:
        """Both ends where they stand closest to each other and to the quote, at most one sentence away from it."""
        first, last = max(touched[0] - 1, 0), min(touched[-1] + 1, len(read.sentences) - 1)
        window = read.sentences[first].start, read.sentences[last].end
        subjects = list(self._end(read, answer.subject, window))
        objects = list(self._end(read, answer.object, window))

        def away(pair: tuple[_End, _End]) -> tuple[int, int]:
            return sum(_outside(end, placed) for end in pair), abs(pair[0].begin - pair[1].begin)

        pairs = [(s, o) for s in subjects for o in objects if not (_outside(s, placed) and _outside(o, placed))]
        return min(pairs, key=away, default=None)

    def _end(self, read: _Read, written: str, window: tuple[int, int]) -> Iterator[_End]:
        """Where the window names an end: by a name of an actor or place, or by just these words."""
        near = [found for found in read.names if window[0] <= found.start and found.end <= window[1]]
        wanted = self._meant(written)
        if wanted:
            for found in near:
                identity = next((one for one in (found.id, found.place, *found.others) if one in wanted), "")
                if identity:
                    yield _End(identity, True, found.start, found.end)
            return  # if it is not among these, somebody else is named there, or nobody
        words = fold(written).split()
        if not 0 < len(words) <= _MOST_WORDS or set(words) <= NOBODY or len(self.finder.find(written)) > 1:
            return
        if len("".join(words)) < 3 or self.denials.denying(written) or re.search(r"[.!?;:]\s", written):
            return
        for at in place_end(read.held, written):
            stands = read.plain.text[at[0] : at[1]]
            # A name that was not seen to be one was masked, with letters that look like others.
            if window[0] <= at[0] and at[1] <= window[1] and not self._meant(stands):
                yield _End(stands, False, *at)

    def _meant(self, written: str) -> set[str]:
        """Whom the words of an end mean, where they are an id or a name and no more than that."""
        if written in self.finder.actors or written in self.vocab.places:
            return {written}
        found = self.finder.find(written)
        if len(found) != 1:
            return set()
        one = found[0]
        rest = fold(written[: one.start] + " " + written[one.end :]).split()
        return {one.id, *([one.place] if one.place else [])} if set(rest) <= _AROUND else set()

    def _fits(self, relation: str, subject: _End, object_: _End) -> bool:
        """Whether the relation can have ends of these sorts, as far as they are known."""
        for end, sorts in zip((subject, object_), self.vocab.end_sorts[relation], strict=True):
            if not end.known:
                continue
            actor = self.finder.actors.get(end.id)
            mine = {actor.kind, "actor"} if actor is not None else set()
            if end.id in self.vocab.places:
                mine.add("place")
            if sorts and not mine & sorts:
                return False
        return True


def place_end(held: Folded, written: str) -> Iterable[tuple[int, int]]:
    """Where the words of an end stand in a passage, whole words only."""
    wanted = fold_quote(written).text.strip(" \"'")
    at = held.text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (held.text[at - 1 : at].isalnum() or held.text[end : end + 1].isalnum()):
            yield held.offsets[at], held.offsets[end - 1] + 1
        at = held.text.find(wanted, at + 1)


def _outside(end: _End, placed: Placed) -> bool:
    return end.begin < placed.begin or placed.end < end.end


def _core(here: tuple[int, int], placed: Placed, one: _End, other: _End) -> tuple[int, int]:
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

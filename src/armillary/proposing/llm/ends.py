"""The ends of what a model says: found by name in the passage, or word for word, close to the quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from armillary.names.finder import Finder, Found
from armillary.names.folding import fold
from armillary.proposing.llm.answers import Answer
from armillary.proposing.llm.denials import Denials
from armillary.proposing.llm.quotes import Folded, Placed, fold_quote
from armillary.proposing.prose import Plain, Sentence
from armillary.vocab.vocabulary import Vocabulary

_MOST_WORDS = 8  # of an end that is described and not named
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


@dataclass(frozen=True, slots=True)
class End:
    """An end as the passage has it: its id, or its words, and where it stands."""

    id: str
    known: bool
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Read:
    """A passage made ready for judging."""

    plain: Plain
    held: Folded
    sentences: list[Sentence]
    names: list[Found]


class Ends:
    """Finds ends in a passage; `denials` tells a denial that was put into an end."""

    def __init__(self, vocab: Vocabulary, finder: Finder, denials: Denials) -> None:
        self.vocab = vocab
        self.finder = finder
        self.denials = denials

    def both(self, read: Read, answer: Answer, placed: Placed, touched: list[int]) -> tuple[End, End] | None:
        """Both ends where they stand closest to each other and to the quote, at most one sentence away from it."""
        first, last = max(touched[0] - 1, 0), min(touched[-1] + 1, len(read.sentences) - 1)
        window = read.sentences[first].start, read.sentences[last].end
        subjects = list(self._where(read, answer.subject, window))
        objects = list(self._where(read, answer.object, window))

        def away(pair: tuple[End, End]) -> tuple[int, int]:
            return sum(_outside(end, placed) for end in pair), abs(pair[0].begin - pair[1].begin)

        pairs = [(s, o) for s in subjects for o in objects if not (_outside(s, placed) and _outside(o, placed))]
        return min(pairs, key=away, default=None)

    def _where(self, read: Read, written: str, window: tuple[int, int]) -> Iterator[End]:
        """Where the window names an end: by a name of an actor or place, or by just these words."""
        near = [found for found in read.names if window[0] <= found.start and found.end <= window[1]]
        wanted = self._meant(written)
        if wanted:
            for found in near:
                identity = next((one for one in (found.id, found.place, *found.others) if one in wanted), "")
                if identity:
                    yield End(identity, True, found.start, found.end)
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
                yield End(stands, False, *at)

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

    def fit(self, relation: str, subject: End, object_: End) -> bool:
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


def _outside(end: End, placed: Placed) -> bool:
    return end.begin < placed.begin or placed.end < end.end

"""Candidates without a parser: two names in one sentence with a trigger between them; marked as such."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise

from armillary.names.finder import Finder, Found
from armillary.proposing.cues import Cues, inflect
from armillary.proposing.proposals import Proposal, Proposed
from armillary.proposing.rules import Line, Rules, unrepeated
from armillary.proposing.settings import read_when
from armillary.reading.matching import Finder as PassageFinder
from armillary.reading.naming import name_passages
from armillary.reading.passages import Document
from armillary.vocab.terms import Frame
from armillary.vocab.vocabulary import Vocabulary

_SCORE = 0.25  # about one in four of these holds
_FURTHEST = 120  # characters between two names
_WORD = re.compile(r"[\w'’]+")


class Triggers:
    """Proposes by names and trigger words alone, where spaCy is not installed."""

    name = "triggers"

    def __init__(self, vocab: Vocabulary, finder: Finder) -> None:
        self.cues = Cues(vocab)
        self.rules = Rules(vocab, finder)
        self._frames: dict[str, Frame] = {}
        for frame in vocab.terms("frames").values():
            for words in frame.words:
                if " " not in words:
                    for form in inflect(words):
                        self._frames.setdefault(form, frame)

    def propose(self, document: Document, name: str = "", date: str = "") -> Proposed:
        """The candidates of one document, in the order of its text."""
        locators = name_passages(PassageFinder(document))
        lines = list(self.rules.lines(document))
        wanted = [line for line in lines if line.wanted]
        found = [one for line in wanted for one in self._pairs(line, locators[line.passage], document.text, name, date)]
        return Proposed(
            document=name,
            sha256=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
            extractor=self.name,
            sentences=len(lines),
            parsed=0,
            proposals=tuple(unrepeated(found, self.cues)),
            new_actors=self.rules.new_actors(lines, name),
        )

    def _pairs(self, line: Line, locator: str, text: str, name: str, date: str) -> Iterator[Proposal]:
        names = [found for found in line.names if found.kind != "people"]
        for one, other in pairwise(names):
            between = line.sentence.text[one.end : other.start]
            if one.id == other.id or len(between) > _FURTHEST:
                continue
            words = [match[0].lower() for match in _WORD.finditer(between)]
            frame = next((self._frames[word] for word in words if word in self._frames), None)
            if frame is None or not self._fits(frame, one, other):
                continue
            span = line.sentence.span(one.start)
            yield Proposal(
                subject=one.id,
                relation=frame.relation,
                object=other.id,
                polarity="denies" if set(words) & self.cues["negating_adverbs"] else "asserts",
                hedged=bool(set(words) & (self.cues["hedging_modals"] | self.cues["hedging_adverbs"])),
                when=read_when(line.sentence.text, date),
                quote=text[span[0] : span[1]],
                span=span,
                page=line.sentence.plain.passage.page,
                passage=locator,
                extractor=self.name,
                frame=frame.id,
                score=_SCORE,
                document=name,
            )

    def _fits(self, frame: Frame, one: Found, other: Found) -> bool:
        objects = self.cues.vocab.end_sorts[frame.relation][1]
        if one.kind == "place":
            return False
        return other.kind == "actor" or "place" in objects

"""The documents under review: which source each is, and the sentences around a quote."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from armillary.casebook.casebook import Casebook
from armillary.proposing.proposals import Proposal
from armillary.proposing.prose import Sentence, cut, plain_passage
from armillary.reading.citations.notes import Citations
from armillary.reading.documents import Kept, kept_texts
from armillary.reading.matching import Finder
from armillary.reading.naming import name_passages
from armillary.reviewing.verdicts import Verdict

_NUMBERING = 4  # characters: what is no longer is the number of a list item
_SAME = 0.5  # the share of its passages by which a document is that of a source whose hashes are kept


@dataclass(frozen=True, slots=True)
class Around:
    """A quote as plain words with the sentences before and after it, and the whole of its passage."""

    before: str
    quote: str
    after: str
    passage: str


class Original:
    """A document that proposals were made of; without its text only the quotes are there."""

    def __init__(self, root: Path, sha256: str, name: str) -> None:
        self.sha256 = sha256
        self.name = name
        self._files: list[Kept] = kept_texts(root, sha256)

    @cached_property
    def finder(self) -> Finder | None:
        """Finds its passages by their locators."""
        return Finder(self._files[0].document()) if self._files else None

    @cached_property
    def citations(self) -> Citations | None:
        """What its notes cite."""
        if not self._files:
            return None
        transcript = self._files[0].transcript
        return Citations(works=transcript.works, notes=transcript.citations)

    @cached_property
    def _sentences(self) -> list[tuple[int, int, Sentence]]:
        """Its sentences by where they begin in the text, with the place of their passage."""
        if self.finder is None:
            return []
        document = self.finder.document
        found = [
            (sentence.plain.offsets[sentence.start], place, sentence)
            for place, passage in enumerate(document.passages)
            for sentence in cut(plain_passage(document, passage))
        ]
        return sorted(found, key=lambda item: item[0])

    def around(self, proposal: Proposal) -> Around:
        """The quote in its place."""
        begin, end = proposal.span
        touched = [
            index
            for index, (start, _, sentence) in enumerate(self._sentences)
            if start < end and sentence.plain.offsets[sentence.end - 1] >= begin
        ]
        if not touched:
            return Around("", " ".join(proposal.quote.split()), "", "")
        place = self._sentences[touched[0]][1]
        parts = ["", "", ""]
        for index in touched:
            sentence = self._sentences[index][2]
            for at in range(sentence.start, sentence.end):
                offset = sentence.plain.offsets[at]
                parts[0 if offset < begin else 1 if offset < end else 2] += sentence.plain.text[at]
            parts[2 if parts[2] else 1] += " "
        around = [i for i, (_, other, _) in enumerate(self._sentences) if other == place]
        if touched[0] - 1 in around and len(self._sentences[touched[0] - 1][2].text) > _NUMBERING:
            parts[0] = f"{self._sentences[touched[0] - 1][2].text} {parts[0]}"
        if touched[-1] + 1 in around:
            parts[2] = f"{parts[2]} {self._sentences[touched[-1] + 1][2].text}"
        before, quote, after = (" ".join(part.split()) for part in parts)
        return Around(before, quote, after, self._sentences[touched[0]][2].plain.text)

    def locator(self, proposal: Proposal, used: Iterable[str]) -> str:
        """The place of a proposal as `at:` says it, in the words that claims use for its section."""
        name = proposal.passage
        if self.finder is not None:
            starts = [start for start, _, _ in self._sentences]
            index = bisect_right(starts, proposal.span[0]) - 1
            if index >= 0:
                name = self._names(tuple(used))[self._sentences[index][1]] or name
        return " ".join([name, *(f"n{note}" for note in proposal.notes)]).strip()

    def _names(self, used: tuple[str, ...]) -> list[str]:
        if self._named is None or self._named[0] != used:
            assert self.finder is not None
            self._named = used, name_passages(self.finder, used)
        return self._named[1]

    _named: tuple[tuple[str, ...], list[str]] | None = None

    def source(self, book: Casebook, verdicts: Iterable[Verdict]) -> str:
        """The source that the document is: by its hash, by those of its passages, or as somebody said; '' if none."""
        hashes = {self.sha256, *(kept.transcript.sha256 for kept in self._files)}
        for source in book.sources.values():
            if source.sha256 in hashes:
                return source.id
        if self.finder is not None and book.passages:
            here = {passage.sha256 for passage in self.finder.document.passages}
            held, all_ = Counter[str](), Counter[str]()
            for passage in book.passages:
                all_[passage.source] += 1
                held[passage.source] += passage.sha256 in here
            best = max(all_, key=lambda source: held[source] / all_[source])
            if held[best] >= _SAME * all_[best]:
                return best
        said = [v.source for v in verdicts if v.sha256 == self.sha256 and v.source in book.sources]
        return said[-1] if said else ""

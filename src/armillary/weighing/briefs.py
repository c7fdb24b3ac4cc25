"""Testimonies in brief: who speaks on which tie, and for or against it; as much as the checks of a casebook need.

A check is run at every save, and most claims are plain. Those are told here in a few steps, all others by the hearing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Flow, Position, Quantity, Retraction, Statement, Tie, Triple
from armillary.casebook.resolve import flow_triple, links_to_root
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.testimony import Hearing, Testimony

SILENT = (Quantity, Position, Retraction)  # what says nothing of ties


class Brief(NamedTuple):
    """One origin, through one claim, for (+1) or against (-1) the tie of a question; `undated` as in a testimony."""

    tie: tuple[str, str, str]
    origin: str
    claim: Claim
    side: int
    undated: bool


class Briefs:
    """Tells in brief what the claims of a casebook say."""

    def __init__(self, book: Casebook, vocab: Vocabulary, hearing: Hearing) -> None:
        self.book = book
        self.vocab = vocab
        self.hearing = hearing
        self._symmetric = {relation.id for relation in vocab.relations.values() if relation.symmetric}
        self._voting = {modality.id for modality in vocab.modalities.values() if modality.votes}
        self._derived = {source.id for source in book.sources.values() if source.derived_from}

    def tell(self) -> Iterator[Brief]:
        """Every testimony in brief, claim by claim."""
        for claim in self.book.claims.values():
            if type(claim.matter) in SILENT:
                continue
            saying = self._plain(claim)
            if saying is None:
                for item in self.hearing.hear_claim(claim):
                    if isinstance(item, Testimony):
                        yield Brief(item.question[:3], item.credit.origin, claim, item.side, item.undated)
            elif claim.modality in self._voting:
                tie, side, teller = saying
                for chain in claim.chains:
                    yield Brief(tie, teller or self._origin(chain, claim.source), claim, side, False)

    def _plain(self, claim: Claim) -> tuple[tuple[str, str, str], int, str] | None:
        """The tie of a plain claim, its side, and who says so in a statement; None where the claim is not plain."""
        matter = claim.matter
        if type(matter) is not Statement:
            triple = flow_triple(matter, self.vocab) if type(matter) is Flow else matter.triple  # type: ignore[union-attr]
            if claim.when is None or claim.ended is not None or triple is None:
                return None
            tie = self._tie(triple, claim.level, claim.object_level)
            return tie and (tie, 1 if claim.polarity == "asserts" else -1, "")
        if matter.about is None or claim.polarity != "asserts":
            return None
        about, verb = matter.about, self.vocab.verbs[matter.verb]
        if type(about.matter) is not Tie or about.when is None or about.ended is not None:
            return None
        if verb.relation or verb.about == "none":
            return None
        tie = self._tie(about.matter.triple, about.level, about.object_level)
        return tie and (tie, 1 if about.polarity == verb.about else -1, matter.speaker)

    def _tie(self, triple: Triple, level: str, object_level: str) -> tuple[str, str, str] | None:
        """A tie between two actors in its one spelling; None where an end is a class or may be a place."""
        subject, object_ = triple.subject, triple.object
        if subject.is_class or object_.is_class or subject.name == object_.name or object_.name in self.vocab.places:
            return None
        if triple.relation in self._symmetric and (object_.name, object_level) < (subject.name, level):
            subject, object_ = object_, subject
        return subject.name, triple.relation, object_.name

    def _origin(self, chain: tuple[str, ...], source: str) -> str:
        root = chain[-1] if chain else source
        if not self._derived.isdisjoint(chain) or source in self._derived:
            root = links_to_root(chain, source, self.book)[-1]
        record = self.book.sources.get(root)
        return record.speaker if record else root

"""What stands beside a proposal: claims of the casebook that say the same, the contrary, or something at its place."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from collections.abc import Iterable

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.forms import Forms
from armillary.casebook.plain import plain_entry
from armillary.casebook.records import Claim, Statement, Triple
from armillary.casebook.resolve import about_triple, deed_triple
from armillary.reading.locators import parse_locator
from armillary.reading.matching import Finder
from armillary.reviewing.drafts import Draft, one_line
from armillary.vocab.vocabulary import Vocabulary

KINDS = ("duplicate", "rival", "same_ends", "same_passage")


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of the casebook. `kind` is duplicate (says the same), rival (the same question with the other polarity),
    same_ends (another relation of the same two) or same_passage; `here` if it is read at the same passage."""

    kind: str
    id: str
    line: str
    at: str
    text: str
    file: str
    here: bool


class Neighbours:
    """The claims of a casebook by their ends and by the passages of one document."""

    def __init__(self, book: Casebook, vocab: Vocabulary, source: str, finder: Finder | None) -> None:
        self.book = book
        self.vocab = vocab
        self.source = source
        self.finder = finder
        self._form = Forms(vocab).claim
        self._by_ends: dict[frozenset[str], list[tuple[Triple, str, str]]] = {}
        self._by_passage: dict[object, list[str]] = {}
        for claim in book.claims.values():
            for triple, polarity in ties_of(claim, vocab):
                ends = frozenset((str(triple.subject), str(triple.object)))
                self._by_ends.setdefault(ends, []).append((triple, polarity, claim.id))
            if claim.source == source:
                for place in self._places(claim.at):
                    self._by_passage.setdefault(place, []).append(claim.id)

    def of(self, draft: Draft) -> list[Neighbour]:
        """The neighbours of a draft, those first that it should be weighed against."""
        here = {one for place in self._places(draft.get("at")) for one in self._by_passage.get(place, ())}
        subject, relation, object_ = draft.ends
        polarity = draft.get("polarity") or "asserts"
        kinds: dict[str, str] = {}
        for triple, other, claim in self._by_ends.get(frozenset((subject, object_)), ()):
            kind = "same_ends"
            if triple.relation == relation and (str(triple.subject) == subject or self._is_symmetric(relation)):
                kind = "duplicate" if other == polarity else "rival"
            if KINDS.index(kind) < KINDS.index(kinds.get(claim, KINDS[-1])):
                kinds[claim] = kind
        for claim in here:
            kinds.setdefault(claim, "same_passage")
        order = sorted(kinds, key=lambda c: (KINDS.index(kinds[c]), c not in here, _number(c)))
        return [self._neighbour(self.book.claims[claim], kinds[claim], claim in here) for claim in order]

    def _neighbour(self, claim: Claim, kind: str, here: bool) -> Neighbour:
        line = one_line(plain_entry(claim, self._form))
        return Neighbour(kind=kind, id=claim.id, line=line, at=claim.at, text=claim.text, file=claim.file, here=here)

    def _is_symmetric(self, relation: str) -> bool:
        return relation in self.vocab.relations and self.vocab.relations[relation].symmetric

    def _places(self, at: str) -> Iterable[object]:
        """What two locators of one passage have in common: its place in the document, else section and paragraph."""
        if not at:
            return ()
        locator = parse_locator(at)
        if self.finder is not None:
            found = self.finder.find(locator)
            if found.loose:
                return ()
            passages = self.finder.document.passages
            return [place for place in found.passages if not passages[place].note or not locator.paragraphs]
        return [(locator.section.casefold(), number, locator.item) for number in locator.paragraphs or (0,)]


def ties_of(claim: Claim, vocab: Vocabulary) -> Iterable[tuple[Triple, str]]:
    """The ties that a claim is for or against: its own, and the one that its statement is about."""
    if (triple := deed_triple(claim, vocab)) is not None:
        yield triple, claim.polarity
    if isinstance(claim.matter, Statement) and claim.matter.about is not None:
        about = claim.matter.about
        if (triple := about_triple(about, vocab)) is not None:
            denied = vocab.verbs[claim.matter.verb].about == "denies"
            yield triple, "denies" if denied != (about.polarity == "denies") else "asserts"


def _number(claim: str) -> tuple[int, str]:
    tail = claim.rpartition("/")[2]
    return (int(tail), "") if tail.isdigit() else (0, claim)

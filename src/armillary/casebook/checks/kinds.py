"""Kinds: a fact that is coded as a flow, an incident or a statement is not coded again as a tie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.sayings import Sayings, overlap
from armillary.casebook.records import Claim, Statement, Tie
from armillary.casebook.resolve import about_triple, deed_triple, links_to_root
from armillary.finding import Finding, find
from armillary.text.dates import When
from armillary.vocab.vocabulary import Vocabulary

Chains: TypeAlias = tuple[tuple[str, ...], ...]
Deed: TypeAlias = tuple[tuple[str, str, str], str, Chains]  # the tie, its polarity, its credit


def check_kinds(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L311: ties that repeat what a claim of a more specific kind, read at the same place, says already."""
    sayings = Sayings(vocab)
    deeds: dict[tuple[str, str, Deed], list[tuple[Claim, When | None]]] = {}
    relations: set[str] = set()
    for claim in book.claims.values():
        if type(claim.matter) is not Tie:
            for deed, when in _deeds(claim, sayings, book, vocab):
                deeds.setdefault((claim.source, claim.at, deed), []).append((claim, when))
                relations.add(deed[0][1])
    if not deeds:
        return []
    out = []
    for claim in book.claims.values():
        matter = claim.matter
        if type(matter) is Tie and matter.triple.relation in relations:
            key = (claim.source, claim.at, (sayings.tie(matter.triple), claim.polarity, claim.chains))
            other = next((other for other, when in deeds.get(key, ()) if overlap(when, claim.when)), None)
            if other is not None:
                kind = type(other.matter).__name__.lower()
                message = f"'{claim.id}' codes the tie again that the {kind} '{other.id}' makes"
                hint = f"keep the {kind}; it counts as the tie"
                out.append(find("L311", claim.place("tie"), message, hint, (other.place(),)))
    return out


def _deeds(claim: Claim, sayings: Sayings, book: Casebook, vocab: Vocabulary) -> Iterator[tuple[Deed, When | None]]:
    """The ties that a claim makes or speaks of, with their times."""
    matter = claim.matter
    if type(matter) is Statement and matter.verb not in vocab.verbs:
        return  # which has its finding
    made = deed_triple(claim, vocab)
    if made is not None:
        yield (sayings.tie(made), claim.polarity, claim.chains), claim.when
    if type(matter) is not Statement or matter.about is None:
        return
    about, view = matter.about, vocab.verbs[matter.verb].about
    said = about_triple(about, vocab)
    if said is None or view == "none":
        return
    # What is said has the speaker for its root; only where the speaker is read at first hand are the chains the same.
    polarity = "asserts" if (view == "asserts") == (about.polarity == "asserts") else "denies"
    when = about.when or claim.when
    yield (sayings.tie(said), polarity, tuple((*chain, matter.speaker) for chain in claim.chains)), when
    if all(_root(chain, claim.source, book) == matter.speaker for chain in claim.chains):
        yield (sayings.tie(said), polarity, claim.chains), when


def _root(chain: tuple[str, ...], source: str, book: Casebook) -> str:
    link = links_to_root(chain, source, book)[-1]
    return book.sources[link].speaker if link in book.sources else link

"""Visibility: which records a release may hold, by marking and compartments and by what they would give away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Record, Source, Statement
from armillary.casebook.resolve import links_to_root
from armillary.releasing.release import Release
from armillary.releasing.walking import PLACING, records_of, words
from armillary.vocab.vocabulary import Vocabulary

Key = tuple[str, str]  # shelf, id
NAMED_THROUGH = ("speakers", "sources")  # what a chain of credit goes through
ORPHANED = ("actors", "speakers", "sources")  # what only hidden records use is hidden with them
# Where a name is not left standing but replaced by a pseudonym, so that it need not hide the record.
REPLACED = {"claims": {"chains"}, "sources": {"speaker"}}
NEEDED = {
    "commitments": ("obligor",),
    "copying": ("copier", "original"),
    "levers": ("holder", "on"),
    "narratives": ("speaker",),
}


@dataclass(frozen=True)
class Visibility:
    """What is hidden of a casebook: keys of records, and the names that no visible record bears."""

    hidden: frozenset[Key]
    names: frozenset[str]

    def shows(self, shelf: str, name: str) -> bool:
        """Whether a record of a shelf is in the release, or no record at all."""
        return (shelf, name) not in self.hidden

    def shows_link(self, name: str) -> bool:
        """Whether a source or speaker in a chain of credit may be named."""
        return all(self.shows(shelf, name) for shelf in NAMED_THROUGH)


def see(casebook: Casebook, vocab: Vocabulary, release: Release, left_out: frozenset[str] = frozenset()) -> Visibility:
    """What a release shows of a casebook; `left_out` are ids of records that its answers withhold.

    A record is hidden by its own marking and compartments and by its source's, whichever is more closed; where it names
    a hidden record other than in a chain of credit; where it is the voice of a hidden actor, with the same id; and
    where it is one that only hidden records use.
    """
    every = list(records_of(casebook))
    hidden = {
        (shelf, record.id)
        for shelf, record in every
        if record.id in left_out or not _allowed(record, casebook, vocab, release)
    }
    said = {(shelf, record.id): frozenset(words(record)) - {record.id} for shelf, record in every}
    while True:
        names = _names(every, hidden)
        more: set[Key] = {
            (shelf, record.id)
            for shelf, record in every
            if (shelf, record.id) not in hidden and _gives_away(shelf, record, hidden, names)
        }
        voices = {("speakers", name) for shelf, name in hidden if shelf == "actors" and name in casebook.speakers}
        more |= voices - hidden
        more |= _orphans(every, said, hidden | more)
        if not more:
            return Visibility(frozenset(hidden), names)
        hidden |= more


def pruned(record: Record, names: frozenset[str]) -> dict[str, Any]:
    """The fields of a record that are lists and lose entries naming what is hidden."""
    changed: dict[str, Any] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, tuple) and value and name != "chains":
            kept = tuple(item for item in value if names.isdisjoint(words(item)))
            if len(kept) < len(value):
                changed[name] = kept
    return changed


def passes_through_hidden(claim: Claim, casebook: Casebook, seen: Visibility) -> bool:
    """Whether any of a claim's chains, or who makes its statement, goes through what a release hides."""
    return not all(seen.shows_link(link) for link in links_of(claim, casebook))


def links_of(claim: Claim, casebook: Casebook) -> set[str]:
    """The sources and speakers that a claim's chains go through, and who makes its statement."""
    links = {link for chain in claim.chains for link in links_to_root(chain, claim.source, casebook)}
    if isinstance(claim.matter, Statement):
        links.add(claim.matter.speaker)
    return links | {source.speaker for link in links if (source := casebook.sources.get(link))}


def _allowed(record: Record, casebook: Casebook, vocab: Vocabulary, release: Release) -> bool:
    """Whether marking and compartments of a record, and of the source it is read in, allow it."""
    source = casebook.sources.get(getattr(record, "source", ""))
    return all(_open(part, vocab, release) for part in (record, source) if part is not None)


def _open(record: Record, vocab: Vocabulary, release: Release) -> bool:
    marking, originator = (str(getattr(record, name, "")) for name in ("marking", "originator"))
    if originator and not marking:
        return False  # another's record goes nowhere without a marking of its own
    order = vocab.lists.markings[marking].order if marking else 0
    return order <= release.order and set(getattr(record, "compartments", ())) <= set(release.compartments)


def _names(every: list[tuple[str, Record]], hidden: set[Key]) -> frozenset[str]:
    shown = {record.id for shelf, record in every if (shelf, record.id) not in hidden}
    return frozenset(name for _, name in hidden if name not in shown)


def _gives_away(shelf: str, record: Record, hidden: set[Key], names: frozenset[str]) -> bool:
    """Whether a record cannot stand without saying what is hidden."""
    if ("sources", getattr(record, "source", "")) in hidden:
        return True
    if isinstance(record, Claim) and isinstance(record.matter, Statement) and record.matter.speaker in names:
        return True
    fields = pruned(record, names)
    if any(name in fields and not fields[name] for name in NEEDED.get(shelf, ())):
        return True
    replaced = REPLACED.get(shelf, set()) | fields.keys() | PLACING
    rest = (getattr(record, name) for name in record.__struct_fields__ if name not in replaced)
    return any(not names.isdisjoint(words(value)) for value in rest)


def _orphans(every: list[tuple[str, Record]], said: dict[Key, frozenset[str]], hidden: set[Key]) -> set[Key]:
    """Actors, speakers and sources that some hidden record uses and no visible one does."""
    shown: set[str] = set()
    closed: set[str] = set()
    for shelf, record in every:
        key = (shelf, record.id)
        (closed if key in hidden else shown).update(said[key])
    found = set()
    for shelf, record in every:
        if shelf in ORPHANED and (shelf, record.id) not in hidden and record.id in closed and record.id not in shown:
            found.add((shelf, record.id))
    return found


def sources_of(claim: Claim, casebook: Casebook) -> Iterator[Source]:
    """The sources that a claim's chains go through, its own first."""
    for chain in claim.chains:
        for link in links_to_root(chain, claim.source, casebook):
            if link in casebook.sources:
                yield casebook.sources[link]


def without(record: Record, names: frozenset[str]) -> Record:
    """A record without the entries of its lists that name what is hidden."""
    return msgspec.structs.replace(record, **pruned(record, names))

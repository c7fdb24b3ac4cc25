"""What codes a source: claims, commitments and levers, and the coverage entries that say why nothing does."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Commitment, Coverage, Lever
from armillary.finding import ArmillaryError
from armillary.reading.reports import Coder, Lost, Reason
from armillary.reading.wording import line_of
from armillary.text.nearest import did_you_mean

Coding = Claim | Commitment | Lever


def locators_used(casebook: Casebook, source: str) -> list[str]:
    """Every locator with which the casebook names a place of a source."""
    return [record.at for record in (*codings_of(casebook, source), *entries_of(casebook, source))]


def known_source(casebook: Casebook, source: str) -> None:
    """Raise ArmillaryError when the casebook has no such source."""
    if source not in casebook.sources:
        raise ArmillaryError(f"the casebook has no source '{source}'", did_you_mean(source, casebook.sources))


def codings_of(casebook: Casebook, source: str) -> Iterator[Coding]:
    """Everything that codes a place of a source."""
    for records in (casebook.claims, casebook.commitments, casebook.levers):
        yield from (record for record in records.values() if record.source == source and record.at)


def entries_of(casebook: Casebook, source: str) -> Iterator[Coverage]:
    """The coverage entries of a source."""
    yield from (entry for entry in casebook.coverage if entry.source == source)


def coder_of(record: Coding) -> Coder:
    """What codes a passage, as it is reported."""
    text = record.undertaking if isinstance(record, Commitment) else record.text
    return Coder(
        record=type(record).__name__.lower(),
        id=record.id,
        at=record.at,
        says=line_of(record) if isinstance(record, Claim) else "",
        text=text,
        file=record.file,
        line=record.place().line,
    )


def reason_of(entry: Coverage, whole_section: bool = False) -> Reason:
    """A coverage entry, as it is reported."""
    return Reason(
        at=entry.at,
        reason=entry.reason,
        repeats=entry.repeats,
        note=entry.note,
        file=entry.file,
        line=entry.place().line,
        whole_section=whole_section,
    )


def lost(record: Coding | Coverage, problem: str, hint: str) -> Lost:
    """A locator that does not fit, as it is reported."""
    place = record.place("at")
    kind = type(record).__name__.lower()
    return Lost(
        record=kind,
        id="" if isinstance(record, Coverage) else record.id,
        at=record.at,
        problem=problem,
        hint=hint,
        file=place.file,
        line=place.line,
    )

"""Coverage: for every passage of a document what codes it, or the stated reason why nothing does."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Commitment, Coverage, Lever
from armillary.finding import ArmillaryError
from armillary.reading.hashes import compare_hashes
from armillary.reading.locators import Locator, parse_locator
from armillary.reading.matching import Finder, Match
from armillary.reading.naming import name_passages
from armillary.reading.passages import ACCOUNTABLE, Document, Kind, Passage
from armillary.reading.reports import (
    CodedPlace,
    CodedPlaces,
    Coder,
    CoveredDocument,
    CoveredPassage,
    Lost,
    Reason,
    StoredHash,
    Tally,
)
from armillary.reading.wording import line_of
from armillary.text.nearest import did_you_mean

Coding = Claim | Commitment | Lever
_TALLIED = ("paragraph", "list_item", "note", "caption")


def coded_places(casebook: Casebook, source: str) -> CodedPlaces:
    """What the casebook alone tells of its coding of a source: the places that it names, in their order."""
    _known(casebook, source)
    coders: dict[tuple[str, str], list[Coder]] = {}
    reasons: dict[tuple[str, str], list[Reason]] = {}
    order: dict[tuple[str, str], tuple[int, int, int]] = {}
    sections: dict[str, int] = {}
    for record in [*_codings(casebook, source), *_entries(casebook, source)]:
        locator = parse_locator(record.at)
        place = _place_words(locator)
        key = (locator.section, place)
        section = sections.setdefault(locator.section, len(sections))
        first = locator.paragraphs[0] if locator.paragraphs else 0
        order.setdefault(key, (section, first, locator.notes[0] if locator.notes else 0))
        if isinstance(record, Coverage):
            reasons.setdefault(key, []).append(_reason(record))
        else:
            coders.setdefault(key, []).append(_coder(record))
    return CodedPlaces(
        source=source,
        title=casebook.sources[source].title,
        claims=sum(len(found) for found in coders.values()),
        entries=sum(len(found) for found in reasons.values()),
        places=[
            CodedPlace(section=key[0], place=key[1], coded_by=coders.get(key, []), reasons=reasons.get(key, []))
            for key in sorted(order, key=lambda key: order[key])
        ],
        hashes=[StoredHash(at=p.at, sha256=p.sha256) for p in casebook.passages if p.source == source],
    )


def _place_words(locator: Locator) -> str:
    """Paragraphs, pages and parts as written; notes only where nothing else is given, for they stand in a paragraph."""
    words = [f"¶{number}" for number in locator.paragraphs] + [f"p. {number}" for number in locator.pages]
    words += [] if words else [f"n{number}" for number in locator.notes]
    words += [locator.part.value.replace("_", " ")] if locator.part else []
    return ", ".join(words)


def cover_document(casebook: Casebook, source: str, document: Document, name: str) -> CoveredDocument:
    """Hold a document against its coding; `name` is what the file is called."""
    _known(casebook, source)
    codings, entries = list(_codings(casebook, source)), list(_entries(casebook, source))
    finder = Finder(document)
    names = name_passages(finder, locators_used(casebook, source))
    coded: dict[int, list[Coder]] = {}
    reasoned: dict[int, list[Reason]] = {}
    unmatched, misplaced, loose = list[Lost](), list[Lost](), list[Lost]()
    for record in (*codings, *entries):
        match = finder.find(parse_locator(record.at))
        if match.problem:
            unmatched.append(_lost(record, match.problem, match.hint))
            continue
        if match.misplaced:
            misplaced.append(_lost(record, _where_called(finder, names, match), ""))
        if isinstance(record, Coverage):
            for place in match.passages:
                reasoned.setdefault(place, []).append(_reason(record, match.loose))
            continue
        wanted = [place for place in match.passages if document.passages[place].kind in ACCOUNTABLE]
        if match.loose and len(wanted) > 1:
            loose.append(_lost(record, "it names no paragraph, so it codes none", "add the paragraph: ¶2"))
            continue
        for place in match.passages if not match.loose else wanted:
            coded.setdefault(place, []).append(_coder(record))
    passages = [
        _covered(document, passage, at, coded.get(place, []), reasoned.get(place, []))
        for place, (passage, at) in enumerate(zip(document.passages, names, strict=True))
    ]
    stored = [passage for passage in casebook.passages if passage.source == source]
    return CoveredDocument(
        source=source,
        title=casebook.sources[source].title,
        document=name,
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        tallies=_tallies(passages),
        set_aside=dict(Counter(passage.kind for passage in passages if passage.state == "set_aside")),
        uncovered=[passage.at for passage in passages if passage.state == "uncovered"],
        unmatched=unmatched,
        misplaced=misplaced,
        loose=loose,
        hashes=len(stored),
        changed=compare_hashes(finder, names, stored),
        passages=passages,
    )


def locators_used(casebook: Casebook, source: str) -> list[str]:
    """Every locator with which the casebook names a place of a source."""
    return [record.at for record in (*_codings(casebook, source), *_entries(casebook, source))]


def _known(casebook: Casebook, source: str) -> None:
    if source not in casebook.sources:
        raise ArmillaryError(f"the casebook has no source '{source}'", did_you_mean(source, casebook.sources))


def _codings(casebook: Casebook, source: str) -> Iterator[Coding]:
    for records in (casebook.claims, casebook.commitments, casebook.levers):
        yield from (record for record in records.values() if record.source == source and record.at)


def _entries(casebook: Casebook, source: str) -> Iterator[Coverage]:
    yield from (entry for entry in casebook.coverage if entry.source == source)


def _coder(record: Coding) -> Coder:
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


def _reason(entry: Coverage, whole_section: bool = False) -> Reason:
    return Reason(
        at=entry.at,
        reason=entry.reason,
        repeats=entry.repeats,
        note=entry.note,
        file=entry.file,
        line=entry.place().line,
        whole_section=whole_section,
    )


def _lost(record: Coding | Coverage, problem: str, hint: str) -> Lost:
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


def _where_called(finder: Finder, names: Sequence[str], match: Match) -> str:
    """Where the notes of a locator are called, when it is not where the locator says."""
    found = [
        f"n{number} is called in " + ", ".join(names[place] for place in finder.called_in[number])
        for number in match.misplaced
    ]
    return "; ".join(found)


def _covered(
    document: Document, passage: Passage, at: str, coded_by: list[Coder], reasons: list[Reason]
) -> CoveredPassage:
    if coded_by:
        state = "coded"
    elif reasons:
        state = "reasoned"
    else:
        state = "uncovered" if passage.kind in ACCOUNTABLE else "set_aside"
    return CoveredPassage(
        at=at,
        section=passage.section.title,
        section_number=passage.section.number,
        kind=passage.kind.value,
        paragraph=passage.paragraph,
        item=passage.item,
        note=passage.note,
        page=passage.page,
        markers=list(passage.markers),
        spans=list(passage.spans),
        sha256=passage.sha256,
        state=state,
        text=document.plain(passage),
        coded_by=coded_by,
        reasons=reasons,
    )


def _tallies(passages: list[CoveredPassage]) -> list[Tally]:
    """Counts of what must be accounted for; an item of a list that no paragraph opens counts as a paragraph."""
    found: dict[str, Counter[str]] = {}
    for passage in passages:
        if Kind(passage.kind) not in ACCOUNTABLE:
            continue
        is_paragraph = passage.kind == Kind.BODY or (passage.kind == Kind.LIST_ITEM and not passage.item)
        found.setdefault("paragraph" if is_paragraph else passage.kind, Counter())[passage.state] += 1
    return [
        Tally(
            kind=kind,
            passages=sum(found[kind].values()),
            coded=found[kind]["coded"],
            reasoned=found[kind]["reasoned"],
            uncovered=found[kind]["uncovered"],
        )
        for kind in _TALLIED
        if kind in found
    ]


def passages_at(found: CoveredDocument, document: Document, text: str) -> list[CoveredPassage]:
    """The passages of a covered document that a locator names; raises ArmillaryError when it names none."""
    match = Finder(document).find(parse_locator(text))
    if match.problem or not match.passages:
        raise ArmillaryError(f"'{text}' names no passage: {match.problem or 'there is none'}", match.hint)
    return [found.passages[place] for place in match.passages]

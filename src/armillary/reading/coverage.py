"""Coverage: for every passage of a document what codes it, or the stated reason why nothing does."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Coverage
from armillary.finding import ArmillaryError
from armillary.reading.coders import coder_of, codings_of, entries_of, known_source, locators_used, lost, reason_of
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

_TALLIED = ("paragraph", "list_item", "note", "caption")


def coded_places(casebook: Casebook, source: str) -> CodedPlaces:
    """What the casebook alone tells of its coding of a source: the places that it names, in their order."""
    known_source(casebook, source)
    coders: dict[tuple[str, str], list[Coder]] = {}
    reasons: dict[tuple[str, str], list[Reason]] = {}
    order: dict[tuple[str, str], tuple[int, int, int]] = {}
    sections: dict[str, int] = {}
    for record in [*codings_of(casebook, source), *entries_of(casebook, source)]:
        locator = parse_locator(record.at)
        place = _place_words(locator)
        key = (locator.section, place)
        section = sections.setdefault(locator.section, len(sections))
        first = locator.paragraphs[0] if locator.paragraphs else 0
        order.setdefault(key, (section, first, locator.notes[0] if locator.notes else 0))
        if isinstance(record, Coverage):
            reasons.setdefault(key, []).append(reason_of(record))
        else:
            coders.setdefault(key, []).append(coder_of(record))
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
    known_source(casebook, source)
    codings, entries = list(codings_of(casebook, source)), list(entries_of(casebook, source))
    finder = Finder(document)
    names = name_passages(finder, locators_used(casebook, source))
    coded: dict[int, list[Coder]] = {}
    reasoned: dict[int, list[Reason]] = {}
    unmatched, misplaced, loose = list[Lost](), list[Lost](), list[Lost]()
    for record in (*codings, *entries):
        match = finder.find(parse_locator(record.at))
        if match.problem:
            unmatched.append(lost(record, match.problem, match.hint))
            continue
        if match.misplaced:
            misplaced.append(lost(record, _where_called(finder, names, match), ""))
        if isinstance(record, Coverage):
            for place in match.passages:
                reasoned.setdefault(place, []).append(reason_of(record, match.loose))
            continue
        wanted = [place for place in match.passages if document.passages[place].kind in ACCOUNTABLE]
        if match.loose and len(wanted) > 1:
            loose.append(lost(record, "it names no paragraph, so it codes none", "add the paragraph: ¶2"))
            continue
        for place in match.passages if not match.loose else wanted:
            coded.setdefault(place, []).append(coder_of(record))
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

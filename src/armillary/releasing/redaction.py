"""Redaction: the records of a casebook as a release shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Record, Settings, Source, Speaker, pack
from armillary.casebook.resolve import links_to_root
from armillary.finding import Finding, Place
from armillary.releasing.pseudonyms import PARTY, Pseudonyms
from armillary.releasing.release import Release
from armillary.releasing.visibility import Visibility, passes_through_hidden, sources_of, without
from armillary.releasing.walking import CODERS, FREE, records_of, reworded, shelves, words

NOWHERE: dict[str, Any] = {"file": "", "mark": 0, "packed": pack({})}  # a release has no files to point into
UNNAMED = "unnamed"
SHUT = "(withheld)"
SAID = frozenset(
    {"text", "line", "undertaking", "at", "question", "owner", "reason", "why", "by", "who"}
)  # never without a word


def release_records(casebook: Casebook, release: Release, names: Pseudonyms) -> Casebook:
    """The casebook without what is hidden, hidden links of credit under pseudonyms, and no places in files.

    What is not known to be a record is left behind with the rest.
    """
    seen, renamed, numbered = names.seen, names.ids, names.numbered
    kept: dict[str, Any] = {}
    for shelf, entries in shelves(casebook).items():
        shown = [
            _shown(numbered.told(r), casebook, release, seen, names)
            for r in entries
            if seen.shows(shelf, r.id) and not numbered.tells_place(r)
        ]
        shown = [reworded(record, lambda word: renamed.get(word, word)) for record in shown]
        shown = [msgspec.structs.replace(record, id=renamed.get(record.id, record.id)) for record in shown]
        kept[shelf] = shown if isinstance(getattr(casebook, shelf), list) else {record.id: record for record in shown}
    settings = Settings(title=casebook.settings.title, as_of=casebook.settings.as_of)
    return Casebook(root=casebook.root, settings=settings, **kept)


def placeholders(used: Iterable[str], names: Pseudonyms, casebook: Casebook) -> dict[str, Speaker]:
    """A speaker for each pseudonym that is used: a confidential source with its grade, or a party, and no more."""
    found = {}
    for name in sorted(set(used)):
        speaker = casebook.speakers.get(names.made.get(name, ""))
        grade = speaker.grade if speaker else ""
        what = "a confidential party" if name.startswith(PARTY) else "a confidential source"
        found[name] = Speaker(
            id=name,
            kind=UNNAMED,
            name=f"{what}, grade {grade}" if grade else what,
            grade=grade or "F",
            grade_reason="Withheld from this release.",
            **NOWHERE,
        )
    return found


def without_text(record: Record) -> Record:
    """A record with its free text left out, and said to be."""
    shut = {name: SHUT for name in ("title", "name") if hasattr(record, name)}
    return msgspec.structs.replace(_left_out(record, FREE), **shut)


def _left_out(record: Record, names: Iterable[str]) -> Record:
    """A record without some of its texts; where there must be one it is said to be withheld."""
    blank = {name: SHUT if name in SAID else "" for name in names if isinstance(getattr(record, name, None), str)}
    return msgspec.structs.replace(
        record, **blank, **({"aliases": ()} if "aliases" in names and hasattr(record, "aliases") else {})
    )


def caveats_of(casebook: Casebook) -> list[str]:
    """The caveats that travel with the records of a casebook, each once with its originator."""
    found = set()
    for _, record in records_of(casebook):
        caveat, originator = getattr(record, "caveat", ""), getattr(record, "originator", "")
        if caveat or originator:
            found.add(": ".join(filter(None, (originator, caveat))))
    return sorted(found)


def release_findings(findings: Iterable[Finding], casebook: Casebook, names: Pseudonyms) -> list[Finding]:
    """The findings of the check that a release may tell: of files without hidden records, naming none, without places.

    What a finding counts may count hidden records too, so that a file that has any tells nothing.
    """
    seen, numbered = names.seen, names.numbered
    told_by = {record.file: True for _, record in records_of(casebook)}
    for shelf, record in records_of(casebook):
        if not seen.shows(shelf, record.id) or numbered.say(record):
            told_by[record.file] = False
    closed = _hidden_words(casebook, names)
    found = []
    for finding in findings:
        places = (finding.place, *finding.related)
        text = f"{finding.message} {finding.hint}"
        if all(told_by.get(place.file, False) for place in places) and not any(word in text for word in closed):
            found.append(msgspec.structs.replace(finding, place=Place(""), related=()))
    return found


def _hidden_words(casebook: Casebook, names: Pseudonyms) -> set[str]:
    """What names hidden records: their ids, and whatever else only they say."""
    seen = names.seen
    shown: set[str] = set()
    closed: set[str] = set()
    for shelf, record in records_of(casebook):
        (shown if seen.shows(shelf, record.id) else closed).update(words(record))
    numbered = names.numbered
    closed |= {word for name in numbered.speakers for word in (name, casebook.speakers[name].name)} | numbered.sources
    return {word for word in closed - (shown - seen.names) if len(word) > 2} | set(seen.names)


def _shown(record: Record, casebook: Casebook, release: Release, seen: Visibility, names: Pseudonyms) -> Record:
    record = msgspec.structs.replace(without(record, seen.names), **NOWHERE)
    if not release.coders:
        record = _left_out(record, CODERS)
    match record:
        case Speaker():
            return msgspec.structs.replace(record, vault="")
        case Source() if not seen.shows("speakers", record.speaker):
            title = record.title if names.source(record) == record.id else record.kind.replace("_", " ").capitalize()
            return msgspec.structs.replace(record, speaker=names.hide(record.speaker), title=title)
        case Claim():
            return _claim(record, casebook, release, seen, names)
    return record


def _claim(claim: Claim, casebook: Casebook, release: Release, seen: Visibility, names: Pseudonyms) -> Claim:
    chains = claim.chains
    if passes_through_hidden(claim, casebook, seen):
        bare = release.chosen(("P704",), claim.id, "coarsen")
        chains = tuple(_chain(chain, claim.source, casebook, seen, names, bare) for chain in claim.chains)
    caveats = dict.fromkeys(
        (claim.caveat, *(s.caveat for s in sources_of(claim, casebook) if seen.shows("sources", s.id)))
    )
    source = casebook.sources.get(claim.source)
    return msgspec.structs.replace(
        claim,
        chains=tuple(tuple(names.link(link) for link in chain) for chain in chains)
        if chains is claim.chains
        else chains,
        caveat="; ".join(filter(None, caveats)),
        originator=claim.originator or (source.originator if source else ""),
    )


def _chain(
    chain: tuple[str, ...], source: str, casebook: Casebook, seen: Visibility, names: Pseudonyms, bare: bool
) -> tuple[str, ...]:
    """A chain to its root with hidden links under pseudonyms, a run of them as one; `bare` leaves out all but the root.

    What is derived from something is followed here, as the release may not say what it is derived from.
    """
    found: list[tuple[str, bool]] = []
    links = links_to_root(chain, source, casebook)[1:]
    for number, link in enumerate(links, 1):
        closed = not seen.shows_link(link)
        if closed and bare and number < len(links):
            continue
        if closed and found and found[-1][1]:
            found.pop()
        found.append((names.link(link), closed))
    return tuple(name for name, _ in found)

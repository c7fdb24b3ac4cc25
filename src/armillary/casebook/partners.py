"""Partners' casebooks read alongside: their records under a name before the id, markings and caveats as they are.

What is a partner's stays a partner's: a record without an originator gets one, so that it goes no further than its own
marking allows, and the marking that armillary.toml gives is the least. Terms of the vocabulary are everybody's; where a
partner means something else by a term, that is a finding.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from armillary.casebook.cache import RecordCache
from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.references import check_references
from armillary.casebook.kept import SHELVES, read_kept
from armillary.casebook.read import read_casebook
from armillary.casebook.records import Claim, Include, Record, Source
from armillary.casebook.renaming import Renaming
from armillary.finding import ArmillaryError, Finding, Place, Severity, find, render_text
from armillary.text.files import list_files, read_bytes
from armillary.text.nearest import did_you_mean
from armillary.vocab.read import read_lists
from armillary.vocab.vocabulary import LISTS, Vocabulary

DOT = "."


def read_partners(
    book: Casebook, vocab: Vocabulary, cache: RecordCache | None, beside: Path
) -> tuple[Casebook, Vocabulary, list[Finding]]:
    """The casebook with those of its partners, the vocabulary with their terms, and X808 for what cannot be read.

    Paths are read from the folder `beside`.
    """
    findings: list[Finding] = []
    for include in book.settings.includes:
        try:
            book, vocab, found = _read_partner(book, vocab, include, beside, cache)
            findings += found
        except ArmillaryError as problem:
            findings.append(_cannot(include, problem.message, problem.hint))
    return book, vocab, findings


def is_partners(place: Place) -> bool:
    """Whether a place stands in a partner's text."""
    return ":" in place.file


def partners_findings(book: Casebook, findings: list[Finding]) -> list[Finding]:
    """The findings without those in partners' text, which are their affair; an error there is one X808."""
    own = [finding for finding in findings if not is_partners(finding.place)]
    for include in book.settings.includes:
        wrong = [
            finding
            for finding in findings
            if finding.severity is Severity.ERROR and finding.place.file.startswith(f"{include.name}:")
        ]
        if wrong:
            own.append(_has_errors(include, wrong))
    return own


def _read_partner(
    book: Casebook, vocab: Vocabulary, include: Include, beside: Path, cache: RecordCache | None
) -> tuple[Casebook, Vocabulary, list[Finding]]:
    root = beside / include.path
    if not root.is_dir():
        return book, vocab, [_cannot(include, f"{include.path} is not a folder", "name the folder of its casebook")]
    if include.marking and include.marking not in vocab.lists.markings:
        hint = did_you_mean(include.marking, vocab.lists.markings)
        return book, vocab, [_cannot(include, f"there is no marking '{include.marking[:80]}'", hint)]
    taken = next((n for s in SHELVES for n in getattr(book, s) if n.startswith(include.name + DOT)), "")
    if taken:
        what = f"the id '{taken}' begins with the name of this partner"
        return book, vocab, [_cannot(include, what, "give the partner another name")]
    if (root / "manifest.json").exists():
        partner, more, other = read_kept(root, vocab)
        findings: list[Finding] = []
    else:
        partner, more, findings = read_casebook(root, vocab, cache)
        other = _other_meaning(root, vocab)
    # A name that leads nowhere there must not come to mean something here.
    findings += check_references(partner, more)
    wrong = [f for f in findings if f.severity is Severity.ERROR and f.code != "V502"]
    if wrong:
        return book, vocab, [_has_errors(include, wrong)]
    if other is not None:
        what = f"it means something else by the {other[0].replace('_', ' ').removesuffix('s')} '{other[1]}'"
        return book, vocab, [_cannot(include, what, "agree on one meaning; a vocabulary is shared")]
    return _add(book, partner, more, include), more, []


def _other_meaning(root: Path, vocab: Vocabulary) -> tuple[str, str] | None:
    """A term that both have and define otherwise, as (list, term)."""
    names, _ = list_files(root, ("vocab",))
    data = [(name, held) for name in names if isinstance(held := read_bytes(root, name), bytes)]
    if not data:
        return None
    theirs, _, _ = read_lists(data)
    for name in LISTS:
        ours = vocab.terms(name)
        for word, term in getattr(theirs, name).items():
            if word in ours and ours[word] != term:
                return name, word
    return None


def _add(book: Casebook, partner: Casebook, vocab: Vocabulary, include: Include) -> Casebook:
    """The casebook with a partner's records under the partner's name."""
    ids = {name for shelf in SHELVES for name in getattr(partner, shelf)}
    events = {getattr(claim.matter, "event", "") for claim in partner.claims.values()} - {""}
    known = ids | events
    renaming = Renaming(partner, vocab, lambda name: f"{include.name}{DOT}{name}" if name in known else name)
    order = {name: marking.order for name, marking in vocab.lists.markings.items()}

    def theirs(record: Record) -> Record:
        made = renaming.rename(record)
        changed = {"id": f"{include.name}{DOT}{record.id}", "file": f"{include.name}:{record.file}"}
        marking = getattr(record, "marking", None)
        if marking is not None and include.marking and order.get(marking, -1) < order[include.marking]:
            changed["marking"] = include.marking
        if isinstance(record, Source | Claim) and not record.originator:
            changed["originator"] = partner.settings.title or include.name
        return msgspec.structs.replace(made, **changed)

    added = {}
    for shelf in SHELVES:
        new = (theirs(record) for record in getattr(partner, shelf).values())
        added[shelf] = {**getattr(book, shelf), **{record.id: record for record in new}}
    files = {f"{include.name}:{name}": digest for name, digest in partner.files.items()}
    return msgspec.structs.replace(book, files={**book.files, **files}, **added)


def _has_errors(include: Include, wrong: list[Finding]) -> Finding:
    first = render_text(wrong[0]).splitlines()[0]
    count = f"{len(wrong)} errors, first" if len(wrong) > 1 else "an error"
    return _cannot(include, f"it has {count}: {first[:200]}", "ask the partner to mend it, or leave it out")


def _cannot(include: Include, what: str, hint: str) -> Finding:
    return find("X808", include.place, f"the partner '{include.name}' cannot be read alongside: {what}", hint)

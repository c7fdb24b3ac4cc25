"""A released book: the full casebook, its evidence and its judgements, as an audience may have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.finding import Finding, worst_first
from armillary.releasing.evidence import release_evidence, shown_questions
from armillary.releasing.inference import (
    Before,
    Inferred,
    infer_from_judgements,
    infer_from_records,
    unanswered,
)
from armillary.releasing.pseudonyms import Pseudonyms
from armillary.releasing.redaction import (
    caveats_of,
    placeholders,
    release_findings,
    release_records,
    renamed_ids,
    without_text,
)
from armillary.releasing.release import Release
from armillary.releasing.terms import release_vocabulary
from armillary.releasing.visibility import Visibility, see
from armillary.releasing.voices import see_testimonies
from armillary.releasing.walking import records_of, shelves, words
from armillary.vocab.vocabulary import LISTS, Vocabulary
from armillary.weighing.coins import Coins
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.questions import Order


@dataclass(frozen=True)
class Released:
    """What a release is made of, and what stays here: `unanswered` findings, and whom each pseudonym stands for."""

    casebook: Casebook
    vocab: Vocabulary
    evidence: Evidence
    coins: Coins
    judgements: Judgements
    findings: list[Finding]  # of the check, those that may be told
    caveats: list[str]
    unanswered: list[Finding]
    pseudonyms: Mapping[str, str]


def release_casebook(
    casebook: Casebook,
    vocab: Vocabulary,
    shipped: Vocabulary,
    evidence: Evidence,
    judgements: Judgements,
    coins: Coins,
    findings: Iterable[Finding],
    release: Release,
    before: Before | None = None,
) -> Released:
    """Everything a release holds, judged on the book's date as the full book judges it.

    `before` is what an earlier edition of this release said, to find what moved though nothing shown did.
    """
    seen, of_records = _see(casebook, vocab, release)
    names = Pseudonyms(casebook, release, seen)
    ids = renamed_ids(casebook, seen, names)
    at = see_testimonies(casebook, evidence, seen)
    records = release_records(casebook, release, seen, names)
    order = Order(records, vocab)
    hidden = seen.names | _hidden_terms(records, vocab, shipped)
    withheld: frozenset[int] = frozenset()
    coarse: frozenset[int] = frozenset()
    while True:
        rows = shown_questions(evidence, at, order, hidden, withheld)
        counted = release_evidence(
            evidence, judgements, coins, vocab, at, names, ids, rows, order, coarse & set(rows.tolist())
        )
        inferred = infer_from_judgements(casebook, vocab, evidence, counted, names, release, before)
        more = withheld | _chosen(inferred, release, "withhold")
        finer = coarse | _chosen(inferred, release, "coarsen")
        if (more, finer) == (withheld, coarse):
            break
        withheld, coarse = more, finer
    records = _shut(records, ids, of_records, release)
    used = {name for name in (*counted.evidence.origins, *counted.evidence.blocs) if name in names.made}
    used |= {word for _, record in records_of(records) for word in words(record) if word in names.made}
    known = {record.id for _, record in records_of(records)}
    speakers = records.speakers | placeholders(used - known, names, casebook)
    records = msgspec.structs.replace(records, speakers=speakers)
    said = {word for _, record in records_of(records) for word in words(record)}
    said |= {word for question in counted.evidence.questions for word in question}
    return Released(
        casebook=records,
        vocab=release_vocabulary(vocab, shipped, said),
        evidence=counted.evidence,
        coins=counted.coins,
        judgements=counted.judgements,
        findings=release_findings(findings, casebook, seen),
        caveats=caveats_of(records),
        unanswered=worst_first(unanswered([*of_records, *inferred], release)),
        pseudonyms={name: names.made[name] for name in sorted({*used, *counted.evidence.claims} & names.made.keys())},
    )


def see_casebook(casebook: Casebook, vocab: Vocabulary, release: Release) -> Casebook:
    """The records of a casebook that a release shows, as they are."""
    seen, _ = _see(casebook, vocab, release)
    shown = {
        shelf: {r.id: r for r in entries if seen.shows(shelf, r.id)} for shelf, entries in shelves(casebook).items()
    }
    return msgspec.structs.replace(
        casebook,
        **{
            shelf: list(entries.values()) if isinstance(getattr(casebook, shelf), list) else entries
            for shelf, entries in shown.items()
        },
    )


def _see(casebook: Casebook, vocab: Vocabulary, release: Release) -> tuple[Visibility, list[Inferred]]:
    """What is visible once the release's answers are heeded, and what could be worked out from the records."""
    left_out: frozenset[str] = frozenset()
    found: dict[tuple[str, str], Inferred] = {}
    while True:
        seen = see(casebook, vocab, release, left_out)
        found |= {(item.code, item.about): item for item in infer_from_records(casebook, seen)}
        more = left_out | {
            item.about
            for item in found.values()
            if (answer := release.answer(item.code, item.about)) is not None and answer.choice == "withhold"
        }
        if more == left_out:
            return seen, list(found.values())
        left_out = more


def _hidden_terms(records: Casebook, vocab: Vocabulary, shipped: Vocabulary) -> frozenset[str]:
    """The casebook's own terms that nothing which is shown uses."""
    said = {word for _, record in records_of(records) for word in words(record)}
    kept = release_vocabulary(vocab, shipped, said)
    return frozenset(word for name in LISTS for word in vocab.terms(name) if word not in kept.terms(name))


def _chosen(inferred: list[Inferred], release: Release, choice: str) -> frozenset[int]:
    """The questions touched by what the release answers with a choice."""
    found: set[int] = set()
    for item in inferred:
        answer = release.answer(item.code, item.about)
        if answer is not None and answer.choice == choice:
            found |= item.rows
    return frozenset(found)


def _shut(records: Casebook, ids: dict[str, str], inferred: list[Inferred], release: Release) -> Casebook:
    """The records with the text left out of those that name what is hidden, where the release says so."""
    about = {item.about for item in inferred if item.code == "P709"}
    shut = {
        ids.get(name, name)
        for name in about
        if (answer := release.answer("P709", name)) is not None and answer.choice == "coarsen"
    }
    if not shut:
        return records
    changed = {
        shelf: {record.id: without_text(record) if record.id in shut else record for record in entries}
        if isinstance(getattr(records, shelf), dict)
        else [without_text(record) if record.id in shut else record for record in entries]
        for shelf, entries in shelves(records).items()
    }
    return msgspec.structs.replace(records, **changed)

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
    without_text,
)
from armillary.releasing.release import Release
from armillary.releasing.terms import release_vocabulary
from armillary.releasing.visibility import see
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


@dataclass(frozen=True)
class Shown:
    """What of a casebook a release shows once its answers are heeded, and what could be worked out from the records."""

    full: Casebook
    vocab: Vocabulary
    shipped: Vocabulary
    release: Release
    names: Pseudonyms
    records: Casebook
    inferred: list[Inferred]


def show_records(casebook: Casebook, vocab: Vocabulary, shipped: Vocabulary, release: Release) -> Shown:
    """The records of a casebook as a release shows them, without what its answers withhold."""
    left_out: frozenset[str] = frozenset()
    found: dict[tuple[str, str], Inferred] = {}
    while True:
        names = Pseudonyms(casebook, release, see(casebook, vocab, release, left_out))
        records = release_records(casebook, release, names)
        kept = release_vocabulary(vocab, shipped, _said(records))
        own = [term for name in LISTS for word, term in kept.terms(name).items() if word not in shipped.terms(name)]
        inferred = infer_from_records(casebook, vocab, release, names, records, own)
        found |= {(item.code, item.about): item for item in inferred}
        more = left_out | {item.about for item in found.values() if _answered(item, release, "withhold")}
        if more == left_out:
            return Shown(casebook, vocab, shipped, release, names, records, list(found.values()))
        left_out = more


def release_casebook(
    shown: Shown,
    evidence: Evidence,
    judgements: Judgements,
    coins: Coins,
    findings: Iterable[Finding],
    before: Before | None = None,
) -> Released:
    """Everything a release holds, judged on the book's date as the full book judges it.

    `before` is what an earlier edition of this release said, to find what moved though nothing shown did.
    """
    casebook, vocab, release, names = shown.full, shown.vocab, shown.release, shown.names
    at = see_testimonies(casebook, evidence, names)
    order = Order(shown.records, vocab)
    hidden = names.seen.names | _hidden_terms(shown.records, vocab, shown.shipped)
    withheld: frozenset[int] = frozenset()
    coarse: frozenset[int] = frozenset()
    while True:
        rows = shown_questions(evidence, at, order, hidden, withheld)
        counted = release_evidence(
            evidence, judgements, coins, vocab, at, names, rows, order, coarse & set(rows.tolist())
        )
        inferred = infer_from_judgements(casebook, vocab, evidence, counted, names, release, before)
        more = withheld | _chosen(inferred, release, "withhold")
        finer = coarse | _chosen(inferred, release, "coarsen")
        if (more, finer) == (withheld, coarse):
            break
        withheld, coarse = more, finer
    records = _shut(shown)
    used = {name for name in (*counted.evidence.origins, *counted.evidence.blocs) if name in names.made}
    used |= {word for word in _said(records) if word in names.made}
    known = {record.id for _, record in records_of(records)}
    speakers = records.speakers | placeholders(used - known, names, casebook)
    records = msgspec.structs.replace(records, speakers=speakers)
    said = _said(records) | {word for question in counted.evidence.questions for word in question}
    return Released(
        casebook=records,
        vocab=release_vocabulary(vocab, shown.shipped, said),
        evidence=counted.evidence,
        coins=counted.coins,
        judgements=counted.judgements,
        findings=release_findings(findings, casebook, names),
        caveats=caveats_of(records),
        unanswered=worst_first(unanswered([*shown.inferred, *inferred], release)),
        pseudonyms={name: names.made[name] for name in sorted({*used, *counted.evidence.claims} & names.made.keys())},
    )


def _said(records: Casebook) -> set[str]:
    return {word for _, record in records_of(records) for word in words(record)}


def _answered(item: Inferred, release: Release, choice: str) -> bool:
    answer = release.answer(item.code, item.about)
    return answer is not None and answer.choice == choice


def _hidden_terms(records: Casebook, vocab: Vocabulary, shipped: Vocabulary) -> frozenset[str]:
    """The casebook's own terms that nothing which is shown uses."""
    kept = release_vocabulary(vocab, shipped, _said(records))
    return frozenset(word for name in LISTS for word in vocab.terms(name) if word not in kept.terms(name))


def _chosen(inferred: list[Inferred], release: Release, choice: str) -> frozenset[int]:
    """The questions touched by what the release answers with a choice."""
    return frozenset().union(*(item.rows for item in inferred if _answered(item, release, choice)))


def _shut(shown: Shown) -> Casebook:
    """The records with the text left out of those that name what is hidden, where the release says so."""
    records, ids = shown.records, shown.names.ids
    named = [item for item in shown.inferred if item.code == "P709" and _answered(item, shown.release, "coarsen")]
    shut = {ids.get(item.about, item.about) for item in named}
    if not shut:
        return records
    changed = {
        shelf: {record.id: without_text(record) if record.id in shut else record for record in entries}
        if isinstance(getattr(records, shelf), dict)
        else [without_text(record) if record.id in shut else record for record in entries]
        for shelf, entries in shelves(records).items()
    }
    return msgspec.structs.replace(records, **changed)

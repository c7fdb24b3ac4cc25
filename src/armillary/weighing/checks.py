"""Checks that need origins: one origin contradicting itself, questions on which only one speaks, claims without a date."""

from __future__ import annotations

from collections.abc import Iterable

from armillary.casebook.casebook import Casebook
from armillary.casebook.resolve import claim_key
from armillary.finding import Finding, Place, find
from armillary.text.dates import show_day
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.testimony import Hearing, Testimony


def check_origins(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """W601, W602 and W603 over every testimony of a casebook whose references resolve."""
    heard, _ = Hearing(book, vocab).hear()
    return [*_contradictions(book, heard), *_single_origins(book, heard), *_undated(book, heard)]


def _contradictions(book: Casebook, heard: Iterable[Testimony]) -> list[Finding]:
    by_voice: dict[tuple[str, object], list[Testimony]] = {}
    for t in heard:
        by_voice.setdefault((t.credit.origin, t.question), []).append(t)
    findings = []
    for (origin, _), group in by_voice.items():
        if all(t.side == group[0].side for t in group):
            continue
        done = set()
        for yes in group:
            for no in group:
                if yes.side < 0 or no.side > 0 or yes.claim == no.claim:
                    continue
                first, last = max(yes.first, no.first), min(yes.last, no.last, yes.cut - 1, no.cut - 1)
                pair = tuple(sorted((yes.claim, no.claim)))
                if first > last or pair in done:
                    continue
                done.add(pair)
                later, earlier = sorted((yes.claim, no.claim), key=lambda c: _place(book, c), reverse=True)
                q = yes.question
                findings.append(
                    find(
                        "W601",
                        _place(book, later),
                        f"'{origin}' both asserts and denies that {q.subject} {q.relation} {q.object} on {show_day(first)}",
                        f"compare with {earlier}: different levels, places or times? a retraction? another root?",
                        (_place(book, earlier),),
                    )
                )
    return findings


def _single_origins(book: Casebook, heard: Iterable[Testimony]) -> list[Finding]:
    origins: dict[tuple[str, str, str], set[str]] = {}
    first: dict[tuple[str, str, str], str] = {}
    for t in heard:
        tie = t.question[:3]
        origins.setdefault(tie, set()).add(t.credit.origin)
        first.setdefault(tie, t.claim)
    findings = []
    for tie, speakers in origins.items():
        if len(speakers) == 1:
            (speaker,) = speakers
            findings.append(
                find(
                    "W602",
                    _place(book, first[tie]),
                    f"only {speaker} speaks on '{' '.join(tie)}'",
                    "a second, independent origin would make it more than one voice's word",
                )
            )
    return findings


def _undated(book: Casebook, heard: Iterable[Testimony]) -> list[Finding]:
    """One note for each file: its claims without `when`, which count at their root's date."""
    undated: dict[str, list[str]] = {}
    seen = set()
    for t in heard:
        if t.undated and t.claim not in seen:
            seen.add(t.claim)
            undated.setdefault(book.claims[t.claim].file, []).append(t.claim)
    findings = []
    for claims in undated.values():
        more = f" and {len(claims) - 3} more" if len(claims) > 3 else ""
        findings.append(
            find(
                "W603",
                book.claims[claims[0]].place(),
                f"{len(claims)} claims have no date of their own: {', '.join(claims[:3])}{more}",
                "they count at their root's date; give 'when' where the source does",
            )
        )
    return findings


def _place(book: Casebook, claim: str) -> Place:
    record = book.claims[claim]
    return record.place(claim_key(record))

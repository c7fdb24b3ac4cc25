"""Checks that need origins: one that contradicts itself, questions on which only one speaks, claims without a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from armillary.casebook.casebook import Casebook
from armillary.casebook.identities import as_one
from armillary.casebook.records import Claim, End, Statement
from armillary.casebook.resolve import about_triple, claim_key, deed_triple, members
from armillary.finding import Finding, Place, find
from armillary.text.dates import show_day
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.briefs import Brief, Briefs
from armillary.weighing.questions import EVER, NEVER, Question
from armillary.weighing.testimony import Hearing, Testimony

MOST_TIES = 20_000  # that one claim may stand for
MOST_COMPARED = 50  # testimonies of one origin on one side of a question


def check_origins(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """W601, W602 and W603 in a casebook whose references resolve; L301 for classes too wide to be weighed."""
    book = as_one(book, vocab)
    if broad := list(_too_broad(book, vocab)):
        return broad  # to spell it out would take all time and memory there is
    hearing = Hearing(book, vocab)
    told = list(Briefs(book, vocab, hearing).tell())
    return [*_contradictions(book, _on_both_sides(hearing, told)), *_single_origins(told), *_undated(told)]


def _too_broad(book: Casebook, vocab: Vocabulary) -> Iterator[Finding]:
    """Claims between classes that stand for more ties than can be weighed."""
    sizes: dict[tuple[str, tuple[str, ...]], int] = {}

    def size(end: End) -> int:
        key = (end.name, end.exceptions)
        if key not in sizes:
            sizes[key] = len(members(*key, book, vocab))
        return sizes[key]

    for claim in book.claims.values():
        about = claim.matter.about if isinstance(claim.matter, Statement) else None
        triple = about_triple(about, vocab) if about else deed_triple(claim, vocab)
        if triple is not None and triple.subject.is_class and triple.object.is_class:
            ties = size(triple.subject) * size(triple.object) * max(1, len(about.where if about else claim.where))
            if ties > MOST_TIES:
                what = f"'{triple}' stands for {ties:,} ties; at most {MOST_TIES:,} can be weighed"
                yield find("L301", claim.place(claim_key(claim)), what, "choose narrower classes, or name the actors")


def _on_both_sides(hearing: Hearing, told: list[Brief]) -> Iterator[Testimony]:
    """The testimonies of the claims that may contradict others: those of an origin that is on both sides of a tie."""
    denied = {(brief.tie, brief.origin) for brief in told if brief.side < 0}
    both = {pair for brief in told if brief.side > 0 and (pair := (brief.tie, brief.origin)) in denied}
    claims = {brief.claim.id: brief.claim for brief in told if (brief.tie, brief.origin) in both}
    for claim in claims.values():
        yield from (item for item in hearing.hear_claim(claim) if isinstance(item, Testimony))


def _contradictions(book: Casebook, heard: Iterable[Testimony]) -> list[Finding]:
    """One warning for two claims of one origin, on however many questions; what was taken back does not clash."""
    by_voice: dict[tuple[str, Question], tuple[list[Testimony], list[Testimony]]] = {}
    for t in heard:
        if t.silenced == NEVER:
            by_voice.setdefault((t.credit.origin, t.question), ([], []))[t.side < 0].append(t)
    findings = []
    done: set[tuple[str, str, str]] = set()
    for (origin, question), (asserting, denying) in by_voice.items():
        for yes, no in product(asserting[:MOST_COMPARED], denying[:MOST_COMPARED]):
            first, last = max(yes.first, no.first), min(yes.last, no.last, yes.cut - 1, no.cut - 1)
            pair = (origin, min(yes.claim, no.claim), max(yes.claim, no.claim))
            if yes.claim == no.claim or first > last or pair in done:
                continue
            done.add(pair)
            earlier, later = sorted((yes.claim, no.claim), key=lambda claim: _place(book, claim))
            tie = f"{question.subject} {question.relation} {question.object}"
            what = f"'{origin}' both asserts and denies that {tie}, {_span(first, last)}"
            hint = f"compare with {earlier}: different levels, places or times? a retraction? another root?"
            findings.append(find("W601", _place(book, later), what, hint, (_place(book, earlier),)))
    return findings


def _span(first: int, last: int) -> str:
    if first == last:
        return f"on {show_day(first)}"
    return f"until {show_day(last)}" if first == EVER[0] else f"from {show_day(first)} to {show_day(last)}"


def _single_origins(told: list[Brief]) -> list[Finding]:
    """One note for the first claim on each tie that one origin alone speaks on, however many ties its classes make."""
    first: dict[tuple[str, str, str], Brief] = {}
    shared = {brief.tie for brief in told if first.setdefault(brief.tie, brief).origin != brief.origin}
    alone: dict[tuple[str, str], list[Brief]] = {}
    for tie, brief in first.items():
        if tie not in shared:
            alone.setdefault((brief.claim.id, brief.origin), []).append(brief)
    findings = []
    for (_, origin), briefs in alone.items():
        claim, tie = briefs[0].claim, briefs[0].tie
        more = f" and {len(briefs) - 1} more such ties" if len(briefs) > 2 else " and one more" if briefs[1:] else ""
        what = f"only {origin} speaks on '{' '.join(tie)}'{more}"
        hint = "a second, independent origin would make it more than one voice's word"
        findings.append(find("W602", claim.place(claim_key(claim)), what, hint))
    return findings


def _undated(told: list[Brief]) -> list[Finding]:
    """One note for each file: its claims without `when`, which count at their root's date."""
    by_file: dict[str, list[Claim]] = {}
    for claim in {brief.claim.id: brief.claim for brief in told if brief.undated}.values():
        by_file.setdefault(claim.file, []).append(claim)
    findings = []
    for claims in by_file.values():
        names = ", ".join(claim.id for claim in claims[:3])
        more = f" and {len(claims) - 3} more" if len(claims) > 3 else ""
        count = "1 claim has" if len(claims) == 1 else f"{len(claims)} claims have"
        findings.append(
            find(
                "W603",
                claims[0].place(),
                f"{count} no date: {names}{more}",
                "each counts at the date of its root; give 'when' where the source does",
            )
        )
    return findings


def _place(book: Casebook, claim: str) -> Place:
    record = book.claims[claim]
    return record.place(claim_key(record))

"""Which ties may stand as key judgements: corroborated or on record, and near; or disputed or denied, told as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from armillary.out.report.draft import Draft, key_of
from armillary.out.report.prose import Told
from armillary.pictures.asking import day
from armillary.pictures.records import TieRow

ARMED = ("group", "faction")
VOICES = 2  # that bear a headline out, or deny it
LIKELY = 0.55
SURE = {"high": 2, "moderate": 1, "low": 0, None: 0}
DEED_YEARS = 5  # for so long a deed is near
_PLAIN = frozenset({"general", "presence"})  # dimensions that say little by themselves: a tie exists, somebody is there


def is_headline(draft: Draft, tie: TieRow) -> bool:
    """Whether a tie may stand as a key judgement."""
    if tie.standing == "denied":
        return tie.voices_against >= VOICES
    if tie.standing == "on_record":
        return tie.currency in ("current", "stands") and any(item.source for item in tie.on_record)
    if not _is_near(draft, tie):
        return False
    if tie.standing == "disputed":
        return tie.voices_for + tie.voices_against > VOICES
    return tie.standing == "corroborated" and tie.voices_for >= VOICES and (tie.likelihood or 0.0) >= LIKELY


def _is_near(draft: Draft, tie: TieRow) -> bool:
    """Whether it was seen within one half-life, or, a deed, not long ago."""
    if tie.currency != "stands":
        return tie.currency == "current"
    seen = day(tie.last_seen, None)
    return seen is not None and seen >= draft.book.as_of - DEED_YEARS * 365


def choose(draft: Draft, ties: Iterable[TieRow], most: int, fits: Callable[[TieRow], bool]) -> list[Told]:
    """The best founded headlines that fit, one for each pair of actors."""
    chosen: dict[frozenset[str], TieRow] = {}
    for tie in sorted(ties, key=lambda t: (-SURE[t.confidence], -t.voices_for, -(t.likelihood or 0.0), *key_of(t))):
        if tie.standing == "corroborated" and fits(tie) and is_headline(draft, tie):
            chosen.setdefault(frozenset((tie.subject, tie.object)), tie)
    return [Told(tie, tie.subject, tie.object) for tie in [*chosen.values()][:most]]


def main_ties(draft: Draft, most: int) -> list[Told]:
    """The ties that say most of who works with whom."""
    relations = draft.book.vocab.relations
    structure = {pair for row in draft.ties if row.on_record for pair in ((row.subject, row.object),)}
    return choose(
        draft,
        draft.holding,
        most,
        lambda tie: (
            relations[tie.relation].tone == "cooperative"
            and tie.dimension not in _PLAIN
            and not {(tie.subject, tie.object), (tie.object, tie.subject)} & structure  # what is no news
            and _is_armed(draft, tie)
            and draft.book.kinds.get(tie.object) not in ("place", "thing")
        ),
    )


def main_dangers(draft: Draft, most: int) -> list[Told]:
    """The ties that say most of who is a danger to whom."""
    relations = draft.book.vocab.relations
    return choose(
        draft,
        draft.holding,
        most,
        lambda tie: (
            relations[tie.relation].tone == "hostile"
            and tie.dimension == "adversarial"
            and draft.book.kinds.get(tie.subject) in ARMED
        ),
    )


def main_changes(draft: Draft, most: int) -> list[Told]:
    """The ties that evidence moved most between the two days, and those that were seen again."""
    found = draft.comparison
    moved = {(row.subject, row.relation, row.object) for row in (*found.moved, *found.resumed) if row.decibans >= 0}
    ties = [tie for tie in draft.holding if key_of(tie) in moved and tie.dimension != "general"]
    return choose(draft, ties, most, lambda tie: _is_armed(draft, tie))


def _is_armed(draft: Draft, tie: TieRow) -> bool:
    kinds = draft.book.kinds
    return kinds.get(tie.subject) in ARMED or kinds.get(tie.object) in ARMED

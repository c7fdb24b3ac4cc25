"""Which judgements a report opens with: what most origins bear out, one for each pair, nothing long known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from armillary.out.report.draft import Draft
from armillary.pictures.records import TieRow

ARMED = ("group", "faction")
SURE = {"high": 2, "moderate": 1, "low": 0, None: 0}
LEAST, FAR = 0.1, 0.2  # of likelihood
_PLAIN = frozenset({"general", "presence"})  # dimensions that say little by themselves: a tie exists, somebody is there


def rank(tie: TieRow) -> tuple[float, ...]:
    """How much a judgement is worth telling: confidence, then origins, then how far it is from even."""
    return (SURE[tie.confidence], tie.origins, abs((tie.likelihood or 0.5) - 0.5))


def choose(ties: Iterable[TieRow], most: int, fits: Callable[[TieRow], bool] = lambda _: True) -> list[TieRow]:
    """The best ties that fit, one for each pair of actors.

    Of one subject no more than two, unless what else there is has low confidence: that comes last of all.
    """
    ranked = sorted((tie for tie in ties if fits(tie)), key=lambda t: (rank(t), t.subject, t.object), reverse=True)
    founded = [tie for tie in ranked if SURE[tie.confidence]]
    chosen: list[TieRow] = []
    for candidates, of_one in ((founded, 2), (founded, most), (ranked, 2)):
        for tie in candidates:
            pairs = {frozenset((other.subject, other.object)) for other in chosen}
            told = sum(other.subject == tie.subject for other in chosen)
            if len(chosen) < most and told < of_one and frozenset((tie.subject, tie.object)) not in pairs:
                chosen.append(tie)
    return sorted(chosen, key=ranked.index)


def main_ties(draft: Draft, most: int) -> list[TieRow]:
    """The ties that say most of who works with whom."""
    relations = draft.book.vocab.relations
    return choose(
        draft.judged,
        most,
        lambda tie: (
            relations[tie.relation].tone == "cooperative"
            and tie.dimension not in _PLAIN
            and (tie.likelihood or 0) >= 0.5
            and (tie.subject, tie.object) not in draft.structure
            and _is_armed(draft, tie)
            and draft.book.kinds.get(tie.object) not in ("place", "thing")
        ),
    )


def main_dangers(draft: Draft, most: int, taken: Iterable[TieRow] = ()) -> list[TieRow]:
    """The ties that say most of who is a danger to whom."""
    relations = draft.book.vocab.relations
    known = list(taken)
    return choose(
        draft.judged,
        most,
        lambda tie: (
            relations[tie.relation].tone == "hostile"
            and tie.dimension == "adversarial"
            and (tie.likelihood or 0) >= 0.5
            and draft.book.kinds.get(tie.subject) in ARMED
            and tie not in known
        ),
    )


def main_changes(draft: Draft, most: int) -> list[tuple[TieRow, TieRow | None]]:
    """The ties that moved most between the two days, with what they were; of an edition, of what moved by then."""
    moved = []
    for tie in draft.judged:
        then = draft.before.get((tie.subject, tie.relation, tie.object))
        if tie.dimension in _PLAIN or (tie.subject, tie.object) in draft.structure or not _is_armed(draft, tie):
            continue
        if _crossed(tie, then):
            moved.append(tie)
    told = [tie for tie in moved if _is_told(draft, tie)]
    chosen = choose(told, most)
    if len(chosen) < most:
        chosen += choose([tie for tie in moved if tie not in told], most - len(chosen))
    return [(tie, draft.before.get((tie.subject, tie.relation, tie.object))) for tie in chosen]


def _is_told(draft: Draft, tie: TieRow) -> bool:
    """Whether a change is one of the world: a deed, or a state of which the earlier day is known too."""
    then = draft.before.get((tie.subject, tie.relation, tie.object))
    return draft.book.vocab.relations[tie.relation].nature == "event" or (
        then is not None and then.likelihood is not None
    )


def _crossed(tie: TieRow, then: TieRow | None) -> bool:
    """Whether a judgement is another than it was: newly above even, in another word by more than a hair, or far off."""
    now = tie.likelihood or 0.0
    if then is None or then.likelihood is None:
        return now >= 0.5
    moved = abs(then.likelihood - now)
    return (tie.word != then.word and moved >= LEAST) or moved >= FAR


def _is_armed(draft: Draft, tie: TieRow) -> bool:
    kinds = draft.book.kinds
    return kinds.get(tie.subject) in ARMED or kinds.get(tie.object) in ARMED

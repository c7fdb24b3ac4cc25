"""Speakers' records: how what a speaker said fared by what everybody else's evidence says, stance by stance."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import msgspec
import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.likelihood import likelihood
from armillary.weighing.questions import Question
from armillary.weighing.shares import jeffreys

FREE, SERVING, AGAINST = "free", "serving itself", "against interest"
STANCES = (FREE, SERVING, AGAINST)
ALONE, UNCLEAR = "nobody else speaks", "the rest is unclear"
Judging = Callable[[int], Judgements]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """One statement held against all evidence but the speaker's own and its party's.

    `rest` is how likely that makes what was said, None where nobody else speaks of it; `right` is None where it cannot
    be said, and `why` then says why. A claim over a class is one statement on several `questions`.
    """

    claim: str
    question: str
    polarity: str
    stance: str
    grade: str
    day: int
    rest: float | None
    right: bool | None
    why: str = ""
    questions: int = 1


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How statements of one stance fared: the share that was right, with Jeffreys' interval; `said` is all there are.

    `expected` is the mean of how likely the rest makes them, which also counts how sure it is.
    """

    stance: str
    said: int
    checked: int
    right: int
    rate: float | None
    interval: tuple[float, float] | None
    expected: float | None


def stance_of(stance: str, side: int) -> str:
    """Whether saying yes or no serves the speaker, goes against its interest, or neither."""
    if stance == "free":
        return FREE
    return SERVING if (stance == "yes_serves_me") == (side > 0) else AGAINST


def check_ties(evidence: Evidence, origin: int, vocab: Vocabulary, judging: Judging, as_of: int) -> list[Checked]:
    """Every statement of an origin on a tie up to `as_of`, at its own date; `judging` judges all ties as of a day."""
    e = evidence
    mine = np.flatnonzero((e.t_origin == origin) & (e.t_first <= as_of))
    direct = set(e.b_testimony[e.b_direct].tolist())
    rows: dict[tuple[int, int], tuple[tuple[float, ...], int]] = {}
    for t in mine.tolist():
        if t in direct:  # one vote a question and side: nearest the root, then the strongest
            key = (int(e.t_question[t]), int(e.t_side[t]))
            rank = (float(e.t_relays[t]), -float(e.t_weight[t]), -float(e.t_last[t]), float(t))
            rows[key] = min(rows.get(key, (rank, t)), (rank, t))
    by_claim: dict[tuple[int, int], list[int]] = {}
    for (_, side), (_, t) in sorted(rows.items()):
        by_claim.setdefault((int(e.t_claim[t]), side), []).append(t)
    return [_check(e, vocab, judging, as_of, claim, side, ts) for (claim, side), ts in sorted(by_claim.items())]


def _check(
    e: Evidence, vocab: Vocabulary, judging: Judging, as_of: int, claim: int, side: int, testimonies: Sequence[int]
) -> Checked:
    first = testimonies[0]
    _, stance, grade = e.coins[int(e.t_coin[first])]
    found = [_rest(e, vocab, judging, as_of, t, side) for t in testimonies]
    clear = [rest for rest, ok in found if ok and rest is not None]
    heard = [rest for rest, _ in found if rest is not None]
    day = min(as_of, int(e.t_last[first]))
    likely = math.fsum(clear) / len(clear) if clear else math.fsum(heard) / len(heard) if heard else None
    least = vocab.constant("record_clarity")
    settled = bool(clear) and likely is not None and (likely >= least or likely <= 1 - least)
    return Checked(
        claim=e.claims[claim],
        question=_tie(e.questions[int(e.t_question[first])]),
        polarity="asserts" if side > 0 else "denies",
        stance=stance_of(stance, side),
        grade=grade,
        day=day,
        rest=likely,
        right=likely >= 0.5 if settled and likely is not None else None,
        why="" if settled else UNCLEAR if heard else ALONE,
        questions=len(testimonies),
    )


def _rest(e: Evidence, vocab: Vocabulary, judging: Judging, as_of: int, t: int, side: int) -> tuple[float | None, bool]:
    """How likely everybody else makes what a testimony says, and whether that is clear and rests on evidence."""
    question, bloc = int(e.t_question[t]), int(e.origin_bloc[int(e.t_origin[t])])
    voices = judging(min(as_of, int(e.t_last[t]))).voices
    row = next((row for row in voices.of(question) if int(voices.bloc[row]) == bloc), None)
    if row is None or not voices.assessed[row]:
        return None, False
    yes = float(likelihood(np.array(float(voices.odds[row]))))
    clear = max(yes, 1 - yes) >= vocab.constant("record_clarity")
    return (yes if side > 0 else 1 - yes), clear


def _tie(question: Question) -> str:
    at = ", ".join(filter(None, (question.level, question.object_level, question.place)))
    return f"{question.subject} {question.relation} {question.object}" + (f" ({at})" if at else "")


def tally(checked: Iterable[Checked]) -> list[Tally]:
    """How statements fared, stance by stance, and all together last."""
    items = list(checked)
    found = []
    for stance in (*STANCES, "in all"):
        here = [item for item in items if stance in ("in all", item.stance)]
        judged = [item for item in here if item.right is not None]
        right = sum(bool(item.right) for item in judged)
        rest = [item.rest for item in judged if item.rest is not None]
        found.append(
            Tally(
                stance=stance,
                said=len(here),
                checked=len(judged),
                right=right,
                rate=right / len(judged) if judged else None,
                interval=jeffreys(right, len(judged)) if judged else None,
                expected=math.fsum(rest) / len(rest) if rest else None,
            )
        )
    return found

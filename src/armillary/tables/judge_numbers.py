"""Judging numbers and dates: answers near enough are one; sources that are always off by the same are put right."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from armillary.tables.copies import Discount, discount_copies, discounted
from armillary.tables.explained import Rivalry, explain_numbers, grains, near_sums, rivalry
from armillary.tables.judge_rivals import coins_of, learned, tell
from armillary.tables.judged import DIGITS, Judged, best, votes_of
from armillary.tables.kinds import COIN
from armillary.tables.records import Remarks
from armillary.tables.rivals import Fitted, fit_rivals
from armillary.tables.votes import Votes, share_out
from armillary.weighing.engines.blocks import Floats
from armillary.weighing.engines.run import Run

RANGE = 0.8
HALF = 0.5
OFFSET_ROUNDS = 4
OFFSET_VOTES = 10  # a source with fewer has no habit to speak of
OFFSET_SHARE = 0.5  # of its votes must be off by the same, within the tolerance


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Votes in the order of question, number and voice; `raw` is what was said, `votes.value` unused."""

    votes: Votes
    number: Floats
    rivals: Rivalry
    fit: Fitted


def judge_numbers(
    kind: str,
    votes: Votes,
    number: Floats,
    tolerance: Floats,
    voices: int,
    run: Run,
    copies: bool,
    offsets: bool,
    wrong: float | None,
    remarks: Remarks,
) -> Judged:
    """The number that the best voices come nearest to; `tolerance` is one a question code, `number` one a vote."""
    if votes.denies is not None:
        remarks.add("T803", f"{int(votes.denies.sum()):,} denials are not counted", "leave them out of the table")
        number, votes = number[~votes.denies], votes.keep(~votes.denies)
    votes = share_out(votes, remarks)
    discount: Discount | None = None

    def fitted(shift: Floats, tolerance: Floats = tolerance) -> _Numbers:
        alike = discount is not None and discount.alike
        return _fit(votes, number, tolerance, shift, voices, run, wrong, alike)

    def put_right(found: _Numbers, shift: Floats, rounds: int) -> tuple[_Numbers, Floats]:
        for _ in range(rounds if offsets and len(votes) else 0):
            fresh = _offsets(found, number_of(found), tolerance, shift, voices)
            if bool((fresh == shift).all()):
                break
            found, shift = fitted(fresh), fresh
        return found, shift

    found, shift = put_right(fitted(np.zeros(voices)), np.zeros(voices), OFFSET_ROUNDS)
    if copies and len(votes):
        discount = _own_words(found, tolerance)
        number, votes = found.number, replace(found.votes, weight=discounted(found.votes.weight, discount.own))
        found, shift = put_right(fitted(shift), shift, 1)
    rivals, fit = found.rivals, found.fit
    reach = tolerance[rivals.question]
    near = near_sums(rivals, fit.posterior, reach)
    chosen = best(rivals.start, near, np.round(fit.posterior, DIGITS), votes_of(rivals.own, len(rivals.value)))
    judgements, answers = tell(rivals, chosen, near)
    judgements["value"] = _medians(found, chosen, tolerance, shift)
    if tolerance.any():
        exact = fitted(shift, np.zeros(len(tolerance)))
        _put_exact(judgements["value"], rivals.value[chosen], reach, exact)
    close = near_sums(rivals, votes_of(rivals.own, len(rivals.value)).astype(float), reach)
    judgements["agreeing"] = close[chosen].astype(int)
    judgements["low"], judgements["high"] = _ranges(rivals, fit.posterior)
    coins = coins_of(fit, votes, voices)
    coins["offset"] = shift[coins["source"]]
    settings = learned(fit) | {"tolerance": float(np.median(reach)) if len(reach) else 0.0}
    return Judged(kind, "number", judgements, answers, coins, {}, discount, settings)


def _fit(
    votes: Votes,
    number: Floats,
    tolerance: Floats,
    shift: Floats,
    voices: int,
    run: Run,
    wrong: float | None,
    alike: bool = False,
) -> _Numbers:
    """Votes put right by their sources' offsets, in order, and their rivals judged."""
    told = grains(votes.question, number - shift[votes.voice], tolerance)
    order = np.lexsort((votes.weights(), number, votes.voice, told, votes.question))
    votes = votes.keep(order)
    rivals = rivalry(replace(votes, value=told[order]))  # type: ignore[arg-type]
    pairs = explain_numbers(rivals, tolerance[rivals.question])
    fit = fit_rivals(pairs, votes.voice, votes.weights(), voices, np.array([COIN, 1 - COIN]), run, wrong, alike)
    return _Numbers(votes, number[order], rivals, fit)


def number_of(found: _Numbers) -> np.ndarray:
    """The likeliest rival of each question."""
    return best(found.rivals.start, found.fit.posterior, votes_of(found.rivals.own, len(found.rivals.value)))


def _offsets(found: _Numbers, chosen: np.ndarray, tolerance: Floats, shift: Floats, voices: int) -> Floats:
    """By how much each source is always off: the middle of the window, a tolerance wide, that most of its differences
    from what is judged right fall into; 0 where that is about none, or less than half of them."""
    votes, rivals = found.votes, found.rivals
    answer = np.full(len(tolerance), np.nan)
    answer[rivals.question] = rivals.value[chosen]
    asked = np.bincount(votes.question, minlength=len(tolerance))
    gap = found.number - answer[votes.question]
    heard = (asked[votes.question] >= 3) & (tolerance[votes.question] > 0)
    order = np.lexsort((gap, votes.voice))
    order = order[heard[order]]
    gap, reach, voice = gap[order], tolerance[votes.question][order], votes.voice[order]
    fresh = np.zeros(voices)
    edges = np.flatnonzero(np.diff(voice, prepend=-1, append=-1))
    for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        mine = gap[begin:end]
        if end - begin < OFFSET_VOTES:
            continue
        width = float(np.median(reach[begin:end]))
        inside = np.searchsorted(mine, mine + width, side="right") - np.arange(len(mine))
        most = int(inside.argmax())
        middle = float(np.median(mine[most : most + int(inside[most])]))
        around = int(np.sum(np.abs(mine) <= width / 2))
        sure = int(inside[most]) - around > 3 * np.sqrt(int(inside[most]) + around)
        if abs(middle) > width / 2 and sure and inside[most] >= OFFSET_SHARE * len(mine):
            fresh[voice[begin]] = middle
    settled = np.abs(fresh - shift) <= 1e-9 * np.maximum(np.abs(shift), 1.0)
    return np.asarray(np.where(settled, shift, fresh))


def _own_words(found: _Numbers, tolerance: Floats) -> Discount:
    """Discounts in the order of the votes as they were fitted; an answer is a run of numbers that touch."""
    rivals = found.rivals
    cluster = explain_numbers(rivals, tolerance[rivals.question]).cluster[rivals.own]
    lowest = np.full(int(found.votes.question.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(lowest, found.votes.question, cluster)
    votes = found.votes
    answer = cluster - lowest[votes.question]
    return discount_copies(votes.voice, votes.question, answer, votes.time, found.number, plain=True)


def _medians(found: _Numbers, chosen: np.ndarray, tolerance: Floats, shift: Floats) -> Floats:
    """The weighted median of the votes within the tolerance of each chosen rival, put right, not rounded."""
    votes, rivals = found.votes, found.rivals
    told = found.number - shift[votes.voice]
    power = votes.weights() * found.fit.right[votes.voice, 0]
    reach = tolerance[rivals.question]
    middle = rivals.value[chosen]
    begin = np.searchsorted(rivals.own, rivals.start)
    result = middle.astype(float).copy()
    for at in range(len(rivals.question)):
        mine = slice(int(begin[at]), int(begin[at + 1]))
        near = np.abs(rivals.value[rivals.own[mine]] - middle[at]) <= reach[at]
        numbers, weights = told[mine][near], power[mine][near]
        order = np.lexsort((weights, numbers))
        total = np.cumsum(weights[order])
        if total[-1] > 0:
            result[at] = numbers[order][int(np.searchsorted(total, total[-1] / 2 * (1 - 1e-6)))]
    return np.asarray(result)


def _put_exact(value: Floats, middle: Floats, reach: Floats, exact: _Numbers) -> None:
    """Where sources that agree to the last digit make one number more likely than all others together, that is told."""
    rivals, posterior = exact.rivals, exact.fit.posterior
    at = np.repeat(np.arange(len(middle)), np.diff(rivals.start))
    near = np.abs(rivals.value - middle[at]) <= reach[at]
    top = best(rivals.start, np.where(near, posterior, -1.0))
    sure = near[top] & (posterior[top] > HALF)
    value[sure] = rivals.value[top][sure]


def _ranges(rivals: Rivalry, posterior: Floats) -> tuple[Floats, Floats]:
    """The shortest interval of each question that holds four fifths of what is likely of what was said."""
    low, high = np.empty(len(rivals.question)), np.empty(len(rivals.question))
    for at in range(len(rivals.question)):
        mine = slice(int(rivals.start[at]), int(rivals.start[at + 1]))
        numbers, mass = rivals.value[mine], posterior[mine]
        total = np.append(0.0, np.cumsum(mass))
        wanted = RANGE * total[-1] - 1e-9
        end = np.searchsorted(total, total[:-1] + wanted)  # the first place at which enough is gathered
        fits = end <= len(numbers)
        starts = np.flatnonzero(fits)
        width = numbers[np.maximum(end[starts] - 1, starts)] - numbers[starts]
        begin = int(starts[int(np.argmin(width))])
        low[at], high[at] = numbers[begin], numbers[max(int(end[begin]) - 1, begin)]
    return low, high

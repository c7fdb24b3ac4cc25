"""What votes on a value come to: a range of numbers or days, or the likelihoods of answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.values.choices import (
    Probabilities,
    likeliest,
    shortest_days,
    weigh_choices,
    weigh_days,
    weigh_names,
    weigh_places,
)
from armillary.weighing.values.questions import CHOICE, DATE, NAMES, NUMBER, PLACE, ValueQuestion
from armillary.weighing.values.support import Heights, Scale, Support, add_support, scale_for, spread_of
from armillary.weighing.values.votes import ValueVote

PLACED = 0.5  # the finest place that is likelier than not is the answer


@dataclass(frozen=True)
class Weighed:
    """What the votes on one question come to.

    Numbers and days have a range from `low` to `high`, infinite where nobody bounds it, and for numbers a `middle` with
    half the support on either side; all else has a best answer. `said` is the part of the range that anybody speaks
    of: a flat number supports its neighbours, but nobody says them. `likelihood` is how much of the support the range
    holds, or how likely the answer is, and `answers` are the likelihoods of all.
    """

    low: float = -math.inf
    high: float = math.inf
    said: tuple[float, float] = (-math.inf, math.inf)
    middle: float | None = None
    answer: str = ""
    likelihood: float = 0.0
    answers: Probabilities = field(default_factory=dict)
    scale: Scale | None = None
    support: Support | None = None


def weigh(
    votes: Sequence[ValueVote], question: ValueQuestion, vocab: Vocabulary, heights: Heights | None = None
) -> Weighed | None:
    """What votes come to; None where nobody who can be heard gives an answer.

    With `heights`, numbers are laid out as they were when all votes were weighed.
    """
    votes = [vote for vote in votes if vote.audible]
    if not any(vote.side > 0 for vote in votes):
        return None
    if question.kind == NUMBER:
        return _weigh_numbers(votes, question, vocab, heights)
    if question.kind == DATE:
        days = weigh_days(votes, vocab)
        low, high = shortest_days(days, vocab.constant("value_mass"))
        inside = math.fsum(share for (first, last), share in days.items() if low <= first and last <= high)
        return Weighed(low, high, (low, high), likelihood=inside)
    if question.kind == CHOICE:
        found = weigh_choices(votes, {*vocab.lists.positions, *(vote.answer.word for vote in votes)})
        answer = likeliest(found)
    elif question.kind == PLACE:
        found = weigh_places(votes, vocab)
        depth = {place: len(vocab.place_parents.get(place, ())) for place in found}
        sure = {place: p for place, p in found.items() if p >= PLACED}
        answer = min(sure, key=lambda p: (-depth[p], -sure[p], p)) if sure else likeliest(found, depth.__getitem__)
    else:
        found = weigh_names(votes, vocab)
        answer = likeliest(found)
    return Weighed(answer=answer, likelihood=found[answer], answers=found)


def _weigh_numbers(
    votes: Sequence[ValueVote], question: ValueQuestion, vocab: Vocabulary, heights: Heights | None
) -> Weighed:
    scale = heights.scale if heights else scale_for([vote.answer for vote in votes], question.dimension)
    part = vocab.constant("value_mass")
    spreads = [(vote, spread_of(vote.answer, scale, vocab)) for vote in votes]
    support = (heights.add if heights else add_support)(
        [(spread, vote.says) for vote, spread in spreads if vote.side > 0],
        [(spread, vote.says) for vote, spread in spreads if vote.side < 0],
    )
    spoken = [vote for vote in votes if vote.side > 0]
    if all(math.isinf(vote.answer.high) for vote in spoken):
        low = _agreed([(vote.answer.low, vote.says) for vote in spoken], part)
        inside = support.mass(scale.to(low), math.inf)
        return Weighed(low, math.inf, (low, math.inf), likelihood=inside, scale=scale, support=support)
    if all(math.isinf(vote.answer.low) for vote in spoken):
        high = -_agreed([(-vote.answer.high, vote.says) for vote in spoken], part)
        inside = support.mass(-math.inf, scale.to(high))
        return Weighed(-math.inf, high, (-math.inf, high), likelihood=inside, scale=scale, support=support)
    low, high = support.shortest(part)
    bounds = _opened((scale.back(low), scale.back(high)), spoken)
    return Weighed(
        *bounds,
        said=_said(spoken, bounds, scale, vocab),
        middle=scale.back(support.quantile(0.5)),
        likelihood=support.mass(
            low if math.isfinite(bounds[0]) else -math.inf, high if math.isfinite(bounds[1]) else math.inf
        ),
        scale=scale,
        support=support,
    )


def _opened(bounds: tuple[float, float], spoken: Sequence[ValueVote]) -> tuple[float, float]:
    """A range without an edge on the side where nobody in it gives one: how far a bound reaches is our guess."""
    inside = [vote.answer for vote in spoken if vote.answer.low <= bounds[1] and bounds[0] <= vote.answer.high]
    low = -math.inf if inside and all(math.isinf(answer.low) for answer in inside) else bounds[0]
    high = math.inf if inside and all(math.isinf(answer.high) for answer in inside) else bounds[1]
    return low, high


def _said(
    spoken: Sequence[ValueVote], bounds: tuple[float, float], scale: Scale, vocab: Vocabulary
) -> tuple[float, float]:
    """The part of a range between the lowest and highest that anybody in it says; 'about' goes as far as it may."""
    spans = []
    for vote in spoken:
        low, high = vote.answer.low, vote.answer.high
        if vote.answer.about:
            spread = spread_of(vote.answer, scale, vocab)
            low, high = scale.back(spread.start), scale.back(spread.stop)
        slack = 1e-6 * max(abs(bound) for bound in bounds if math.isfinite(bound))
        if low <= bounds[1] + slack and bounds[0] - slack <= high:
            spans.append((low, high))
    if not spans:  # the range lies between the votes
        return bounds
    return max(bounds[0], min(low for low, _ in spans)), min(bounds[1], max(high for _, high in spans))


def _agreed(bounds: list[tuple[float, float]], part: float) -> float:
    """The highest lower bound that a part of the voices, by what they say, would still sign."""
    wanted = part * math.fsum(says for _, says in bounds) * (1 - 1e-12)
    return max(bound for bound, _ in bounds if math.fsum(says for other, says in bounds if other >= bound) >= wanted)


def fits(weighed: Weighed, vote: ValueVote, question: ValueQuestion) -> bool:
    """Whether an asserting vote speaks for the range or answer; a denial, whether it leaves them alone."""
    if question.kind in (NUMBER, DATE):
        touches = vote.answer.low <= weighed.high and weighed.low <= vote.answer.high
        return touches == (vote.side > 0)
    if question.kind == NAMES:
        return (weighed.answers.get(vote.answer.word, 0.0) >= PLACED) == (vote.side > 0)
    if question.kind == PLACE:
        return (weighed.answers.get(vote.answer.word, 0.0) >= weighed.likelihood) == (vote.side > 0)
    return (vote.answer.word == weighed.answer) == (vote.side > 0)

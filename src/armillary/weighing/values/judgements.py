"""Value judgements: votes on a value weighed into a range or an answer, with confidence by the rules of ties."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.confidence import LEVELS
from armillary.weighing.values.choices import (
    Probabilities,
    likeliest,
    shortest_days,
    weigh_choices,
    weigh_days,
    weigh_names,
    weigh_places,
)
from armillary.weighing.values.evidence import ValueEvidence
from armillary.weighing.values.questions import CHOICE, DATE, NAMES, NUMBER, PLACE, ValueQuestion
from armillary.weighing.values.support import LINEAR, LOG, Heights, Scale, Support, add_support, scale_for, spread_of
from armillary.weighing.values.votes import Ballots, ValueVote

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


@dataclass(frozen=True)
class ValueJudgement:
    """One value question as judged; `weighed` is None where no vote weighs enough to judge by."""

    row: int
    question: ValueQuestion
    votes: tuple[ValueVote, ...]
    weighed: Weighed | None
    confidence: str | None
    load_bearing: tuple[str, ...]

    def fits(self, vote: ValueVote) -> bool:
        """Whether a vote speaks for the answer or for the range."""
        return self.weighed is not None and fits(self.weighed, vote, self.question)


def judge_value(ballots: Ballots, row: int, without: int | None = None) -> ValueJudgement:
    """Weigh every vote on one value question, or every vote but those of one bloc."""
    e, vocab = ballots.evidence, ballots.vocab
    question = e.questions[row]
    votes = [vote for vote in ballots.votes(row) if vote.bloc != without]
    weighed = weigh(votes, question, vocab)
    if weighed is None:
        return ValueJudgement(row, question, tuple(votes), None, None, ())
    moved, crossed = _removals(votes, weighed, question, vocab)
    level = _confidence(e, votes, weighed, question, vocab, ballots.as_of, bool(moved), bool(crossed))
    bearing = tuple(sorted(e.blocs[bloc] for bloc in moved | crossed))
    return ValueJudgement(row, question, tuple(votes), weighed, level, bearing)


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


def _removals(
    votes: Sequence[ValueVote], weighed: Weighed, question: ValueQuestion, vocab: Vocabulary
) -> tuple[set[int], set[int]]:
    """The blocs without which the judgement would move far, and those without which it would turn or fall."""
    moved, crossed = set(), set()
    heights = Heights(weighed.scale, weighed.support.x) if weighed.scale and weighed.support else None
    for bloc in sorted({vote.bloc for vote in votes if vote.audible}):
        without = weigh([vote for vote in votes if vote.bloc != bloc], question, vocab, heights)
        if without is None or _turns(weighed, without, question):
            crossed.add(bloc)
        elif _moves(weighed, without, question, vocab):
            moved.add(bloc)
    return moved, crossed


def _turns(weighed: Weighed, without: Weighed, question: ValueQuestion) -> bool:
    """Whether the answer is another, or more of the support lies outside the range than in it."""
    if question.kind in (NUMBER, DATE):
        return _inside(weighed, without) < PLACED
    if question.kind != NAMES and without.answer != weighed.answer:
        return True
    return without.answers.get(weighed.answer, 0.0) < PLACED <= weighed.likelihood


def _moves(weighed: Weighed, without: Weighed, question: ValueQuestion, vocab: Vocabulary) -> bool:
    """Whether the likelihood moves far, or an edge of the range by more than 'about' allows; of a date by a day."""
    far = vocab.constant("high_removal")
    if question.kind == DATE:
        return weighed.said != without.said
    if question.kind != NUMBER:
        return abs(without.answers.get(weighed.answer, 0.0) - weighed.likelihood) >= far
    about = vocab.constant("value_about")
    return any(
        _apart(*edges, weighed.scale, about, far * 100) for edges in zip(weighed.said, without.said, strict=True)
    )


def _apart(one: float, other: float, scale: Scale | None, about: float, points: float) -> bool:
    """Whether two edges lie further apart than 'about' allows, percentages by more than so many points."""
    if one == other or math.isinf(one) or math.isinf(other):
        return one != other
    if scale is None or scale.kind == LINEAR:
        return abs(one - other) >= points
    if scale.kind == LOG and min(one, other) <= 0:
        return True
    return abs(scale.to(one) - scale.to(other)) > math.log1p(about)


def _inside(weighed: Weighed, without: Weighed) -> float:
    """How much of the support without a voice still lies in the range that was with it."""
    if without.support is None or without.scale is None or weighed.scale is None:
        days = max(0.0, min(weighed.high, without.high) - max(weighed.low, without.low) + 1)
        whole = without.high - without.low + 1
        return 1.0 if days == whole else without.likelihood * (days / whole if math.isfinite(whole) else 0.0)
    to = without.scale.to
    low = to(weighed.low) if math.isfinite(weighed.low) and _can(without.scale, weighed.low) else -math.inf
    high = to(weighed.high) if math.isfinite(weighed.high) and _can(without.scale, weighed.high) else math.inf
    return without.support.mass(low, high)


def _can(scale: Scale, value: float) -> bool:
    return scale.kind != LOG or value > 0


def _agreeing(for_it: Sequence[ValueVote], weighed: Weighed, question: ValueQuestion, vocab: Vocabulary) -> int:
    """The most voices that say the same: numbers whose spreads all overlap somewhere, or one and the same answer."""
    if question.kind != NUMBER or weighed.scale is None:
        return len({vote.bloc for vote in for_it})
    spreads = [(vote.bloc, spread_of(vote.answer, weighed.scale, vocab)) for vote in for_it]
    return max(
        (len({bloc for bloc, other in spreads if other.start <= spread.start <= other.stop}) for _, spread in spreads),
        default=0,
    )


def _confidence(
    e: ValueEvidence,
    votes: Sequence[ValueVote],
    weighed: Weighed,
    question: ValueQuestion,
    vocab: Vocabulary,
    as_of: int,
    moved: bool,
    crossed: bool,
) -> str:
    """Low, moderate or high, by the rules of ties; voices are blocs, and those against give another answer."""
    heard = [vote for vote in votes if vote.audible]
    backing: Counter[bool] = Counter()
    for vote in heard:
        backing[fits(weighed, vote, question)] += vote.says  # type: ignore[assignment]
    for_it = [vote for vote in heard if vote.side > 0 and fits(weighed, vote, question)]
    voices = _agreeing(for_it, weighed, question, vocab)
    first_hand = any(e.coins[vote.coin][2] in "AB" and vote.relays == 0 for vote in for_it)
    fresh = any(vote.event or as_of - vote.last <= vote.half_life for vote in for_it)
    if crossed or voices < vocab.constant("moderate_voices"):
        return LEVELS[0]
    undisputed = backing[False] < vocab.constant("high_against") * backing[True]
    high = voices >= vocab.constant("high_voices") and first_hand and fresh and undisputed and not moved
    return LEVELS[2] if high else LEVELS[1]

"""Value judgements: votes on a value weighed into a range or an answer, with confidence by the rules of ties."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.confidence import LEVELS
from armillary.weighing.values.evidence import ValueEvidence
from armillary.weighing.values.questions import DATE, NAMES, NUMBER, ValueQuestion
from armillary.weighing.values.support import LINEAR, LOG, Heights, Scale, spread_of
from armillary.weighing.values.votes import Ballots, ValueVote
from armillary.weighing.values.weighed import PLACED, Weighed, fits, weigh


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
    far = vocab.constant("bearing")
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
    undisputed = backing[False] < vocab.constant("dispute") * backing[True]
    high = voices >= vocab.constant("high_voices") and first_hand and fresh and undisputed and not moved
    return LEVELS[2] if high else LEVELS[1]

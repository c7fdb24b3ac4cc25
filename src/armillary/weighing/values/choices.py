"""Answers that are words: exclusive ones, places in their hierarchy, days, and names of which several may be true."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.values.votes import ValueVote

ELSEWHERE = ""  # whatever nobody has said
Probabilities = dict[str, float]
Cell = tuple[float, float]  # first and last day


def softmax(scores: Sequence[float]) -> list[float]:
    """Probabilities in proportion to the exponentials of scores."""
    if not scores:
        return []
    shifted = np.exp(np.array(scores) - max(scores))
    return [float(p) for p in shifted / shifted.sum()]


def gain(vote: ValueVote, wrong: float) -> float:
    """What a vote adds to the score of its answer: w ln(n c / (1 - c)), n wrong answers (Dong and others 2009).

    A voice whose word says nothing either way adds nothing; a denial takes off what its coin says.
    """
    if vote.says <= 0:
        return 0.0
    return vote.says + vote.weight * math.log(wrong) if vote.side > 0 else -vote.says


def weigh_choices(votes: Iterable[ValueVote], answers: Iterable[str]) -> Probabilities:
    """Exclusive answers, of which one is true and, before any evidence, each as likely."""
    known = sorted(answers)
    scores = dict.fromkeys(known, 0.0)
    for vote in votes:
        if vote.answer.word in scores:
            scores[vote.answer.word] += gain(vote, max(len(known) - 1, 1))
    return dict(zip(known, softmax([scores[word] for word in known]), strict=True))


def weigh_places(votes: Iterable[ValueVote], vocab: Vocabulary) -> Probabilities:
    """Each place that is said, with the chance that it was there: a coarser answer is right where a finer one is.

    A candidate is where exactly, as far as anybody says: at a place and at none of those named within it. A vote
    speaks for every candidate that lies in the place it names. Somewhere else altogether is a candidate as well.
    """
    votes = list(votes)
    named = sorted({vote.answer.word for vote in votes if vote.side > 0})
    around = {place: _around(place, vocab) for place in named}
    wrong = vocab.constant("plausible_answers")

    def score(candidate: str) -> float:
        within = around.get(candidate, frozenset())
        return math.fsum(gain(vote, wrong) for vote in votes if vote.answer.word in within)

    shares = dict(zip((*named, ELSEWHERE), softmax([*map(score, named), 0.0]), strict=True))
    return {
        place: math.fsum(share for other, share in shares.items() if place in around.get(other, ())) for place in named
    }


def _around(place: str, vocab: Vocabulary) -> frozenset[str]:
    """A place and every place that it lies in; several at once lie in what each of them lies in."""
    parts = place.split(" + ")
    shared = [frozenset((part,)) | vocab.place_parents.get(part, frozenset()) for part in parts]
    return frozenset.intersection(*shared) | {place}


def weigh_days(votes: Iterable[ValueVote], vocab: Vocabulary) -> dict[Cell, float]:
    """The stretches of days between all edges that are said, with the chance that it was in each of them.

    A vote speaks for every stretch within its days, so that a coarser date is right where a finer one is. What is left
    over is some other day.
    """
    votes = list(votes)
    edges = sorted({edge for vote in votes for edge in (vote.answer.low, vote.answer.high + 1) if math.isfinite(edge)})
    bounds = [-math.inf, *edges, math.inf]
    cells = [(a, b - 1) for a, b in pairwise(bounds)]
    wrong = vocab.constant("plausible_answers")

    def held(cell: Cell) -> list[ValueVote]:
        return [vote for vote in votes if vote.answer.low <= cell[0] and cell[1] <= vote.answer.high]

    said = [cell for cell in cells if any(vote.side > 0 for vote in held(cell))]
    scores = [math.fsum(gain(vote, wrong) for vote in held(cell)) for cell in said]
    shares = softmax([*scores, 0.0])
    return dict(zip(said, shares, strict=False))


def shortest_days(cells: dict[Cell, float], part: float) -> tuple[float, float]:
    """The fewest days in a row that hold at least a part of what all stretches hold; a stretch is taken whole.

    Of several that are equally long the likelier, then the earlier.
    """
    order = sorted(cells)
    wanted = part * math.fsum(cells.values()) * (1 - 1e-12)

    def rank(span: tuple[int, int]) -> tuple[float, float, float]:
        first, last = order[span[0]][0], order[span[1]][1]
        return last - first, -math.fsum(cells[cell] for cell in order[span[0] : span[1] + 1]), first

    spans = [
        (i, j)
        for i in range(len(order))
        for j in range(i, len(order))
        if math.fsum(cells[cell] for cell in order[i : j + 1]) >= wanted
    ]
    i, j = min(spans, key=rank)
    return order[i][0], order[j][1]


def weigh_names(votes: Iterable[ValueVote], vocab: Vocabulary) -> Probabilities:
    """Names of which several may be true: a yes or no for each."""
    prior = vocab.constant("value_prior")
    odds: dict[str, float] = {}
    for vote in votes:
        before = odds.get(vote.answer.word, math.log(prior / (1 - prior)))
        odds[vote.answer.word] = before + (vote.says if vote.side > 0 else -vote.says)
    return {word: 1 / (1 + math.exp(-value)) for word, value in sorted(odds.items())}


def likeliest(found: Probabilities, rank: Callable[[str], float] = lambda _: 0.0) -> str:
    """The answer that is likeliest; among equals the one of highest rank, then the first by name."""
    return min(found, key=lambda word: (-found[word], -rank(word), word))

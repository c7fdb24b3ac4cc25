"""Pairs: which sources share errors, and what speaks for one of a pair copying the other.

After Dong, Berti-Equille and Srivastava (2009), with changes that make the test stricter. Only answers that the
supposed original has *wrong* can speak for copying; agreement on what is judged true can clear a pair and never
accuses it. And how surprising a shared error is, is judged by how many others make it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from armillary.weighing.copying.answers import Answers, Bools, Floats, Ints
from armillary.weighing.copying.settings import Settings

BATCH = 1 << 21  # answers of partners looked at together
MOST_ROWS = 1 << 23  # pairs looked through for shared errors, in all


@dataclass(frozen=True, slots=True)
class Scene:
    """What a pair is judged against: the answers, how probably each is true, its weight, accuracies, habits."""

    answers: Answers
    true: Floats
    weight: Floats
    accuracy: Floats
    habit: Floats  # of every answer: how often its source gives it where it is false; 0 where values are no labels


@dataclass(frozen=True, slots=True)
class Shared:
    """Evidence on pairs `low` < `high`; columns 0 of `errors` and `truths` are for low copying high, 1 the other way.

    `errors` and `truths` are log-likelihood ratios, of shape (pairs, 2, rates); truths never exceed 0. Where no common
    answer has dates that differ, nothing tells one direction from the other, and `dated` is false.
    """

    low: Ints
    high: Ints
    errors: Floats
    truths: Floats
    shared_true: Floats
    shared_false: Floats
    differing: Floats
    after: Ints  # shared errors that low gave after high
    before: Ints
    dated: Bools


def candidates(scene: Scene, least: int) -> tuple[Ints, Ints]:
    """Pairs that share at least so many answers that are more probably false than true, by an inverted index.

    Groups are taken from the smallest, as errors that many make say little, until MOST_ROWS pairs have been seen.
    """
    a = scene.answers
    false = np.flatnonzero(scene.true < 0.5)
    group, source = a.group[false], a.source[false]
    size = np.bincount(group, minlength=len(a.g_question))
    sizes = np.unique(size[size > 1])
    rows = np.cumsum([int((size == n).sum()) * int(n) * int(n - 1) // 2 for n in sizes])
    keys: list[Ints] = []
    for n, so_far in zip(sizes.tolist(), rows.tolist(), strict=True):
        if so_far > MOST_ROWS and keys:
            break
        members = source[size[group] == n].reshape(-1, n)  # answers lie sorted by group, then by source
        one, two = np.triu_indices(n, 1)
        keys.append((members[:, one] * a.sources + members[:, two]).ravel())
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    pair, count = np.unique(np.concatenate(keys), return_counts=True)
    pair = pair[count >= least]
    return pair // a.sources, pair % a.sources


def compare(scene: Scene, low: Ints, high: Ints, settings: Settings) -> Shared:
    """What every pair shares and where it differs, weighed for each rate of copying."""
    total = len(low)
    rates = np.array(settings.rates)
    errors, truths = np.zeros((total, 2, len(rates))), np.zeros((total, 2, len(rates)))
    shared_true, shared_false, differing = np.zeros(total), np.zeros(total), np.zeros(total)
    after, before, dated = np.zeros(total, np.int64), np.zeros(total, np.int64), np.zeros(total, bool)
    a = scene.answers
    groups, questions = a.by_group(scene.weight), a.by_question(scene.weight)
    for pair, one, two in meetings(a, low, high):
        same = a.group[one] == a.group[two]
        false = 1 - (scene.true[one] + scene.true[two]) / 2
        shared_true += np.bincount(pair, same * (1 - false), total)
        shared_false += np.bincount(pair, same * false, total)
        differing += np.bincount(pair, ~same, total)
        dated[pair[(a.time[one] < a.time[two]) | (a.time[one] > a.time[two])]] = True
        wrong = same & (false > 0.5)
        after += np.bincount(pair, wrong & (a.time[one] > a.time[two]), total).astype(np.int64)
        before += np.bincount(pair, wrong & (a.time[one] < a.time[two]), total).astype(np.int64)
        for way, (copy, source) in enumerate(((one, two), (two, one))):
            free = ~(a.time[copy] < a.time[source])  # nobody copies what is yet to be published
            untrue = 1 - scene.true[source]
            apart = free & ~same
            stays = np.log1p(-rates)
            errors[:, way] += np.bincount(pair[apart], untrue[apart], total)[:, None] * stays
            truths[:, way] += np.bincount(pair[apart], 1 - untrue[apart], total)[:, None] * stays
            alike = free & same
            p, c, w = pair[alike], copy[alike], untrue[alike]
            hit = surprise(scene, c, source[alike], groups, questions, settings)
            right = scene.accuracy[a.source[c]]
            for k, rate in enumerate(rates):
                errors[:, way, k] += np.bincount(p, w * np.log(rate / hit + 1 - rate), total)
                truths[:, way, k] += np.bincount(p, (1 - w) * np.log(rate / right + 1 - rate), total)
    return Shared(
        low, high, errors, np.minimum(truths, 0.0), shared_true, shared_false, differing, after, before, dated
    )


def surprise(scene: Scene, copy: Ints, source: Ints, groups: Floats, questions: Floats, settings: Settings) -> Floats:
    """The probability that the giver of `copy` would by himself say the same as `source` does, it being false.

    It is the share of all others who say so, on a prior of `settings.others` answers by his own chance of it, times
    `settings.alike`; at least as often as he says so elsewhere; and no answer is so strange that nobody else would
    ever come to it.
    """
    a = scene.answers
    pair = scene.weight[source] + scene.weight[copy]
    saying = np.maximum(groups[a.group[source]] - pair, 0.0)
    asked = np.maximum(questions[a.question[source]] - pair, 0.0)
    alone = (1 - scene.accuracy[a.source[copy]]) / a.q_wrong[a.question[copy]]
    share = np.minimum(settings.alike * (saying + settings.others * alone) / (asked + settings.others), 1.0)
    return np.maximum(np.maximum(share, scene.habit[copy]), settings.strangest)


def meetings(answers: Answers, low: Ints, high: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """For batches of pairs: the pair, and the answers of its two sources, on every question that both answer."""
    a = answers
    order = np.argsort(a.source, kind="stable")
    start = np.searchsorted(a.source[order], np.arange(a.sources + 1))
    degree = np.diff(start)
    # the one with more answers is looked up in, so that a source that says everything is gone through only once
    turned = degree[low] > degree[high]
    held, told = np.where(turned, low, high), np.where(turned, high, low)
    by_held = np.argsort(held, kind="stable")
    place = np.full(len(a.q_wrong), -1, np.int64)
    parts: list[tuple[Ints, Ints, Ints]] = []
    gathered = 0
    edges = np.flatnonzero(np.diff(held[by_held], prepend=-1, append=-1))
    for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        mine = order[start[held[by_held[begin]]] : start[held[by_held[begin]] + 1]]
        place[a.question[mine]] = mine
        for some in in_batches(by_held[begin:end], degree[told[by_held[begin:end]]]):
            length = degree[told[some]]
            pair = np.repeat(some, length)
            offset = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
            theirs = order[np.repeat(start[told[some]], length) + offset]
            ours = place[a.question[theirs]]
            both = ours >= 0
            pair, theirs, ours = pair[both], theirs[both], ours[both]
            swap = turned[pair]
            parts.append((pair, np.where(swap, ours, theirs), np.where(swap, theirs, ours)))
            gathered += len(pair)
            if gathered > BATCH:
                yield _joined(parts)
                parts, gathered = [], 0
        place[a.question[mine]] = -1
    if parts:
        yield _joined(parts)


def in_batches(items: Ints, sizes: Ints) -> Iterator[Ints]:
    """Items in runs whose sizes add up to about BATCH."""
    cuts = np.flatnonzero(np.diff(np.cumsum(sizes) // BATCH)) + 1
    yield from np.split(items, cuts)


def _joined(parts: list[tuple[Ints, Ints, Ints]]) -> tuple[Ints, Ints, Ints]:
    pair, one, two = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return pair, one, two

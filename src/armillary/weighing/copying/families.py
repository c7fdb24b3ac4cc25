"""Families: sources bound by copying, the likeliest way the answers went, and pairs that a third explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from armillary.weighing.copying.answers import Bools, Ints
from armillary.weighing.copying.search import Copies
from armillary.weighing.copying.settings import THRESHOLD


@dataclass(frozen=True, slots=True)
class Family:
    """Sources that copy each other or one original, which need not be among them.

    `pairs` are rows of the copies that bind them all by the likeliest pairs alone. `head` is the one that all others
    go back to, -1 where dates do not tell.
    """

    members: tuple[int, ...]
    pairs: tuple[int, ...]
    head: int


def families(copies: Copies, threshold: float = THRESHOLD) -> list[Family]:
    """The families of suspected pairs, the largest first, bound along the likeliest pairs (a spanning tree)."""
    rows = copies.suspected(threshold)  # the likeliest come first
    copier, original = copies.copier[rows], copies.original[rows]
    leader, binding = join(copier, original, len(copies.accuracy))
    bound = rows[binding].tolist()
    bonded = np.unique(np.concatenate((copier, original)))
    found = []
    for first in np.unique(leader[bonded]):
        group = bonded[leader[bonded] == first].tolist()
        pairs = tuple(row for row in bound if int(copies.copier[row]) in group)
        found.append(Family(tuple(group), pairs, _head(group, pairs, copies)))
    return sorted(found, key=lambda family: (-len(family.members), family.members))


def join(one: Ints, two: Ints, sources: int) -> tuple[Ints, Bools]:
    """Of every source the first of its family, pairs being of one; and which pairs bind who was not yet bound."""
    leader = np.arange(sources)
    binding = np.zeros(len(one), bool)
    for row, pair in enumerate(zip(one.tolist(), two.tolist(), strict=True)):
        first, second = sorted(leader[list(pair)].tolist())
        if first != second:
            binding[row] = True
            leader[leader == second] = first
    return leader, binding


def _head(group: list[int], pairs: tuple[int, ...], copies: Copies) -> int:
    if not all(copies.directed[row] for row in pairs):
        return -1
    heads = set(group) - {int(copies.copier[row]) for row in pairs}
    return heads.pop() if len(heads) == 1 else -1


def explained(copies: Copies, threshold: float = THRESHOLD) -> Bools:
    """Which suspected pairs a third source explains: both share more with it than with each other."""
    partners: dict[int, dict[int, float]] = {}
    named: Ints = copies.suspected(threshold)
    for row in named.tolist():
        one, two, odds = int(copies.copier[row]), int(copies.original[row]), float(copies.log_odds[row])
        partners.setdefault(one, {})[two] = odds
        partners.setdefault(two, {})[one] = odds
    result = np.zeros(len(copies.copier), bool)
    for row in named.tolist():
        one, two, odds = int(copies.copier[row]), int(copies.original[row]), float(copies.log_odds[row])
        mine, theirs = partners[one], partners[two]
        result[row] = any(min(mine[third], theirs[third]) > odds for third in mine.keys() & theirs.keys())
    return result

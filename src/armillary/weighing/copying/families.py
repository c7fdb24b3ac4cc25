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
    leader: dict[int, int] = {}

    def lead(source: int) -> int:
        while leader.setdefault(source, source) != source:
            leader[source] = leader[leader[source]]
            source = leader[source]
        return source

    bound: list[int] = []
    for row in copies.suspected(threshold).tolist():  # the likeliest come first
        one, two = lead(int(copies.copier[row])), lead(int(copies.original[row]))
        if one != two:
            leader[max(one, two)] = min(one, two)
            bound.append(row)
    members: dict[int, list[int]] = {}
    for source in sorted(leader):
        members.setdefault(lead(source), []).append(source)
    found = []
    for group in members.values():
        pairs = tuple(row for row in bound if int(copies.copier[row]) in group)
        found.append(Family(tuple(group), pairs, _head(group, pairs, copies)))
    return sorted(found, key=lambda family: (-len(family.members), family.members))


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

"""Where boxes stand so that those that are tied stand near one another and none covers another.

Stress majorisation (Gansner, Koren and North 2005, "Graph drawing by stress majorization"), then boxes that overlap are
pushed apart (after Dwyer, Marriott and Stuckey 2006, "Fast node overlap removal"). This is a hundred lines over numpy
of our own, because the layouts of networkx by stress need scipy, know nothing of boxes and begin on a circle, where one
actor more turns all. Here every box begins at a place that follows from its id alone and nothing is random: one tie
more moves few boxes, and the same book gives the same drawing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDS = 220  # of majorisation; it has settled by then
PUSHES = 600


def lay_out(
    ids: Sequence[str],
    sizes: Floats,
    ties: dict[tuple[int, int], float],
    width: float,
    gap: float,
    roomy: float = 2.7,
) -> Floats:
    """Centres of boxes in a plane `width` wide, the topmost and leftmost edges at 0; as high as it must be.

    `sizes` are widths and heights; `ties` say how close two boxes should be, 1 being close; the plane is about `roomy`
    times as large as all boxes.
    """
    if not len(ids):
        return np.zeros((0, 2))
    if len(ids) == 1:
        return np.array([[width / 2, sizes[0, 1] / 2]])
    centres = _majorise(_start(ids), _distances(sizes, ties))
    return settle(centres, sizes, width, gap, roomy)


def settle(centres: Floats, sizes: Floats, width: float, gap: float, roomy: float) -> Floats:
    """Centres fitted into a width, and pushed apart until no box covers another."""
    area = float(((sizes[:, 0] + gap) * (sizes[:, 1] + gap)).sum())
    height = max(area / width * roomy, float(sizes[:, 1].max()), 0.42 * width if len(sizes) > 4 else 0.0)
    for _ in range(24):
        placed, clear = _push(_fit(centres, sizes, width, height), sizes, width, height, gap)
        if clear:
            break
        height *= 1.1
    top = (placed[:, 1] - sizes[:, 1] / 2).min()
    settled: Floats = placed - np.array([0.0, top])
    return settled


def _start(ids: Sequence[str]) -> Floats:
    """A place for each id on a disc, as its hash says."""
    digests = [hashlib.sha256(name.encode()).digest() for name in ids]
    turn = np.array([int.from_bytes(d[:4], "big") / 2**32 for d in digests]) * 2 * np.pi
    far = np.sqrt(np.array([int.from_bytes(d[4:8], "big") / 2**32 for d in digests])) + 0.05
    return np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1)


def _distances(sizes: Floats, ties: dict[tuple[int, int], float]) -> Floats:
    """How far apart any two should stand: the shortest way over ties, each as long as its boxes are large."""
    n = len(sizes)
    reach = np.sqrt(sizes[:, 0] * sizes[:, 1]) / 2
    far = np.full((n, n), np.inf)
    np.fill_diagonal(far, 0)
    for (a, b), close in ties.items():
        far[a, b] = far[b, a] = reach[a] + reach[b] + 30 + 50 * (1 - close)
    for k in range(n):  # Floyd and Warshall
        far = np.minimum(far, far[:, k : k + 1] + far[k : k + 1])
    finite = far[np.isfinite(far)]
    apart: Floats = np.where(np.isfinite(far), far, max(float(finite.max()) * 0.8, 160.0))
    return apart


def _majorise(start: Floats, far: Floats) -> Floats:
    """The places of least stress near a start, the stress of a pair weighed by its distance squared."""
    n = len(start)
    with np.errstate(divide="ignore"):
        weight = np.where(far > 0, far**-2.0, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.inv(laplacian + np.ones((n, n)) / n)
    at = start * far.max() / 2
    for _ in range(ROUNDS):
        apart = np.linalg.norm(at[:, None] - at[None], axis=2)
        with np.errstate(divide="ignore", invalid="ignore"):
            pull = np.where(apart > 1e-9, weight * far / apart, 0.0)
        at = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ at)
    centred: Floats = at - at.mean(axis=0)
    return centred


def _fit(centres: Floats, sizes: Floats, width: float, height: float) -> Floats:
    """Centres stretched to fill a frame, and half-way to even spacing: a few far ones must not crowd the rest."""
    n = len(centres)
    inner = np.maximum(np.array([width, height]) - sizes.max(axis=0) * 0.8, 1.0)
    low, high = centres.min(axis=0), centres.max(axis=0)
    straight = (centres - low) / np.maximum(high - low, 1e-6)
    even = np.empty_like(straight)
    for axis in (0, 1):
        even[np.argsort(np.round(centres[:, axis], 6), kind="stable"), axis] = (np.arange(n) + 0.5) / n
    share = 0.5 * straight + 0.5 * even
    placed: Floats = (share - 0.5) * inner + np.array([width, height]) / 2
    return placed


def _push(at: Floats, sizes: Floats, width: float, height: float, gap: float) -> tuple[Floats, bool]:
    """Push boxes that overlap apart, along the shorter way, within a frame; whether none overlaps in the end."""
    half = sizes / 2
    low, high = half, np.array([width, height]) - half
    need = half[:, None] + half[None] + gap
    mass = np.sqrt(sizes[:, 0] * sizes[:, 1])
    share = mass[None] / (mass[:, None] + mass[None])  # the larger moves less
    at = np.clip(at, low, np.maximum(low, high))
    upper = np.triu(np.ones(need.shape[:2], dtype=bool), 1)
    tie_break = np.where(upper, 1.0, -1.0)
    for _ in range(PUSHES):
        apart = at[:, None] - at[None]
        over = need - np.abs(apart)
        both = (over > 1e-3).all(axis=2) & ~np.eye(len(at), dtype=bool)
        if not both.any():
            return at, True
        along_y = (over[:, :, 1] <= over[:, :, 0]) & both
        along_x = both & ~along_y
        sign = np.where(apart == 0, tie_break[:, :, None], np.sign(apart))
        move_x = np.where(along_x, over[:, :, 0] * sign[:, :, 0] * share, 0).sum(axis=1)
        move_y = np.where(along_y, over[:, :, 1] * sign[:, :, 1] * share, 0).sum(axis=1)
        at = np.clip(at + 0.55 * np.stack([move_x, move_y], axis=1), low, np.maximum(low, high))
    clear = bool(
        ((need - gap - np.abs(at[:, None] - at[None]) <= 1e-3).any(axis=2) | np.eye(len(at), dtype=bool)).all()
    )
    return at, clear

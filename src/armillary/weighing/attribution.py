"""Attribution: whose word each testimony is, once a casebook has accepted that one speaker copies another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from armillary.weighing.columns import Bools, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.questions import NEVER


@dataclass(frozen=True, slots=True)
class Attribution:
    """The origin that each testimony counts as, and whether that is another than its own, as it was copied."""

    origin: Ints
    copied: Bools


def attribute(evidence: Evidence, heard: Bools) -> Attribution:
    """Whose word each testimony is, of those heard.

    On a question that an accepted copier and its original answer alike, the copier's testimony is the original's word,
    unless the original was published after it. Everywhere else the copier speaks for itself. Who copies a copier comes
    to the first of the line, so far as each in the line answers that question alike.
    """
    e = evidence
    origin, copied = e.t_origin.copy(), np.zeros(len(e.t_origin), bool)
    if not len(e.a_copier):
        return Attribution(origin, copied)
    width = len(e.origins)
    tie = 2 * e.t_question + (e.t_side > 0)
    known = np.where(e.t_known >= NEVER, -NEVER, e.t_known)  # what has no date may well have been first
    rows = np.flatnonzero(heard)
    keys, at = np.unique(tie[rows] * width + e.t_origin[rows], return_inverse=True)
    first = np.full(len(keys), NEVER, np.int64)
    np.minimum.at(first, at, known[rows])
    originals: dict[int, list[int]] = {}
    for copier, original in zip(e.a_copier.tolist(), e.a_original.tolist(), strict=True):
        originals.setdefault(copier, []).append(original)
    mine = rows[np.isin(e.t_origin[rows], e.a_copier)]
    for t in mine.tolist():
        speaker, line = int(e.t_origin[t]), {int(e.t_origin[t])}
        while True:
            speaker = next(
                (
                    original
                    for original in originals.get(speaker, ())
                    if original not in line and _spoke(keys, first, int(tie[t]) * width + original, int(e.t_known[t]))
                ),
                -1,
            )
            if speaker < 0:
                break
            line.add(speaker)
            origin[t], copied[t] = speaker, True
    return Attribution(origin, copied)


def settle_copies(evidence: Evidence) -> Evidence:
    """The same evidence with every accepted copy told as its original's word, as by all that is known; nobody copies.

    In it a release cannot tell who was found to copy whom.
    """
    origin = attribute(evidence, evidence.t_silenced >= NEVER).origin
    none = np.zeros(0, np.int64)
    return replace(evidence, t_origin=origin, a_copier=none, a_original=none)


def _spoke(keys: Ints, first: Ints, key: int, by: int) -> bool:
    """Whether an origin had answered a question so by a day."""
    at = int(np.searchsorted(keys, key))
    return at < len(keys) and int(keys[at]) == key and int(first[at]) <= by

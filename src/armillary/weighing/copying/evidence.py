"""Evidence on one pair: each answer that two sources share, how rare it is, who gave it first, what it says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from armillary.weighing.copying.answers import Bools, Floats, Ints, arrange
from armillary.weighing.copying.habits import habits
from armillary.weighing.copying.pairs import Scene, meetings, surprise
from armillary.weighing.copying.search import Copies
from armillary.weighing.copying.settings import Settings


@dataclass(frozen=True, slots=True)
class SharedAnswers:
    """Answers that a copier and its original share, the most telling first; rows are those of the table.

    `others` have answered the question too, `saying` of them the same. `log_odds` is what the answer says for a copy
    at the given rate; 0 where the copier was first.
    """

    copier_row: Ints
    original_row: Ints
    true: Floats
    others: Ints
    saying: Ints
    log_odds: Floats


def shared_answers(
    source: ArrayLike,
    question: ArrayLike,
    value: ArrayLike,
    copies: Copies,
    copier: int,
    original: int,
    *,
    rate: float,
    n_values: ArrayLike | None = None,
    time: ArrayLike | None = None,
    settings: Settings | None = None,
) -> SharedAnswers:
    """The answers that a pair shares, in the table in which `copies` were found."""
    settings = settings or Settings()
    a = arrange(source, question, value, n_values=n_values, time=time)
    kept = np.flatnonzero(a.row >= 0)
    back = np.empty(len(a.source), np.int64)
    back[a.row[kept]] = kept
    true, weight = copies.true[back], copies.independent[back]
    scene = Scene(a, true, weight, copies.accuracy, habits(a, true, copies.accuracy, settings))
    pair = (np.array([copier]), np.array([original]))
    one, two = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for _, mine, other in meetings(a, *pair):
        same: Bools = a.group[mine] == a.group[other]
        one, two = np.concatenate((one, mine[same])), np.concatenate((two, other[same]))
    hit = surprise(scene, one, two, a.by_group(weight), a.by_question(weight), settings)
    says = (1 - true[two]) * np.log(rate / hit + 1 - rate) * ~(a.time[one] < a.time[two])
    order = np.lexsort((a.question[one], -says))
    one, two = one[order], two[order]
    plain = np.ones(len(a.source))
    return SharedAnswers(
        copier_row=back[one],
        original_row=back[two],
        true=true[two],
        others=a.by_question(plain)[a.question[one]].astype(np.int64) - 2,
        saying=a.by_group(plain)[a.group[one]].astype(np.int64) - 2,
        log_odds=says[order],
    )

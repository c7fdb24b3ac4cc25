"""Habits: how often a source gives a label where it is false; two who always say yes are no copies of each other."""

from __future__ import annotations

import numpy as np

from armillary.weighing.copying.answers import Answers, Floats
from armillary.weighing.copying.settings import Settings

MOST_LABELS = 1000
PRIOR = 2.0  # answers that a source's plain chance of an error counts for


def habits(answers: Answers, true: Floats, accuracy: Floats, settings: Settings) -> Floats:
    """Of every answer, how often its source gives that label where it is false, its own question left out.

    0 where values are no labels, or so many that nobody has a habit of one.
    """
    a = answers
    if not settings.labels or not len(a.value) or a.value.max() >= MOST_LABELS:
        return np.zeros(len(a.value))
    labels = int(a.value.max()) + 1
    false = 1 - true
    key = a.source * labels + a.value
    said = np.bincount(key, false, a.sources * labels)
    asked = np.zeros(a.sources * labels)
    g_true = a.by_group(true) / np.bincount(a.group, minlength=len(a.g_question))
    for label in range(labels):
        is_so = np.zeros(len(a.q_wrong))
        here = a.g_value == label
        is_so[a.g_question[here]] = g_true[here]
        asked[label::labels] = a.by_source(1 - is_so[a.question])
    chance = (1 - accuracy[a.source]) / a.q_wrong[a.question]
    return np.asarray((said[key] - false + PRIOR * chance) / (np.maximum(asked[key] - false, 0.0) + PRIOR))

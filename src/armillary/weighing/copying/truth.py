"""What is true, as far as the search for copies must know it: each answer weighed by how far it is independent."""

from __future__ import annotations

import numpy as np

from armillary.weighing.copying.answers import Answers, Floats

PRIOR_ACCURACY, PRIOR_ANSWERS = 0.8, 4.0  # a source is taken for fairly good until it has answered a handful
LOW, HIGH = 0.05, 0.99
ROUNDS, TOLERANCE = 30, 1e-6


def estimate_truth(answers: Answers, weight: Floats, accuracy: Floats) -> tuple[Floats, Floats]:
    """The probability that each answer is true, and every source's accuracy (ACCU; Dong et al. 2009, section 4).

    An answer counts for the weight it has as an independent one: ln(n A / (1 - A)) times it, n wrong answers being
    possible. A source less accurate than chance says nothing; it is never reversed.
    """
    true = np.zeros(len(answers.source))
    for _ in range(ROUNDS):
        true = probabilities(answers, weight, accuracy)
        found = accuracies(answers, true)
        moved = float(np.max(np.abs(found - accuracy), initial=0.0))
        accuracy = found
        if moved < TOLERANCE:
            break
    return true, accuracy


def probabilities(answers: Answers, weight: Floats, accuracy: Floats) -> Floats:
    """The probability that each answer is true, accuracies given; answers that nobody gave have their share."""
    a = answers
    wrong = a.q_wrong[a.question]
    right = accuracy[a.source]
    score = a.by_group(weight * np.maximum(np.log(wrong * right / (1 - right)), 0.0))
    top = np.zeros(len(a.q_wrong))
    np.maximum.at(top, a.g_question, score)
    mass = np.exp(score - top[a.g_question])
    unsaid = np.maximum(a.q_wrong + 1 - np.bincount(a.g_question, minlength=len(top)), 0.0)
    total = np.bincount(a.g_question, mass, len(top)) + unsaid * np.exp(-top)
    return np.asarray((mass / total[a.g_question])[a.group])


def accuracies(answers: Answers, true: Floats) -> Floats:
    """The share of its answers that each source has right, kept off both ends."""
    right = answers.by_source(true) + PRIOR_ACCURACY * PRIOR_ANSWERS
    return np.clip(right / (np.bincount(answers.source, minlength=answers.sources) + PRIOR_ANSWERS), LOW, HIGH)

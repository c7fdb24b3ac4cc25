"""Kinds of question, what is presumed of each, and the rule by which a table's kind is inferred."""

from __future__ import annotations

KINDS = ("label", "single", "several", "number", "date", "place")

MOST_LABELS = 20  # more than these are no list of answers that questions share
QUESTIONS_A_LABEL = 5  # questions for each label, at least, or there is nothing to learn confusion from

COIN = 0.75  # how often a source is taken to be right before it is known: grade C
COARSER = 0.25  # and how often it is right in coarser words only, where places form a hierarchy
# Answers that a source leaves out (Zhao et al. 2012, Latent Truth Model, section 6): false ones are rare whoever
# speaks, and how many true ones a source names is anybody's guess.
NAMED_FALSE, NAMED_FALSE_STRENGTH = 0.01, 1000.0
NAMED_TRUE, NAMED_TRUE_STRENGTH = 0.5, 100.0
# Li et al. 2013, section 2.3: numbers within one per cent of the usual size of a question's answers, clocks within ten
# minutes, are one answer.
TOLERANCE_NUMBER = 0.01
TOLERANCE_CLOCK = 600.0  # seconds; dates without a clock must be the same day
WRONG_FIRST = 10.0  # plausible wrong answers to a question, before they have been estimated
MOST_WRONG = 1e6

TOLERANCE, ROUNDS = 1e-10, 200  # of learning, as for casebooks
STRENGTH_ROUNDS = (10, 30)  # when strengths are estimated; then they stay, so that learning can settle
LEAST_ROUNDS = 31


def infer_kind(hierarchy: bool, denials: bool, dates: bool, numbers: bool, labels: int, questions: int) -> str:
    """The kind of a table's questions: a hierarchy makes places, denials yes-or-no answers, then by what values are.

    A short list of answers that the questions share is a list of labels, also where its entries are numbers.
    """
    if hierarchy:
        return "place"
    if denials:
        return "several"
    if dates:
        return "date"
    if labels <= MOST_LABELS and questions >= QUESTIONS_A_LABEL * labels:
        return "label"
    return "number" if numbers else "single"

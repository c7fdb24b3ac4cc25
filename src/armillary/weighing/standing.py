"""Standing of the evidence, counted and never estimated: who asserts, who denies, and whether anybody can be heard."""

from __future__ import annotations

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.columns import Floats, Ints
from armillary.weighing.voices import Tally

STANDINGS = ("not_assessed", "reported", "corroborated", "denied", "disputed")
ON_RECORD = "on_record"  # what the casebook's own structure states; it has no vote
NOT_ASSESSED, REPORTED, CORROBORATED, DENIED, DISPUTED = range(5)


def stand(tally: Tally, own: Floats, vocab: Vocabulary) -> Ints:
    """The standing of every question, as a row of STANDINGS: the first of disputed, denied, corroborated and reported.

    Only audible voices count. `own` are log-odds after age.
    """
    against, for_it = tally.voices[:, 0], tally.voices[:, 1]
    no, yes = tally.loudest[:, 0], tally.loudest[:, 1]
    part = vocab.constant("dispute") * (1 - 1e-9)
    both = (against > 0) & (for_it > 0)
    return np.select(
        [
            both & (no >= part * yes) & (yes >= part * no),
            (against > 0) & ((for_it == 0) | (own < 0)),
            for_it > 1,
            for_it == 1,
        ],
        [DISPUTED, DENIED, CORROBORATED, REPORTED],
        NOT_ASSESSED,
    ).astype(np.int64)

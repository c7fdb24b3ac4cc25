"""Learning coins from a book: once, each claim at its own date, from questions on which different parties disagree."""

from __future__ import annotations

import numpy as np

from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.attribution import attribute
from armillary.weighing.coins import Coins, coins_from, weights_of_evidence
from armillary.weighing.columns import Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.kernel import Run, Statistics, learn, make_blocks, run_here
from armillary.weighing.votes import Votes, heard_by, nearest_root, taken_back


def learn_coins(evidence: Evidence, vocab: Vocabulary, known_by: int | None = None, run: Run = run_here) -> Coins:
    """Coins of every (speaker, stance, grade): the vocabulary's, or learned where enough questions are disputed."""
    names = evidence.coins
    votes = direct_votes(evidence, known_by)
    disputed = _disputed(evidence, votes)
    teach = disputed[votes.question] if len(votes.question) else np.zeros(0, bool)
    taught_by = int(disputed.sum())
    if taught_by < vocab.constant("learning_questions"):
        sens, spec = coins_from(names, vocab)
        return Coins(sens, spec, np.zeros((len(names), 4)))

    def gains(counts: Statistics) -> tuple[np.ndarray, np.ndarray]:
        return weights_of_evidence(*coins_from(names, vocab, counts))

    blocks = make_blocks(
        votes.question[teach],
        votes.origin[teach],
        votes.coin[teach],
        votes.side[teach] > 0,
        votes.weight[teach],
        np.zeros(len(evidence.questions)),
    )
    counts, rounds = learn(
        blocks, len(names), gains, vocab.constant("learning_tolerance"), int(vocab.constant("learning_rounds")), run
    )
    sens, spec = coins_from(names, vocab, counts)
    return Coins(sens, spec, counts, taught_by, rounds)


def direct_votes(evidence: Evidence, known_by: int | None) -> Votes:
    """Votes on the questions that claims were asked about as such, each claim at its own date."""
    e = evidence
    heard = heard_by(e, known_by)
    whose = attribute(e, heard)
    ballots = np.flatnonzero(e.b_direct & (heard & ~e.t_of_class)[e.b_testimony])
    return nearest_root(e, whose, ballots[~taken_back(e, whose, ballots)])


def _disputed(evidence: Evidence, votes: Votes) -> np.ndarray:
    """Questions on which origins of different parties vote on both sides."""
    n = len(evidence.questions)
    bloc: Ints = evidence.origin_bloc[votes.origin] if len(votes.origin) else votes.origin
    yes, no = votes.side > 0, votes.side < 0
    result = np.zeros(n, bool)
    both = (np.bincount(votes.question[yes], minlength=n) > 0) & (np.bincount(votes.question[no], minlength=n) > 0)
    far = np.iinfo(np.int64).max
    low_yes, high_yes = np.full(n, far), np.full(n, -1, np.int64)
    low_no, high_no = np.full(n, far), np.full(n, -1, np.int64)
    np.minimum.at(low_yes, votes.question[yes], bloc[yes])
    np.maximum.at(high_yes, votes.question[yes], bloc[yes])
    np.minimum.at(low_no, votes.question[no], bloc[no])
    np.maximum.at(high_no, votes.question[no], bloc[no])
    one_party = (low_yes == high_yes) & (low_no == high_no) & (low_yes == low_no)
    result[:] = both & ~one_party
    return result

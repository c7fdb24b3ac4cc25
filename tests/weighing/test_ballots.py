"""The laws of voices, fold and bounds on thousands of questions of random votes, all at once."""

from __future__ import annotations

import numpy as np
import pytest

from armillary.weighing.columns import Bools, Floats, Ints
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.standing import DISPUTED, stand
from armillary.weighing.voices import Ballot, Tally, bounded, settle
from tests.weighing.cases import shipped

QUESTIONS = 4000
ROUNDING = 1e-9
STRANGER = 9  # a bloc that has not spoken yet


def random_ballot(rng: np.random.Generator, questions: int) -> tuple[Ballot, Floats, Bools]:
    """Up to nine votes on each of so many questions, with half-lives, and whether each question is an event."""
    size = rng.integers(0, 10, questions)
    group = np.repeat(np.arange(questions), size)
    n = len(group)
    side = np.where(rng.random(n) < 0.6, 1, -1)
    size_of_word = rng.choice([0.0, 0.3, 0.7, 1.0, 1.6, 2.4, 4.8, 6.0, 7.4, 8.3, 11.5, 12.8], n)
    days = rng.integers(730_000, 736_000, n)
    events = rng.random(questions) < 0.3
    half_life = np.where(events, np.inf, rng.choice([90.0, 730.5, 4000.0], questions))
    mate = np.minimum(np.arange(n) + rng.integers(1, 4, n), n - 1)
    of_class, bloc = rng.random(n) < 0.15, rng.integers(0, 7, n)
    draws = (group[mate] == group) & (side[mate] == side) & (bloc[mate] != bloc) & (rng.random(n) < 0.25)
    draws &= ~of_class & ~of_class[mate]
    author = np.flatnonzero(draws)
    ballot = Ballot(
        group,
        side,
        bloc,
        side * size_of_word / DECIBANS,
        days - rng.integers(0, 900, n),
        days,
        of_class,
        author,
        mate[author],
    )
    return ballot, half_life, events


def with_one_more(ballot: Ballot, rng: np.random.Generator, side: int, questions: int) -> Ballot:
    """One more vote on every question, of a voice that has not spoken yet, on any day."""
    n = questions
    last = rng.integers(729_000, 737_000, n)
    worth = rng.choice([0.5, 1.0, 1.6, 4.3, 7.4, 11.5], n) / DECIBANS
    return Ballot(
        np.concatenate((ballot.group, np.arange(n))),
        np.concatenate((ballot.side, np.full(n, side))),
        np.concatenate((ballot.bloc, np.full(n, STRANGER))),
        np.concatenate((ballot.odds, side * worth)),
        np.concatenate((ballot.first, last - rng.integers(0, 900, n))),
        np.concatenate((ballot.last, last)),
        np.concatenate((ballot.of_class, np.zeros(n, bool))),
        ballot.author,
        ballot.drawn,
    )


def counted(tally: Tally) -> tuple[Floats, Ints]:
    """Bounded log-odds and standing of every question."""
    return bounded(tally.aged, tally.voices, shipped()), stand(tally, tally.aged, shipped())


@pytest.mark.parametrize("seed", range(2))
def test_an_answer_is_on_the_side_that_outweighs_the_other(seed: int) -> None:
    """Below even chance only where denials after age outweigh and some are heard, above only where assertions do."""
    ballot, half_life, events = random_ballot(np.random.default_rng(seed), QUESTIONS)
    tally = settle(ballot, half_life, events, shipped())
    odds, _ = counted(tally)
    assert np.all((tally.aged < 0) & (tally.voices[:, 0] > 0) | (odds >= 0))
    assert np.all((tally.aged > 0) & (tally.voices[:, 1] > 0) | (odds <= 0))
    assert np.all(np.abs(tally.aged - tally.plain) <= ROUNDING + np.abs(tally.plain) + np.abs(tally.aged))
    alone = ~np.isin(np.arange(QUESTIONS), ballot.group[ballot.side < 0])
    assert np.all(np.abs(tally.aged - tally.plain)[alone] < ROUNDING)  # nothing ages where nobody contradicts
    limits = np.log(np.array([1, 0.79 / 0.21, 0.94 / 0.06, 99]))
    assert np.all(odds <= limits[np.minimum(tally.voices[:, 1], 3)] + ROUNDING)
    assert np.all(odds >= -limits[np.minimum(tally.voices[:, 0], 3)] - ROUNDING)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("side", [1, -1])
def test_one_more_voice_moves_an_answer_its_own_way(side: int, seed: int) -> None:
    """And where it agrees with the answer the standing is no poorer, save in two cases.

    Several faint voices outweigh a loud one, and the new one is loud: only now is each side's loudest a fifth of the
    other's. And of a deed that is denied for some days, the days that are denied may come to count.
    """
    rng = np.random.default_rng(100 + seed)
    ballot, half_life, events = random_ballot(rng, QUESTIONS)
    more = with_one_more(ballot, rng, side, QUESTIONS)
    one, two = (settle(each, half_life, events, shipped()) for each in (ballot, more))
    (before, stood), (after, stands) = counted(one), counted(two)
    assert np.all(side * (after - before) >= -ROUNDING)
    agreed = (side * before > 0) & ~(events & np.isin(np.arange(QUESTIONS), ballot.group[ballot.side < 0]))
    mine, theirs = (side + 1) // 2, (1 - side) // 2
    assert np.all((two.voices[:, mine] >= one.voices[:, mine])[agreed])
    faint = one.loudest[:, mine] < 0.2 * one.loudest[:, theirs]
    assert not (agreed & ~faint & (stood != DISPUTED) & (stands == DISPUTED)).any()

"""Families of copies are found by blanks and coverage, honest sources are left alone, and the search does no harm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from armillary.tables.weigh import weigh
from armillary.weighing.copying.answers import Answers, arrange
from armillary.weighing.copying.families import join
from armillary.weighing.copying.foretelling import choose_account
from armillary.weighing.copying.likeness import Alike, find_alike
from benchmarks.copying import area
from benchmarks.truth.flights import PLANS, plant_flights
from benchmarks.truth.planted import Planted, plant_times
from benchmarks.truth.run import EXACT, MOST_LOST, share_right, share_voted, telling_sources

pytestmark = pytest.mark.slow

MARGIN = 0.02  # by which the search may be worse than a plain majority


def numbered(planted: Planted) -> tuple[np.ndarray, Answers]:
    """The family of each source, and the answers."""
    names, source = np.unique(planted.source, return_inverse=True)
    columns = [np.unique(column, return_inverse=True)[1] for column in (planted.question, planted.value)]
    return np.array([planted.family[name] for name in names.tolist()]), arrange(source, *columns)


def related(family: np.ndarray, alike: Alike) -> np.ndarray:
    """Which pairs are of one family."""
    kin: np.ndarray = (family[alike.low] == family[alike.high]) & (family[alike.low] >= 0)
    return kin


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("seed", range(3))
def test_the_search_does_no_harm(name: str, seed: int) -> None:
    """Never worse than most votes, nor than without the search, by more than two points; and nine in ten are exact."""
    planted = plant_flights(replace(PLANS[name], flights=min(PLANS[name].flights, 150)), seed)
    ours = share_right(planted, planted.table())
    assert ours >= share_voted(planted) - MARGIN
    assert ours >= share_right(planted, planted.table(), copies=False) - MARGIN
    assert ours >= EXACT or "only values" in name


@pytest.mark.parametrize("name", ["flights, honest majority", "flights, copying minority", "flights, copying majority"])
def test_no_one_site_is_needed(name: str) -> None:
    planted = plant_flights(replace(PLANS[name], flights=200), 1)
    whole = share_right(planted, planted.table())
    assert max(whole - share_right(planted, planted.without(site)) for site in telling_sources(planted)) <= MOST_LOST


@pytest.mark.parametrize("name", [name for name in PLANS if "only values" not in name])
def test_copies_are_told_from_honest_sites_of_one_sense(name: str) -> None:
    for seed in range(3):
        family, answers = numbered(plant_flights(PLANS[name], seed))
        alike = find_alike(answers)
        kin = related(family, alike)
        assert not kin.any() or area(alike.log_odds[kin], alike.log_odds[~kin]) >= 0.95
        assert np.isin(alike.suspected(), np.flatnonzero(~kin)).sum() <= 0.002 * (~kin).sum()


def test_who_only_agrees_on_values_is_not_accused() -> None:
    planted = plant_flights(PLANS["flights, only values copied by a majority"], 0)
    assert not len(weigh(planted.table(), kind="single").copies)


@pytest.mark.parametrize("accuracy", [1.0, 0.97, 0.9])
def test_who_covers_the_same_by_its_trade_is_not_accused(accuracy: float) -> None:
    """Three lists of questions, each with four sources of its own that answer all of it and nothing else."""
    random = np.random.default_rng(7)
    source, question = (grid.ravel() for grid in np.meshgrid(np.arange(12), np.arange(300)))
    asked = source // 4 == question // 100
    value = np.where(random.random(len(source)) < accuracy, 0, random.integers(1, 6, len(source)))
    assert not len(find_alike(arrange(source[asked], question[asked], value[asked])).suspected())


def test_dates_tell_who_copies_whom() -> None:
    """The first source of each family is the original; copies come a day later."""
    planted = plant_flights(PLANS["flights, copying minority"], 0)
    firsts = {min(site for site in planted.family if planted.family[site] == number) for number in range(3)}
    time = np.array(["2024-03-01" if site in firsts else "2024-03-02" for site in planted.source.tolist()])
    found = weigh(planted.table() | {"time": time}, kind="single").copies.rows()
    bound = [row for row in found if row["copier"] in firsts or row["original"] in firsts]
    assert bound
    assert all(row["directed"] and row["original"] in firsts for row in bound)
    assert not any(row["directed"] for row in found if row not in bound)


def test_clocks_are_told_to_the_minute_and_not_between_two_senses() -> None:
    planted = plant_flights(PLANS["flights, honest majority"], 0)
    times = np.char.find(planted.question, "gate") < 0
    table = {name: column[times] for name, column in planted.table().items()}
    found = weigh(table)
    assert found.kind == "date"
    assert np.mean([row["value"] == planted.truth[row["question"]] + ":00" for row in found.judgements.rows()]) >= EXACT


def test_copies_of_noise_are_found_whatever_they_cover() -> None:
    """Copiers list what they like; but they repeat minutes that nobody else would hit upon."""
    planted = plant_times(1, questions=300)
    pairs = {
        (row["copier"], row["original"]) for row in weigh(planted.table(), kind="number", tolerance=10).copies.rows()
    }
    assert len(pairs) >= 50
    assert all(planted.family[a] == planted.family[b] >= 0 for a, b in pairs)


def test_a_family_that_foretells_less_is_not_discounted() -> None:
    """Six good sources that cover the same, and four bad ones: as one voice, the six would be outvoted."""
    random = np.random.default_rng(3)
    source, question = (grid.ravel() for grid in np.meshgrid(np.arange(10), np.arange(200)))
    right = random.random(len(source)) < np.where(source < 6, 0.9, 0.3)
    answers = arrange(source, question, np.where(right, 0, random.integers(1, 4, len(source))))
    alone = np.arange(10)
    assert not choose_account(answers, np.where(alone < 6, 0, alone), alone, True).discounted


def test_plain_votes_are_kept_where_coins_foretell_less() -> None:
    """Eight copy the values of one, but not its blanks: nobody may accuse them, and coins would believe only them."""
    random = np.random.default_rng(4)
    source, question = (grid.ravel() for grid in np.meshgrid(np.arange(17), np.arange(300)))
    truth, told = np.zeros(len(source), int), random.integers(0, 5, 300)
    own = np.where(random.random(len(source)) < 0.7, truth, random.integers(1, 6, len(source)))
    heard = random.random(len(source)) < 0.7
    value = np.where(source < 8, np.where(random.random(300) < 0.4, 0, told)[question], own)
    answers = arrange(source[heard], question[heard], value[heard])
    found = find_alike(answers)
    assert not len(found.suspected())
    voices, _ = join(found.low[found.matching], found.high[found.matching], answers.sources)
    assert (voices[:8] == 0).all()
    assert (voices[8:] == np.arange(8, 17)).all()
    assert choose_account(answers, np.arange(17), voices, True).alike
    assert not choose_account(answers, np.arange(17), voices, False).alike


def test_the_order_of_rows_and_the_names_of_sources_change_nothing() -> None:
    planted = plant_flights(replace(PLANS["flights, honest majority"], flights=60), 2)
    row = np.random.default_rng(1).permutation(len(planted.source))
    table = planted.table()
    turned = {name: column[row] for name, column in table.items()}
    turned["source"] = np.array([f"x{99 - int(name[1:])}" for name in turned["source"].tolist()])
    one, two = weigh(table, kind="single"), weigh(turned, kind="single")
    assert one.judgements.column("value") == two.judgements.column("value")
    assert np.allclose(one.judgements.column("likelihood"), two.judgements.column("likelihood"), atol=1e-9)
    assert np.allclose(sorted(one.copies.column("probability")), sorted(two.copies.column("probability")))


def test_nothing_is_found_in_nothing() -> None:
    found = find_alike(arrange([], [], []))
    assert not len(found.suspected())
    one = find_alike(arrange([0], [0], [0]))
    assert not len(one.low)


def test_gates_among_times_are_heard_though_most_values_are_times() -> None:
    planted = plant_flights(PLANS["flights, few"], 0)
    found = weigh(planted.table())
    assert found.kind == "single"
    assert len(found.judgements) == len(planted.truth)

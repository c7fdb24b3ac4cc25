"""Copying is found in planted tables; who is only right together with others, or hard to tell apart, is left alone."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.weighing.copying.answers import arrange
from armillary.weighing.copying.evidence import shared_answers
from armillary.weighing.copying.families import explained, families
from armillary.weighing.copying.pairs import Scene, compare
from armillary.weighing.copying.search import Copies, find_copies
from armillary.weighing.copying.settings import Settings
from benchmarks.copying import SWEEP, Plan, Planted, plant, score, wrongs
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SMALL = Plan(sources=20, questions=120)


def found_in(planted: Planted, plan: Plan, **more: object) -> Copies:
    """What is found, without looking at the plan but for how many answers there can be."""
    return find_copies(planted.source, planted.question, planted.value, n_values=plan.wrong + 1, **more)  # type: ignore[arg-type]


def pairs(copies: Copies, threshold: float = 0.9) -> set[frozenset[int]]:
    """The suspected pairs, without direction."""
    return {frozenset((int(copies.copier[i]), int(copies.original[i]))) for i in copies.suspected(threshold)}


@pytest.mark.parametrize("seed", range(3))
def test_copiers_are_found_and_honest_sources_of_the_same_accuracy_are_not(seed: int) -> None:
    measured = score(SMALL, seed)
    assert measured.auc >= 0.95
    assert measured.accused <= 0.01
    assert measured.found >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in SWEEP if "200 sources" not in name and "majority" not in name])
def test_no_honest_pair_in_a_hundred_is_accused_anywhere_in_the_sweep(name: str) -> None:
    for seed in range(3):
        assert score(SWEEP[name], seed).accused <= 0.01


@pytest.mark.slow
def test_a_family_that_is_the_majority_is_not_seen_through_and_nobody_is_accused_for_it() -> None:
    """What most say is taken for true, whoever they have it from: a limit that the documentation tells of."""
    measured = [score(SWEEP["one family is the majority"], seed) for seed in range(3)]
    assert max(each.accused for each in measured) <= 0.01


def test_agreement_on_what_is_true_never_accuses() -> None:
    """A hundred sources that are all right on everything, and two of them that are right on the very same questions."""
    source, question = (grid.ravel() for grid in np.meshgrid(np.arange(20), np.arange(50)))
    right = np.zeros(len(source), int)
    assert not len(find_copies(source, question, right).copier)
    right[(question >= 48) & (source > 1)] = 2 + source[(question >= 48) & (source > 1)]  # all but two err apart
    assert pairs(find_copies(source, question, right)) == set()


def test_crowd_labels_are_too_few_to_accuse_anybody() -> None:
    plan = SWEEP["crowd labels: 10 answers each"]
    for seed in range(5):
        assert score(plan, seed).accused == 0.0


def test_two_who_always_give_one_label_are_no_copies() -> None:
    random = np.random.default_rng(5)
    truth = random.integers(0, 2, 80)
    source, question = (grid.ravel() for grid in np.meshgrid(np.arange(12), np.arange(80)))
    value = np.where(random.random(len(source)) < 0.85, truth[question], 1 - truth[question])
    value[source >= 10] = 1
    lazy = frozenset((10, 11))
    assert lazy not in pairs(find_copies(source, question, value, n_values=2, settings=Settings(labels=True)))


def test_dates_say_who_copies_whom() -> None:
    plan = replace(SMALL, dated=True)
    planted = plant(plan, 1)
    found = found_in(planted, plan, time=planted.time)
    named = [row for row in found.suspected().tolist() if found.directed[row] and not explained(found)[row]]
    assert named
    assert all(planted.original[found.copier[row]] == found.original[row] for row in named)
    assert not any(found_in(planted, plan).directed)
    assert all(found.errors_after[row] > found.errors_before[row] for row in named)


def test_families_gather_copies_of_one_original_though_it_is_unseen() -> None:
    plan = replace(SMALL, unseen=True, copiers=0.4, per_original=4)
    planted = plant(plan, 2)
    for family in families(found_in(planted, plan)):
        assert len({int(planted.family[member]) for member in family.members}) == 1
        assert family.head == -1
        assert len(family.pairs) == len(family.members) - 1


def test_a_family_with_dates_goes_back_to_its_original() -> None:
    plan = replace(SMALL, dated=True, per_original=3)
    planted = plant(plan, 3)
    heads = {family.head for family in families(found_in(planted, plan, time=planted.time))} - {-1}
    assert heads
    assert heads <= {int(o) for o in planted.original if o >= 0}


def test_copies_count_less_and_honest_answers_in_full() -> None:
    planted = plant(SMALL, 0)
    found = found_in(planted, SMALL)
    bound = planted.family[planted.source] >= 0
    assert found.independent[~bound].min() > 0.9
    assert found.independent[bound].mean() < 0.75
    assert (found.independent > 0).all()
    assert (found.independent <= 1).all()


def test_discounting_copies_finds_more_of_the_truth() -> None:
    plan = SWEEP["10 sources"]
    before, after = [], []
    for seed in range(3):
        planted = plant(plan, seed)
        before.append(wrongs(planted, plan, None))
        after.append(wrongs(planted, plan, found_in(planted, plan)))
    assert sum(after) < sum(before) / 2


@settings(deadline=None, max_examples=6)
@given(st.integers(0, 10**6), st.booleans())
def test_the_order_of_rows_changes_nothing_and_that_of_names_nothing_but_rounding(seed: int, dated: bool) -> None:
    plan = replace(SMALL, sources=12, questions=60, dated=dated)
    planted = plant(plan, seed % 7)
    random = np.random.default_rng(seed)
    row, name = random.permutation(len(planted.source)), random.permutation(plan.sources)
    time = planted.time
    one = find_copies(planted.source, planted.question, planted.value, time=time)
    two = find_copies(planted.source[row], planted.question[row], planted.value[row], time=time[row])
    assert np.array_equal(one.log_odds, two.log_odds)
    assert np.array_equal(one.independent[row], two.independent)
    three = find_copies(name[planted.source], planted.question, planted.value, time=time)
    assert np.allclose(np.sort(one.log_odds), np.sort(three.log_odds), atol=1e-6)
    assert np.allclose(one.independent, three.independent, atol=1e-6)


def test_a_posterior_from_elsewhere_is_taken_as_it_is() -> None:
    planted = plant(SMALL, 4)
    true = (planted.value == planted.truth[planted.question]).astype(float)
    found = found_in(planted, SMALL, posterior=true)
    assert np.array_equal(found.true, true)
    wanted = {frozenset((i, int(o))) for i, o in enumerate(planted.original) if o >= 0}
    assert wanted <= pairs(found)


def test_the_answers_behind_a_pair_are_told_and_are_mostly_errors() -> None:
    plan = replace(SMALL, dated=True)
    planted = plant(plan, 1)
    found = found_in(planted, plan, time=planted.time)
    copier, original = int(found.copier[0]), int(found.original[0])
    table = (planted.source, planted.question, planted.value)
    shared = shared_answers(*table, found, copier, original, rate=0.8, n_values=plan.wrong + 1, time=planted.time)
    assert (planted.source[shared.copier_row] == copier).all()
    assert (planted.source[shared.original_row] == original).all()
    assert (planted.value[shared.copier_row] == planted.value[shared.original_row]).all()
    assert (np.diff(shared.log_odds) <= 0).all()
    top = shared.copier_row[:5]
    assert (planted.value[top] != planted.truth[planted.question[top]]).all()


@pytest.mark.parametrize("crowd", ["d_Duck_Identification", "s4_Dog_data"])
def test_workers_of_real_crowds_are_not_accused(shared: Path, crowd: str) -> None:
    with (shared / "data/weighing/crowd" / crowd / "answer.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["worker"], row["question"], row["answer"]) for row in csv.DictReader(lines)]
    columns = [np.unique([row[i] for row in rows], return_inverse=True)[1] for i in range(3)]
    labels = int(columns[2].max()) + 1
    found = find_copies(*columns, n_values=labels, settings=Settings(labels=True))
    assert not len(found.suspected())


def test_of_two_answers_to_one_question_the_earliest_stands() -> None:
    arranged = arrange([0, 0, 1], [0, 0, 0], [5, 3, 3], time=[2.0, 1.0, np.nan])
    assert arranged.row.tolist() == [-1, 0, 1]
    found = find_copies([0, 0, 1], [0, 0, 0], [5, 3, 3])
    assert found.independent.tolist() == [0.0, 1.0, 1.0]  # undated, the lowest value stands


def test_the_example_in_the_documentation_is_so() -> None:
    """Twelve sources, 25 questions; S is 0, T is 1, and what is printed is what comes out."""
    page = (ROOT / "docs/explanation/copying.md").read_text("utf-8")
    source, question = (grid.ravel() for grid in np.meshgrid(np.arange(12), np.arange(25)))
    value = np.where((source < 2) & (question < 5 - (source == 0)), 1, 0)
    value[(source == 0) & ((question == 5) | (question == 6))] = 2
    true = (value == 0).astype(float)
    found = find_copies(source, question, value, n_values=11, posterior=true)
    answers = arrange(source, question, value, n_values=11)
    sorted_true = np.empty(len(true))
    sorted_true[answers.row] = true
    nothing = np.zeros(len(true))
    scene = Scene(answers, sorted_true, nothing + 1, found.accuracy, nothing)
    shared = compare(scene, np.array([0]), np.array([1]), Settings())
    for k, rate in enumerate(Settings().rates):
        cells = [shared.errors[0, 0, k], shared.truths[0, 0, k], shared.errors[0, 1, k], shared.truths[0, 1, k]]
        assert f"| {rate:.2f} | ".replace("0.", ".") + " | ".join(f"{cell:.2f}" for cell in cells) + " |" in page
    assert f"are {found.accuracy[0]:.3f} for *S* and {found.accuracy[1]:.3f}".replace("0.", ".") in page
    assert f"either way were {found.prior:.2f}" in page
    assert f"give {found.log_odds[0]:.2f}, a probability of {found.probability[0]:.4f}".replace(" 0.", " .") in page
    assert f"{found.independent[(source == 0) & (question == 0)][0]:.2f}" == "0.50"
    assert not found.directed[0]


def test_an_empty_table_has_no_copies() -> None:
    found = find_copies([], [], [])
    assert not len(found.copier)
    assert families(found) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"source": [-1, 0]}, "source has negative numbers, first in row 0"),
        ({"value": [0]}, "one length"),
        ({"time": [0.0, np.inf]}, "infinite in row 1"),
        ({"posterior": [0.5]}, "one probability a row"),
        ({"posterior": [0.5, np.nan]}, "one probability a row"),
        ({"n_values": np.inf}, "finite"),
    ],
)
def test_what_is_no_table_is_refused(changed: dict[str, object], says: str) -> None:
    table: dict[str, object] = {"source": [0, 1], "question": [0, 0], "value": [0, 1]} | changed
    with pytest.raises(ValueError, match=says):
        find_copies(**table)  # type: ignore[arg-type]

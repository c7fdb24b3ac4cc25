"""The data that others made: targets are met with the settings that every table of the kind has."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.tables.weigh import weigh
from benchmarks.truth.data import read_books, read_crowd, read_heritages
from benchmarks.truth.run import TARGETS, accepted, judged
from benchmarks.truth.scores import Score, score_labels, score_places, score_sets


def meets(name: str, scores: dict[str, Score]) -> None:
    for (data, what), target in TARGETS.items():
        if data == name:
            value = scores[what].value
            assert value <= target if what == "distance" else value >= target, f"{name} {what} {value:.4f}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Duck", "product", "Dog"])
def test_crowds(shared: Path, name: str) -> None:  # noqa: ARG001 - skips without the data
    data = read_crowd(name)
    meets(name, score_labels(data, judged(data)))


@pytest.mark.slow
def test_heritages(shared: Path) -> None:  # noqa: ARG001 - skips without the data
    data = read_heritages()
    meets("heritages", score_places(data, data.hierarchy(), judged(data)))


@pytest.mark.slow
def test_books(shared: Path) -> None:  # noqa: ARG001 - skips without the data
    data = read_books()
    meets("books", score_sets(data, accepted(weigh(data.table(), kind="several").judgements.rows())))

"""Planted tables: labels, places in a hierarchy and clock times, from sources of which all is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Planted:
    """Columns of a table, what is true of each question, and the family of each source, -1 for who copies nobody."""

    source: np.ndarray
    question: np.ndarray
    value: np.ndarray
    truth: Mapping[str, Any]
    family: dict[str, int]
    steps: list[tuple[str, str]]

    def table(self) -> dict[str, np.ndarray]:
        """The table as a dict of columns."""
        return {"source": self.source, "question": self.question, "value": self.value}

    def without(self, source: str) -> dict[str, np.ndarray]:
        """The table without one of its sources."""
        kept = self.source != source
        return {name: column[kept] for name, column in self.table().items()}


def plant_labels(
    seed: int, labels: int = 3, sources: int = 40, questions: int = 600, each: int = 5, biased: float = 0.3
) -> Planted:
    """Labels: sources from .45 to .95 right, some of which mostly say one label whatever is true."""
    random = np.random.default_rng(seed)
    confusion = np.empty((sources, labels, labels))
    for s in range(sources):
        right = random.uniform(0.45, 0.95)
        confusion[s] = (1 - right) / (labels - 1)
        np.fill_diagonal(confusion[s], right)
        if random.random() < biased:
            habit = random.integers(labels)
            confusion[s] *= 0.4
            confusion[s, :, habit] += 0.6
    truth = random.choice(labels, questions, p=_falling(labels))
    rows = []
    for q in range(questions):
        chosen = random.choice(sources, each, replace=False)
        rows += [(f"s{s:02d}", f"q{q:04d}", str(random.choice(labels, p=confusion[s, truth[q]]))) for s in chosen]
    told = {f"q{q:04d}": str(label) for q, label in enumerate(truth)}
    return _planted(rows, told, {f"s{s:02d}": -1 for s in range(sources)}, [])


def plant_places(seed: int, questions: int = 600, sources: int = 120, each: int = 6) -> Planted:
    """Places: four levels, eight regions; some sources answer coarsely, some name a wrong place, most speak rarely."""
    random = np.random.default_rng(seed)
    steps, leaves = [], []
    for r in range(8):
        for c in range(6):
            steps.append((f"r{r}c{c}", f"r{r}"))
            for p in range(6):
                steps.append((f"r{r}c{c}p{p}", f"r{r}c{c}"))
                for d in range(4):
                    leaf = f"r{r}c{c}p{p}d{d}"
                    steps.append((leaf, f"r{r}c{c}p{p}"))
                    leaves.append(leaf)
    exact = random.beta(4, 4, sources)
    coarser = random.beta(4, 4, sources)  # of what is not exact
    share = random.pareto(1.2, sources) + 0.05
    share /= share.sum()
    rows, told = [], {}
    for q in range(questions):
        leaf = str(random.choice(leaves))
        told[f"q{q:04d}"] = leaf
        path = [leaf, leaf[:-2], leaf[:-4], leaf[:-6]]
        rumour = str(random.choice(leaves))  # where several go wrong together
        for s in random.choice(sources, each, replace=False, p=share):
            if random.random() < exact[s]:
                value = path[0]
            elif random.random() < 0.4 + 0.5 * coarser[s]:
                value = path[random.integers(1, 4)]
            else:
                wrong = rumour if random.random() < 0.4 else str(random.choice(leaves))
                value = wrong[: len(wrong) - 2 * int(random.integers(0, 3))]
            rows.append((f"s{s:03d}", f"q{q:04d}", value))
    return _planted(rows, dict(told), {f"s{s:03d}": -1 for s in range(sources)}, steps)


FAMILIES = (9, 7, 4, 3, 2)


def plant_times(
    seed: int,
    questions: int = 600,
    sources: int = 38,
    families: tuple[int, ...] = FAMILIES,
    shifted: int = 3,
    alone: tuple[float, float] = (0.6, 0.9),
    originals: tuple[float, float] = (0.3, 0.75),
    covers: tuple[float, float] = (0.15, 0.7),
) -> Planted:
    """Clock times in minutes: right within five minutes, or the time announced, or wide of the mark.

    Families copy one original each, good or bad, nineteen answers in twenty; `shifted` sources of no family are off by
    the same quarter of an hour or more each time.
    """
    random = np.random.default_rng(seed)
    family = np.full(sources, -1)
    at = 0
    for number, size in enumerate(families):
        family[at : at + size] = number
        at += size
    right = random.uniform(*alone, sources)
    head = np.arange(sources)
    for number in range(len(families)):
        members = np.flatnonzero(family == number)
        head[members] = members[0]
        right[members[0]] = random.uniform(*originals)
    offset = np.zeros(sources)
    single = np.flatnonzero(family < 0)
    offset[single[:shifted]] = random.choice([-25, -15, 15, 20], shifted)
    share = random.uniform(*covers, sources)
    share[family >= 0] = np.maximum(share[family >= 0], 0.5)  # families are of those who list everything
    rows, told = [], {}
    for q in range(questions):
        announced = float(random.integers(300, 1380))
        truth = announced + float(np.round(random.normal(5, 35)))
        told[f"q{q:04d}"] = truth
        said = np.zeros(sources)
        for s in range(sources):
            if head[s] != s and random.random() < 0.95:
                said[s] = said[head[s]]
            elif random.random() < right[s]:
                said[s] = truth + float(random.integers(-3, 4)) + offset[s]
            elif random.random() < 0.5:
                said[s] = announced + offset[s]
            else:
                said[s] = truth + float(random.choice([-1, 1]) * random.integers(15, 180)) + offset[s]
            if random.random() < share[s]:
                rows.append((f"s{s:02d}", f"q{q:04d}", said[s]))
    return _planted(rows, dict(told), {f"s{s:02d}": int(family[s]) for s in range(sources)}, [])


def _falling(labels: int) -> np.ndarray:
    share = 1.0 / np.arange(1, labels + 1)
    return np.asarray(share / share.sum())


def _planted(
    rows: Sequence[tuple[str, str, object]],
    truth: Mapping[str, object],
    family: dict[str, int],
    steps: list[tuple[str, str]],
) -> Planted:
    source, question, value = zip(*rows, strict=True)
    return Planted(np.array(source), np.array(question), np.array(value), truth, family, steps)

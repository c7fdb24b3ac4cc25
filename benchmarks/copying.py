"""Copying found in planted data: sources that copy, partly and late, among honest ones that are no better or worse.

`benchmarks/run.py copying` plants and measures; `python -m benchmarks.copying books FILE` looks at book sellers.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from armillary.weighing.copying.answers import arrange
from armillary.weighing.copying.families import explained, families
from armillary.weighing.copying.search import Copies, find_copies
from armillary.weighing.copying.settings import THRESHOLD, Settings
from armillary.weighing.copying.truth import estimate_truth
from benchmarks.measure import Figure, figure

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Planted:
    """A table with its truth; `family` numbers sources that depend on one original, -1 for a source all by itself."""

    source: Ints
    question: Ints
    value: Ints
    time: Floats
    truth: Ints
    original: Ints  # whom each source copies, -1 for none
    family: Ints


@dataclass(frozen=True, slots=True)
class Plan:
    """What to plant: how many sources and questions, how good, how many copy how much, how many wrong answers."""

    sources: int = 50
    questions: int = 200
    answered: float = 0.8
    accuracy: float = 0.8
    spread: float = 0.0
    copiers: float = 0.3
    rate: float = 0.8
    wrong: int = 10
    per_original: int = 3
    unseen: bool = False  # the originals are not in the table
    dated: bool = False
    popular: float = 0.0  # the share of errors that are the popular one of their question
    hard: float = 0.0  # the share of questions on which everybody is right half as often
    labels: bool = False  # a wrong answer is one of a few classes


def plant(plan: Plan, seed: int) -> Planted:
    """Plant a table; a copier copies each answer with the rate where its original has one, else answers by itself."""
    random = np.random.default_rng(seed)
    n, m = plan.sources, plan.questions
    truth = random.integers(0, plan.wrong + 1, m)
    famous = (truth + 1 + random.integers(0, plan.wrong, m)) % (plan.wrong + 1)
    accuracy = np.clip(plan.accuracy + plan.spread * random.uniform(-1, 1, n), 0.1, 0.98)
    any_wrong = (truth + random.integers(1, plan.wrong + 1, (n, m))) % (plan.wrong + 1)
    wrong = np.where(random.random((n, m)) < plan.popular, famous, any_wrong)
    ease = np.where(random.random(m) < plan.hard, 0.5, 1.0)
    value = np.where(random.random((n, m)) < accuracy[:, None] * ease, truth, wrong)
    answers = random.random((n, m)) < plan.answered
    day = random.integers(0, 1000, (n, m)).astype(float)
    shuffled = random.permutation(n)
    copiers = shuffled[: round(plan.copiers * n)]
    heads = shuffled[len(copiers) :][: max(1, -(-len(copiers) // plan.per_original))]
    original = np.full(n, -1, np.int64)
    original[copiers] = heads[np.arange(len(copiers)) % len(heads)]
    for copier in copiers:
        taken = (random.random(m) < plan.rate) & answers[original[copier]] & answers[copier]
        value[copier, taken] = value[original[copier], taken]
        day[copier, taken] = day[original[copier], taken] + random.integers(1, 30, int(taken.sum()))
    family = np.where(original >= 0, original, -1)
    family[heads] = heads
    if plan.unseen:
        answers[heads] = False
    source, question = np.nonzero(answers)
    row = random.permutation(len(source))
    source, question = source[row], question[row]
    time = day[source, question] if plan.dated else np.full(len(source), np.nan)
    return Planted(source, question, value[source, question], time, truth, original, family)


BASE = Plan()
SWEEP = {
    "30 % copy, equal accuracy .8, 50 sources": BASE,
    "nobody copies": replace(BASE, copiers=0.0),
    "nobody copies, a third of questions hard": replace(BASE, copiers=0.0, hard=0.33),
    "a third of questions hard": replace(BASE, hard=0.33),
    "accuracy .6": replace(BASE, accuracy=0.6),
    "accuracy .9": replace(BASE, accuracy=0.9),
    "accuracy .97, 500 questions": replace(BASE, accuracy=0.97, questions=500),
    "accuracy .6 to 1": replace(BASE, spread=0.2),
    "half is copied": replace(BASE, rate=0.5),
    "three tenths are copied": replace(BASE, rate=0.3),
    "yes or no": replace(BASE, wrong=1, labels=True),
    "four classes": replace(BASE, wrong=3, labels=True),
    "half of errors are popular": replace(BASE, popular=0.5),
    "nine tenths of errors are popular": replace(BASE, popular=0.9),
    "30 questions": replace(BASE, questions=30, answered=1.0),
    "10 sources": replace(BASE, sources=10),
    "200 sources": replace(BASE, sources=200),
    "originals unseen": replace(BASE, unseen=True),
    "dated": replace(BASE, dated=True),
    "38 sources in families, conflicting times": Plan(
        sources=38, questions=300, accuracy=0.85, spread=0.1, copiers=0.6, rate=0.9, per_original=5, wrong=5, dated=True
    ),
    "crowd labels: 10 answers each": Plan(
        sources=100, questions=200, answered=0.05, accuracy=0.75, spread=0.2, copiers=0.0, wrong=1, labels=True
    ),
    "one family is the majority": replace(BASE, copiers=0.6, per_original=30),
}
TARGETS = ("30 % copy, equal accuracy .8, 50 sources", "38 sources in families, conflicting times", "dated")


@dataclass(frozen=True, slots=True)
class Score:
    """How well one planted table was seen through; NaN where there is nothing of the sort to find.

    Pairs of a copier and its original are to be found; pairs of one family but these are dependent too, and counted in
    neither; all others are honest.
    """

    auc: float
    accused: float
    found: float
    directions: float
    errors_before: float
    errors_after: float
    seconds: float


def score(plan: Plan, seed: int) -> Score:
    """Plant, search and compare."""
    planted = plant(plan, seed)
    settings = Settings(labels=plan.labels)
    when = planted.time if plan.dated else None
    begin = time.perf_counter()
    found = find_copies(
        planted.source, planted.question, planted.value, n_values=plan.wrong + 1, time=when, settings=settings
    )
    seconds = time.perf_counter() - begin
    odds, probability = np.full((plan.sources, plan.sources), -50.0), np.zeros((plan.sources, plan.sources))
    for one, two in ((found.copier, found.original), (found.original, found.copier)):
        odds[one, two], probability[one, two] = found.log_odds, found.probability
    one, two = np.triu_indices(plan.sources, 1)
    seen = np.isin(np.arange(plan.sources), planted.source)
    both = seen[one] & seen[two]
    one, two = one[both], two[both]
    direct = (planted.original[one] == two) | (planted.original[two] == one)
    related = (planted.family[one] >= 0) & (planted.family[one] == planted.family[two])
    if plan.unseen:
        direct = related
    named = found.suspected()
    named = named[found.directed[named] & ~explained(found)[named]]
    right = planted.original[found.copier[named]] == found.original[named]
    return Score(
        auc=area(odds[one, two][direct], odds[one, two][~related]),
        accused=float((probability[one, two][~related] >= THRESHOLD).mean()),
        found=float((probability[one, two][direct] >= THRESHOLD).mean()) if direct.any() else np.nan,
        directions=float(right.mean()) if len(right) else np.nan,
        errors_before=wrongs(planted, plan, None),
        errors_after=wrongs(planted, plan, found),
        seconds=seconds,
    )


def area(positive: Floats, negative: Floats) -> float:
    """The area under the curve: how often a pair to be found is ranked above an honest one, ties counting half."""
    if not len(positive) or not len(negative):
        return float("nan")
    both, rank, count = np.unique(np.concatenate((positive, negative)), return_inverse=True, return_counts=True)
    del both
    ranks = (np.cumsum(count) - (count - 1) / 2)[rank]
    n = len(positive)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / n / len(negative))


def wrongs(planted: Planted, plan: Plan, found: Copies | None) -> float:
    """The share of questions of which the likeliest answer is wrong, with every answer counted in full, or as found."""
    answers = arrange(planted.source, planted.question, planted.value, n_values=plan.wrong + 1)
    kept = answers.row >= 0
    weight = np.ones(len(answers.source))
    if found is not None:
        weight[answers.row[kept]] = found.independent[kept]
    true, _ = estimate_truth(answers, weight, np.full(answers.sources, 0.8))
    best = np.full(len(answers.q_wrong), -1.0)
    np.maximum.at(best, answers.question, true)
    top = true >= best[answers.question]
    said = np.full(len(answers.q_wrong), -1)
    said[answers.question[top]] = answers.value[top]
    asked = np.unique(answers.question)
    return float((said[asked] != planted.truth[asked]).mean())


def measure(scratch: Path, turns: int) -> list[Figure]:  # noqa: ARG001 - the shape of a benchmark
    """The sweep; a turn is another seed."""
    figures = []
    for name, plan in SWEEP.items():
        scores = [score(plan, seed) for seed in range(turns)]
        goal = name in TARGETS
        if plan.copiers:
            figures.append(figure(f"{name}: AUC", [s.auc for s in scores], "", 0.95 if goal else None, True))
            figures.append(figure("  copiers found", [100 * s.found for s in scores], "%"))
        else:
            figures.append(figure(f"{name}: pairs", [float(plan.sources * (plan.sources - 1) // 2)], ""))
        figures.append(figure("  honest pairs accused", [100 * s.accused for s in scores], "%", 1.0))
        if plan.dated:
            figures.append(figure("  directions right", [100 * s.directions for s in scores], "%"))
        if plan.copiers:
            figures.append(figure("  wrong answers, copies counted", [100 * s.errors_before for s in scores], "%"))
            figures.append(figure("  wrong answers, copies discounted", [100 * s.errors_after for s in scores], "%"))
    big = [score(Plan(sources=2000, questions=1000, answered=0.1), seed) for seed in range(min(turns, 3))]
    figures.append(figure("2,000 sources, 200,000 answers", [s.seconds for s in big], "s"))
    return figures


def books(path: Path) -> None:
    """Which book sellers copy which, from the authors that they list: surnames, in any order."""
    rows = []
    with path.open(encoding="latin-1", newline="") as lines:
        for cells in list(csv.reader(lines))[1:]:
            authors = surnames(cells[4]) if len(cells) > 5 else ""
            if authors:
                rows.append((cells[5].strip(), cells[2].strip(), authors))
    names = [sorted({row[i] for row in rows}) for i in range(3)]
    at = [{name: i for i, name in enumerate(column)} for column in names]
    columns = [np.array([at[i][row[i]] for row in rows]) for i in range(3)]
    begin = time.perf_counter()
    found = find_copies(columns[0], columns[1], columns[2])
    took = time.perf_counter() - begin
    named, by_third = found.suspected(), explained(found)
    print(f"{len(rows)} lists of {len(names[0])} sellers on {len(names[1])} books, {took:.1f} s")
    print(f"{len(named)} pairs suspected, {int(by_third.sum())} of them explained by a third seller")
    for row in [row for row in named.tolist() if not by_third[row]][:20]:
        one, two = names[0][found.copier[row]], names[0][found.original[row]]
        counts = f"{found.shared_false[row]:.0f} errors and {found.shared_true[row]:.0f} right lists shared"
        print(f"  {one} ~ {two}: {counts}, {found.differing[row]:.0f} differ, rate {found.rate[row]:.2f}")
    for family in families(found):
        print(f"  family of {len(family.members)}: {', '.join(names[0][member] for member in family.members[:8])}")


def surnames(text: str) -> str:
    """The surnames in a list of authors, sorted; '' where there is none."""
    found = set()
    for part in re.split(r";|\band\b|&|/", re.sub(r"\(.*?\)", "", text.lower())):
        words = part.split(",")[0].split() if "," in part else part.split()[-1:]
        name = re.sub(r"[^a-z]", "", "".join(words))
        if name and name not in ("available", "notavailable"):
            found.add(name)
    return ";".join(sorted(found))


if __name__ == "__main__":
    books(Path(sys.argv[2]))

"""The data sets weighed by us and by the baselines: scores, paired intervals, and what reliability earns."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from armillary.tables.weigh import weigh
from benchmarks.measure import Figure
from benchmarks.truth.baselines import CROWDKIT, PLAIN, by_crowdkit, majority, most_ancestors, tdh
from benchmarks.truth.bounded import SECONDS, bounded
from benchmarks.truth.data import DATA, Data, read_books, read_crowd, read_heritages
from benchmarks.truth.flights import PLANS, plant_flights
from benchmarks.truth.planted import Planted, plant_times
from benchmarks.truth.scores import Score, interval, score_labels, score_places, score_sets

TARGETS = {
    ("heritages", "accuracy"): 0.80,
    ("heritages", "distance"): 0.42,
    ("books", "exact"): 0.89,
    ("books", "F1"): 0.96,
    ("Duck", "accuracy"): 0.87,
    ("product", "accuracy"): 0.935,
    ("product", "F1"): 0.69,
    ("Dog", "accuracy"): 0.835,
}
TIMES_TOLERANCE = 10.0
EXACT = 0.91  # of planted flights
MOST_LOST = 0.02  # by the loss of any one source


def measure(scratch: Path, turns: int) -> list[Figure]:  # noqa: ARG001 - scores have no turns
    """Every data set; without ../shared only what is planted."""
    figures = []
    if DATA.is_dir():
        sets: dict[str, Callable[[], Scores]] = {
            "heritages": lambda: places(read_heritages()),
            "books": lambda: books(read_books()),
            "Duck": lambda: crowd(read_crowd("Duck")),
            "Dog": lambda: crowd(read_crowd("Dog")),
            "product": lambda: crowd(read_crowd("product")),
        }
        for name, scored in sets.items():
            print(f"  {name} ...", file=sys.stderr, flush=True)
            figures += compare(name, scored(), dropped=("F1",) if name in ("Duck", "Dog") else ())
    return figures + planted_sets()


WITHOUT = "ours, copies not looked for"  # less this is what the search for copies gains or costs
Scores = dict[str, dict[str, Score] | None]  # None where a method did not finish in time


def compare(name: str, scores: Scores, dropped: tuple[str, ...] = ()) -> list[Figure]:
    """Our figures with their intervals, and under each ours less every other method's, paired."""
    figures = []
    ours = scores["ours"]
    assert ours is not None
    for what, score in ours.items():
        if what in dropped:
            continue
        low, high = interval(score)
        target = TARGETS.get((name, what))
        figures.append(Figure(f"{name}: {what}", score.value, low, high, "", target, what != "distance"))
        for method, theirs in scores.items():
            if theirs is None:
                figures.append(Figure(f"  {method} did not finish in", SECONDS, SECONDS, SECONDS, "s"))
            elif method != "ours":
                low, high = interval(score, theirs[what])
                figures.append(
                    Figure(
                        f"  less {method} ({theirs[what].value:.4f})", score.value - theirs[what].value, low, high, ""
                    )
                )
    return figures


def crowd(data: Data) -> Scores:
    """Ours and all baselines on labels."""
    told: dict[str, Mapping[str, str] | None] = {"ours": judged(data), WITHOUT: judged(data, copies=False)}
    told |= {name: bounded(method, data.rows) for name, method in PLAIN.items()}
    told |= {name: bounded(by_crowdkit, data.rows, name) for name in CROWDKIT}
    return {name: None if answers is None else score_labels(data, answers) for name, answers in told.items()}


def places(data: Data) -> Scores:
    """Ours and all baselines on places; and ours without reliability: every source one, or sources shuffled.

    Dawid-Skene, MACE and GLAD do not apply: they learn what a source says for each entry of one short list of answers,
    and here every site has answers of its own.
    """
    hierarchy = data.hierarchy()
    told: dict[str, Mapping[str, str] | None] = {"ours": judged(data), WITHOUT: judged(data, copies=False)}
    told |= {name: bounded(method, data.rows) for name, method in PLAIN.items()}
    told["TDH"] = bounded(tdh, data.rows, hierarchy)
    told["most ancestors"] = bounded(most_ancestors, data.rows, hierarchy)
    told["ours, all sources alike"] = judged(alike(data))
    for seed in range(3):
        told[f"ours, sources shuffled, {seed}"] = judged(shuffled(data, seed))
    return {name: None if answers is None else score_places(data, hierarchy, answers) for name, answers in told.items()}


def alike(data: Data) -> Data:
    """Every vote from a source of its own: nothing can be learned of any of them."""
    rows = [(f"{source}/{question}", question, value) for source, question, value in data.rows]
    return Data(data.kind, rows, data.truth, data.finest, data.steps)


def shuffled(data: Data, seed: int) -> Data:
    """Votes under other sources' names: as many votes a source as before, and no record of anybody."""
    order = np.random.default_rng(seed).permutation(len(data.rows))
    rows = [(data.rows[at][0], question, value) for at, (_, question, value) in zip(order, data.rows, strict=True)]
    return Data(data.kind, rows, data.truth, data.finest, data.steps)


def books(data: Data) -> Scores:
    """Ours and the baselines on sets: those that choose one answer choose one list; crowd-kit's say yes or no to each
    name, a name that is left out counting as no. TDH does not apply: lists have no hierarchy.
    """
    lists: dict[tuple[str, str], set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for source, question, value in data.rows:
        lists[source, question].add(value)
        named[question].add(value)
    whole = [(source, question, "; ".join(sorted(names))) for (source, question), names in sorted(lists.items())]
    items = [
        (source, f"{question} {value}", str(int(value in names)))
        for (source, question), names in sorted(lists.items())
        for value in sorted(named[question])
    ]
    told: dict[str, Mapping[str, Any] | None] = {
        name: accepted(weigh(data.table(), kind="several", copies=copies).judgements.rows())
        for name, copies in (("ours", True), (WITHOUT, False))
    }
    for name, method in PLAIN.items():
        listed = bounded(method, whole)
        told[name] = (
            None if listed is None else {question: {*answer.split("; ")} for question, answer in listed.items()}
        )
    yes: dict[str, Mapping[str, str] | None] = {"majority of each name": majority(items)}
    yes |= {name: bounded(by_crowdkit, items, name) for name in CROWDKIT}
    for name, answers in yes.items():
        if answers is None:
            told[name] = None
            continue
        found: dict[str, set[str]] = defaultdict(set)
        for item, answer in answers.items():
            if answer == "1":
                question, _, value = item.partition(" ")
                found[question].add(value)
        told[name] = found
    return {name: None if answers is None else score_sets(data, answers) for name, answers in told.items()}


def accepted(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Accepted answers of each question."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["question"]].add(row["value"])
    return found


def judged(data: Data, copies: bool = True) -> dict[str, str]:
    """Our answers, with the settings that every table of the kind has."""
    table: dict[str, np.ndarray] | None = None
    if data.steps:
        child, parent = zip(*data.steps, strict=True)
        table = {"child": np.array(child), "parent": np.array(parent)}
    rows = weigh(data.table(), kind=data.kind, hierarchy=table, copies=copies).judgements.rows()
    return {row["question"]: row["value"] for row in rows}


def planted_sets(seeds: int = 3) -> list[Figure]:
    """Every planted set: exact values, or those within the tolerance; what the search for copies gains or costs, and
    what the loss of one source costs at worst: of each family the first, whom the others copy, and the second; and
    five of no family."""
    figures = []
    sets: dict[str, Callable[[int], Planted]] = {
        name: lambda seed, plan=plan: plant_flights(replace(plan, flights=min(plan.flights, 150)), seed)  # type: ignore[misc]
        for name, plan in PLANS.items()
    }
    for name, plant in (sets | {"planted times": lambda seed: plant_times(seed, questions=300)}).items():
        print(f"  {name} ...", file=sys.stderr, flush=True)
        ours, votes, without, lost = [], [], [], []
        for seed in range(seeds):
            planted = plant(seed)
            ours.append(share_right(planted, planted.table()))
            votes.append(share_voted(planted))
            without.append(share_right(planted, planted.table(), copies=False))
            lost += [ours[-1] - share_right(planted, planted.without(source)) for source in telling_sources(planted)]
        gained = [one - other for one, other in zip(ours, without, strict=True)]
        target = None if "only values" in name else EXACT
        figures += [
            Figure(f"{name}: right", float(np.mean(ours)), min(ours), max(ours), "", target, True),
            Figure("  most votes", float(np.mean(votes)), min(votes), max(votes), ""),
            Figure("  ours, copies not looked for", float(np.mean(without)), min(without), max(without), ""),
            Figure("  gained by the search for copies", float(np.mean(gained)), min(gained), max(gained), ""),
            Figure("  lost with any one source, worst", max(lost), min(lost), max(lost), "", MOST_LOST),
        ]
    return figures


def telling_sources(planted: Planted) -> list[str]:
    """Sources whose loss could matter most: two of every family, and five of no family, the shifted among them."""
    chosen: dict[int, list[str]] = defaultdict(list)
    for name, family in sorted(planted.family.items()):
        if len(chosen[family]) < (5 if family < 0 else 2):
            chosen[family].append(name)
    return [name for names in chosen.values() for name in names]


def share_right(planted: Planted, table: dict[str, np.ndarray], copies: bool = True) -> float:
    """The share of the table's questions that are answered exactly, or numbers within the tolerance."""
    kind = "single" if planted.value.dtype.kind == "U" else "number"
    rows = weigh(table, kind=kind, tolerance=TIMES_TOLERANCE, copies=copies).judgements.rows()
    return float(np.mean([_is_right(row["value"], planted.truth[row["question"]]) for row in rows]))


def share_voted(planted: Planted) -> float:
    """The share that the value with most votes gets right; of numbers that with most votes within the tolerance."""
    said: dict[str, Counter[Any]] = defaultdict(Counter)
    for question, value in zip(planted.question.tolist(), planted.value.tolist(), strict=True):
        said[question][value] += 1
    told = {
        question: max(sorted(votes), key=lambda x: sum(votes[y] for y in votes if _is_right(y, x)))
        for question, votes in said.items()
    }
    return float(np.mean([_is_right(value, planted.truth[question]) for question, value in told.items()]))


def _is_right(value: Any, truth: Any) -> bool:
    return bool(value == truth) if isinstance(truth, str) else abs(value - truth) <= TIMES_TOLERANCE

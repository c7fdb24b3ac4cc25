"""Baselines re-implemented from their papers, with the settings that the papers give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from armillary.tables.hierarchy import Hierarchy

Rows = Sequence[tuple[str, str, str]]
Answers = dict[str, str]
ROUNDS = 100


class Coded:
    """Rows in numbers: for each vote its source and the answer it is for; answers lie question by question."""

    def __init__(self, rows: Rows) -> None:
        answers = sorted({(question, value) for _, question, value in rows})
        place = {answer: at for at, answer in enumerate(answers)}
        sources = {name: at for at, name in enumerate(sorted({row[0] for row in rows}))}
        self.sources, self.answers = len(sources), answers
        self.source = np.array([sources[row[0]] for row in rows])
        self.answer = np.array([place[row[1], row[2]] for row in rows])
        names = [question for question, _ in answers]
        self.start = np.array([at for at, name in enumerate(names) if not at or names[at - 1] != name])
        self.question = np.cumsum(np.isin(np.arange(len(names)), self.start)) - 1
        self.rivals = np.diff(np.append(self.start, len(names)))

    def best(self, score: np.ndarray) -> Answers:
        """The answer with the highest score of each question, the first by name of equal ones."""
        order = np.lexsort((np.arange(len(score)), -np.round(score, 12), self.question))
        chosen = order[self.start]
        return {self.answers[at][0]: self.answers[at][1] for at in chosen}

    def sums(self, amount: np.ndarray) -> np.ndarray:
        """The sum of an amount of every vote over answers."""
        return np.bincount(self.answer, amount, len(self.answers))

    def means(self, amount: np.ndarray) -> np.ndarray:
        """The mean of an amount of every vote over sources."""
        return np.bincount(self.source, amount, self.sources) / np.bincount(self.source, minlength=self.sources)


def majority(rows: Rows) -> Answers:
    """The answer that most give."""
    coded = Coded(rows)
    return coded.best(coded.sums(np.ones(len(coded.source))))


def truthfinder(rows: Rows, dampening: float = 0.3, start: float = 0.9) -> Answers:
    """TruthFinder (Yin, Han and Yu 2008), without implications between answers."""
    coded = Coded(rows)
    trust = np.full(coded.sources, start)
    confidence = np.zeros(len(coded.answers))
    for _ in range(ROUNDS):
        score = coded.sums(-np.log(np.maximum(1 - trust[coded.source], 1e-12)))
        confidence = 1 / (1 + np.exp(-dampening * score))
        fresh = coded.means(confidence[coded.answer])
        if 1 - fresh @ trust / np.linalg.norm(fresh) / np.linalg.norm(trust) < 1e-9:
            break
        trust = fresh
    return coded.best(confidence)


def crh(rows: Rows) -> Answers:
    """CRH (Li et al. 2014) with 0-1 loss: a source weighs minus the logarithm of its share of the largest loss."""
    coded = Coded(rows)
    weight = np.ones(coded.sources)
    score = coded.sums(weight[coded.source])
    for _ in range(ROUNDS):
        order = np.lexsort((np.arange(len(score)), -np.round(score, 12), coded.question))
        chosen = np.zeros(len(score), bool)
        chosen[order[coded.start]] = True
        loss = coded.means(~chosen[coded.answer]) + 1e-3
        fresh = -np.log(loss / loss.max()) + 1e-9
        if np.allclose(fresh, weight):
            break
        weight = fresh
        score = coded.sums(weight[coded.source])
    return coded.best(score)


def accu(rows: Rows, wrong: float = 100.0) -> Answers:
    """ACCU (Dong, Berti-Equille and Srivastava 2009), a hundred wrong answers to each question, no copying."""
    coded = Coded(rows)
    accuracy = np.full(coded.sources, 0.8)
    probability = np.zeros(len(coded.answers))
    for _ in range(ROUNDS):
        score = coded.sums(np.log(wrong * accuracy / (1 - accuracy))[coded.source])
        top = np.maximum.reduceat(score, coded.start)[coded.question]
        mass = np.exp(score - top)
        unsaid = np.maximum(wrong + 1 - coded.rivals, 0) * np.exp(-top[coded.start])
        total = np.add.reduceat(mass, coded.start) + unsaid
        probability = mass / total[coded.question]
        fresh = np.clip(coded.means(probability[coded.answer]), 0.01, 0.99)
        if np.max(np.abs(fresh - accuracy)) < 1e-8:
            break
        accuracy = fresh
    return coded.best(probability)


def most_ancestors(rows: Rows, hierarchy: Hierarchy) -> Answers:
    """The answer that most votes say or are above of: no source is better than another."""
    coded = Coded(rows)
    count = coded.sums(np.ones(len(coded.source)))
    score = np.zeros(len(count))
    for first, length in zip(coded.start.tolist(), coded.rivals.tolist(), strict=True):
        given = {coded.answers[k][1]: k for k in range(first, first + length)}
        for value, k in given.items():
            score[k] = count[k] + sum(count[given[x]] for x in hierarchy.above.get(value, {}) if x in given)
    return coded.best(score)


def tdh(rows: Rows, hierarchy: Hierarchy) -> Answers:
    """TDH (Jung, Kim and Shim 2019): sources are exact, coarser or wrong, with priors 3, 3, 2; answers have 2."""
    coded = Coded(rows)
    alpha = np.array([3.0, 3.0, 2.0])
    phi = np.tile(alpha / alpha.sum(), (coded.sources, 1))
    votes: dict[int, list[int]] = defaultdict(list)
    for vote, answer in enumerate(coded.answer.tolist()):
        votes[answer].append(vote)
    of_vote, of_rival, ways, shares, flat = [], [], [], [], []
    for begin, length in zip(coded.start.tolist(), coded.rivals.tolist(), strict=True):
        given = {coded.answers[k][1]: k for k in range(begin, begin + length)}
        above = {k: {given[x] for x in hierarchy.above.get(v, {}) if x in given} for v, k in given.items()}
        plain = not any(above.values())
        for rival in given.values():
            wrong = max(length - len(above[rival]) - 1, 1)
            for said in given.values():
                way = 0 if said == rival else 1 if said in above[rival] else 2
                share = 1.0 if way == 0 else 1 / len(above[rival]) if way == 1 else 1 / wrong
                for vote in votes[said]:
                    of_vote.append(vote)
                    of_rival.append(rival)
                    ways.append(way)
                    shares.append(share)
                    flat.append(plain and way == 0)
    voted, rivals, way_ = np.array(of_vote), np.array(of_rival), np.array(ways)
    shared, plain_ = np.array(shares), np.array(flat)
    source = coded.source[voted]
    count = np.bincount(coded.source, minlength=coded.sources)[:, None]
    per_question = np.bincount(coded.question[coded.answer], minlength=len(coded.start))[coded.question]
    mu = 1.0 / coded.rivals[coded.question]
    for _ in range(ROUNDS):
        chance = np.where(plain_, phi[source, 0] + phi[source, 1], phi[source, way_]) * shared * mu[rivals]
        chance /= np.bincount(voted, chance, len(coded.source))[voted]
        exact = np.where(plain_, phi[source, 0] / (phi[source, 0] + phi[source, 1]), way_ == 0)
        taught = np.stack(
            [
                np.bincount(source, chance * exact, coded.sources),
                np.bincount(source, chance * np.where(plain_, 1 - exact, way_ == 1), coded.sources),
                np.bincount(source, chance * (way_ == 2), coded.sources),
            ],
            axis=1,
        )
        phi = (taught + alpha - 1) / (count + alpha.sum() - 3)
        fresh = (np.bincount(rivals, chance, len(mu)) + 1) / (per_question + coded.rivals[coded.question])
        if np.max(np.abs(fresh - mu)) < 1e-8:
            break
        mu = fresh
    return coded.best(mu)


def by_crowdkit(rows: Rows, method: str) -> Answers:
    """DawidSkene, MACE or GLAD of crowd-kit, with its own settings."""
    import pandas as pd
    from crowdkit import aggregation

    frame = pd.DataFrame(rows, columns=["worker", "task", "label"])
    if method == "MACE":
        model = aggregation.MACE(random_state=0)
    elif method == "DawidSkene":
        model = aggregation.DawidSkene(n_iter=100)
    else:
        model = aggregation.GLAD()
    told = model.fit_predict(frame)
    return {str(task): str(label) for task, label in told.items()}


PLAIN: Mapping[str, Callable[[Rows], Answers]] = {
    "majority": majority,
    "TruthFinder": truthfinder,
    "CRH": crh,
    "ACCU": accu,
}
CROWDKIT = ("DawidSkene", "MACE", "GLAD")

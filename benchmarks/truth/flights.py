"""Planted flights: 38 sites that mean two things by a time, leave blanks of their own, and copy one another.

After what Li et al. 2013 tell of such sites: six attributes, gate and runway times minutes apart, stale times and
gates, families of two to five that share flights, blanks and values; the truth is that of the airlines, at the gate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.truth.planted import Planted

ATTRIBUTES = ("planned out", "planned in", "out", "in", "gate out", "gate in")
PLANNED, GATES = 2, 4  # the attributes before the first are planned times, those from the second on gates


@dataclass(frozen=True, slots=True)
class Plan:
    """What to plant: families by size and how good their originals are; the share of voices that tell runway times."""

    flights: int = 300
    sources: int = 38
    families: tuple[int, ...] = (5, 4, 3, 2, 2)
    originals: tuple[float, ...] = (0.71, 0.53, 0.92, 0.93, 0.61)
    runway: float = 0.35
    alone: tuple[float, float] = (0.75, 0.98)
    blanks: tuple[float, float] = (0.03, 0.3)
    bare: float = 0.3  # the share of sites that tell no gates
    lagging: float = 0.1  # what a copier that lags has of an earlier state
    copied: float = 0.98
    values_only: bool = False  # copiers answer what they like


PLANS = {
    "flights, honest majority": Plan(),
    "flights, nobody copies": Plan(families=(), originals=()),
    "flights, copying minority": Plan(families=(4, 3, 2), originals=(0.5, 0.6, 0.7)),
    "flights, copying majority": Plan(families=(9, 8, 6), originals=(0.55, 0.65, 0.75)),
    "flights, few": Plan(flights=70),
    "flights, one sense": Plan(runway=0.0),
    "flights, nearly as many runways": Plan(runway=0.45),
    "flights, only values copied by a majority": Plan(
        families=(9, 8, 6), originals=(0.55, 0.65, 0.75), values_only=True
    ),
}


def plant_flights(plan: Plan, seed: int) -> Planted:
    """Plant a table; the first sources are the families', of each the original first; copies come days later."""
    random = np.random.default_rng(seed)
    n, flights = plan.sources, plan.flights
    out = random.integers(300, 1200, flights)
    planned = np.stack((out, out + random.integers(45, 360, flights)), 1)
    late = np.maximum(np.round(random.gamma(0.8, 15, flights)).astype(int) - 8, -10)
    gate = planned + np.stack((late, late + np.round(random.normal(-3, 8, flights)).astype(int)), 1)
    taxi = np.stack((random.integers(8, 30, flights), -random.integers(3, 15, flights)), 1)
    gates = random.integers(1, 80, (flights, 2))
    old_gates = np.where(random.random((flights, 2)) < 0.25, random.integers(1, 80, (flights, 2)), gates)
    estimate = planned + np.where(random.random((flights, 1)) < 0.4, late[:, None], 0)  # as told some hours before
    true = np.concatenate((planned, gate, gates), 1)
    stale = np.concatenate((planned, estimate, old_gates), 1)
    said, answers = np.empty((n, flights, 6), int), np.empty((n, flights, 6), bool)
    family, at = np.full(n, -1), 0
    for number, size in enumerate(plan.families):
        family[at : at + size] = number
        at += size
    voices = np.flatnonzero((family < 0) | (np.diff(family, prepend=-2) != 0))
    runway = np.zeros(n, bool)
    runway[random.permutation(voices)[: round(plan.runway * len(voices))]] = True
    right = random.uniform(*plan.alone, n)
    airline = random.integers(0, 6, flights)
    for s in range(n):
        head = s == 0 or family[s] != family[s - 1] or family[s] < 0
        if not head:
            first = int(np.flatnonzero(family == family[s])[0])
            lag = plan.lagging * (random.random() < 0.4)
            keeps = random.random((flights, 6)) < plan.copied
            older = random.random((flights, 6)) < lag
            mine, has = _say(random, plan, true, stale, taxi, right[first], bool(runway[first]))
            said[s] = np.where(keeps, np.where(older, stale, said[first]), mine)
            answers[s] = np.where(keeps, answers[first], has) if not plan.values_only else has
            if random.random() < 0.2:
                answers[s, :, GATES:] = False
            continue
        if family[s] >= 0:
            right[s] = plan.originals[int(family[s])]
        said[s], answers[s] = _say(random, plan, true, stale, taxi, right[s], bool(runway[s]))
        if family[s] < 0 and random.random() < 0.25:  # an airline's or an airport's own site
            answers[s] &= (airline == random.integers(0, 6))[:, None]
        if random.random() < 0.2:
            said[s, :, PLANNED:GATES] = 5 * np.round(said[s, :, PLANNED:GATES] / 5)
    source, flight, attribute = np.nonzero(answers)
    order = random.permutation(len(source))
    source, flight, attribute = source[order], flight[order], attribute[order]
    value = said[source, flight, attribute]
    text = np.array([_told(v, a) for v, a in zip(value.tolist(), attribute.tolist(), strict=True)])
    question = np.array([f"f{f:04d} {ATTRIBUTES[a]}" for f, a in zip(flight.tolist(), attribute.tolist(), strict=True)])
    told = {f"f{f:04d} {name}": _told(int(true[f, a]), a) for f in range(flights) for a, name in enumerate(ATTRIBUTES)}
    return Planted(
        np.array([f"s{s:02d}" for s in source.tolist()]),
        question,
        text,
        {question: told[question] for question in np.unique(question).tolist()},
        {f"s{s:02d}": int(family[s]) for s in range(n)},
        [],
    )


def _told(value: int, attribute: int) -> str:
    return f"{value // 60 % 24:02d}:{value % 60:02d}" if attribute < GATES else f"C{value}"


def _say(
    random: np.random.Generator,
    plan: Plan,
    true: np.ndarray,
    stale: np.ndarray,
    taxi: np.ndarray,
    right: float,
    runway: bool,
) -> tuple[np.ndarray, np.ndarray]:
    """What a site says by itself, and where it says anything."""
    flights = len(true)
    own = true.copy()
    own[:, PLANNED:GATES] += taxi * runway
    slip = true + random.integers(1, 40, (flights, 6)) * random.choice((-1, 1), (flights, 6))
    slip[:, GATES:] = random.integers(1, 80, (flights, 2))
    ease = np.array((0.2, 0.2, 1, 1, 0.8, 0.8))  # how much of its errors a site makes there
    wrong = random.random((flights, 6)) < (1 - right) * ease * 1.5
    own = np.where(wrong, np.where(random.random((flights, 6)) < 0.6, stale, slip), own)
    has = random.random((flights, 6)) >= random.uniform(*plan.blanks)
    has &= (random.random(flights) < random.uniform(0.6, 1.0))[:, None]
    if random.random() < plan.bare:
        has[:, GATES:] = False
    return own, has

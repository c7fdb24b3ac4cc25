"""Krippendorff's alpha for nominal values, after Krippendorff, Content Analysis, third edition (2013), chapter 12."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def nominal_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Agreement beyond chance among the values that coders gave to each unit: 1 perfect, 0 as by chance.

    A unit with fewer than two values says nothing. Without variation there is no chance to exceed: None.
    """
    pairable = [Counter(values) for values in units if len(values) > 1]
    totals: Counter[Hashable] = Counter()
    observed = 0.0
    for counts in pairable:
        totals.update(counts)
        size = counts.total()
        observed += (size * size - sum(count * count for count in counts.values())) / (size - 1)
    number = totals.total()
    expected = number * number - sum(count * count for count in totals.values())
    if not expected:
        return None
    return 1 - (number - 1) * observed / expected

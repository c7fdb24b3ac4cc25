"""Numbers with runs put together, as people write them."""

from __future__ import annotations

from collections.abc import Iterable


def show_runs(numbers: Iterable[int], sign: str = "") -> str:
    """Numbers in order, each with its sign: 1-4, 7, or n1-n4, n7."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{sign}{first}" if first == last else f"{sign}{first}-{sign}{last}" for first, last in runs)

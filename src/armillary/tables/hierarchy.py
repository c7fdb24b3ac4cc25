"""Hierarchies: of places, given as a table of children and parents, or of dates that are more and less precise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from armillary.finding import ArmillaryError
from armillary.tables.records import Remarks
from armillary.tables.store import Store, quote

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """For every value all that are more general, each with the steps to it; `size` is how many values there are."""

    above: Mapping[str, Mapping[str, int]]
    size: int

    def depth(self, value: str) -> int:
        """How far a value lies under the most general one above it."""
        return max(self.above.get(value, {}).values(), default=0)

    def distance(self, a: str, b: str) -> int:
        """Steps from one value to another over the nearest that holds both; a common root is thought above all."""
        up_a, up_b = {a: 0, **self.above.get(a, {})}, {b: 0, **self.above.get(b, {})}
        shared = [up_a[value] + up_b[value] for value in up_a.keys() & up_b.keys()]
        return min(shared, default=max(up_a.values()) + max(up_b.values()) + 2)


def read_hierarchy(table: Any, child: str, parent: str, remarks: Remarks) -> Hierarchy:
    """A hierarchy from a table with a row for every step up; one without rows has no steps, and a finding says so."""
    store = Store(table, "hierarchy")
    try:
        for role, name in (("child", child), ("parent", parent)):
            if not store.has(name):
                has = ", ".join(f"'{column}'" for column in store.types) or "none"
                raise ArmillaryError(
                    f"the hierarchy has no column '{name}'", f"its columns are {has}; say which one it is: {role}=..."
                )
        text = ", ".join(f"NULLIF(trim(CAST({quote(name)} AS VARCHAR)), '')" for name in (child, parent))
        steps = store.connection.execute(f"SELECT {text} FROM given").fetchall()
    finally:
        store.close()
    if not steps:
        remarks.add("T804", "The hierarchy has no rows", "without it a coarser answer is simply another answer")
    return make_hierarchy(((a, b) for a, b in steps if a is not None and b is not None), remarks)


def make_hierarchy(steps: Iterable[tuple[str, str]], remarks: Remarks) -> Hierarchy:
    """A hierarchy from steps (child, parent); a value may have several parents. A circle is a finding, and is cut."""
    parents: dict[str, set[str]] = {}
    values: set[str] = set()
    for child, parent in steps:
        values |= {child, parent}
        if child == parent:
            remarks.add("T805", f"The hierarchy has '{child}' above itself", "take the row out; the step is not used")
            continue
        parents.setdefault(child, set()).add(parent)
    for circle in _circles(parents):
        shown = ", ".join(f"'{value}'" for value in circle[:SHOWN])
        remarks.add(
            "T805",
            f"The hierarchy runs in a circle: {shown}",
            "take one step out; until then steps within it are not used",
        )
        inside = set(circle)
        for value in circle:
            parents[value] -= inside
    above: dict[str, dict[str, int]] = {}
    for value in sorted(values):
        _climb(value, parents, above)
    return Hierarchy(above, max(len(values), 1))


def _climb(value: str, parents: Mapping[str, set[str]], above: dict[str, dict[str, int]]) -> None:
    """Fill in all that is above a value; without recursion, as hierarchies may be deep."""
    stack = [value]
    while stack:
        at = stack[-1]
        missing = [parent for parent in parents.get(at, ()) if parent not in above]
        if at in above or not missing:
            stack.pop()
            if at not in above:
                found: dict[str, int] = {}
                for parent in parents.get(at, ()):
                    for general, steps in {parent: 0, **above[parent]}.items():
                        found[general] = min(found.get(general, steps + 1), steps + 1)
                above[at] = found
        else:
            stack.extend(missing)


def _circles(parents: Mapping[str, set[str]]) -> list[list[str]]:
    """The strongly connected sets of more than one value, each sorted (Tarjan 1972, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on: set[str] = set()
    stack: list[str] = []
    found = []
    for origin in sorted(parents):
        if origin in index:
            continue
        work = [(origin, iter(sorted(parents.get(origin, ()))))]
        index[origin] = low[origin] = len(index)
        stack.append(origin)
        on.add(origin)
        while work:
            at, rest = work[-1]
            for parent in rest:
                if parent not in index:
                    index[parent] = low[parent] = len(index)
                    stack.append(parent)
                    on.add(parent)
                    work.append((parent, iter(sorted(parents.get(parent, ())))))
                    break
                if parent in on:
                    low[at] = min(low[at], index[parent])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == index[at]:
                    ring = []
                    while True:
                        value = stack.pop()
                        on.discard(value)
                        ring.append(value)
                        if value == at:
                            break
                    if len(ring) > 1:
                        found.append(sorted(ring))
    return found

"""Circles in a graph of names: what is within itself, part of itself, or comes back to itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def circles(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The circles in a graph of names, one for each step of a walk through it that comes back to where it has been."""
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        path = [start]
        on_path = {start: 0}
        pending = [iter(graph[start])]
        while pending:  # a stack of our own: a chain of a thousand parts must not exhaust Python's
            step = next(pending[-1], None)
            if step is None:
                pending.pop()
                done.add(path[-1])
                del on_path[path.pop()]
            elif step in on_path:
                yield path[on_path[step] :]
            elif step not in done and step in graph:
                on_path[step] = len(path)
                path.append(step)
                pending.append(iter(graph[step]))

"""Actors as boxes, the factions of a whole inside its box."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from armillary.figures.lettering import balance, text_width

PAD, GAP = 6.0, 5.0


@dataclass(frozen=True, slots=True)
class Box:
    """An actor as a box: the lines of its name, its size, its top left corner, and the boxes inside."""

    actor: str
    kind: str
    lines: tuple[str, ...]
    size: float  # of the letters, in pixels
    width: float
    height: float
    parts: tuple[Box, ...] = ()
    x: float = 0.0
    y: float = 0.0

    @property
    def head(self) -> float:
        """How much of its height its own name takes, where it has parts."""
        return len(self.lines) * self.size * 1.2 + 6

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, x: float, y: float) -> Box:
        """The box and all in it, moved."""
        parts = tuple(part.moved(x, y) for part in self.parts)
        return replace(self, x=self.x + x, y=self.y + y, parts=parts)

    def all(self) -> Iterable[Box]:
        """It and every box inside it, the outer first."""
        yield self
        for part in self.parts:
            yield from part.all()


def nest(
    actors: Iterable[str],
    wholes: Mapping[str, str],
    names: Mapping[str, str],
    kinds: Mapping[str, str],
    size: float,
    width: float,
) -> list[Box]:
    """The outermost boxes, in the order of their ids; no label is wider than `width`. A ring of wholes is cut."""
    inside: dict[str, list[str]] = {}
    shown = sorted(set(actors))
    for actor in shown:
        whole = wholes.get(actor, "")
        inside.setdefault(whole if whole in shown and not _rings(actor, wholes) else "", []).append(actor)

    def make(actor: str) -> Box:
        parts = [make(part) for part in inside.get(actor, [])]
        return _box(actor, kinds.get(actor, ""), names.get(actor, actor), parts, size, width)

    return [make(actor) for actor in inside.get("", [])]


def _rings(actor: str, wholes: Mapping[str, str]) -> bool:
    seen = set()
    while actor in wholes and actor not in seen:
        seen.add(actor)
        actor = wholes[actor]
    return actor in seen


def _box(actor: str, kind: str, name: str, parts: list[Box], size: float, width: float) -> Box:
    bold = bool(parts)
    lines = balance(name, width, size, 3, bold)
    wide = max(text_width(line, size, bold) for line in lines) + 12
    if not parts:
        return Box(actor, kind, lines, size, wide, len(lines) * size * 1.2 + 7)
    # two columns when there are four or more: a tall box is in the way of more lines than a square one
    columns = 2 if len(parts) > 3 else 1
    rows = [parts[i : i + columns] for i in range(0, len(parts), columns)]
    widths = [max((row[c].width for row in rows if c < len(row)), default=0) for c in range(columns)]
    inner = max(sum(widths) + GAP * (columns - 1), wide - 2 * PAD)
    spare = (inner - sum(widths) - GAP * (columns - 1)) / 2
    y = len(lines) * size * 1.2 + 8
    placed = []
    for row in rows:
        x = PAD + spare
        high = max(part.height for part in row)
        for part, room in zip(row, widths, strict=False):
            placed.append(part.moved(x + (room - part.width) / 2, y + (high - part.height) / 2))
            x += room + GAP
        y += high + GAP
    return Box(actor, kind, lines, size, inner + 2 * PAD, y + PAD - GAP, tuple(placed))

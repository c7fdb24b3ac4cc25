"""Changed entries put into a file as it was written: every other line stays as its author left it."""

from __future__ import annotations

from typing import NamedTuple

from armillary.text.nodes import Sequence, parse


class _Block(NamedTuple):
    """The lines of one entry, without the comments and blank lines around it."""

    first: int  # from 0
    end: int
    lines: list[str]
    apart: bool  # a blank line stands above it

    def shifted(self, indent: int) -> list[str]:
        """The lines as they stand where the entry's dash is indented so far."""
        own = _indent(self.lines[0])
        return [" " * (indent - own) + line[max(own - indent, 0) :] if line else line for line in self.lines]


_Lists = dict[str, list[_Block] | None]  # the entries under each key; None where it holds no list


def splice(old: str, formatted: str, made: str) -> str | None:
    """`old` with those entries that differ between `formatted`, which is it in its format, and `made`.

    None where more than entries of its lists differ. Whoever asks makes sure that what comes out says what `made` says.
    """
    was, plain, new = _lists(old), _lists(formatted), _lists(made)
    if not was.keys() == plain.keys() <= new.keys():
        return None
    lines = old.split("\n")
    changes: list[tuple[int, int, list[str]]] = []
    for key, blocks in new.items():
        here, before = was.get(key), plain.get(key)
        if blocks is None or here is None or before is None:
            if key not in was or blocks or here or before:
                return None
            continue
        if not here or len(here) != len(before):
            return None
        for place, one, other in zip(here, before, blocks, strict=False):
            if one.lines != other.lines:
                changes.append((place.first, place.end, other.shifted(_indent(place.lines[0]))))
        added: list[str] = []
        for block in blocks[len(here) :]:
            added += [*([""] if block.apart else []), *block.shifted(_indent(here[-1].lines[0]))]
        changes.append((here[-1].end, here[-1].end, added))
    for first, end, put in sorted(changes, reverse=True):
        lines[first:end] = put
    return "\n".join(lines)


def _lists(text: str) -> _Lists:
    root, _ = parse(text, "")
    lines = text.rstrip("\n").split("\n")
    found: _Lists = {}
    items = root.items if root is not None else []
    ends = [key.line - 1 for key, _ in items[1:]] + [len(lines)]
    for (key, node), end in zip(items, ends, strict=True):
        if not isinstance(node, Sequence):
            found[key.value] = None
            continue
        starts = [item.line - 1 for item in node.items]
        found[key.value] = [_block(lines, first, last) for first, last in zip(starts, [*starts[1:], end], strict=True)]
    return found


def _block(lines: list[str], first: int, end: int) -> _Block:
    while end > first + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return _Block(first, end, lines[first:end], first > 0 and not lines[first - 1])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

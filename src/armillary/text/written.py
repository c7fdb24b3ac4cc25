"""YAML as it was written: nodes that keep their style and the comments that belong to them.

`nodes.parse` says what a file means and where; this says how it looks, for the one program that writes it again. A
comment above a line belongs to that line; one at the end of a line to what ends there; one below the last line of a
list or mapping, and not further left than it, to that list or mapping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml._yaml import CParser

ANYWHERE = 1_000_000  # the column of a blank line, which goes where the comment below it goes
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\n]*)?")


@dataclass(slots=True)
class Leaf:
    """A scalar; `style` is '' where it is plain, else the sign it begins with."""

    value: str
    style: str = ""
    above: list[str] = field(default_factory=list)  # comments, with '' for a blank line
    beside: str = ""
    below: list[str] = field(default_factory=list)  # under a key that has no value yet
    is_text: bool = False  # prose: its spaces and line breaks mean nothing


@dataclass(slots=True)
class Listing:
    """A list; `flow` where it was written in brackets."""

    flow: bool
    items: list[Node] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    beside: str = ""
    below: list[str] = field(default_factory=list)
    commented: bool = False  # in flow: comments stand between its brackets


@dataclass(slots=True)
class Table:
    """A mapping; `flow` where it was written in braces."""

    flow: bool
    items: list[tuple[Leaf, Node]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    beside: str = ""
    below: list[str] = field(default_factory=list)
    commented: bool = False


Node = Leaf | Listing | Table


def read_written(text: str) -> Table:
    """The mapping of a file that `nodes.parse` reads without a finding."""
    return _Composer(text).compose()


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come, with the column it stands in."""

    node: Listing | Table
    column: int
    key: Leaf | None = None


class _Composer:
    """Walks the events and hands every comment in the gaps between them to the node that it belongs to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0  # the end of what was read last
        self.last: Node | None = None  # what a comment on the same line belongs to
        self.pending: list[tuple[int, str]] = []  # comments on lines of their own, by column
        self.stack: list[_Open] = []
        self.head: list[str] = []
        self.root: Table | None = None

    def compose(self) -> Table:
        parser = CParser(self.text)
        while True:
            event: Any = parser.get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self.gap(event.start_mark.index)
                self.add(self.leaf(event))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self.gap(event.start_mark.index)
                node = (Table if kind is yaml.MappingStartEvent else Listing)(bool(event.flow_style))
                self.add(node)
                self.stack.append(_Open(node, event.start_mark.column))
                if node.flow:
                    self.at, self.last = event.end_mark.index, node
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.gap(event.start_mark.index)
                self.close(event)
            elif event is None or kind is yaml.StreamEndEvent:
                break
        assert self.root is not None
        self.gap(len(self.text))
        self.root.below += self.take(-1)
        self.root.above = self.head
        return self.root

    def leaf(self, event: Any) -> Leaf:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style or ""
        beside = ""
        if style in ("|", ">"):
            header = _BLOCK_HEADER.match(self.text, start)
            beside = ((header and header[1]) or "").rstrip()
            end = start + len(self.text[start:end].rstrip())  # blank lines below belong to the gap
        self.at = max(self.at, end)
        leaf = Leaf(event.value, style, beside=beside)
        self.last = leaf
        return leaf

    def gap(self, until: int) -> None:
        """Take the comments and blank lines between what was read last and the next."""
        if until <= self.at and self.last is not None:
            return
        lines = self.text[self.at : until].split("\n")
        for index, line in enumerate(lines):
            before, sign, comment = line.partition("#")
            if sign and index == 0 and self.last is not None:
                self.put_beside(self.last, "#" + comment.rstrip())
            elif sign:
                # Behind a dash or a document's '---' a comment stands above what comes next, whatever its column.
                self.pending.append((-1 if before.strip() else len(before), "#" + comment.rstrip()))
            elif 0 < index < len(lines) - 1 and not before.strip():
                self.pending.append((ANYWHERE, ""))
        self.at = max(self.at, until)
        if self.stack and self.stack[-1].node.flow and any(text for _, text in self.pending):
            self.stack[-1].node.commented = True

    def put_beside(self, node: Node, comment: str) -> None:
        if self.stack and self.stack[-1].node.flow:
            self.stack[-1].node.commented = True
        if node.beside:
            node.above.append(comment)
        else:
            node.beside = comment

    def take(self, beyond: int) -> list[str]:
        """The pending comments up to the first that stands further left than `beyond`; trailing blank lines stay."""
        count = 0
        for index, (column, text) in enumerate(self.pending):
            if column < beyond:
                break
            if text:
                count = index + 1
        taken = [text for _, text in self.pending[:count]]
        del self.pending[:count]
        return taken

    def add(self, node: Node) -> None:
        """Put a node where it belongs, with the comments above it."""
        if not self.stack:
            assert isinstance(node, Table)
            self.root = node
            self.head = self.all_pending()  # the head of a file stays its head when keys change places
            return
        here = self.stack[-1]
        if isinstance(here.node, Listing):
            node.above = self.all_pending()
            here.node.items.append(node)
        elif here.key is None:
            assert isinstance(node, Leaf)
            self.fill_empty(here)
            node.above = self.all_pending()
            here.key = node
        else:
            if isinstance(node, Leaf) or node.flow:
                here.key.above += self.all_pending()
            here.node.items.append((here.key, node))
            here.key = None

    def fill_empty(self, here: _Open) -> None:
        """What stands indented under a key without a value belongs there: entries that are commented out."""
        if isinstance(here.node, Table) and not here.node.flow and here.node.items:
            value = here.node.items[-1][1]
            if isinstance(value, Leaf) and not value.style and not value.value:
                value.below = self.take(here.column + 1)

    def all_pending(self) -> list[str]:
        taken = [text for _, text in self.pending]
        self.pending.clear()
        return taken

    def close(self, event: Any) -> None:
        """End a list or mapping: what stands below it and not further left is its own."""
        closed = self.stack.pop()
        if closed.node.flow:
            below = [text for text in self.all_pending() if text]
            (closed.node.below if closed.node.items else closed.node.above).extend(below)
            if closed.node.commented and self.stack and self.stack[-1].node.flow:
                self.stack[-1].node.commented = True
            self.at, self.last = event.end_mark.index, closed.node
            return
        self.fill_empty(closed)
        outer = self.stack[-1].column if self.stack else -1
        closed.node.below = self.take(max(closed.column, outer + 1))

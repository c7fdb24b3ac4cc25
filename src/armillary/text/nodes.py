"""YAML as a tree of nodes that know their line and column, read from libyaml's event stream.

Anchors, aliases and tags are refused: a casebook needs none of them, and they are how a small file explodes.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.cyaml import CParser

from armillary.finding import Finding, Place, find

DEEPEST = 24  # levels of nesting; the format needs eight


class Scalar:
    """A piece of text with its place; `plain` is false when it was quoted."""

    __slots__ = ("column", "line", "plain", "value")

    def __init__(self, value: str, line: int, column: int, plain: bool) -> None:
        self.value = value
        self.line = line
        self.column = column
        self.plain = plain


class Sequence:
    """A list of nodes."""

    __slots__ = ("column", "items", "line")

    def __init__(self, line: int, column: int) -> None:
        self.items: list[Node] = []
        self.line = line
        self.column = column


class Mapping:
    """Pairs of a key and a node, in the order written."""

    __slots__ = ("column", "items", "line")

    def __init__(self, line: int, column: int) -> None:
        self.items: list[tuple[Scalar, Node]] = []
        self.line = line
        self.column = column


Node = Scalar | Sequence | Mapping


def parse(text: str, name: str) -> tuple[Mapping | None, list[Finding]]:
    """The mapping that a YAML file holds, with the findings of its syntax; None when it cannot be read at all."""
    try:
        root, findings = _compose(text, name)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = " ".join(filter(None, (problem.context, problem.problem))) or "not YAML"
        return None, [find("S001", Place(name, line, column), what, _syntax_hint(what))]
    except (yaml.YAMLError, ValueError) as problem:  # control characters, lone surrogates
        return None, [find("S001", Place(name), str(problem).splitlines()[0], "remove the character")]
    if root is None and not findings:
        findings = [find("S005", Place(name), "the file is empty", "delete it, or give it its list")]
    return root, findings


def _compose(text: str, name: str) -> tuple[Mapping | None, list[Finding]]:
    parser = CParser(text)
    next_event = parser.get_event
    stack: list[Any] = []
    keys: list[Scalar | None] = []
    root: Node | None = None
    findings: list[Finding] = []
    documents = 0

    def refuse(event: Any, message: str, hint: str, code: str = "S005") -> tuple[None, list[Finding]]:
        mark = event.start_mark
        return None, [find(code, Place(name, mark.line + 1, mark.column + 1), message, hint)]

    scalar_event, map_start, seq_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    map_end, seq_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
    while True:
        event: Any = next_event()
        kind = type(event)
        if kind is scalar_event:
            if event.anchor is not None or event.tag is not None:
                return refuse(event, "anchors and tags are not part of the format", "write the value out")
            mark = event.start_mark
            node: Node = Scalar(event.value, mark.line + 1, mark.column + 1, event.style is None)
        elif kind is map_start or kind is seq_start:
            if event.anchor is not None or event.tag is not None:
                return refuse(event, "anchors and tags are not part of the format", "write the value out")
            mark = event.start_mark
            node = (Mapping if kind is map_start else Sequence)(mark.line + 1, mark.column + 1)
        elif kind is map_end or kind is seq_end:
            stack.pop()
            keys.pop()
            continue
        elif kind is yaml.AliasEvent:
            return refuse(event, "aliases are not part of the format", "write the value out")
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                return refuse(event, "a file holds one document", "split the file at '---'")
            continue
        elif event is None or kind is yaml.StreamEndEvent:
            break
        else:
            continue

        if not stack:
            root = node
        else:
            parent = stack[-1]
            if type(parent) is Sequence:
                parent.items.append(node)
            elif (key := keys[-1]) is None:
                if type(node) is not Scalar:
                    return refuse(event, "a key must be a word", "quote the text if it begins with '[' or '{'", "S001")
                keys[-1] = node
                continue
            else:
                parent.items.append((key, node))
                keys[-1] = None
        if type(node) is not Scalar:
            if len(stack) >= DEEPEST:
                return refuse(event, f"nested more than {DEEPEST} levels deep", "the format needs eight")
            stack.append(node)
            keys.append(None)
    if root is None:
        return None, findings
    if not isinstance(root, Mapping):
        return None, [
            find(
                "S005",
                Place(name, root.line, root.column),
                "the file is not a mapping",
                "begin with a key such as 'actors:'",
            )
        ]
    return root, findings


def _syntax_hint(what: str) -> str:
    if "mapping values are not allowed" in what:
        return "put the text in quotes: it holds ': '"
    if "tab" in what or "cannot start any token" in what:
        return "indent with spaces; quote text that begins with @, `, % or a tab"
    if "did not find expected" in what or "block" in what:
        return "check the indentation and the brackets and quotes above this line"
    if "quoted scalar" in what:
        return "close the quote"
    return "see the YAML around this place"

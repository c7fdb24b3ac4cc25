"""YAML as a tree of nodes that know their line and column, read from libyaml's event stream.

Anchors, aliases and tags are refused: a casebook needs none of them, and they are how a small file explodes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from armillary.finding import Finding, Place, find
from armillary.text.invisible import first_hidden, hides_nothing, name_of
from armillary.text.missyntax import EARLY_KEY, SECOND_COLON, explain_syntax

if TYPE_CHECKING:
    import yaml

# YAML itself is imported by the first file that is read; a check in which nothing has changed reads none.

DEEPEST = 24  # levels of nesting; the format needs eight
_LINE_END = re.compile("\r\n|\r|\n")
_MARK = re.compile(r"(?:[ \t]|[ \t]+(?=#\w))(#.*)")  # a comment stands off by more, and has a blank after its sign
MOST_COLONS = 100  # that are told of in one file
MOST_NODES = 250_000  # in one file; ten thousand claims have about 150,000


class Scalar:
    """A piece of text with its place; `plain` is false when it was quoted.

    `rest` is what follows it as a comment though it may well belong to it.
    """

    __slots__ = ("column", "line", "plain", "rest", "value")

    def __init__(self, value: str, line: int, column: int, plain: bool, rest: str = "") -> None:
        self.value = value
        self.line = line
        self.column = column
        self.plain = plain
        self.rest = rest


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
    import yaml

    if not hides_nothing(text):
        return None, [_hidden(text, name)]
    try:
        root, findings = _compose(text, name)
    except yaml.MarkedYAMLError as problem:
        return None, _broken(problem, text, name)
    except (yaml.YAMLError, ValueError):  # the characters that YAML refuses before it looks at the syntax
        return None, [_hidden(text, name)]
    if root is None and not findings:
        findings = [find("S005", Place(name), "the file is empty", "delete it, or give it its list")]
    return root, findings


def _broken(problem: yaml.MarkedYAMLError, text: str, name: str) -> list[Finding]:
    """What is wrong with the syntax: the colons that want quotes all at once, and of the rest what comes first."""
    import yaml

    findings: list[Finding] = []
    mended = -1  # the line of the last colon; on it there may be others, and on the next the text may go on
    for _ in range(MOST_COLONS):
        line, column, what, hint = explain_syntax(problem, text)
        goes_on = (what, line) in ((SECOND_COLON, mended), (EARLY_KEY, mended), (EARLY_KEY, mended + 1))
        if not goes_on:
            findings.append(find("S001", Place(name, line, column), what, hint))
        if problem.problem_mark is None or not (goes_on or what == SECOND_COLON):
            break
        mended = line
        at = problem.problem_mark.index
        text = f"{text[:at]}-{text[at + 1 :]}"  # as if it stood in quotes, with everything else where it was
        try:
            _compose(text, name)
            break
        except yaml.MarkedYAMLError as another:
            problem = another
    return findings


def _hidden(text: str, name: str) -> Finding:
    offset = max(first_hidden(text), 0)
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    place = Place(name, before.count("\n") + 1, offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)))
    return find("S005", place, f"a character that does not show: {name_of(text[offset])}", "remove it")


def _compose(text: str, name: str) -> tuple[Mapping | None, list[Finding]]:
    import yaml
    from yaml._yaml import CParser

    parser = CParser(text)
    lines = _LINE_END.split(text) if " #" in text or "\t#" in text else []
    next_event = parser.get_event
    stack: list[Any] = []
    keys: list[Scalar | None] = []
    root: Node | None = None
    findings: list[Finding] = []
    documents = count = 0

    def refuse(event: Any, message: str, hint: str, code: str = "S005") -> tuple[None, list[Finding]]:
        mark = event.start_mark
        return None, [find(code, Place(name, mark.line + 1, mark.column + 1), message, hint)]

    def refuse_mark(what: str, sign: str, event: Any) -> tuple[None, list[Finding]]:
        hint = f"write the value out; a text that begins with {sign} stands in quotes"
        return refuse(event, f"{what} ('{sign}') are not part of the format", hint)

    scalar_event, map_start, seq_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    map_end, seq_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
    while True:
        event: Any = next_event()
        kind = type(event)
        if kind is scalar_event:
            if event.anchor is not None or event.tag is not None:
                return refuse_mark("anchors" if event.tag is None else "tags", "&" if event.tag is None else "!", event)
            mark = event.start_mark
            rest = ""
            if lines and not event.style and event.value:
                end = event.end_mark
                cut = _MARK.match(lines[end.line], end.column)
                rest = cut[1] if cut else ""
            node: Node = Scalar(event.value, mark.line + 1, mark.column + 1, not event.style, rest)
            if event.style == '"' and (hidden := first_hidden(event.value)) >= 0:
                what = f"an escape for a character that does not show: {name_of(event.value[hidden])}"
                return refuse(event, what, "remove it")
        elif kind is map_start or kind is seq_start:
            if event.anchor is not None or event.tag is not None:
                return refuse_mark("anchors" if event.tag is None else "tags", "&" if event.tag is None else "!", event)
            mark = event.start_mark
            node = (Mapping if kind is map_start else Sequence)(mark.line + 1, mark.column + 1)
        elif kind is map_end or kind is seq_end:
            stack.pop()
            keys.pop()
            continue
        elif kind is yaml.AliasEvent:
            return refuse_mark("aliases", "*", event)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                return refuse(event, "a file holds one document", "split the file at '---'")
            continue
        elif event is None or kind is yaml.StreamEndEvent:
            break
        else:
            continue

        count += 1
        if count > MOST_NODES:
            return refuse(event, f"the file has more than {MOST_NODES:,} values", "split it", "S003")
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

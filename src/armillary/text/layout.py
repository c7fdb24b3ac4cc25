"""Writing a tree of written nodes as YAML in one layout: two spaces a level, lines of 120 columns where they can.

Brackets stay brackets while they fit on their line; prose that does not is folded under `>-`; quotes stay only where
YAML, or another reader of it, would take the bare text for something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from armillary.text.written import Leaf, Listing, Node, Table

WIDTH = 120
EMPTY = '""'

# Written as an escape: what YAML, or `invisible`, does not let stand in a file.
_UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NOT_PLAIN = re.compile(r"^(?:[-?:](?=\s|$)|[\s,\[\]{}#&*!|>'\"%@`]|---|\.\.\.)|:(?=\s|$)|\s#|\s$")
_NOT_PLAIN_IN_FLOW = re.compile(r"^(?:[?:]|-(?![\w.]))|[,\[\]{}]|:(?=[\s,\[\]{}?]|$)")
# What YAML 1.1 or 1.2 takes for a number, a date, a truth value or nothing.
_OTHER_TYPE = re.compile(
    r"[-+.0-9][-+0-9.:_eExXoa-fA-FTZt ]*|[-+]?\.(?:inf|nan)|~|null|true|false|yes|no|on|off|y|n|=|<<", re.IGNORECASE
)


def lay_out(root: Table) -> str:
    """The text of a file."""
    lines = _comments(root.above, 0)
    previous = 0
    for index, (key, value) in enumerate(root.items):
        above = _above(key, value)
        if index and (previous > 1 or (above and not above[0])):
            lines.append("")
        lines += _comments(above, 0)
        written = _pair(key, value, 0)
        previous = len(written)
        lines += written
    if root.below:
        if previous > 1 or not root.below[0]:
            lines.append("")
        lines += _comments(root.below, 0)
    return "\n".join(lines) + "\n"


def _comments(lines: Sequence[str], indent: int) -> list[str]:
    """Comments at an indent, with single blank lines between and after them where there were some."""
    out: list[str] = []
    for line in lines:
        if line:
            out.append(" " * indent + line)
        elif out and out[-1]:
            out.append("")
    return out


def _dense(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line for line in lines if line]


def _above(key: Leaf, value: Node) -> list[str]:
    """The comments above a key; one line has room for one comment, so the key's goes up where its value has one."""
    return key.above + value.above + ([key.beside] if key.beside and value.beside else [])


def _pair(key: Leaf, value: Node, indent: int) -> list[str]:
    """The lines of a key and its value, without the comments above it."""
    head = f"{' ' * indent}{_word(key) or EMPTY}:"
    comment = value.beside or key.beside
    beside = f"  {comment}" if comment else ""
    if isinstance(value, Leaf):
        below = _dense(value.below, indent + 2)
        return [*_scalar(value, head, beside, indent + 2), *below]
    line = _in_line(value)
    if line is not None and (not value.items or len(head) + 1 + len(line) <= WIDTH):
        return [f"{head} {line}{beside}"]
    if isinstance(value, Table):
        return [head + beside, *_rows(value, indent + 2, apart=not indent)]
    return [head + beside, *_items(value, indent + 2, apart=not indent)]


def _rows(table: Table, indent: int, apart: bool = False) -> list[str]:
    """The lines of a mapping; `apart` keeps the blank lines that were written between its keys."""
    lines: list[str] = []
    for key, value in table.items:
        above = _above(key, value)
        if lines and apart and above and not above[0]:
            lines.append("")
        lines += _comments(above, indent) if apart else _dense(above, indent)
        lines += _pair(key, value, indent)
    return lines + _dense(table.below, indent)


def _items(listing: Listing, indent: int, apart: bool) -> list[str]:
    """The lines of a list; `apart` puts a blank line between entries of which one has several lines."""
    lines: list[str] = []
    previous = 0
    for item in listing.items:
        above, written = _item(item, indent)
        if lines and apart and (previous > 1 or len(written) > 1 or (above and not above[0])):
            lines.append("")
        lines += _comments(above, indent) if apart else _dense(above, indent)
        lines += written
        previous = len(written)
    if not listing.below:
        return lines
    if apart and previous > 1:
        lines.append("")
    return lines + (_comments(listing.below, indent) if apart else _dense(listing.below, indent))


def _item(item: Node, indent: int) -> tuple[list[str], list[str]]:
    """The comments above an entry, and its lines."""
    dash = " " * indent + "-"
    beside = f"  {item.beside}" if item.beside else ""
    if isinstance(item, Leaf):
        return item.above, _scalar(item, dash, beside, indent + 2)
    line = _in_line(item) if item.flow else None
    if line is not None and (not item.items or indent + 2 + len(line) <= WIDTH):
        return item.above, [f"{dash} {line}{beside}"]
    above = item.above + ([item.beside] if item.beside else [])
    if isinstance(item, Table):
        first, value = item.items[0]
        above = above + _above(first, value)
        lines = _pair(first, value, indent + 2)
        rest = Table(False, item.items[1:], below=item.below)
        lines += _rows(rest, indent + 2)
    else:
        inner, lines = _item(item.items[0], indent + 2)
        above = above + inner
        lines += _items(Listing(False, item.items[1:], below=item.below), indent + 2, apart=False)
    return above, [dash + lines[0][indent + 1 :], *lines[1:]]


def _scalar(leaf: Leaf, head: str, beside: str, indent: int) -> list[str]:
    """A scalar behind a key or dash: on its line, or in a block below it."""
    value = leaf.value
    if leaf.style == "|" and leaf.is_text and value and not _UNPRINTABLE.search(re.sub("[\n\t]", "", value)):
        sign = "|2-" if value.startswith(" ") else "|-"
        block = [" " * indent + line if line else "" for line in value.split("\n")]
        return [f"{head} {sign}{beside}", *block]
    line = _word(leaf)
    if not line:
        return [head + beside]
    folds = leaf.is_text and " " in value and not _UNPRINTABLE.search(value) and not _bare_nothing(leaf)
    quoted = line[0] in "'\"" and leaf.style in ("", ">", "|")
    if folds and (quoted or len(head) + 1 + len(line) > WIDTH):
        return [f"{head} >-{beside}", *_fill(value, indent)]
    return [f"{head} {line}{beside}"]


def _fill(text: str, indent: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and indent + len(line) + 1 + len(word) > WIDTH:
            lines.append(" " * indent + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, " " * indent + line]


def _in_line(node: Node) -> str | None:
    """A node on one line in brackets; None where comments, or a value that is not there, need lines of their own."""
    if isinstance(node, Leaf):
        return _word(node, flow=True) or None
    if not node.items:
        return "{}" if isinstance(node, Table) else "[]"
    if not node.flow or node.commented:
        return None
    values = node.items if isinstance(node, Listing) else [value for _, value in node.items]
    parts = [part for part in map(_in_line, values) if part is not None]
    if len(parts) < len(values):
        return None
    if isinstance(node, Listing):
        return f"[{', '.join(parts)}]"
    keys = [_word(key, flow=True) or EMPTY for key, _ in node.items]
    return "{" + ", ".join(f"{key}: {part}" for key, part in zip(keys, parts, strict=True)) + "}"


def _word(leaf: Leaf, flow: bool = False) -> str:
    """A scalar on one line, in quotes where it needs them; '' for the empty plain one."""
    value, style = leaf.value, leaf.style
    if not value and not style:
        return ""
    if value and not _UNPRINTABLE.search(value):
        bare = not _NOT_PLAIN.search(value)
        if flow:  # some readers of YAML 1.1 end a bare text in brackets at a question mark
            bare = bare and not _NOT_PLAIN_IN_FLOW.search(value) and not (style and "?" in value)
        if bare and (not style or not _OTHER_TYPE.fullmatch(value)):
            return value
        if style == "'":
            return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(c) or (_escape(c) if _UNPRINTABLE.match(c) else c) for c in value) + '"'


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _bare_nothing(leaf: Leaf) -> bool:
    return not leaf.style and leaf.value in ("~", "null")

"""Small pieces of Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

MADE = "<!-- Written by `make docs`. Change what it is made from, not this page. -->\n"


def page(title: str, *parts: str) -> str:
    """A whole page: its title and its parts, a blank line between."""
    body = "\n\n".join(part.strip("\n") for part in parts if part.strip())
    return "\n".join([MADE, f"# {title}\n", *map(_wrapped, body.split("\n"))]) + "\n"


def _wrapped(line: str) -> str:
    """Prose in lines of a width to read; tables, headings and code as they are."""
    if line.startswith(("|", "#", "<", "$")):
        return line
    more = "  " if line.startswith("- ") else ""
    wrapped = textwrap.wrap(line, 120, subsequent_indent=more, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapped)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; columns that are empty in every row are left out."""
    cells = [[_cell(value) for value in row] for row in rows]
    kept = [index for index in range(len(head)) if index == 0 or any(row[index] for row in cells)]
    lines = [head, ["---"] * len(head), *cells]
    return "\n".join("| " + " | ".join(line[index] for index in kept) + " |" for line in lines)


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def console(lines: Iterable[str]) -> str:
    """Command lines as they are typed."""
    return "```console\n" + "".join(f"$ {line}\n" for line in lines) + "```"


def code(words: Iterable[str]) -> str:
    """Words of the format, one after the other."""
    return ", ".join(f"`{word}`" for word in words)


def sentence(text: str) -> str:
    """A fragment with a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")

"""What somebody meant by YAML that cannot be read: what is wrong with it, where, and how to write it instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

Explained = tuple[int, int, str, str]  # line and column from 1, what is wrong, and a hint

_LONGEST_KEY = 1000  # characters, about; YAML takes nothing longer for a key
EARLY_KEY = "this key comes before the line above is finished"
SECOND_COLON = "a second ': ' on one line"
_QUOTES = "put the whole text in quotes"
_KEY = re.compile(r"\s*(?:-\s+)*[^\s'\"\[{#-][^'\"]*?:\s+\S")


def explain_syntax(problem: yaml.MarkedYAMLError, text: str) -> Explained:
    """Say a complaint of the YAML reader in words that help whoever wrote the text."""
    here, opened = problem.problem_mark, problem.context_mark
    complaint, context = problem.problem or "this is not YAML", problem.context or ""
    mark = opened if _begins_there(complaint, context) and opened is not None else here or opened
    if mark is None:
        return 0, 0, complaint, "see the YAML of this file"
    lines = text[: mark.index + 1].splitlines()
    before = lines[-1][: mark.column] if lines else ""
    return mark.line + 1, mark.column + 1, *_explain(complaint, context, before, text[mark.index : mark.index + 1])


def _begins_there(complaint: str, context: str) -> bool:
    """Whether the place to look at is where something was opened, not where the end of it was missed."""
    return "quoted scalar" in context or "flow sequence" in context or "flow mapping" in context or "':'" in complaint


def _explain(complaint: str, context: str, before: str, character: str) -> tuple[str, str]:
    if "mapping values are not allowed" in complaint:
        if len(before) > _LONGEST_KEY:
            return "the text before this colon is too long for a key", _QUOTES
        if _KEY.match(before):
            return SECOND_COLON, _QUOTES + ": it holds ': '"
        return EARLY_KEY, "write 'key: ', with a space after the colon, above"
    if character == "\t" or "tab character" in complaint:
        return "a tab, where only spaces may stand", "indent with spaces"
    if "cannot start any token" in complaint:
        return f"a text cannot begin with '{character}'", _QUOTES
    if "quoted scalar" in context and "escape" not in complaint:
        return "this quotation mark is never closed", "close it; in '...' an apostrophe is written twice, as in 'it''s'"
    if "escape" in complaint:
        return r"after \ comes none of the letters that YAML knows", r"write \\ for a backslash, or use '...'"
    if "flow sequence" in context or "flow mapping" in context:
        hint = "close it, or put what stands in it in quotes if it holds a bracket, a comma, ': ' or ' #'"
        return "what this bracket opens is not closed, or a comma is missing in it", hint
    if "could not find expected ':'" in complaint:
        return "this line has no key", "write 'key: value'; a text that goes on here is indented deeper than its key"
    if "block scalar" in context:
        return "'>' and '|' begin a text on the lines below", _QUOTES + ": '>=24'"
    if "did not find expected key" in complaint and before.rstrip().endswith(("'", '"', "]", "}")):
        return (
            "something follows after the closing quotation mark or bracket",
            _QUOTES + "; '' is an apostrophe in '...'",
        )
    if "expected key" in complaint or "'-' indicator" in complaint:
        return "this line does not fit those above it", "indent it as its neighbours; see that quotes above are closed"
    if "document start" in complaint:
        return "text after the end of the document", "remove the '...'"
    if "node content" in complaint:
        return "a value is missing here", "see the commas and brackets on this line"
    return " ".join(filter(None, (context, complaint))), "see the YAML around this place"

"""Texts that a spreadsheet program would not leave alone: kept from running as formulas or turning into numbers.

A formula begins with a sign (OWASP, "CSV Injection"); such a text gets an apostrophe before it, which is taken off
again when it comes back. Texts that have apostrophes there already get one more, so that every text comes back exact.
"""

from __future__ import annotations

import re

from armillary.text.months import MONTHS

_RUNS = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_MONTH = rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*"
_TURNS = re.compile(
    rf"'*(?:[\d.,/:\-eE%~ ]*\d[\d.,/:\-eE%~ ]*|{_MONTH}[ \-./]?\d+|\d+[ \-./]?{_MONTH}|true|false)", re.I
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shield(text: str, numbers: bool = False) -> str:
    """A text that is safe in a cell; with `numbers` also one that would be taken for a number or a date."""
    if _RUNS.match(text) or (_TURNS.fullmatch(text) and (numbers or text.startswith("'"))):
        return "'" + text
    return text


def unshield(text: str) -> str:
    """The text that was shielded."""
    if text.startswith("'") and (_RUNS.match(text) or _TURNS.fullmatch(text)):
        return text[1:]
    return text


def escape_controls(text: str) -> str:
    """Characters that XML has no room for as Excel writes them, `_x000D_`; what looks like one is escaped too."""
    text = _ESCAPED.sub(lambda match: f"_x005F{match[0]}", text)
    return _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape_controls(text: str) -> str:
    """The text that was escaped."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)

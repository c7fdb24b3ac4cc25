"""Mistakes: what editors, people and bad disks do to a file; each takes a text and gives it back with one more."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.fuzz.corpus import KEY, PAIR, TOKENS, Dice

Mistake = Callable[[str, Dice], str]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPECIALS = (
    *(": ", ":", "- ", "-", "? ", "# ", " #", "&a ", "*a", "!", "!!int ", "|", "|\n", ">", ">-\n", "%", "@"),
    *("`", "<<: *a", "[", "]", "{", "}", "[[", "{{", ",", ",,", '"', "'", "''", "\\", "\\x00", "---\n"),
    *("...\n", "~", "null", "\t", "\r", "\r\n", "\n", "\n\n", " ", "  ", "=", "<=", ">=", "..", "->", "|"),
    *("any ", " except ", "{}", "[]", "{a: b}", "[a, b]"),
)
_UNICODE = (
    *("\u200c", "\u200f", "\u202e", "\u2066", "\ufeff", "\u2028", "\x85", "\xa0", "́", "é", "ß", "İ", "ﷺ"),
    *("طالبان", "۱۲۳", "١٤٤١", "–", "—", "→", "¶", "😀", "\U000e0041", "�", "\x00", "\x07", "\x1b[2J", "\x7f"),
    *("\x9b", "ﬁ", "Ⅷ", "²"),
)
_VALUES = (
    *("", "~", "null", "true", "false", "yes", "0", "-1", "1", "6", "7", "1.5", "1e5", "nan", "inf", "[]"),
    *("{}", "[[]]", "[{}]", "[a, b]", "{a: b}", "{a: {b: c}}", '""', "''", "' '", "a", "A", "any"),
    *("any x except", "a b c", "a -> b", "open", "2021..", "..2021", "2021/2020", "2021-02-30", "9999"),
    *("0001", "sh:1399-12-30", "ah:1500~", "100X~", "2200~", "..", "/", "~400", ">=1", "10..5", "1e400 USD"),
    *("5 %", "5 furlongs", "-5..5 fighters", "a" * 300, "a/b", "a.b", "unnamed/a", "http://x", "C", "RED"),
)
_EXTREMES = (
    *("0", "-0", "-1", "1", "999999999", "99999999999999999999", "9" * 400, "1e308", "1e309", "-1e309"),
    *("0.0000000001", "00", "007", "1_000", "0x10", "0o17", "1000", "0999", "2200", "2201", "9999", "10000"),
    *("1.5", "1,5", "1.000", "1,000,000", "١٢", "4294967296"),
)


def _entry(lines: list[str], at: int) -> tuple[int, int]:
    """The lines of the list entry around a line."""
    begin = at
    while begin and not lines[begin].lstrip().startswith("- "):
        begin -= 1
    end = begin + 1
    while end < len(lines) and not lines[end].lstrip().startswith("- "):
        end += 1
    return begin, end


def delete_line(text: str, dice: Dice) -> str:
    lines, at = dice.line(text)
    del lines[at : at + dice.rng.choice((1, 1, 1, 2, 5))]
    return "".join(lines)


def repeat_line(text: str, dice: Dice) -> str:
    lines, at = dice.line(text)
    lines[at:at] = lines[at : at + 1] * dice.rng.choice((1, 1, 2, 40))
    return "".join(lines)


def swap_lines(text: str, dice: Dice) -> str:
    lines, at = dice.line(text)
    other = dice.rng.choice((min(at + 1, len(lines) - 1), dice.rng.randrange(len(lines))))
    lines[at], lines[other] = lines[other], lines[at]
    return "".join(lines)


def borrow_line(text: str, dice: Dice) -> str:
    lines, at = dice.line(text)
    others = dice.other_text().splitlines(keepends=True)
    lines.insert(at, dice.rng.choice(others or ["\n"]))
    return "".join(lines)


def delete_entry(text: str, dice: Dice) -> str:
    lines, at = dice.line(text)
    begin, end = _entry(lines, at)
    del lines[begin:end]
    return "".join(lines)


def repeat_entry(text: str, dice: Dice) -> str:
    lines, at = dice.line(text)
    begin, end = _entry(lines, at)
    lines[end:end] = lines[begin:end]
    return "".join(lines)


def borrow_entry(text: str, dice: Dice) -> str:
    lines, at = dice.line(text)
    _, end = _entry(lines, at)
    others, there = dice.line(dice.other_text())
    begin, stop = _entry(others, there)
    lines[end:end] = others[begin:stop]
    return "".join(lines)


def truncate(text: str, dice: Dice) -> str:
    return text[: dice.rng.randrange(len(text) + 1)]


def delete_span(text: str, dice: Dice) -> str:
    begin = dice.rng.randrange(len(text) + 1)
    return text[:begin] + text[begin + dice.rng.choice((1, 1, 2, 8, 60)) :]


def swap_token(text: str, dice: Dice) -> str:
    """Another token of the same kind: a name for a name, a date for a date."""
    kind = dice.kind()
    begin, end = dice.spot(TOKENS[kind], text)
    return text[:begin] + dice.token(kind) + text[end:]


def mistake_token(text: str, dice: Dice) -> str:
    """A token of another kind."""
    begin, end = dice.spot(TOKENS[dice.kind()], text)
    return text[:begin] + dice.token(dice.kind()) + text[end:]


def misspell(text: str, dice: Dice) -> str:
    begin, end = dice.spot(TOKENS[dice.kind()], text)
    letters = list(text[begin:end]) or [""]
    at = dice.rng.randrange(len(letters))
    match dice.rng.randrange(4):
        case 0:
            letters[at] = ""
        case 1:
            letters[at] = dice.rng.choice("abcdefghijklmnopqrstuvwxyz-_/. AZ09")
        case 2:
            letters[at] *= 2
        case _:
            letters[at - 1], letters[at] = letters[at], letters[at - 1]
    return text[:begin] + "".join(letters) + text[end:]


def rename_key(text: str, dice: Dice) -> str:
    begin, end = dice.spot(KEY, text)
    return text[:begin] + dice.token("key") + text[end:]


def rename_all_keys(text: str, dice: Dice) -> str:
    begin, end = dice.spot(KEY, text)
    return text.replace(text[begin:end] + ":", dice.token("key") + ":")


def change_value(text: str, dice: Dice) -> str:
    """Another value, of another type perhaps, behind a key."""
    _, end = dice.spot(KEY, text)
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return text[:end] + ": " + dice.rng.choice(_VALUES) + text[stop:]


def borrow_value(text: str, dice: Dice) -> str:
    """A value that stands behind the same key elsewhere: sound by itself, and seldom true here."""
    match = PAIR.search(text, dice.rng.randrange(len(text) + 1)) or PAIR.search(text)
    if match is None:
        return text
    begin, end = match.span(2)
    return text[:begin] + dice.value(match[1]) + text[end:]


def borrow_key(text: str, dice: Dice) -> str:
    """A key with a value of its own, added to an entry."""
    lines, at = dice.line(text)
    space = lines[at][: len(lines[at]) - len(lines[at].lstrip(" -"))].replace("-", " ")
    key = dice.rng.choice(list(dice.corpus.values) or ["key"])
    lines.insert(at + 1, f"{space}{key}: {dice.value(key)}\n")
    return "".join(lines)


def add_key(text: str, dice: Dice) -> str:
    lines, at = dice.line(text)
    space = lines[at][: len(lines[at]) - len(lines[at].lstrip(" -"))].replace("-", " ")
    value = dice.rng.choice((dice.rng.choice(_VALUES), dice.token(dice.kind())))
    lines.insert(at + 1, f"{space}{dice.token('key')}: {value}\n")
    return "".join(lines)


def change_number(text: str, dice: Dice) -> str:
    begin, end = dice.spot(_NUMBER, text)
    return text[:begin] + dice.rng.choice(_EXTREMES) + text[end:]


def indent(text: str, dice: Dice) -> str:
    lines, at = dice.line(text)
    by = dice.rng.choice((-4, -2, -1, 1, 2, 4, 30))
    for number in range(at, min(at + dice.rng.choice((1, 1, 2, 6)), len(lines))):
        line = lines[number]
        space = len(line) - len(line.lstrip(" "))
        lines[number] = " " * max(space + by, 0) + line.lstrip(" ")
    return "".join(lines)


def insert_special(text: str, dice: Dice) -> str:
    at = dice.rng.randrange(len(text) + 1)
    return text[:at] + dice.rng.choice(_SPECIALS) * dice.rng.choice((1, 1, 1, 2, 30)) + text[at:]


def insert_unicode(text: str, dice: Dice) -> str:
    at = dice.rng.randrange(len(text) + 1)
    return text[:at] + dice.rng.choice(_UNICODE) * dice.rng.choice((1, 1, 3)) + text[at:]


# Each with its weight: how often people make this mistake, and how deep it leads into the checks.
MISTAKES: dict[Mistake, int] = {
    delete_line: 8,
    repeat_line: 4,
    swap_lines: 6,
    borrow_line: 6,
    delete_entry: 4,
    repeat_entry: 4,
    borrow_entry: 6,
    truncate: 2,
    delete_span: 5,
    swap_token: 18,
    borrow_value: 40,
    borrow_key: 10,
    mistake_token: 6,
    misspell: 8,
    rename_key: 6,
    rename_all_keys: 1,
    change_value: 12,
    add_key: 10,
    change_number: 8,
    indent: 4,
    insert_special: 6,
    insert_unicode: 4,
}
IN_TERMS: tuple[Mistake, ...] = (
    swap_token,
    mistake_token,
    misspell,
    change_value,
    change_number,
    delete_line,
    borrow_value,
)

"""The setting of a sentence: when and where what it says is so, as dates and places of a casebook."""

from __future__ import annotations

import re
from dataclasses import dataclass

from armillary.proposing.parsing import Parsed
from armillary.text.months import MONTH, month_number

_MONTH = rf"{MONTH}\.?"
_TH = r"(?:st|nd|rd|th)?"
_DAY = (
    rf"(?:(?P<d1>\d{{1,2}}){_TH} (?P<m1>{_MONTH}),? (?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}}){_TH},? (?P<y2>\d{{4}}))"
)
_POINT = re.compile(
    rf"{_DAY}|(?P<m3>{_MONTH}),? (?:of )?(?P<y3>(?:19|20)\d\d)|(?P<decade>(?:19|20)\d0)s|(?P<y4>(?:19|20)\d\d)(?!\d)"
)
_RANGE = re.compile(
    r"(?P<a>(?:19|20)\d\d)\s*(?:[-–—]|and|to|until)\s*(?P<b>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?P<which>last|this|next|the previous|the past) (?P<unit>year|month)\b|\b(?P<ago>\w+) years ago\b"
    r"|\bnow\b|\bcurrently\b|\btoday\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_SINCE = re.compile(r"\b(?:since|from|beginning in|starting in)\s+(?:early |mid-|mid |late )?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|by|before|up to)\s+(?:early |mid-|mid |late )?$", re.IGNORECASE)
_AFTER = re.compile(r"\bafter\s+$", re.IGNORECASE)
_WHERE = frozenset({"in", "across", "inside", "within", "throughout", "at", "around"})


@dataclass(frozen=True, slots=True)
class Setting:
    """When, in a casebook's notation ('' if not said), and the places that are said to be where."""

    when: str = ""
    where: tuple[str, ...] = ()


def read_setting(parsed: Parsed, text: str, date: str = "") -> Setting:
    """The time and the places of a sentence; words like last year are counted from the document's date."""
    places = []
    for at, found in parsed.names.items():
        token = parsed.doc[at]
        place = found.place or (found.id if found.kind == "place" else "")
        if place and token.dep_ == "pobj" and token.head.lower_ in _WHERE:
            places.append(place)
    return Setting(read_when(text, date), tuple(places))


def read_when(text: str, date: str = "") -> str:
    """The first time that a text gives, as a date, an interval or an open interval; '' if it gives none."""
    span = _RANGE.search(text)
    if span and span["a"] < span["b"]:
        return f"{span['a']}/{span['b']}"
    point = _POINT.search(text)
    if point is None:
        return _relative(text, date)
    written = _written(point)
    before = text[: point.start()]
    if _SINCE.search(before):
        return f"{written}.."
    if _UNTIL.search(before):
        return f"..{written}"
    if _AFTER.search(before):
        return f"{written}.."
    return written


def _written(point: re.Match[str]) -> str:
    if decade := point["decade"]:
        return f"{decade}s"
    year = point["y1"] or point["y2"] or point["y3"] or point["y4"]
    month = point["m1"] or point["m2"] or point["m3"]
    day = point["d1"] or point["d2"]
    parts = [year]
    if month:
        parts.append(f"{month_number(month):02}")
        if day and 1 <= int(day) <= 31:
            parts.append(f"{int(day):02}")
    return "-".join(parts)


def _relative(text: str, date: str) -> str:
    found = _RELATIVE.search(text)
    if found is None or not re.match(r"\d{4}", date):
        return ""
    year = int(date[:4])
    month = int(date[5:7]) if re.match(r"\d{4}-\d{2}", date) else 0
    if found["ago"]:
        number = _NUMBERS.get(found["ago"].lower(), int(found["ago"]) if found["ago"].isdecimal() else 0)
        return str(year - number) if number else ""
    if not found["which"]:
        return date
    step = {"last": -1, "the previous": -1, "next": 1}.get(found["which"].lower(), 0)
    if found["unit"].lower() == "year":
        return str(year + step)
    if not month:
        return ""
    whole = year * 12 + month - 1 + step
    return f"{whole // 12}-{whole % 12 + 1:02}"

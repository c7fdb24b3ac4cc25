"""What somebody meant by a date that cannot be read: what is wrong with it, and the spelling to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from armillary.finding import Wrong
from armillary.text.months import MONTH, MONTHS, month_number

Explained = tuple[str, str]  # what is wrong with the text, and a hint

_LONGEST = 80  # characters
_USUAL = "write a day, a month or a year: 2021-08-15, 2021-08 or 2021"
_PARTS = {
    "spring": ("03", "05"),
    "summer": ("06", "08"),
    "autumn": ("09", "11"),
    "fall": ("09", "11"),
    "early": ("01", "04"),
    "mid": ("05", "08"),
    "late": ("09", "12"),
    "q1": ("01", "03"),
    "q2": ("04", "06"),
    "q3": ("07", "09"),
    "q4": ("10", "12"),
}
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}  # as EDTF level 1 numbers them


def explain_date(written: str, edge: str, offset: int) -> Wrong:
    """The refusal of a date: looked at as a whole first, then by the edge that could not be read."""
    if len(written) > _LONGEST:
        return Wrong(f"'{written[:_LONGEST]}...' is too long for a date", _USUAL)
    for text, start in ((written, 0), (edge, offset)):
        if any(c.isdecimal() and not c.isascii() for c in text):
            what, hint = _other_digits(text)
            return Wrong(f"'{text}' {what}", hint, offset=start)
        for pattern, explain in _RULES:
            if match := re.fullmatch(pattern, text.strip(), re.IGNORECASE | re.ASCII):
                what, hint = explain(*match.groups(""))
                return Wrong(f"'{text}' {what}", hint, offset=start)
    if not edge.strip():
        return Wrong(f"'{written}' lacks an edge", "2021.. is since 2021, ..2013 is until 2013", offset=offset)
    return Wrong(f"'{edge}' is not a date", _USUAL, offset=offset)


def explain_month(edge: str, year: str, month: str, day: str, offset: int) -> Wrong:
    """The refusal of a month that is not 01 to 12."""
    hints = ["months are 01 to 12"]
    gregorian = edge.startswith(year)
    if gregorian and day and (meant := _iso(year, day, month)):
        hints.append(f"did you mean {meant}?")
    if gregorian and not day and month > year[2:]:
        hints.append(f"a span of years is {year}/{year[:2]}{month}")
    if gregorian and not day and month in _SEASONS:
        hints.append(f"the {_SEASONS[month]} is {_part(_SEASONS[month], year)}")
    return Wrong(f"'{edge}' has no month {month}", "; ".join(hints), offset=offset)


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _part(name: str, year: str) -> str:
    if name == "winter":
        return f"{year}-12/{int(year) + 1:04}-02"
    first, last = _PARTS[name]
    return f"{year}-{first}/{year}-{last}"


def _other_digits(text: str) -> Explained:
    meant = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    return "has other digits than 0 to 9", f"write {meant}"


def _year_last(a: str, _: str, b: str, year: str) -> Explained:
    day_first, month_first = _iso(year, b, a), _iso(year, a, b)
    if day_first and month_first and day_first != month_first:
        one, other = (f"{int(iso[8:])} {MONTHS[int(iso[5:7]) - 1]}" for iso in (day_first, month_first))
        return f"is {one} to one reader and {other} to another", f"write {day_first} or {month_first}"
    return _in_order(day_first or month_first)


def _in_order(meant: str) -> Explained:
    if not meant:
        return "is no day of the calendar", _USUAL
    return "is not written year-month-day", f"write {meant}"


def _month_of(year: str, month: str) -> Explained:
    if 1 <= int(month) <= 12:
        return "is not written year-month", f"write {year}-{int(month):02}"
    if month > year[2:]:
        return _short_span(year, month)
    return "is not a date", _USUAL


def _short_span(year: str, end: str) -> Explained:
    return "has a year of two digits", f"write {year}/{year[:2]}{end}"


def _named(day: str, month: str, year: str) -> Explained:
    number = f"{month_number(month):02}"
    if day:
        return _in_order(_iso(year, number, day))
    return "spells out the month", f"write {year}-{number}"


def _part_of(name: str, year: str) -> Explained:
    return "is not written in months", f"write {_part(name.lower(), year)}"


def _open_end(start: str) -> Explained:
    return "does not say whether it still holds", f"write {start}.. if it does, else give its end"


def _hijri(calendar: str, rest: str) -> Explained:
    return "is not how a Hijri date is written", f"write {calendar.lower()}:{rest}"


_DATE = r"((?:sh:|ah:)?(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|[0-9]{3}(?:0s|X))~?)"
_N = "([0-9]{1,2})"
_NTH = rf"{_N}(?:st|nd|rd|th)?"
_MONTH = rf"({MONTH})\.?"
_PART = f"({'|'.join(_PARTS)}|winter)"
_DASH = r"\s*[-–—/.]{1,3}\s*"
_TO = rf"(?:{_DASH}|\s+(?:to|until|till|and)\s+)"
_ABOUT = r"(?:about|around|circa|ca\.?|c\.?|approx\.?|approximately|~|≈)"

# The first that matches explains; ASCII, so that no look-alike of a letter gets past the look-ups above.
# Compiled when the first mistake asks for them: most casebooks make none.
_RULES: tuple[tuple[str, Callable[..., Explained]], ...] = (
    (rf"{_N}([-/. ]){_N}\2([0-9]{{4}})", _year_last),
    (rf"([0-9]{{4}})([-/. ]){_N}\2{_N}(?:[T ][0-9]{{2}}:.*)?", lambda y, _, m, d: _in_order(_iso(y, m, d))),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", lambda y, m, d: _in_order(_iso(y, m, d))),
    (rf"([0-9]{{4}})[-/. ]{_N}", _month_of),
    (rf"{_N}[-/. ]([0-9]{{4}})", lambda m, y: _month_of(y, m)),
    (r"([0-9]{4})[–—]([0-9]{2})", _short_span),
    (r"(?:[0-9]{1,2}[-/. ]){2}[0-9]{1,2}|'?[0-9]{2}s?", lambda: ("has a year of two digits", _USUAL)),
    (rf"{_NTH}(?:\s+of)?[\s-]*{_MONTH},?[\s-]*([0-9]{{4}})", _named),
    (rf"{_MONTH}\s*{_NTH}(?:,\s*|\s+)([0-9]{{4}})", lambda m, d, y: _named(d, m, y)),
    (rf"{_MONTH},?[\s-]*([0-9]{{4}})", lambda m, y: _named("", m, y)),
    (rf"{_PART}[\s-]*(?:of\s+)?([0-9]{{4}})", _part_of),
    (rf"([0-9]{{4}})[\s-]*{_PART}", lambda y, p: _part_of(p, y)),
    (
        rf"(?:from\s+|between\s+)?{_DATE}{_TO}{_DATE}",
        lambda a, b: ("is not how a range is written", f"write {a}/{b}"),
    ),
    (rf"(?:since|from|after)\s+{_DATE}", lambda a: ("is in words", f"write {a}..")),
    (rf"(?:until|till|before|by|up to)\s+{_DATE}", lambda a: ("is in words", f"write ..{a}")),
    (rf"(?:in\s+|the\s+)+{_DATE}", lambda a: ("is in words", f"write {a}")),
    (rf"{_DATE}{_TO}(?:now|today|present|the present|open|ongoing)", _open_end),
    (rf"{_DATE}{_DASH}", _open_end),
    (rf"{_DASH}{_DATE}", lambda a: ("does not say when it began", f"write ..{a} if nobody knows")),
    (rf"{_ABOUT}\s*{_DATE}", lambda a: ("is not how 'about' is written", f"write {a.rstrip('~')}~")),
    (rf"{_DATE}\s*[?%]", lambda a: ("is in doubt", f"write {a.rstrip('~')}~ for about then; modality says doubt")),
    (r"([0-9]{2})(?:xx|uu)", lambda c: ("is a century", f"write {c}00/{c}99")),
    (r"([0-9]{3})(?:x|u|0'?s)", lambda d: ("is not how a decade is written", f"write {d}X")),
    (r"([0-9]{4}(?:-[0-9]{2})?)(?:-xx){1,2}", lambda a: ("has places left open", f"write {a}")),
    (r"(sh|ah)[\s:]*([0-9]{4}[0-9-]*~?)", _hijri),
    (r"([0-9]{4}[0-9-]*~?)\s*(sh|ah)", lambda rest, calendar: _hijri(calendar, rest)),
    (r"[^/]*/[^/]*/.*", lambda: ("has more than two edges", "a range is 2021-08/2023-10")),
    (r"now|today|yesterday|present|ongoing|current(?:ly)?", lambda: ("changes from day to day", _USUAL)),
    (
        r"unknown|undated|no date|n\.?\s?d\.?|n/?a|none|never|\?+|-+",
        lambda: ("is not a date", "leave the date out"),
    ),
)

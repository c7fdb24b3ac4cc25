"""The months as English writes them, in full and cut short."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# For a regular expression: a month in full or cut short, without the full stop. Running text is read with capitals, as
# `may` is no month there.
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_BEGINNINGS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}


def month_number(word: str) -> int:
    """The number of a month that a word names in full or by its first letters, at least three; 0 for none."""
    return _BEGINNINGS.get(word[:3].lower(), 0)


def said_date(iso: str) -> str:
    """An ISO date as English says it: 29 January 2024, January 2024, 2024; anything else as it is."""
    year, *rest = iso.split("-")
    if len(rest) not in (1, 2) or not all(part.isdecimal() for part in (year, *rest)) or not 1 <= int(rest[0]) <= 12:
        return iso
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return month if len(rest) == 1 else f"{int(rest[1])} {month}"

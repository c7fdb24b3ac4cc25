"""Years that a writer of Persian, Pashto, Arabic or Urdu gives without saying that they are Hijri."""

from __future__ import annotations

import re

_HIJRI = range(1300, 1451)
_LAST_SOLAR = 1420  # 2041 of our era; a later one in Persian is lunar
_SOLAR, _LUNAR = ("fa", "ps", "prs"), ("ar", "ur")
_DATE = re.compile(r"(\d{4})((?:-\d\d){0,2}~?)")


def as_meant(date: str, language: str) -> str:
    """A date of the years 1300 to 1450 with the sign of its calendar, where the language has one; any other as it is.

    Digits of other scripts become ours. Works of those years of our era are manuscripts, and no sources of a casebook.
    """
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in date)
    edges = plain.split("/")
    matches = [_DATE.fullmatch(edge) for edge in edges]
    head = language.partition("-")[0].lower()
    if head not in _SOLAR + _LUNAR or not all(match and int(match[1]) in _HIJRI for match in matches):
        return plain
    lunar = head in _LUNAR or any(int(match[1]) > _LAST_SOLAR for match in matches if match)
    return "/".join(("ah:" if lunar else "sh:") + edge for edge in edges)

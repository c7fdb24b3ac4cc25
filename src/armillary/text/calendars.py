"""Three calendars on one count of days: Gregorian, solar Hijri (Afghan and Iranian) and lunar Hijri (Umm al-Qura)."""

from __future__ import annotations

from datetime import date
from typing import Any

from armillary.finding import Wrong

# By the prefix of a date: its name for people, and the years it takes. Lunar years are those of the Umm al-Qura tables.
CALENDARS = {
    "": ("casebooks", 1000, 2200),
    "sh:": ("the solar Hijri calendar", 1000, 1578),
    "ah:": ("the lunar Hijri calendar (Umm al-Qura)", 1343, 1500),
}


def first_of_month(calendar: str, year: int, month: int) -> int:
    """The first day of a month as a proleptic Gregorian ordinal."""
    if not calendar:
        return date(year, month, 1).toordinal()
    return _first_of_solar(year, month) if calendar == "sh:" else _first_of_lunar(year, month)


# Few casebooks hold a Hijri date, so that the libraries are imported with the first one.


def _first_of_solar(year: int, month: int) -> int:
    from persiantools import jdatetime

    solar: Any = jdatetime.JalaliDate  # the library says that it is typed, but its constructor is not
    return int(solar(year, month, 1).to_gregorian().toordinal())


def _first_of_lunar(year: int, month: int) -> int:
    from hijridate import Hijri

    name, lowest, highest = CALENDARS["ah:"]
    if (year, month) == (highest + 1, 1):  # the day after the tables end, from which the last month gets its length
        last_month = Hijri(highest, 12, 1)
        return int(last_month.to_gregorian().toordinal()) + last_month.month_length()
    if not lowest <= year <= highest:
        what = f"the date reaches outside the years {lowest} to {highest} of {name}"
        raise Wrong(what, "write it in the Gregorian calendar")
    return int(Hijri(year, month, 1).to_gregorian().toordinal())

"""Dates: what they mean, what is refused and why, and what holds for all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from hijridate import Gregorian, Hijri
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from persiantools import jdatetime

from armillary.finding import Wrong
from armillary.text.dates import Precision, Reversed, When, parse_day, parse_when, show_day, show_when

DAY, MONTH, YEAR, DECADE = Precision
JalaliDate: Any = jdatetime.JalaliDate  # the library says that it is typed, but its constructor is not


def days(first: str, last: str) -> tuple[int | None, int | None]:
    """Two ISO days as ordinals, "" for an open edge."""
    begin, end = (date.fromisoformat(day).toordinal() if day else None for day in (first, last))
    return begin, end


@pytest.mark.parametrize(
    ("text", "first", "last", "precisions", "approximate"),
    [
        ("2021-08-15", "2021-08-15", "2021-08-15", (DAY, DAY), False),
        ("2021-08", "2021-08-01", "2021-08-31", (MONTH, MONTH), False),
        ("2020-02", "2020-02-01", "2020-02-29", (MONTH, MONTH), False),
        ("2021", "2021-01-01", "2021-12-31", (YEAR, YEAR), False),
        ("1980s", "1980-01-01", "1989-12-31", (DECADE, DECADE), False),
        ("198X", "1980-01-01", "1989-12-31", (DECADE, DECADE), False),
        ("2000s", "2000-01-01", "2009-12-31", (DECADE, DECADE), False),
        ("190X", "1900-01-01", "1909-12-31", (DECADE, DECADE), False),
        ("2023-10/2024-01", "2023-10-01", "2024-01-31", (MONTH, MONTH), False),
        ("2021-08/2021", "2021-08-01", "2021-12-31", (MONTH, YEAR), False),
        ("2021..", "2021-01-01", "", (YEAR, None), False),
        ("2021/..", "2021-01-01", "", (YEAR, None), False),
        ("..2013", "", "2013-12-31", (None, YEAR), False),
        ("../2013", "", "2013-12-31", (None, YEAR), False),
        ("2013~", "2012-01-01", "2014-12-31", (YEAR, YEAR), True),
        ("2013-01~", "2012-12-01", "2013-02-28", (MONTH, MONTH), True),
        ("2013-01-01~", "2012-12-31", "2013-01-02", (DAY, DAY), True),
        ("1980s~", "1970-01-01", "1999-12-31", (DECADE, DECADE), True),
        ("2022~/2024-03", "2021-01-01", "2024-03-31", (YEAR, MONTH), True),
        ("2022/2024-03~", "2022-01-01", "2024-04-30", (YEAR, MONTH), True),
        ("1973~..", "1972-01-01", "", (YEAR, None), True),
        ("..2013~", "", "2014-12-31", (None, YEAR), True),
        ("sh:1398-12-10", "2020-02-29", "2020-02-29", (DAY, DAY), False),
        ("sh:1398-12", "2020-02-20", "2020-03-19", (MONTH, MONTH), False),
        ("sh:1398", "2019-03-21", "2020-03-19", (YEAR, YEAR), False),
        ("sh:1398~", "2018-03-21", "2021-03-20", (YEAR, YEAR), True),
        ("sh:1360s", "1981-03-21", "1991-03-20", (DECADE, DECADE), False),
        ("ah:1441-07-05", "2020-02-29", "2020-02-29", (DAY, DAY), False),
        ("ah:1441-07", "2020-02-25", "2020-03-24", (MONTH, MONTH), False),
        ("ah:1441", "2019-08-31", "2020-08-19", (YEAR, YEAR), False),
        ("ah:1343", "1924-08-01", "1925-07-22", (YEAR, YEAR), False),
        ("ah:1500-12", "2077-10-18", "2077-11-16", (MONTH, MONTH), False),
        ("sh:1400-05-24..", "2021-08-15", "", (DAY, None), False),
        ("sh:1398/2021-08", "2019-03-21", "2021-08-31", (YEAR, MONTH), False),
        (" 2021 ", "2021-01-01", "2021-12-31", (YEAR, YEAR), False),
        ("1000~", "0999-01-01", "1001-12-31", (YEAR, YEAR), True),
        ("2200~", "2199-01-01", "2201-12-31", (YEAR, YEAR), True),
    ],
)
def test_a_date_is_an_interval_with_precisions(
    text: str, first: str, last: str, precisions: tuple[Precision | None, Precision | None], approximate: bool
) -> None:
    when = parse_when(text)
    assert (when.first, when.last) == days(first, last)
    assert (when.first_precision, when.last_precision) == precisions
    assert when.approximate is approximate
    assert when.text == text.strip()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "found nothing", "2021-08-15"),
        ("12/02/2021", "12 February to one reader and 2 December to another", "write 2021-02-12 or 2021-12-02"),
        ("12.02.2021", "12 February to one reader and 2 December to another", "write 2021-02-12 or 2021-12-02"),
        ("15/08/2021", "not written year-month-day", "write 2021-08-15"),
        ("02-02-2021", "not written year-month-day", "write 2021-02-02"),
        ("31/31/2021", "no day of the calendar", ""),
        ("2021-13", "has no month 13", "months are 01 to 12"),
        ("2021-00", "has no month 00", "months are 01 to 12"),
        ("2021-22", "has no month 22", "a span of years is 2021/2022; the summer is 2021-06/2021-08"),
        ("1999-24", "has no month 24", "the winter is 1999-12/2000-02"),
        ("2021-15-08", "has no month 15", "did you mean 2021-08-15?"),
        ("sh:1398-15-08", "has no month 15", "months are 01 to 12"),
        ("2021-02-30", "has no day 30: the month has 28 days", "days are 01 to 28"),
        ("sh:1398-12-30", "has no day 30: the month has 29 days", "days are 01 to 29"),
        ("ah:1441-07-30", "has no day 30: the month has 29 days", "days are 01 to 29"),
        ("15 August 2021", "not written year-month-day", "write 2021-08-15"),
        ("August 15, 2021", "not written year-month-day", "write 2021-08-15"),
        ("15th Aug. 2021", "not written year-month-day", "write 2021-08-15"),
        ("31 February 2021", "no day of the calendar", ""),
        ("Aug 2021", "spells out the month", "write 2021-08"),
        ("21-08-15", "year of two digits", ""),
        ("98", "year of two digits", ""),
        ("12/02/21", "year of two digits", ""),
        ("2021/22", "year of two digits", "write 2021/2022"),
        ("2021/08", "not written year-month", "write 2021-08"),
        ("8/2021", "not written year-month", "write 2021-08"),
        ("2021-8-15", "not written year-month-day", "write 2021-08-15"),
        ("20210815", "not written year-month-day", "write 2021-08-15"),
        ("2021-08-15T10:00", "not written year-month-day", "write 2021-08-15"),
        ("0999", "outside the years 1000 to 2200", ""),
        ("2201", "outside the years 1000 to 2200", ""),
        ("sh:2021", "outside the years 1000 to 1578 of the solar", "a Hijri year"),
        ("ah:1342", "outside the years 1343 to 1500 of the lunar", "in the Gregorian calendar"),
        ("ah:1501", "outside the years 1343 to 1500 of the lunar", "in the Gregorian calendar"),
        ("ah:1343~", "outside the years 1343 to 1500 of the lunar", "in the Gregorian calendar"),
        ("ah:150X", "outside the years 1343 to 1500 of the lunar", "in the Gregorian calendar"),
        ("1900s", "a decade to one reader and a century to another", "write 190X for the decade, 1900/1999"),
        ("19XX", "is a century", "write 1900/1999"),
        ("198x", "not how a decade is written", "write 198X"),
        ("1980's", "not how a decade is written", "write 198X"),
        ("2021-XX", "places left open", "write 2021"),
        ("2021-08-XX", "places left open", "write 2021-08"),
        ("2013?", "in doubt", "write 2013~"),
        ("about 2013", "not how 'about' is written", "write 2013~"),
        ("~2013", "not how 'about' is written", "write 2013~"),
        ("since 2021-08", "in words", "write 2021-08.."),
        ("until 2013", "in words", "write ..2013"),
        ("in the 1980s", "in words", "write 1980s"),
        ("2019-2021", "not how a range is written", "write 2019/2021"),
        ("2019–2021", "not how a range is written", "write 2019/2021"),
        ("2019..2021", "not how a range is written", "write 2019/2021"),
        ("2019 / 2021", "not how a range is written", "write 2019/2021"),
        ("from 2019 to 2021-08", "not how a range is written", "write 2019/2021-08"),
        ("2021/", "whether it still holds", "write 2021.."),
        ("2021-present", "whether it still holds", "write 2021.."),
        ("/2021", "when it began", "write ..2021"),
        ("..", "open at both edges", "leave the date out"),
        ("../..", "open at both edges", "leave the date out"),
        ("2019/2020/2021", "more than two edges", ""),
        ("summer 2021", "not written in months", "write 2021-06/2021-08"),
        ("winter 2021", "not written in months", "write 2021-12/2022-02"),
        ("early 2022", "not written in months", "write 2022-01/2022-04"),
        ("2021-Q3", "not written in months", "write 2021-07/2021-09"),
        ("SH:1398-12", "not how a Hijri date is written", "write sh:1398-12"),
        ("1441 AH", "not how a Hijri date is written", "write ah:1441"),
        ("sh:۱۳۹۸-۱۲", "other digits than 0 to 9", "write sh:1398-12"),
        ("today", "changes from day to day", ""),
        ("unknown", "not a date", "leave the date out"),
        ("Kabul", "not a date", ""),
        ("2021" * 40, "too long", ""),
    ],
)
def test_a_date_is_refused_with_what_to_write(text: str, message: str, hint: str) -> None:
    with pytest.raises(Wrong) as wrong:
        parse_when(text)
    assert message in wrong.value.message
    assert hint in wrong.value.hint
    assert wrong.value.hint


@pytest.mark.parametrize(
    "text",
    [
        *("15/08/2021", "August 15, 2021", "2021/08", "2021/22", "2019–2021", "19XX", "1980's", "2021-XX", "~2013"),
        *("since 2021-08", "until 2013", "winter 2021", "1441 AH", "sh:۱۳۹۸-۱۲", "2021-8-15", "in the 1980s"),
    ],
)
def test_what_a_hint_says_to_write_can_be_read(text: str) -> None:
    with pytest.raises(Wrong) as wrong:
        parse_when(text)
    assert parse_when(wrong.value.hint.removeprefix("write "))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2022/2021", "did you mean 2021/2022?"),
        ("2021-09/2021-08", "did you mean 2021-08/2021-09?"),
        ("2022~/2021", "did you mean 2021/2022~?"),
        ("sh:1398/1399", "each edge names its own calendar: sh:1398/sh:1399"),
    ],
)
def test_a_reversed_range_is_told_apart(text: str, hint: str) -> None:
    with pytest.raises(Reversed) as wrong:
        parse_when(text)
    assert wrong.value.hint == hint
    assert wrong.value.code == "F112"


def test_the_offset_is_that_of_the_bad_edge() -> None:
    with pytest.raises(Wrong) as wrong:
        parse_when("2020/2021-13")
    assert wrong.value.offset == 5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("198X", "1980s"),
        ("190X", "190X"),
        ("2021/..", "2021.."),
        ("../2013", "..2013"),
        ("2016/2016", "2016"),
        ("2022~/2024-03", "2022~/2024-03"),
        ("sh:1398-12-10~", "2020-02-29~"),
        ("sh:1398-12", "sh:1398-12"),
        ("ah:1441/2021-08", "ah:1441/2021-08"),
    ],
)
def test_a_date_is_shown_in_one_spelling(text: str, shown: str) -> None:
    assert show_when(parse_when(text)) == shown


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-08-15", "2021-08-15"),
        ("2021-02", "2021-02-28"),
        ("2021", "2021-12-31"),
        ("1980s", "1989-12-31"),
        ("sh:1398", "2020-03-19"),
    ],
)
def test_an_imprecise_day_means_its_last(text: str, day: str) -> None:
    assert show_day(parse_day(text)) == day


@pytest.mark.parametrize("text", ["2021..", "..2021", "2020/2021", "2021~", "", "tomorrow"])
def test_a_picture_answers_for_one_date(text: str) -> None:
    with pytest.raises(Wrong):
        parse_day(text)


def test_the_hijri_libraries_are_imported_with_the_first_hijri_date() -> None:
    script = (
        "import sys\n"
        "from armillary.text.dates import parse_when\n"
        "loaded = lambda: {'persiantools', 'hijridate'} & set(sys.modules)\n"
        "parse_when('2021-08~/2022')\n"
        "assert not loaded(), loaded()\n"
        "parse_when('sh:1398/ah:1450')\n"
        "assert len(loaded()) == 2, loaded()\n"
    )
    subprocess.run(
        [sys.executable, "-c", script], check=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )


# --- what holds for every date --------------------------------------------------------------------------------------

MONTHS = st.integers(1, 12).map(lambda month: f"-{month:02}")
GREGORIAN_DAYS = st.dates(date(1000, 1, 1), date(2200, 12, 31))
SOLAR_DAYS = st.dates(date(1800, 1, 1), date(2150, 1, 1)).map(JalaliDate)
LUNAR_DAYS = st.dates(date(1924, 8, 1), date(2077, 11, 16)).map(lambda day: Gregorian.fromdate(day).to_hijri())


def written(years: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    """Years, months and decades."""
    four = years.map(lambda year: f"{year:04}")
    return st.one_of(four, st.builds(str.__add__, four, MONTHS), years.map(lambda year: f"{year // 10:03}X"))


EXACT = st.one_of(
    GREGORIAN_DAYS.map(date.isoformat),
    written(st.integers(1000, 2200)),
    written(st.integers(1000, 1578)).map("sh:{}".format),
    written(st.integers(1360, 1479)).map("ah:{}".format),
    SOLAR_DAYS.map("sh:{}".format),
    LUNAR_DAYS.filter(lambda day: 1343 < day.year < 1500).map("ah:{}".format),
)
EDGES = st.builds(str.__add__, EXACT, st.sampled_from(["", "~"]))
DATES = st.one_of(
    EDGES,
    EDGES.map("{}..".format),
    EDGES.map("..{}".format),
    st.builds("{}/{}".format, EDGES, EDGES),
)


@given(DATES)
def test_what_is_shown_means_the_same(text: str) -> None:
    when = read_or_refuse(text)
    assume(not isinstance(when, Reversed))
    assert isinstance(when, When)
    shown = show_when(when)
    assert replace(parse_when(shown), text=text) == when
    assert show_when(parse_when(shown)) == shown


@given(DATES)
def test_a_date_begins_before_it_ends(text: str) -> None:
    when = read_or_refuse(text)
    assume(not isinstance(when, Reversed))
    assert isinstance(when, When)
    assert when.first is not None or when.last is not None
    if when.first is not None and when.last is not None:
        assert when.first <= when.last
    assert (when.first is None) == (when.first_precision is None)
    assert (when.last is None) == (when.last_precision is None)


@given(EXACT)
def test_about_contains_the_exact(text: str) -> None:
    exact, about = parse_when(text), parse_when(text + "~")
    assert exact.first is not None
    assert exact.last is not None
    assert about.first is not None
    assert about.last is not None
    assert about.first < exact.first
    assert exact.last < about.last
    assert about.approximate
    assert not exact.approximate
    # The units on both sides, so that the widened interval is about three times as long.
    longer = (about.last - about.first + 1) / (exact.last - exact.first + 1)
    assert 2.8 < longer < 3.3


@given(EXACT, EXACT)
def test_a_range_runs_from_its_first_edge_to_its_last_or_is_reversed(left: str, right: str) -> None:
    begin, end = parse_when(left), parse_when(right)
    assert begin.first is not None
    assert end.last is not None
    if begin.first > end.last:
        with pytest.raises(Reversed):
            parse_when(f"{left}/{right}")
    else:
        when = parse_when(f"{left}/{right}")
        assert (when.first, when.last) == (begin.first, end.last)


@given(SOLAR_DAYS)
def test_solar_hijri_days_months_and_years_are_those_of_the_library(day: Any) -> None:
    ordinal = day.to_gregorian().toordinal()
    whole = parse_when(f"sh:{day}")
    assert (whole.first, whole.last) == (ordinal, ordinal)
    month = parse_when(f"sh:{day.year:04}-{day.month:02}")
    length = JalaliDate.days_in_month(day.month, day.year)
    assert month.first == ordinal - day.day + 1
    assert month.last == month.first + length - 1
    year = parse_when(f"sh:{day.year:04}")
    new_year = JalaliDate(day.year, 1, 1).to_gregorian().toordinal()
    assert (year.first, year.last) == (new_year, new_year + (365 if JalaliDate.is_leap(day.year) else 364))


@given(LUNAR_DAYS)
def test_lunar_hijri_days_months_and_years_are_those_of_the_library(day: Hijri) -> None:
    ordinal = day.to_gregorian().toordinal()
    whole = parse_when(f"ah:{day}")
    assert (whole.first, whole.last) == (ordinal, ordinal)
    month = parse_when(f"ah:{day.year:04}-{day.month:02}")
    assert month.first == ordinal - day.day + 1
    assert month.last == month.first + day.month_length() - 1
    year = parse_when(f"ah:{day.year:04}")
    assert year.first == Hijri(day.year, 1, 1).to_gregorian().toordinal()
    assert year.last == year.first + day.year_length() - 1


@given(GREGORIAN_DAYS)
def test_units_follow_each_other_without_gap(day: date) -> None:
    assume(day.year < 2200)
    month = parse_when(f"{day:%Y-%m}".zfill(7))
    assert month.first is not None
    assert month.last is not None
    assert month.first <= day.toordinal() <= month.last
    after = date.fromordinal(month.last) + timedelta(days=1)
    assert after.day == 1


SCRAPS = st.lists(
    st.sampled_from(
        [*"0123456789-/.~X?s: ", "..", "sh:", "ah:", "2021", "12", "XX", "August", "since ", " to ", "early ", "٣", "ſ"]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(st.text(), SCRAPS, st.builds("{}{}".format, DATES, st.text(max_size=3))))
def test_any_text_is_a_date_or_wrong(text: str) -> None:
    read = read_or_refuse(text)
    if isinstance(read, Wrong):
        assert read.message
        assert read.hint
        assert 0 <= read.offset <= len(text)
    else:
        assert read.text == text.strip()
        assert parse_when(show_when(read))


def read_or_refuse(text: str) -> When | Wrong:
    """What parse_when makes of a text, with a refusal as a value."""
    try:
        return parse_when(text)
    except Wrong as wrong:
        return wrong

"""Timeline, waterfall, histogram, range and reliability: what is drawn is what the book says, empty or full."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations, pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.book.book import Book
from armillary.figures.axes import linear, logarithmic, show_number, year_ticks
from armillary.figures.figure import Figure
from armillary.figures.origins import draw_origins
from armillary.figures.ranges import Rival, draw_range
from armillary.figures.reliability import Bin, draw_reliability
from armillary.figures.theme import Theme
from armillary.figures.timeline import draw_timeline
from armillary.figures.waterfall import MOST, draw_waterfall
from armillary.pictures.ties import ties
from armillary.pictures.why import why
from tests.figures.drawn import SVG, frame, root, texts

RIVALS = [
    ("UN Monitoring Team", 6000.0, 6500.0, 0.9, 1),
    ("وزارت کشور", 8000.0, None, 0.4, 1),
    ("Taliban", 0.0, 0.0, 0.2, -1),
]
BINS = [(0.1, 0.05, 40, 0.01, 0.15), (0.5, 0.55, 30, 0.4, 0.7), (0.9, 0.7, 10, 0.4, 0.88)]
ALL: dict[str, Callable[[Book, Theme], Figure]] = {
    "timeline": draw_timeline,
    "origins": lambda book, theme: draw_origins(ties(book), book, theme),
    "waterfall": lambda book, theme: draw_waterfall(why(book, "taliban", "tolerates", "ttp"), book, theme),
    "range": lambda _, theme: draw_range(RIVALS, (4200, 7100), "fighters", title="Strength", theme=theme),
    "log": lambda _, theme: draw_range(RIVALS[:2], (4200, 7100), "USD", title="Gold", log=True, theme=theme),
    "reliability": lambda _, theme: draw_reliability(BINS, theme),
}


@pytest.mark.parametrize("name", ALL)
def test_all_text_is_within_the_drawing_and_none_covers_another(shipped: Book, name: str) -> None:
    figure = ALL[name](shipped, Theme.PRINT)
    whole, written = frame(figure), texts(figure)
    assert (figure.width, figure.height) == (round(whole.right), round(whole.bottom))
    assert [text.text for text in written if not whole.holds(text)] == []
    assert [(a.text, b.text) for a, b in combinations(written, 2) if a.meets(b)] == []


@pytest.mark.parametrize("name", ALL)
def test_figures_stand_alone_and_say_what_they_show(shipped: Book, name: str) -> None:
    for theme in Theme:
        figure = ALL[name](shipped, theme)
        assert figure == ALL[name](shipped, theme)
        svg = root(figure)
        assert svg.attrib["role"] == "img"
        assert svg.findtext(SVG + "title") == figure.title
        assert svg.findtext(SVG + "desc")
        assert not re.search(r"<(script|style|image|use)\b|href|url\(|\bid=", figure.svg)
        assert ("var(--" in figure.svg) == (theme is Theme.SCREEN)
        assert figure.caption.endswith(".")
        assert figure.alt


def test_the_bars_of_a_waterfall_add_up_to_its_answer(shipped: Book) -> None:
    found = why(shipped, "taliban", "tolerates", "ttp")
    figure = draw_waterfall(found, shipped)
    words = re.findall(r"([+-]\d+\.\d)(?:;|$)", figure.alt.replace("; answer", ";"))
    answer = float(re.search(r"answer ([+-]\d+\.\d)", figure.alt)[1])  # type: ignore[index]
    assert sum(map(float, words[:-1])) == pytest.approx(answer, abs=0.05 * len(words))
    assert figure.title == "Taliban tolerates TTP: almost certain"


def test_a_waterfall_of_many_origins_puts_the_smallest_together(shipped: Book) -> None:
    found = why(shipped, "taliban", "has_ties_with", "ttp")
    many = [part for part in found.contributions if not part.one_with] * 3
    figure = draw_waterfall(msgspec.structs.replace(found, contributions=many), shipped)
    written = {text.text for text in texts(figure)}
    assert f"{len(many) - MOST + 1} other origins" in written


def test_a_waterfall_of_a_tie_nobody_claims_is_not_assessed(shipped: Book) -> None:
    figure = draw_waterfall(why(shipped, "hamas", "hosts", "taliban"), shipped)
    assert figure.title == "Hamas hosts Taliban: not assessed"
    assert "not assessed" in {text.text for text in texts(figure)}


def test_the_histogram_counts_every_judged_tie_once(shipped: Book) -> None:
    rows = ties(shipped)
    figure = draw_origins(rows, shipped)
    counts = [int(n.replace(",", "")) for n in re.findall(r"([\d,]+) on \d", figure.alt)]
    judged = [row for row in rows if row.likelihood is not None]
    assert sum(counts) == len(judged)
    assert counts[0] == sum(row.origins <= 1 for row in judged)


def test_the_timeline_begins_where_it_is_told_to(shipped: Book) -> None:
    figure = draw_timeline(shipped, since="2021-08")
    assert figure.title == "Ties, incidents and statements, 2021-08-31 to 2025-01-31"
    years = [text.text for text in texts(figure) if re.fullmatch(r"20\d\d", text.text)]
    assert years == ["2022", "2023", "2024", "2025"]


@pytest.mark.parametrize("theme", Theme)
def test_nothing_to_draw_is_said_in_words(empty: Book, theme: Theme) -> None:
    drawn = {
        "No tie is judged": draw_origins([], empty, theme),
        "Nothing dated to draw": draw_timeline(empty, theme),
        "Nothing has been scored": draw_reliability([], theme),
        "Nobody says how much": draw_range([], None, "fighters", title="Strength", theme=theme),
    }
    for words, figure in drawn.items():
        assert words in " ".join(text.text for text in texts(figure))
        assert all(frame(figure).holds(text) for text in texts(figure))


def test_a_range_shows_bounds_that_are_open_and_what_is_denied() -> None:
    figure = draw_range(RIVALS, (4200, 7100), "fighters", title="Strength")
    written = {text.text for text in texts(figure)}
    assert {"6,000–6,500", "≥ 8,000", "0"} <= written
    assert "weighed: 4,200 to 7,100 fighters" in written
    assert "Taliban: 0 (denies it)" in figure.alt


def test_nought_turns_a_logarithmic_axis_into_a_linear_one() -> None:
    figure = draw_range(RIVALS, (4200, 7100), "fighters", title="Strength", log=True)
    assert "logarithmic" not in figure.svg


def test_reliability_counts_the_bands_that_hold() -> None:
    figure = draw_reliability([Bin(*item) for item in BINS])
    assert figure.title == "2 of 3 bands are as likely as was said"
    assert "said 90%, was 70% of 10" in figure.alt


@given(st.lists(st.floats(1e-3, 1e12), min_size=1, max_size=6), st.booleans())
def test_an_axis_holds_its_values_in_order_with_round_ticks(values: list[float], log: bool) -> None:
    axis = logarithmic(values, 100, 700) if log else linear(values, 100, 700, zero=True)
    places = [axis.at(value) for value in sorted(values)]
    assert all(100 <= place <= 700 for place in places)
    assert all(a <= b for a, b in pairwise(places))
    ticks = axis.ticks()
    assert 1 <= len(ticks) <= 10
    assert all(axis.low * 0.999 <= tick <= axis.high * 1.001 for tick in ticks)


def test_numbers_and_years_read_as_people_write_them() -> None:
    assert [show_number(n) for n in (0, 3.5, 1200, 194.4e6, 2e9)] == ["0", "3.5", "1,200", "194 M", "2 bn"]
    assert [text for _, text in year_ticks(730000, 737000)] == [str(year) for year in range(2000, 2019, 2)]


def test_rivals_may_be_given_as_plain_rows() -> None:
    plain = draw_range(RIVALS, None, "fighters", title="Strength")
    assert plain == draw_range([Rival(*row) for row in RIVALS], None, "fighters", title="Strength")

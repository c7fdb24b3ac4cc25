"""The text of drawings: whatever is in a name, the drawing is sound XML and reads in its own direction."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.book.book import Book
from armillary.figures.lettering import balance, isolate, shorten, text_width, wrap
from armillary.figures.network import draw_network
from armillary.figures.svg import Canvas, directed, number
from armillary.figures.theme import Theme
from tests.figures.drawn import root, texts


@given(st.text(max_size=60))
def test_any_text_makes_sound_xml(text: str) -> None:
    canvas = Canvas(Theme.PRINT, 100, 40)
    canvas.text((5, 20), text)
    svg = canvas.document(text, text)
    found = ET.fromstring(svg.encode())
    assert svg.encode().decode() == svg
    assert len(found) == 4


@given(st.text(max_size=40))
def test_runs_are_the_text_whole(text: str) -> None:
    assert "".join(isolate(text)) == text


def test_names_keep_their_own_direction_beside_others() -> None:
    assert directed("Taliban") == "Taliban"
    assert directed("تحریک طالبان پاکستان") == "تحریک طالبان پاکستان"
    assert directed("القاعدة, 12") == "\u2068القاعدة\u2069, 12"
    assert directed("تحریک طالبان hosts القاعدة") == "\u2068تحریک طالبان\u2069 hosts \u2068القاعدة\u2069"


def test_what_turns_the_direction_or_does_not_show_is_spelled_out() -> None:
    assert directed("a\u202eb\x07") == "a\\u202eb\\u0007"


def test_markup_in_a_name_is_text_and_long_names_are_cut(hard: Book) -> None:
    figure = draw_network(hard, as_of="2019", least=0.5)
    written = " ".join(text.text for text in texts(figure))
    assert "<b>bold</b>" in written
    assert "القاعدة" in written
    assert "…" in written  # the longest name takes two lines and ends there
    assert root(figure).find(".//{http://www.w3.org/2000/svg}b") is None


@given(st.text(alphabet="abc mWil تحریک", max_size=60), st.floats(20, 200))
def test_wrapped_lines_fit(text: str, width: float) -> None:
    for lines in (wrap(text, width, 10), balance(text, width, 10)):
        assert 1 <= len(lines) <= 2
        assert all(text_width(line, 10) <= width or line in ("…", "") for line in lines)
    assert text_width(shorten(text, width, 10), 10) <= max(width, text_width("…", 10))


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (0.04, "0"), (-0.04, "0"), (12.345, "12.3"), (-3.25, "-3.2")])
def test_lengths_are_to_a_tenth(value: float, text: str) -> None:
    assert number(value) == text

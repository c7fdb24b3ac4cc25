"""Of a saved page all is read that its reader sees, once and apart, and nothing that he does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.reading.passages import Kind
from tests.reading.test_formats import codes, read, texts

ONE, TWO, THREE, FOUR = (
    f"The {who} was seen at the {place} by two traders of the valley, who told it to the council in the spring."
    for who, place in (("Red Band", "mill"), ("Blue Front", "bridge"), ("Old Column", "quarry"), ("League", "pass"))
)


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>Valley</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        f"<div><h1>Valley</h1><h3>One</h3>{ONE}<br><br>{TWO}<h3>Two</h3>{THREE}<br/>\n<br/>{FOUR}</div>",
        f"<div><h1>Valley</h1>{ONE}<p>{TWO}</p>{THREE}<p>{FOUR}</p></div>",
        f"<h1>Valley</h1>{ONE}<br><br>{TWO}<br><br>{THREE}<br><br><br>{FOUR}",
        f"<article><h1>Valley</h1><p>{ONE}<br><br>{TWO}</p><p>{THREE}</p>{FOUR}</article>",
        f"<div><h1>Valley</h1><font face='x'>{ONE}<br><br>{TWO}<br><br>{THREE}</font><br><br>{FOUR}</div>",
        f"<table><tr><td><a href='/'>Home</a></td><td><h1>Valley</h1>{ONE}<br><br>{TWO}<p>{THREE}<p>{FOUR}</table>",
        f"<div><h1>Valley</h1><section>{ONE}<div>{TWO}</div></section><pre>{THREE}\n\n{FOUR}</pre></div>",
    ],
    ids=["headings", "mixed", "body", "paragraph", "font", "table", "quoted"],
)
def test_text_that_no_paragraph_holds_is_read(tmp_path: Path, body: str) -> None:
    reading = read(tmp_path, "page.html", page(body))
    assert texts(reading, Kind.BODY) == [ONE, TWO, THREE, FOUR]
    assert texts(reading, Kind.HEADING)[:1] == ["Valley"]
    assert codes(reading) == []


def test_a_short_page_keeps_its_heading_apart(tmp_path: Path) -> None:
    reading = read(
        tmp_path, "page.html", page("<div><h1>A statement</h1><p>The gate is shut.</p><p>It was open.</p></div>")
    )
    assert texts(reading, Kind.HEADING) == ["A statement"]
    assert texts(reading, Kind.BODY) == ["The gate is shut.", "It was open."]


def test_lists_in_lists_are_read_once(tmp_path: Path) -> None:
    lists = "<ul><li>Who gives the money<ul><li>and who the arms?</li></ul></li><li>Who takes it?</li></ul>"
    reading = read(
        tmp_path, "page.html", page(f"<article><p>{ONE}</p><p>The council asks:</p>{lists}<p>{TWO}</p></article>")
    )
    assert texts(reading, Kind.LIST_ITEM) == ["Who gives the money", "and who the arms?", "Who takes it?"]


def test_blocks_within_a_cell_are_not_glued(tmp_path: Path) -> None:
    table = "<table><tr><td><p>North</p><p>South</p></td><td>1<br>2</td></tr></table>"
    reading = read(tmp_path, "page.html", page(f"<article><p>{ONE}</p>{table}<p>{TWO}</p></article>"))
    assert texts(reading, Kind.TABLE) == ["North South | 1 2"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='color:red; display: none !important'>SECRET</p>",
        "<div hidden><p>SECRET</p></div>",
        "<div aria-hidden='true'><p>SECRET</p></div>",
        "<p style='visibility:hidden'>SECRET</p>",
        "<p>Seen <span style='font-size:0'>SECRET</span>by all.</p>",
        "<p class='gone wide'>SECRET</p>",
        "<p id='off'>SECRET</p>",
        "<template><p>SECRET</p></template>",
    ],
)
def test_what_no_reader_sees_is_not_read(tmp_path: Path, hidden: str) -> None:
    secret = hidden.replace("SECRET", "Sellia trains the Blue Front in the hills above the town, say traders.")
    style = """<style>.gone, #off {display:none} .tab {display:none} .tab.open {display:block}
        @media print { .seen {display: none} }</style>"""
    body = (
        f"<article><h1>Valley</h1><p class='seen'>{ONE}</p>{secret}<div class='tab open'><p>{TWO}</p></div></article>"
    )
    reading = read(tmp_path, "page.html", page(body, style))
    assert "Sellia" not in reading.layer.text
    assert {ONE, TWO} <= set(texts(reading, Kind.BODY))


def test_a_year_in_the_text_is_no_date_of_the_page(tmp_path: Path) -> None:
    reading = read(tmp_path, "page.html", page(f"<div><h1>Valley</h1><p>{ONE}</p><p>It was so in 2023.</p></div>"))
    assert "date" not in reading.layer.metadata

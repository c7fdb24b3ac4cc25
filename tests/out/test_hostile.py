"""Whatever a casebook says, both renderers set it as text: no markup, no script, no turned direction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.out.report.content import (
    Column,
    Heading,
    KeyJudgement,
    Link,
    NoteMark,
    Paragraph,
    Points,
    Report,
    Section,
    Table,
    Text,
    runs,
    strong,
)
from armillary.out.report.page import render_body
from armillary.out.report.paper import render_paper
from armillary.out.report.text import clean, stretches

NASTY = st.sampled_from(
    [
        *("<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", '" onmouseover="x', "&lt;&amp;", "<!--"),
        *(
            "#panic()",
            "$ x^2 $",
            "*bold*",
            "_slant_",
            "@reference",
            "<label>",
            "= Heading",
            '#import "x": *',
            "\\",
            "`raw`",
        ),
        *("//", "/*", "[", "]", "{", "}", "~", "--", "#{", "]]>", "%PDF", "javascript:alert(1)", "Zq0x1qZ"),
        *(
            "تحریک طالبان",
            "\u202eturned\u202c",
            "\u2066isolated",
            "\x00\x07",
            "\u200f",
            "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        ),
    ]
)
SAID = (
    st.lists(st.one_of(NASTY, st.text(max_size=12)), min_size=1, max_size=6)
    .map(" ".join)
    .filter(lambda text: clean(text).strip() != "")
)


def report_of(said: str) -> Report:
    """A report that says one thing everywhere."""
    note = NoteMark(1)
    blocks = (
        Heading(said),
        Paragraph(runs(said, note, strong(said))),
        Points((runs(said), runs(said))),
        Table(said, (Column(said), Column("n", numbers=True)), ((runs(said), runs("1")),)),
        KeyJudgement(runs(said, note), said, said, said, 0.1, 0.5, 0.9, said),
    )
    return Report(
        title=said,
        subtitle=said,
        basis=said,
        edition=said,
        as_of="2024-12-31",
        date="31 December 2024",
        since="",
        marking=said,
        caveats=(said,),
        language="en",
        keywords=(said,),
        facts=((said, said),),
        sections=(Section("one", said, blocks), Section("two", said, (Paragraph(runs(said)),))),
        notes=(runs(said),),
        references=((said, (runs(Text(said, "emph"), Link(said, "https://example.org/?q=1&x=2")),)),),
    )


class Words(HTMLParser):
    """The text of a page, and every tag and attribute that is in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


PLAIN = Words(render_body(report_of("plain words")))


@given(SAID)
def test_a_page_sets_text_as_text(said: str) -> None:
    found = Words(render_body(report_of(said)))
    assert found.tags <= PLAIN.tags | {"bdi"}
    assert found.names <= PLAIN.names | {"dir"}
    shown = "".join(found.text)
    assert shown.count(clean(said)) >= 12
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", shown)


@given(st.text())
def test_stretches_are_the_text(text: str) -> None:
    parts = list(stretches(text))
    assert "".join(part for part, _ in parts) == text
    assert all(part for part, _ in parts)
    assert all(re.search("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]", part) for part, leftward in parts if leftward)


@pytest.mark.slow
@settings(max_examples=12)
@given(SAID)
def test_paper_sets_text_as_text(said: str) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(render_paper(report_of(said)))
    text = Counter(letters("".join(page.get_textpage().get_text_bounded() for page in document)))
    # beside Arabic script this reader of PDF turns the order of signs about, so they are counted
    assert all(text[sign] >= 8 * times for sign, times in Counter(letters(said)).items())
    about = document.get_metadata_dict()["Title"]
    assert letters(about).startswith(letters(said)[:20])


def letters(text: str) -> str:
    """The ASCII signs of a text: what no font lacks, no shaping turns about and no reader of PDF mirrors."""
    return re.sub(r"[^!-~]|[-<>()\[\]{}]", "", clean(text))

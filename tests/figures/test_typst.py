"""Typst's renderer of SVG sets what is drawn for print: its colours, and Arabic-script names joined in their order."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
import typst

from armillary.book.book import Book
from armillary.figures.figure import Figure
from armillary.figures.multiples import draw_multiples
from armillary.figures.network import draw_network
from armillary.figures.ranges import draw_range
from armillary.figures.theme import Theme
from armillary.figures.timeline import draw_timeline

FONTS = [
    str(Path(spec.origin or "").parent)
    for name in ("fontpkg_noto_sans_arabic", "fontpkg_source_sans_3")
    if (spec := find_spec(name))
]


def render(figures: list[Figure], folder: Path) -> bytes:
    """The figures on pages of A4 as PDF."""
    for i, figure in enumerate(figures):
        (folder / f"{i}.svg").write_text(figure.svg, encoding="utf-8")
    pages = "#pagebreak()".join(f'#image("{i}.svg", width: 100%)' for i in range(len(figures)))
    (folder / "main.typ").write_text(f'#set page("a4", margin: 20mm)\n{pages}\n', encoding="utf-8")
    found = typst.compile(str(folder / "main.typ"), font_paths=FONTS, ignore_system_fonts=True)
    assert isinstance(found, bytes)
    return found


def test_print_figures_are_set_with_an_arabic_face(hard: Book, tmp_path: Path) -> None:
    pdf = render(
        [draw_network(hard, as_of="2019"), draw_range([("القاعدة", 1, 2, 1, 1)], None, "x", title="t")], tmp_path
    )
    assert b"NotoSansArabic" in pdf
    assert b"SourceSans3" in pdf


@pytest.mark.slow
def test_every_figure_of_the_shipped_book_is_set(shipped: Book, tmp_path: Path) -> None:
    figures = [
        draw_network(shipped),
        draw_multiples(shipped, ["2001-09-11", "2015", "2021-08-14", "2025"]),
        draw_timeline(shipped),
    ]
    pdf = render(figures, tmp_path)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type/Page\n") in (0, len(figures))  # 0: packed into streams
    assert len(pdf) > 20_000
    assert len(render([draw_network(shipped, theme=Theme.DARK)], tmp_path)) > 10_000

"""The network: nothing covered, nothing cut off, parts inside wholes, and the same drawing every time."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from armillary.book.book import Book, open_book
from armillary.figures import network
from armillary.figures.curves import bundle
from armillary.figures.figure import Figure
from armillary.figures.layout import lay_out
from armillary.figures.lettering import text_width
from armillary.figures.multiples import draw_multiples
from armillary.figures.nesting import Box, nest
from armillary.figures.network import draw_network, place_boxes
from armillary.figures.palette import dimension_style
from armillary.figures.standing import alive_at, ties_between, wholes_at
from armillary.figures.strands import gather
from armillary.figures.theme import Theme
from armillary.finding import ArmillaryError
from armillary.pictures.asking import day
from armillary.pictures.ties import ties
from tests.figures.conftest import HARD, build_hard
from tests.figures.drawn import Area, frame, root, texts

pytestmark = pytest.mark.slow

DATES = ["2001-09-11", "2015", "2021-08-14", "2025-01-31"]
WHO = [None, "al-qaeda", "taliban", "hamas"]


def boxes_of(book: Book, as_of: str | None = None, least: float = 0.5) -> list[Box]:
    """The outermost boxes as the network places them."""
    on = day(as_of, book.as_of) or book.as_of
    rows = ties_between(ties(book, as_of=as_of, min_likelihood=least), alive_at(book, on))
    strands = gather(rows, book.vocab)
    actors = {end for strand in strands for end in strand.pair}
    return place_boxes(book, actors, strands, wholes_at(book, on), 704, size=10.5)


def area(box: Box) -> Area:
    return Area(box.actor, box.x, box.y, box.x + box.width, box.y + box.height)


@pytest.mark.parametrize("as_of", DATES)
def test_no_box_covers_another(shipped: Book, as_of: str) -> None:
    boxes = boxes_of(shipped, as_of)
    assert len(boxes) > 8
    assert [(a.actor, b.actor) for a, b in combinations(boxes, 2) if area(a).meets(area(b))] == []


@pytest.mark.parametrize("book", ["shipped", "hard"])
def test_parts_are_inside_their_whole_below_its_name(book: str, request: pytest.FixtureRequest) -> None:
    nested = 0
    for outer in boxes_of(request.getfixturevalue(book), "2018"):
        for box in outer.all():
            name = Area("", box.x, box.y, box.x + box.width, box.y + box.head - 6)
            for part in box.parts:
                nested += 1
                assert area(box).holds(area(part))
                assert not name.meets(area(part))
            for one, two in combinations(box.parts, 2):
                assert not area(one).meets(area(two))
    assert nested >= 2


def test_names_are_within_their_boxes_and_the_boxes_within_the_drawing(shipped: Book) -> None:
    for outer in boxes_of(shipped):
        for box in outer.all():
            assert max(text_width(line, box.size, bool(box.parts)) for line in box.lines) <= box.width
            assert box.x >= -0.1
            assert box.x + box.width <= 704.1


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("who", WHO)
def test_all_text_is_within_the_drawing_and_none_covers_another(shipped: Book, as_of: str, who: str | None) -> None:
    figure = draw_network(shipped, as_of=as_of, actor=who)
    whole, written = frame(figure), texts(figure)
    assert [text.text for text in written if not whole.holds(text)] == []
    assert [(a.text, b.text) for a, b in combinations(written, 2) if a.meets(b)] == []


def test_a_faction_stands_inside_its_whole_only_while_it_is_a_part(hard: Book) -> None:
    def inside(as_of: str) -> dict[str, str]:
        return {part.actor: box.actor for outer in boxes_of(hard, as_of) for box in outer.all() for part in box.parts}

    assert inside("2018") == {"wing": "red-band", "cell": "wing", "office": "green-state"}
    assert inside("2023") == {"cell": "wing", "office": "green-state"}
    assert "wing" in {box.actor for box in boxes_of(hard, "2023")}


def test_an_actor_that_is_not_yet_or_no_more_is_not_drawn(shipped: Book) -> None:
    early = {text.text for text in texts(draw_network(shipped, as_of="2001-09-11"))}
    late = {text.text for text in texts(draw_network(shipped, as_of="2025-01-31"))}
    assert "Taliban" in early & late
    assert "IS-Khorasan" not in early
    assert "IS-Khorasan" in late
    assert "Osama bin Laden" not in late


@pytest.mark.parametrize(
    "theme", [Theme.SCREEN, *(pytest.param(theme, marks=pytest.mark.slow) for theme in Theme if theme != Theme.SCREEN)]
)
def test_the_same_book_gives_the_same_bytes(shipped: Book, theme: Theme) -> None:
    assert draw_network(shipped, theme=theme) == draw_network(shipped, theme=theme)
    assert draw_multiples(shipped, DATES, theme) == draw_multiples(shipped, DATES, theme)


@pytest.mark.slow
def test_one_tie_more_moves_few_boxes(tmp_path: Path) -> None:
    more = HARD["claims/study.yaml"].rstrip() + (
        "\n          - {id: study/8, at: ¶8, tie: qaida praises longest, when: 2019, text: Eight.}\n"
    )
    with (
        open_book(build_hard(tmp_path / "a")) as one,
        open_book(build_hard(tmp_path / "b", **{"claims/study.yaml": more})) as two,
    ):
        before = {box.actor: np.array(box.centre) for box in boxes_of(one, "2018")}
        after = {box.actor: np.array(box.centre) for box in boxes_of(two, "2018")}
    moved = [float(np.hypot(*(after[name] - at))) for name, at in before.items()]
    assert before.keys() == after.keys()
    assert np.median(moved) < 60  # of a drawing 704 wide


def test_ties_of_an_actor_are_its_own_and_those_of_its_parts(shipped: Book) -> None:
    figure = draw_network(shipped, actor="القاعدة")
    assert figure.title.startswith("Ties of Al-Qaeda")
    assert figure.name == "network-al-qaeda"
    written = {text.text for text in texts(figure)}
    assert "Taliban" in written
    assert "Turkey" not in written  # tied to IS-Khorasan, not to Al-Qaeda


def test_hostile_lines_are_red_and_end_in_bars_and_the_less_likely_are_fainter(hard: Book) -> None:
    figure = draw_network(hard, as_of="2019", least=0.3)
    red, _ = dimension_style("adversarial", "hostile", hard.vocab.lists.dimensions)
    ways = [item.attrib for item in root(figure).iter("{http://www.w3.org/2000/svg}path")]
    assert {way["stroke"] for way in ways} >= {Theme.PRINT.paint(red), Theme.PRINT.paint("tie-logistical")}
    assert any("stroke-opacity" in way for way in ways)
    assert "hostile" in figure.caption


def test_too_many_actors_are_cut_to_the_most_connected_and_it_says_so(
    shipped: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "MOST_ACTORS", 10)
    monkeypatch.setattr(network, "MOST_STRANDS", 12)
    figure = draw_network(shipped)
    assert re.search(r"\d+ actors with fewer ties are left out\.", figure.caption)
    assert re.search(r"\d+ weaker ones are left out\.", figure.caption)
    assert "Taliban" in {text.text for text in texts(figure)}


def test_small_multiples_stand_in_one_layout_and_tell_what_is_new(shipped: Book) -> None:
    figure = draw_multiples(shipped, DATES)
    places: dict[str, set[tuple[float, float]]] = {}
    panel = None
    for text in texts(figure):
        places.setdefault(text.text, set()).add((round(text.left % 368, 1), 0.0))
        panel = panel or text
    assert len(places["TTP"]) == 1  # the same place across in every panel
    assert len([text for text in texts(figure) if text.text == "TTP"]) == len(DATES)
    assert re.search(r"\d+ ties: \d+ new, \d+ ended", "".join(text.text for text in texts(figure)))
    whole = frame(figure)
    assert all(whole.holds(text) for text in texts(figure))


def test_small_multiples_want_a_date(shipped: Book) -> None:
    with pytest.raises(ArmillaryError, match="at least one date"):
        draw_multiples(shipped, [])


@pytest.mark.parametrize("draw", [lambda book: draw_network(book), lambda book: draw_multiples(book, ["2001", "2021"])])
def test_an_empty_book_gives_a_figure_that_says_so(empty: Book, draw: object) -> None:
    figure = draw(empty)  # type: ignore[operator]
    assert isinstance(figure, Figure)
    assert "No tie" in figure.title
    assert all(frame(figure).holds(text) for text in texts(figure))


def test_a_ring_of_wholes_is_cut() -> None:
    boxes = nest(["a", "b", "c"], {"a": "b", "b": "a", "c": "a"}, {}, {}, 10, 100)
    assert sorted(box.actor for outer in boxes for box in outer.all()) == ["a", "b", "c"]


@pytest.mark.parametrize("n", [1, 2, 5, 40, 80])
def test_boxes_of_any_number_are_clear_of_one_another(n: int) -> None:
    sizes = np.array([[40.0 + 17 * (i % 5), 18.0 + 14 * (i % 3)] for i in range(n)])
    ties = {(0, i): 0.9 for i in range(1, n)} | {(i, i + 1): 0.4 for i in range(1, n - 1, 3)}
    at = lay_out([f"actor-{i}" for i in range(n)], sizes, ties, 704, 9)
    for i, j in combinations(range(n), 2):
        assert (np.abs(at[i] - at[j]) >= (sizes[i] + sizes[j]) / 2 - 0.01).any()
    assert (at - sizes / 2).min() >= -0.01


@pytest.mark.parametrize("as_of", DATES)
def test_hardly_a_line_runs_behind_the_box_of_another(shipped: Book, as_of: str) -> None:
    """Some must, where boxes stand close; a reader follows the rest without guessing."""
    on = day(as_of, shipped.as_of) or shipped.as_of
    rows = ties_between(ties(shipped, as_of=as_of, min_likelihood=0.8), alive_at(shipped, on))
    pairs = sorted({strand.pair for strand in gather(rows, shipped.vocab)})
    boxes = boxes_of(shipped, as_of, 0.8)
    every = {box.actor: (box, outer) for outer in boxes for box in outer.all()}
    behind = 0
    for one, two in pairs:
        (a, outer_a), (b, outer_b) = every[one], every[two]
        if outer_a is outer_b:
            continue
        others = [box for box in boxes if box not in (outer_a, outer_b)]
        for way in bundle(a, b, others, 1, (0, 0, 704, 2000)):
            points = way.points()
            behind += any(
                bool(
                    (
                        (points[:, 0] > box.x + 2)
                        & (points[:, 0] < box.x + box.width - 2)
                        & (points[:, 1] > box.y + 2)
                        & (points[:, 1] < box.y + box.height - 2)
                    ).any()
                )
                for box in others
            )
    assert behind <= 0.1 * len(pairs)

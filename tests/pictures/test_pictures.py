"""The pictures of the shipped casebook: what they answer, how they add up, and whom they recognise."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator

import jsonschema
import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from armillary.book.book import Book, open_book
from armillary.finding import ArmillaryError
from armillary.pictures.actor import actor
from armillary.pictures.compare import compare
from armillary.pictures.gallery import pictures
from armillary.pictures.source import source
from armillary.pictures.ties import ties
from armillary.pictures.weighed import view
from armillary.pictures.why import why, why_row
from tests.shipped import build_shipped

pytestmark = pytest.mark.slow

ISOLATES = re.compile("[\u2066-\u2069]")  # direction marks take no room on a screen

GIVEN: dict[str, dict[str, str]] = {
    "ties": {},
    "why": {"subject": "taliban", "relation": "tolerates", "object": "al-qaeda"},
    "actor": {"actor": "ttp"},
    "quantity": {"actor": "is-khorasan"},
    "incident": {"event": "kabul-airport-2021"},
    "speaker": {"speaker": "taliban"},
    "source": {"source": "mehran-2025"},
    "compare": {"from_": "2021-08-14"},
    "threat": {},
    "lineage": {},
    "gaps": {},
}


@pytest.fixture(scope="module")
def book() -> Iterator[Book]:
    with open_book(build_shipped()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("as_of", "known_by"),
    [
        (None, None),
        *(
            pytest.param(as_of, known_by, marks=pytest.mark.slow)
            for as_of in (None, "2021-08-14", "2001-09-11")
            for known_by in (None, "2023-06")
            if as_of or known_by
        ),
    ],
)
def test_every_explanation_adds_up(book: Book, as_of: str | None, known_by: str | None) -> None:
    seen = view(book, as_of, known_by)
    assessed = 0
    for row in range(len(seen.weighed.evidence.questions)):
        found = why_row(book, seen, row)
        decibans = sum(part.decibans for part in found.contributions)
        decibans += found.age_db + found.bound_db + found.coherence_db
        assert found.untold_db == 0
        if found.likelihood is None:
            assert found.standing in ("not_assessed", "on_record")
            assert found.word == ""
            assert found.range is None
            assert found.confidence is None
            continue
        assessed += 1
        assert 10 * math.log10(found.likelihood / (1 - found.likelihood)) == pytest.approx(decibans, abs=1e-6)
        assert found.range is not None
        assert found.range[0] <= found.likelihood <= found.range[1]
    if as_of is None:
        assert assessed > 150


def test_json_fits_the_schema_of_every_picture(book: Book) -> None:
    assert set(GIVEN) == set(pictures())
    for name, picture in pictures().items():
        found = msgspec.json.decode(msgspec.json.encode(picture.function(book, **GIVEN[name])))
        jsonschema.validate(found, picture.schema())


def test_ties_rows_have_the_promised_fields(book: Book) -> None:
    row = msgspec.to_builtins(ties(book)[0])
    promised = (
        "subject relation object dimension as_of standing on_record likelihood range word currency last_seen still"
    )
    promised += " ended confidence voices_for voices_against denied_by origins claims for against"
    assert set(promised.split()) | {"first", "last", "levels", "places"} <= set(row)


def test_ties_are_filtered(book: Book) -> None:
    everything = ties(book)
    assert len(everything) > 200
    assert {row.dimension for row in ties(book, dimension="economic")} == {"economic"}
    assert all("ttp" in (row.subject, row.object) for row in ties(book, actor="Pakistani Taliban"))
    likely = ties(book, min_likelihood=0.55)
    assert likely == [row for row in everything if row.likelihood is not None and row.likelihood >= 0.55]
    local = ties(book, level="local")
    assert local
    assert {word for row in local for word in (row.level, row.object_level)} == {"local", ""}
    in_kunar = ties(book, place="کنر")
    assert in_kunar
    assert all(row.place == "kunar" or row.object == "kunar" for row in in_kunar)
    assert len(ties(book, entailed=True)) > len(everything)


def test_a_tie_cannot_be_seen_before_anybody_published_it(book: Book) -> None:
    assert ties(book, known_by="1990") == []
    before = {row[:3] for row in map(_key, ties(book, known_by="2020"))}
    after = {row[:3] for row in map(_key, ties(book, known_by="2024"))}
    assert before < after


def _key(row: object) -> tuple[str, str, str]:
    return row.subject, row.relation, row.object  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["al-qaeda", "Al-Qaeda", "AL QAIDA", "al-Qa`ida", "القاعدة", "القاعده", "القَاعِدَة"])
def test_an_actor_is_known_by_any_name_in_any_script(book: Book, name: str) -> None:
    assert actor(book, name).id == "al-qaeda"
    assert why(book, "taliban", "tolerates", name).question.object == "al-qaeda"


def test_unknown_and_wrong_words_are_usage_errors_with_a_hint(book: Book) -> None:
    with pytest.raises(ArmillaryError, match="no actor, place or thing is known") as unknown:
        why(book, "talibran", "hosts", "al-qaeda")
    assert "taliban" in unknown.value.hint
    with pytest.raises(ArmillaryError, match="no relation") as wrong:
        why(book, "taliban", "host", "al-qaeda")
    assert "hosts" in wrong.value.hint
    with pytest.raises(ArmillaryError, match="12/02/2021"):
        ties(book, as_of="12/02/2021")
    with pytest.raises(ArmillaryError, match="no source"):
        source(book, "no such source")


def test_a_question_nobody_asked_is_not_assessed(book: Book) -> None:
    found = why(book, "hamas", "trains", "imu")
    assert found.likelihood is None
    assert (found.standing, found.word) == ("not_assessed", "")
    assert found.contributions == []


def test_a_symmetric_question_may_be_asked_either_way_round(book: Book) -> None:
    assert why(book, "al-qaeda", "has_ties_with", "taliban") == why(book, "taliban", "has_ties_with", "al-qaeda")


def test_compare_names_causes_that_add_up(book: Book) -> None:
    found = compare(book, from_="2021-08-14", to="2024-12-31", least=0.0)
    assert len(found.moved) > 50
    for row in found.moved:
        assert sum(cause.decibans for cause in row.causes) == pytest.approx(row.decibans, abs=1e-6)
        assert row.causes
    assert {cause.cause for row in found.moved for cause in row.causes} >= {"new claim", "number of voices"}
    assert found.stale
    assert all(row.after.currency in ("ageing", "lapsed") for row in found.stale if row.after)


def test_compare_of_a_date_with_itself_moves_nothing(book: Book) -> None:
    assert compare(book, from_="2024", to="2024", least=0.0).moved == []
    with pytest.raises(ArmillaryError, match="two dates or two books"):
        compare(book)
    with pytest.raises(ArmillaryError, match="is after"):
        compare(book, from_="2024", to="2020")


def test_a_source_shows_what_rests_on_it(book: Book) -> None:
    found = source(book, "odonnell-2024")
    assert found.credited
    assert not found.read_here
    assert found.votes > 0
    paper = source(book, "mehran-2025")
    assert len(paper.read_here) > 400
    assert paper.bears


@pytest.mark.parametrize("width", [60, *(pytest.param(width, marks=pytest.mark.slow) for width in (80, 120))])
def test_every_screen_fits_its_window_and_shows_arabic_script(book: Book, width: int) -> None:
    for name, picture in pictures().items():
        console = Console(width=width, file=io.StringIO())
        console.print(picture.screen(picture.function(book, **GIVEN[name]), book))
        shown = console.file.getvalue()  # type: ignore[attr-defined]
        assert max(cell_len(ISOLATES.sub("", line)) for line in shown.splitlines()) <= width, name
        if name == "actor":
            assert "تحریک طالبان پاکستان" in " ".join(ISOLATES.sub("", shown).split())

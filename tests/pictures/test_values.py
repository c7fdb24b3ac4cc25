"""Pictures of values and of speakers: a casebook with rivals of every kind, and the shipped one."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from armillary.book.book import Book, open_book
from armillary.checking import check_casebook
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError
from armillary.pictures.gallery import pictures
from armillary.pictures.incident import incident
from armillary.pictures.quantity import quantity
from armillary.pictures.speaker import speaker
from armillary.pictures.value_records import ValueAnswer
from armillary.weighing.values.evidence import gather_values
from tests.conftest import Golden
from tests.pictures.rivals import RIVALS
from tests.shipped import CASEBOOK, build_shipped

pytestmark = pytest.mark.slow

SCREENS = [
    ("quantity-strength", "quantity", {"actor": "red-band", "measure": "strength"}),
    ("quantity-changes", "quantity", {"actor": "red-band", "measure": "change_percent"}),
    ("quantity-position", "quantity", {"actor": "red-band", "measure": "peace-talks"}),
    ("quantity-all", "quantity", {"actor": "red-band"}),
    ("incident", "incident", {"event": "market-2023"}),
    ("speaker", "speaker", {"speaker": "panel"}),
]


@pytest.fixture(scope="module")
def rivals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A casebook with rival strengths, changes, positions and an incident."""
    root = tmp_path_factory.mktemp("rivals")
    for name, text in RIVALS.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    checked, manifest = build_casebook(root, root / "book")
    assert manifest is not None, checked.findings
    with open_book(root / "book") as opened:
        yield opened


@pytest.fixture(scope="module")
def shipped() -> Iterator[Book]:
    with open_book(build_shipped()) as opened:
        yield opened


def screen(book: Book, name: str, given: dict[str, Any], width: int = 96) -> str:
    console = Console(width=width, file=io.StringIO())
    picture = pictures()[name]
    console.print(picture.screen(picture.function(book, **given), book))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"


@pytest.mark.parametrize(("file", "name", "given"), SCREENS)
def test_screens(rivals: Book, golden: Golden, file: str, name: str, given: dict[str, Any]) -> None:
    golden(screen(rivals, name, given), f"screens/{file}.txt")


@pytest.mark.parametrize("width", [60, 72, 90, 140])
@pytest.mark.parametrize(("file", "name", "given"), SCREENS)
def test_screens_fit_their_window(rivals: Book, file: str, name: str, given: dict[str, Any], width: int) -> None:
    shown = screen(rivals, name, given, width)
    assert max(cell_len(line) for line in shown.replace("\u2068", "").replace("\u2069", "").splitlines()) <= width, file


def test_the_book_gives_back_what_was_gathered(shipped: Book) -> None:
    checked = check_casebook(CASEBOOK)
    wanted = gather_values(checked.casebook, checked.vocab)
    for name in wanted.__slots__:
        one, two = getattr(wanted, name), getattr(shipped.values, name)
        assert (one == two) if isinstance(one, list) else (one == two).all(), name


def everything(book: Book, **dates: str) -> list[ValueAnswer]:
    """Every value of a book."""
    subjects = sorted({q.subject for q in book.values.questions if q.sort != "incident"})
    events = sorted({q.subject for q in book.values.questions if q.sort == "incident"})
    found = [value for name in subjects for value in quantity(book, name, **dates).values]
    return found + [value for name in events for value in incident(book, name, **dates).values]


@pytest.mark.parametrize("dates", [{}, {"as_of": "2023-06"}, {"known_by": "2024-01"}, {"as_of": "1990"}])
def test_every_value_of_the_shipped_case_adds_up(shipped: Book, dates: dict[str, str]) -> None:
    found = everything(shipped, **dates)
    constant = shipped.vocab.constant
    for value in found:
        voices = [voice for rival in value.rivals for voice in rival.voices]
        if sum(voice.decibans for voice in voices) > 0:
            assert sum(voice.share for voice in voices) == pytest.approx(1, abs=1e-6)
            assert sum(rival.share for rival in value.rivals) == pytest.approx(1, abs=1e-6)
        if value.confidence is None:
            assert (value.answer, value.range, value.likelihood) == ("not assessed", None, None)
            continue
        for voice in voices:
            coin = shipped.vocab.grades[voice.grade].coin
            if voice.stance == "free":
                wanted = voice.weight * 10 * math.log10(coin / (1 - coin))
                assert voice.decibans == pytest.approx(max(wanted, 0), abs=1e-6)
        if value.question.kind == "choice":
            assert value.likelihood == pytest.approx(_choice(value, len(shipped.vocab.lists.positions)), abs=1e-6)
        if value.question.kind == "number" and value.range is not None:
            _is_inside(value, constant("value_about"))
    assert (len(found) > 40) == (dates.get("as_of") != "1990")


def _choice(value: ValueAnswer, answers: int) -> float:
    """The likelihood of the answer, computed again from what the record shows of its voices."""
    scores: dict[str, float] = {}
    for rival in value.rivals:
        for voice in rival.voices:
            if voice.weight >= 0.05 and voice.decibans > 0:
                llr = voice.decibans * math.log(10) / 10
                more = llr + voice.weight * math.log(answers - 1) if voice.polarity == "asserts" else -llr
                scores[rival.answer] = scores.get(rival.answer, 0.0) + more
    whole = sum(map(math.exp, scores.values())) + answers - len(scores)
    return math.exp(scores[value.answer]) / whole


def _is_inside(value: ValueAnswer, about: float) -> None:
    """A range stays within what somebody says, 'about' taken generously."""
    assert value.range is not None
    low, high = value.range
    said = [rival for rival in value.rivals if rival.bounds is not None and rival.fits]
    assert said
    lows = [r.bounds[0] / (1 + about) if r.about else r.bounds[0] for r in said if r.bounds and r.bounds[0] is not None]
    highs = [
        r.bounds[1] * (1 + about) if r.about else r.bounds[1] for r in said if r.bounds and r.bounds[1] is not None
    ]
    if low is not None and lows:
        assert low >= min(lows) - 1e-6 * abs(low)
    if high is not None and highs:
        assert high <= max(highs) + 1e-6 * abs(high)


def test_the_fall_that_the_taliban_claim_is_outside_the_range(shipped: Book) -> None:
    [value] = quantity(shipped, "is-khorasan", "change_percent").values
    assert value.range == (0, None)
    assert value.outliers == ["taliban"]
    assert value.confidence == "low"


def test_numbers_that_are_coded_as_made_of_others_are_reckoned(shipped: Book, rivals: Book) -> None:
    gold = quantity(shipped, "al-qaeda", "money").sums
    assert [(item.how, item.fits) for item in gold] == [("rate", False)]
    assert "does not fit" in gold[0].says
    [losses] = quantity(rivals, "red-band", "losses").sums
    assert (losses.says, losses.fits) == ("24 + 18 = 42 of 45: does not add up, 3 missing", False)
    sums = {item.how: item for item in quantity(rivals, "red-band").sums}
    assert sums["change"].says == "50 before, 45 after = −10 %, given 51 %: does not fit"


def test_filters_and_other_names(rivals: Book) -> None:
    everything = quantity(rivals, "Red Band", "strength").values
    assert len(everything) == 2
    assert [v.question.places for v in quantity(rivals, "red-band", "strength", place="kabul").values] == [["kabul"]]
    assert quantity(rivals, "red-band", "Strength").measure == "strength"
    assert {v.question.of for v in quantity(rivals, "red-band", of="attacks").values} == {"attacks"}


def test_unknown_words_are_usage_errors_with_a_hint(rivals: Book) -> None:
    cases: list[tuple[Callable[[], object], str, str]] = [
        (lambda: quantity(rivals, "red-band", "strenght"), "there is no measure 'strenght'", "strength"),
        (lambda: quantity(rivals, "red-band", "camps"), "nobody says anything of the camps", "strength"),
        (lambda: quantity(rivals, "blue-band"), "no actor, place or thing", "red-band"),
        (lambda: incident(rivals, "market-2032"), "there is no event", "market-2023"),
        (lambda: speaker(rivals, "pancel"), "no speaker is known", "panel"),
    ]
    for call, message, hint in cases:
        with pytest.raises(ArmillaryError, match=message) as wrong:
            call()
        assert hint in wrong.value.hint


def test_before_anybody_spoke_nothing_is_known(rivals: Book) -> None:
    assert quantity(rivals, "red-band", known_by="2015").values == []
    before = quantity(rivals, "red-band", "strength", as_of="2022").values
    assert {item.reason for value in before for item in value.not_counted} == {"of a later date"}


def test_a_record_says_when_there_is_too_little(shipped: Book) -> None:
    assert speaker(shipped, "zabihullah-mujahid").verdict.endswith("nothing can be said")
    silent = speaker(shipped, "jason-burke")
    assert silent.tallies[-1].checked == 0
    assert silent.tallies[-1].rate is None


def test_a_record_holds_a_speaker_against_all_but_itself_and_its_party(shipped: Book) -> None:
    found = speaker(shipped, "un-monitoring-team")
    whole = found.tallies[-1]
    assert whole.checked >= 5
    assert whole.said == len(found.statements)
    assert whole.checked == sum(item.right is not None for item in found.statements)
    assert whole.interval is not None
    assert whole.rate is not None
    assert whole.interval[0] < whole.rate <= whole.interval[1]
    assert sum(t.said for t in found.tallies[:-1]) == whole.said
    clear = shipped.vocab.constant("record_clarity")
    for item in found.statements:
        if item.kind == "tie" and item.right is not None:
            assert item.rest is not None
            assert item.right == (item.rest >= 0.5)
            assert max(item.rest, 1 - item.rest) >= clear
    assert all(item.why in ("", "nobody else speaks", "the rest is unclear") for item in found.statements)


def test_a_party_s_denials_serve_it(shipped: Book) -> None:
    found = {item.claim: item for item in speaker(shipped, "taliban").statements}
    assert found["mehran-2025/r016"].stance == "serving itself"
    assert found["mehran-2025/r016"].right is False
    assert found["mehran-2025/r016"].questions > 1


def test_predictions_that_are_due_are_scored(rivals: Book) -> None:
    found = speaker(rivals, "panel")
    assert [(item.claim, item.outcome, item.score) for item in found.forecasts] == [
        ("panel-2023/9", True, 0.0),
        ("panel-2023/10", None, None),
    ]
    assert found.brier == 0.0


def test_records_are_plain_json_without_nan(rivals: Book) -> None:
    for _, name, given in SCREENS:
        text = msgspec.json.encode(pictures()[name].function(rivals, **given))
        assert b"NaN" not in text
        assert b"Infinity" not in text

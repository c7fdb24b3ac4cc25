"""What holds of values whatever the claims: order, copies, units, agreement, hierarchy; and planted truth is found."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.weighing.credit import Credit
from armillary.weighing.questions import NEVER
from armillary.weighing.values.evidence import arrange_values
from armillary.weighing.values.questions import ValueQuestion
from armillary.weighing.values.support import Spread, add_support
from armillary.weighing.values.testimony import Answer, Telling
from armillary.weighing.values.votes import Ballots
from armillary.weighing.values.weighed import Weighed
from tests.weighing.cases import shipped
from tests.weighing.drafts import Draft, Entry, claim
from tests.weighing.small import draft
from tests.weighing.values.valuing import all_judged, event, stance, strength, weighed

pytestmark = pytest.mark.slow

MASS = 0.8
VALUES = ("400", "~400", "350..450", ">=300", "<=500", "90", "0", "12000", "~11000")
PLACES = ("aland", "north", "dale", "bland")
DAYS = ("2010-05", "2010-05-03", "2010-05-04/2010-05-09", "2010", "2010-07-01")
CREDITS = ((), "ra", "rb", ("rb", "ra"), "unnamed/x")


@st.composite
def claims(draw: st.DrawFn) -> list[Entry]:
    """Claims of all kinds of value by some of six speakers, directly and through one another."""
    found = []
    for number in range(draw(st.integers(1, 7))):
        name = f"r{draw(st.sampled_from('abcdef'))}/{number}"
        keys = {
            "credit": draw(st.sampled_from(CREDITS)),
            "polarity": draw(st.sampled_from(("asserts", "asserts", "asserts", "denies"))),
            "modality": draw(st.sampled_from(("stated", "estimated", "observed", "hypothetical"))),
            "when": draw(st.sampled_from(DAYS)),
        }
        match draw(st.integers(0, 2)):
            case 0:
                found.append(strength(name, draw(st.sampled_from(VALUES)), **keys))
            case 1:
                found.append(stance(name, draw(st.sampled_from(("supports", "opposes", "neutral"))), **keys))
            case _:
                found.append(event(name, where=draw(st.sampled_from(PLACES)), deaths={"total": "7"}, **keys))
    return found


def answers(made: Draft) -> dict[object, object]:
    """Every answer with its confidence, by question."""
    return {
        j.question: (
            j.confidence,
            j.load_bearing,
            j.weighed and (j.weighed.low, j.weighed.high, j.weighed.said, j.weighed.answer, j.weighed.likelihood),
        )
        for j in all_judged(made)
    }


@pytest.mark.slow
@given(claims(), st.randoms())
def test_the_order_of_claims_is_irrelevant(items: list[Entry], rng: Random) -> None:
    before = answers(draft(*items))
    shuffled = items.copy()
    rng.shuffle(shuffled)
    assert answers(draft(*shuffled)) == before


@pytest.mark.slow
@given(claims(), st.data())
def test_copies_and_repetition_change_nothing(items: list[Entry], data: st.DataObject) -> None:
    before = answers(draft(*items))
    original = data.draw(st.sampled_from(items))
    source = str(original["id"]).partition("/")[0]
    chain = original["credit"] if isinstance(original["credit"], tuple) else (original["credit"],)
    copy = original | {"id": "copy/1", "credit": (source, *chain)}
    again = original | {"id": f"{source}/99"}
    after = answers(
        draft(*items, copy, again, copyist={"grade": "A"}, copy={"speaker": "copyist", "date": "2010-01-02"})
    )
    assert after == before


@pytest.mark.slow
@given(claims())
def test_what_is_said_is_weighed_without_nan_and_within_its_bounds(items: list[Entry]) -> None:
    for j in all_judged(draft(*items)):
        if j.weighed is None:
            assert j.confidence is None
            continue
        w = j.weighed
        assert w.low <= w.high
        assert w.said[0] <= w.said[1]
        assert 0 <= w.likelihood <= 1 + 1e-9
        assert sum(w.answers.values()) <= 1 + 1e-9 or j.question.kind in ("place", "names")


def spreads() -> st.SearchStrategy[Spread]:
    def make(middle: float, half: float, slack: float) -> Spread:
        return Spread(middle - half - slack, middle - half, middle + half, middle + half + slack)

    numbers = st.floats(0, 10, width=32)
    widths = st.floats(0.0625, 3, width=32)
    return st.builds(make, numbers, st.one_of(st.just(0.0), widths), widths)


spoken = st.lists(st.tuples(spreads(), st.floats(0.125, 3, width=32)), min_size=1, max_size=6)


@given(spoken, st.floats(0.125, 3, width=32), st.floats(0, 1), st.floats(0, 1))
def test_agreement_never_widens_the_range(
    items: list[tuple[Spread, float]], says: float, one: float, two: float
) -> None:
    low, high = add_support(items, []).shortest(MASS)
    a, b = sorted((low + one * (high - low), low + two * (high - low)))
    inside = Spread(a, a, b, b) if b - a > 1e-3 else Spread(low, (low + high) / 2, (low + high) / 2, high)
    edge = 1e-6
    inside = Spread(
        inside.start, min(inside.left + edge, inside.right), max(inside.right - edge, inside.left), inside.stop
    )
    first, last = add_support([*items, (inside, says)], []).shortest(MASS)
    level = max(spread.right - spread.left for spread, _ in (*items, (inside, says)))
    assert last - first <= high - low + level * 1e-6 + (high - low) * 0.01 or _ends_level(first, last, items, inside)


def _ends_level(first: float, last: float, items: list[tuple[Spread, float]], inside: Spread) -> bool:
    """Whether a range ends at the end of a level stretch, which is taken whole."""
    edges = [edge for spread, _ in (*items, (inside, 1.0)) for edge in spread]
    return any(min(abs(first - edge), abs(last - edge)) < 1e-6 for edge in edges)


@given(spoken)
def test_the_range_holds_its_part_and_none_is_shorter(items: list[tuple[Spread, float]]) -> None:
    support = add_support(items, [])
    low, high = support.shortest(MASS)
    assert support.mass(low, high) >= MASS - 1e-9
    grid = np.linspace(0, 1 - MASS, 60)
    widths = np.interp(grid + MASS, support.area, support.x) - np.interp(grid, support.area, support.x)
    flat = max(spread.right - spread.left for spread, _ in items)
    assert high - low <= widths.min() * 1.01 + 2 * flat + 1e-6


@given(spoken, spreads(), st.floats(0.125, 3, width=32))
def test_a_denial_never_adds_support_where_it_points(
    items: list[tuple[Spread, float]], denied: Spread, says: float
) -> None:
    before, after = add_support(items, []), add_support(items, [(denied, says)])
    assert after.mass(denied.start, denied.stop) <= before.mass(denied.start, denied.stop) + 1e-3


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.integers(1, 10**6), st.sampled_from("abcd")), min_size=1, max_size=4, unique_by=lambda t: t[1]
    )
)
def test_units_make_no_difference(items: list[tuple[int, str]]) -> None:
    def output(factor: float, unit: str) -> Weighed:
        entries = [
            claim(f"r{grade}/1", quantity="one output", value=f"{number / factor:.12f} {unit}", when="2010")
            for number, grade in items
        ]
        return weighed(*entries)

    kilos, tonnes = output(1, "kg"), output(1000, "tonnes")
    assert (tonnes.low, tonnes.high, *tonnes.said) == pytest.approx((kilos.low, kilos.high, *kilos.said), rel=1e-4)


@given(st.lists(st.tuples(st.sampled_from("abcdf"), st.sampled_from(PLACES)), min_size=1, unique_by=lambda t: t[0]))
def test_a_coarser_place_never_loses_to_one_within_it(items: list[tuple[str, str]]) -> None:
    found = weighed(*(event(f"r{grade}/1", where=place) for grade, place in items), kind="place")
    inside = {"dale": ("north", "aland"), "north": ("aland",)}
    for finer, coarser in ((a, b) for a, wholes in inside.items() for b in wholes):
        if finer in found.answers and coarser in found.answers:
            assert found.answers[coarser] >= found.answers[finer] - 1e-12


def test_planted_numbers_are_found() -> None:
    """Sources right as often as their grade says, else off by a factor of two to ten: the range holds the truth."""
    rng = Random(11)
    coin = {"a": 0.95, "b": 0.87, "c": 0.75, "d": 0.60}
    held, error, error_of_mean = 0, 0.0, 0.0
    rounds = 150
    for _ in range(rounds):
        truth = math.exp(rng.uniform(4, 10))
        said = {
            grade: truth * (rng.uniform(0.97, 1.03) if rng.random() < right else _wrong(rng))
            for grade, right in coin.items()
        }
        found = weighed(*(strength(f"r{grade}/1", f"{round(value)}") for grade, value in said.items()))
        held += found.low <= truth <= found.high
        assert found.middle is not None
        mean = sum(said.values()) / len(said)
        error += abs(math.log(found.middle / truth))
        error_of_mean += abs(math.log(mean / truth))
    assert held >= 0.85 * rounds
    assert error < 0.5 * error_of_mean


def _wrong(rng: Random) -> float:
    return math.exp(rng.choice((-1, 1)) * rng.uniform(math.log(2), math.log(10)))


def test_planted_choices_are_found_oftener_than_by_counting() -> None:
    rng = Random(5)
    stances = ("supports", "opposes", "neutral", "conditional", "undecided")
    coin = {"a": 0.95, "b": 0.87, "d": 0.60, "f": 0.45, "e": 0.45}
    right = counted = 0
    rounds = 200
    for _ in range(rounds):
        truth = rng.choice(stances)
        said = {
            grade: truth if rng.random() < p else rng.choice([s for s in stances if s != truth])
            for grade, p in coin.items()
        }
        right += weighed(*(stance(f"r{grade}/1", word) for grade, word in said.items())).answer == truth
        words = list(said.values())
        counted += max(sorted(set(words)), key=words.count) == truth
    assert right > counted
    assert right >= 0.9 * rounds


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=12))
def test_the_last_words_are_those_that_none_supersedes(items: list[tuple[int, int, int]]) -> None:
    """By definition: later published, about later days; found without comparing each with each."""
    question = ValueQuestion("number", "quantity", "one", "strength", dimension="persons")
    told = [
        Telling(
            claim=f"r/{i}",
            question=question,
            side=1,
            answer=Answer(str(i), "", i, i),
            credit=Credit("sa", 0, 1.0, "B", None, known, None, "", ()),
            stance="free",
            weight=0.5,
            first=first,
            last=first + length,
            cut=NEVER,
            event=False,
            half_life=730.5,
            known=known if known < 9 else NEVER,
            silenced=NEVER,
            undated=False,
        )
        for i, (first, length, known) in enumerate(items, 1)
    ]
    ballots = Ballots(arrange_values(told, [], {"sa": "sa"}), shipped(), 20, None)
    everything = ballots.told(0)
    wanted = [t for t in everything if not any(ballots._supersedes(other, t) for other in everything)]
    assert sorted(ballots._last_words(everything)) == wanted

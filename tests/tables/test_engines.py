"""Engines agree to 1e-9, shards and orders to the bit, and anything may take the place of an engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from armillary.finding import ArmillaryError
from armillary.tables.records import Weighing
from armillary.tables.weigh import weigh
from armillary.weighing.engines import blocks as plain
from armillary.weighing.engines.blocks import Confusion, Floats, Statistics
from armillary.weighing.engines.run import Block, Engine, find_engine
from benchmarks.truth.planted import Planted, plant_labels, plant_places, plant_times

pytestmark = pytest.mark.slow

KINDS = ("label", "two", "weighed", "place", "number", "single", "several")
SLOW = pytest.mark.slow
FIRST_QUICK = [KINDS[0], *(pytest.param(kind, marks=SLOW) for kind in KINDS[1:])]


def ask(kind: str, *, order: np.ndarray | None = None, **how: object) -> Weighing:
    """A planted table of a kind, weighed."""
    planted: Planted
    given: dict[str, object] = {"kind": kind}
    if kind in ("label", "two", "weighed"):
        planted = plant_labels(3, labels=2 if kind == "two" else 3, questions=200)
        given["kind"] = "label"
    elif kind in ("place", "single"):
        planted = plant_places(3, questions=150)
        if kind == "place":
            child, parent = zip(*planted.steps, strict=True)
            given["hierarchy"] = {"child": np.array(child), "parent": np.array(parent)}
    elif kind == "several":
        planted = plant_places(3, questions=80)
    else:
        planted = plant_times(3, questions=80)
        given["tolerance"] = 10
    table = planted.table()
    if kind == "weighed":
        table["weight"] = np.random.default_rng(1).uniform(0.2, 1, len(table["source"]))
    if order is not None:
        table = {name: column[order[: len(column)].argsort()] for name, column in table.items()}
    return weigh(table, **(given | how))  # type: ignore[arg-type]


def everything(found: Weighing) -> list[list[dict[str, object]]]:
    return [t.rows() for t in (found.judgements, found.answers, found.coins, found.confusion, found.copies)]


@pytest.mark.parametrize("kind", FIRST_QUICK)
def test_numba_and_numpy_agree(kind: str) -> None:
    a, b = everything(ask(kind, engine="numpy")), everything(ask(kind, engine="numba"))
    for one, other in zip(a, b, strict=True):
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            assert left.keys() == right.keys()
            for name, value in left.items():
                if isinstance(value, float):
                    assert right[name] == pytest.approx(value, abs=1e-9, rel=1e-9)
                else:
                    assert right[name] == value


@pytest.mark.parametrize("kind", FIRST_QUICK)
def test_the_order_of_rows_changes_nothing(kind: str) -> None:
    order = np.random.default_rng(9).permutation(20_000)
    assert everything(ask(kind, engine="numpy")) == everything(ask(kind, engine="numpy", order=order))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["numpy", "numba"])
@pytest.mark.parametrize("kind", [KINDS[0], *(pytest.param(kind, marks=SLOW) for kind in ("weighed", "place"))])
def test_shards_give_the_same_bits(kind: str, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With blocks so small that there are many."""
    monkeypatch.setattr("armillary.tables.labels.BLOCK", 64)
    monkeypatch.setattr("armillary.tables.rivals.BLOCK", 64)
    one = everything(ask(kind, engine=engine, shards=1))
    assert one == everything(ask(kind, engine=engine, shards=2)) == everything(ask(kind, engine=engine, shards=5))


def test_another_engine_gets_blocks_and_gives_statistics() -> None:
    """As a cluster would: it may not even see the coins' names."""
    seen: list[int] = []

    def cluster(blocks: Sequence[Block], gain: Floats, prior: Floats) -> Iterator[Statistics]:
        seen.append(len(blocks))
        shipped = find_engine("numpy")
        for block in blocks:
            yield shipped.tally(block, gain, prior)

    assert everything(ask("label", run=cluster)) == everything(ask("label", engine="numpy"))
    assert len(seen) > 10


def test_the_two_kernels_do_the_same_to_any_block() -> None:
    pytest.importorskip("numba")
    random = np.random.default_rng(2)
    for labels in (2, 3, 6):
        length = random.integers(1, 7, 50)
        start = np.append(0, np.cumsum(length)).astype(np.int32)
        cell = random.integers(0, 20 * labels, int(start[-1])).astype(np.int32)
        gain, prior = random.normal(size=(20 * labels, labels - 1)) * 30, random.normal(size=labels - 1)
        for weight in (None, random.random(len(cell))):
            block = Confusion(start, cell, weight)
            a, b = (find_engine(name).tally(block, gain, prior) for name in ("numpy", "numba"))
            assert np.allclose(a, b, rtol=1e-9, atol=1e-12)
            assert np.isfinite(a).all()


def test_an_engine_is_named_rightly() -> None:
    assert find_engine("numpy") == Engine("numpy", 1, plain.tally_confusion, plain.tally_rivals)
    with pytest.raises(ArmillaryError, match="no engine 'spark'"):
        find_engine("spark")
    with pytest.raises(ArmillaryError, match="0 shards"):
        find_engine("numpy", 0)


def test_without_numba_there_is_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("armillary.weighing.engines.run.find_spec", lambda _: None)
    assert find_engine("auto").name == "numpy"
    with pytest.raises(ArmillaryError, match="not installed"):
        find_engine("numba")

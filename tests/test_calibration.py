"""Calibration: the scores by hand, their parts, tables in every format, and rows that cannot be used."""

from __future__ import annotations

import json
import math
from pathlib import Path
from random import Random

import duckdb
import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from armillary.cli import app
from armillary.commands.calibration import calibrate
from armillary.finding import ArmillaryError
from armillary.weighing.calibration import Scores, score, score_categories
from armillary.weighing.shares import beta_area, jeffreys
from tests.conftest import Golden

pytestmark = pytest.mark.slow

CASES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def scored(cases: list[tuple[float, bool]]) -> Scores:
    return score(np.array([p for p, _ in cases]), np.array([so for _, so in cases]), resamples=20)


def write(folder: Path, predictions: str, truths: str) -> tuple[Path, Path]:
    one, two = folder / "predictions.csv", folder / "truths.csv"
    one.write_text(predictions, encoding="utf-8")
    two.write_text(truths, encoding="utf-8")
    return one, two


def test_scores_by_hand() -> None:
    found = scored([(0.9, True), (0.8, True), (0.3, False), (0.6, False)])
    assert found.accuracy == 0.75
    assert found.brier == pytest.approx((0.01 + 0.04 + 0.09 + 0.36) / 4)
    assert found.log_loss == pytest.approx(-(math.log(0.9) + math.log(0.8) + math.log(0.7) + math.log(0.4)) / 4)
    assert found.ece == pytest.approx((0.1 + 0.2 + 0.3 + 0.6) / 4)
    assert [band.count for band in found.bands] == [1, 1, 1, 1]


def test_categories_by_hand() -> None:
    found = score_categories(np.array([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]), np.array([0, 1]))
    assert found.accuracy == 0.5
    assert found.brier == pytest.approx((0.09 + 0.04 + 0.01 + 0.04 + 0.49 + 0.25) / 2)
    assert found.log_loss == pytest.approx(-(math.log(0.7) + math.log(0.3)) / 2)


@pytest.mark.slow
@given(CASES)
def test_the_parts_add_up_and_nothing_is_nan(cases: list[tuple[float, bool]]) -> None:
    found = scored(cases)
    parts = found.reliability - found.resolution + found.uncertainty + found.within
    assert parts == pytest.approx(found.brier, abs=1e-9)
    numbers = [found.accuracy, found.brier, found.log_loss, found.ece, *found.log_loss_interval, *found.brier_interval]
    assert all(math.isfinite(number) for number in numbers)
    assert sum(band.count for band in found.bands) == len(cases)
    for band in found.bands:
        assert 0 <= band.interval[0] <= band.observed <= band.interval[1] <= 1


@pytest.mark.slow
@given(CASES, st.randoms())
def test_the_order_of_rows_is_irrelevant_to_scores(cases: list[tuple[float, bool]], rng: Random) -> None:
    before = scored(cases)
    rng.shuffle(cases)
    after = scored(cases)
    for name in ("accuracy", "brier", "log_loss", "ece", "reliability", "resolution"):
        assert getattr(after, name) == pytest.approx(getattr(before, name))


def test_jeffreys_intervals_are_those_of_the_tables() -> None:
    assert jeffreys(3, 10) == pytest.approx((0.0927, 0.6058), abs=1e-4)
    assert jeffreys(0, 10) == pytest.approx((0, 0.2172), abs=1e-4)
    assert jeffreys(10, 10) == pytest.approx((1 - 0.2172, 1), abs=1e-4)
    assert jeffreys(0, 0) == (0, 1)
    assert beta_area(2, 3, 0.4) == pytest.approx(0.5248)


def test_honest_forecasts_are_in_their_intervals_and_bold_ones_are_not() -> None:
    rng = np.random.default_rng(3)
    p = rng.random(5000)
    honest, bold = score(p, rng.random(5000) < p), score(p, rng.random(5000) < 0.5 + (p - 0.5) / 2)
    assert sum(band.interval[0] <= band.predicted <= band.interval[1] for band in honest.bands) >= 8
    assert sum(band.interval[0] <= band.predicted <= band.interval[1] for band in bold.bands) <= 3
    assert honest.reliability < 0.002 < bold.reliability


def test_every_format_gives_the_same(tmp_path: Path) -> None:
    one, two = write(tmp_path, "id,probability\na,0.9\nb,0.2\nc,0.6\n", "id,outcome\nb,0\na,1\nc,0\nz,1\n")
    wanted = calibrate(one, two)[0].scores
    for ending, how in (("parquet", "FORMAT parquet"), ("jsonl", "FORMAT json"), ("tsv", "FORMAT csv, DELIM '\t'")):
        for path in (one, two):
            duckdb.sql(f"COPY (FROM read_csv('{path}')) TO '{path.with_suffix(f'.{ending}')}' ({how})")
        others = (one.with_suffix(f".{ending}"), two.with_suffix(f".{ending}"))
        assert calibrate(*others)[0].scores == wanted


def test_outcomes_may_be_words_and_columns_may_be_categories(tmp_path: Path) -> None:
    one, two = write(tmp_path, "id,probability\na,0.9\nb,0.2\n", "id,outcome\na,TRUE\nb,no\n")
    assert calibrate(one, two)[0].scored == 2
    one, two = write(tmp_path, "id,p_yes,p_no,p_both\na,0.7,0.2,0.1\nb,0.2,0.2,0.6\n", "id,outcome\na,yes\nb,both\n")
    found, findings = calibrate(one, two)
    assert (found.categories, findings) == (["both", "no", "yes"], [])
    assert found.scores is not None
    assert found.scores.accuracy == 1


def test_rows_that_cannot_be_used_are_named_and_the_others_scored(tmp_path: Path) -> None:
    one, two = write(
        tmp_path,
        "id,probability\na,0.9\nb,nan\nc,inf\nd,-0.1\ne,\n,0.5\nf,half\na,0.8\ng,0.4\n",
        "id,outcome\na,1\nb,1\nc,1\nd,1\ne,1\nf,1\ng,maybe\n",
    )
    found, findings = calibrate(one, two)
    assert found.scored == 1
    rows = [(finding.code, finding.place.file, finding.place.line) for finding in findings]
    bad = [("Q651", "predictions.csv", line) for line in (3, 4, 5, 6, 7, 8)]
    assert rows == [*bad, ("Q651", "truths.csv", 8), ("Q652", "predictions.csv", 9), ("Q653", "predictions.csv", 10)]


def test_many_bad_rows_are_summed_up(tmp_path: Path) -> None:
    rows = "".join(f"q{i},2\n" for i in range(500))
    _, findings = calibrate(*write(tmp_path, f"id,probability\n{rows}", "id,outcome\nq1,1\n"))
    assert len(findings) == 200
    assert findings[-1].message.endswith("and 300 more rows")


@pytest.mark.parametrize(
    ("predictions", "truths", "message"),
    [
        ("id,chance\na,0.1\n", "id,outcome\na,1\n", "predictions.csv has no column 'probability'"),
        ("id,probability\na,0.1\n", "name,outcome\na,1\n", "truths.csv has no column 'id'"),
    ],
)
def test_tables_of_another_shape_are_an_error(tmp_path: Path, predictions: str, truths: str, message: str) -> None:
    with pytest.raises(ArmillaryError, match=message):
        calibrate(*write(tmp_path, predictions, truths))


def test_files_that_are_no_tables_are_an_error(tmp_path: Path) -> None:
    one, two = write(tmp_path, "id,probability\n", "id,outcome\n")
    with pytest.raises(ArmillaryError, match="there is no file"):
        calibrate(tmp_path / "gone.csv", two)
    with pytest.raises(ArmillaryError, match="is not a table that can be read"):
        calibrate(tmp_path / "a.xlsx", two)
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(ArmillaryError, match="cannot be read as a table"):
        calibrate(tmp_path / "broken.parquet", two)
    found, findings = calibrate(one, two)
    assert (found.scored, found.scores, findings) == (0, None, [])


def lay_out(tmp_path: Path) -> tuple[str, str]:
    rng = Random(1)
    predictions, truths = "id,probability,speaker\n", "id,outcome\n"
    for i in range(400):
        p = rng.random()
        predictions += f"q{i},{p:.3f},{rng.choice(['desk', 'paper', 'سخنگو'])}\n"
        truths += f"q{i},{int(rng.random() < 0.5 + (p - 0.5) * 0.6)}\n"
    one, two = write(tmp_path, predictions + "bad,1.7,desk\n", truths + "bad,1\n")
    return str(one), str(two)


def test_the_screen(tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "96")
    result = CliRunner().invoke(app, ["calibrate", *lay_out(tmp_path), "--by", "speaker"])
    assert result.exit_code == 1
    golden("\n".join(line.rstrip() for line in result.output.splitlines()) + "\n", "screens/calibrate.txt")


def test_json_has_all_of_it_and_the_diagram_is_drawn(tmp_path: Path) -> None:
    out = tmp_path / "reliability.svg"
    result = CliRunner().invoke(app, ["calibrate", *lay_out(tmp_path), "--json", "--out", str(out)])
    found = json.loads(result.output)
    assert found["scored"] == 400
    assert [finding["code"] for finding in found["findings"]] == ["Q651"]
    assert out.read_text("utf-8").startswith("<svg")
    assert "<title" in out.read_text("utf-8")
    with pytest.raises(ArmillaryError, match="is not an SVG file"):
        CliRunner().invoke(
            app, ["calibrate", *lay_out(tmp_path), "--out", str(tmp_path / "a.png")], catch_exceptions=False
        )
    with pytest.raises(ArmillaryError, match="cannot be grouped by 'sepaker'"):
        CliRunner().invoke(app, ["calibrate", *lay_out(tmp_path), "--by", "sepaker"], catch_exceptions=False)


def test_one_case_has_scores_too() -> None:
    found = scored([(1.0, False)])
    assert found.log_loss == pytest.approx(-math.log(1e-12))
    assert msgspec.json.encode(found)

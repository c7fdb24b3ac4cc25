"""The work of `armillary calibrate`: predictions and truths from tables, their scores, the diagram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from armillary.casebook.replace import replace_file
from armillary.commands.predictions import CATEGORY, chances_of, each_once, need_columns, outcomes_of, read_table
from armillary.commands.run import show_found
from armillary.finding import ArmillaryError, Finding, FindingRecord, Place, Severity, as_record, find
from armillary.text.nearest import did_you_mean
from armillary.weighing.calibration import Group, Scores, score, score_categories

MOST = 200  # findings of one code
GROUPS = ("speaker", "relation")


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """Predictions scored against truths; `categories` are the exclusive ones, empty where it is yes or no."""

    predictions: str
    truths: str
    categories: list[str]
    scored: int
    unscored: int
    scores: Scores | None
    by: str
    groups: list[Group]
    findings: list[FindingRecord]


def run_calibrate(predictions: Path, truths: Path, by: str, out: Path | None, json: bool) -> int:
    """Score predictions; 1 when a row could not be used."""
    if by and by not in GROUPS:
        raise ArmillaryError(f"predictions cannot be grouped by '{by}'", did_you_mean(by, GROUPS))
    found, findings = calibrate(predictions, truths, by)
    if out is not None:
        _draw(found, out)
    show_found(found, "pictures.screens.calibration:show_calibration", json, findings=findings)
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def calibrate(predictions: Path, truths: Path, by: str = "") -> tuple[Calibration, list[Finding]]:
    """Score a table of predictions (id, probability) against one of truths (id, outcome), row by row.

    Instead of `probability` there may be a column `p_NAME` for each of several exclusive categories; the outcome is
    then the NAME that was so. What cannot be scored is left out and named. Raises ArmillaryError for what is no table.
    """
    said, columns = read_table(predictions)
    true, true_columns = read_table(truths)
    categories = sorted(column[len(CATEGORY) :] for column in columns if column.startswith(CATEGORY))
    need_columns(predictions, columns, ["id"] if categories else ["id", "probability"])
    need_columns(truths, true_columns, ["id", "outcome"])
    if by and by not in columns:
        raise ArmillaryError(f"{predictions.name} has no column '{by}'", f"it has {', '.join(columns)}")
    findings: list[Finding] = []
    outcomes = dict(each_once(truths.name, outcomes_of(truths.name, true, categories, findings), findings))
    rows = chances_of(predictions.name, said, categories, by, findings)
    chances: dict[str, tuple[int, list[float], str]] = dict(each_once(predictions.name, rows, findings))
    names = [name for name in chances if name in outcomes]
    for name in chances:
        if name not in outcomes:
            what = f"row {chances[name][0]}: nothing says how '{name}' turned out, so it is not scored"
            findings.append(find("Q653", Place(predictions.name, chances[name][0]), what, "add its outcome"))
    given = np.array([chances[name][1] for name in names], float).reshape(len(names), max(len(categories), 1))
    so = np.array([outcomes[name][1] for name in names], np.int64)
    groups = [chances[name][2] for name in names]
    findings = _few(findings)
    calibration = Calibration(
        predictions=predictions.name,
        truths=truths.name,
        categories=categories,
        scored=len(names),
        unscored=len(said) - len(names),
        scores=_score(given, so, categories) if names else None,
        by=by,
        groups=[
            Group(name=name or "(none given)", scores=_score(given[rows], so[rows], categories))
            for name, rows in _rows_of(groups if by else [])
        ],
        findings=[as_record(finding) for finding in findings],
    )
    return calibration, findings


def _score(given: Any, so: Any, categories: list[str]) -> Scores:
    return score_categories(given, so) if categories else score(given[:, 0], so > 0)


def _rows_of(groups: list[str]) -> Iterator[tuple[str, Any]]:
    """The rows of each group, the largest first."""
    names = np.array(groups, dtype=object)
    for name, _ in sorted(Counter(groups).items(), key=lambda item: (-item[1], item[0])):
        yield name, np.flatnonzero(names == name)


def _few(findings: list[Finding]) -> list[Finding]:
    """Findings in the order of rows, of each code no more than can be read."""
    kept: list[Finding] = []
    counts: Counter[str] = Counter()
    for finding in sorted(findings, key=lambda f: (f.code, f.place.file, f.place.line)):
        counts[finding.code] += 1
        if counts[finding.code] <= MOST:
            kept.append(finding)
    for code, count in counts.items():
        if count > MOST:
            last = max(i for i, finding in enumerate(kept) if finding.code == code)
            more = f"{kept[last].message}; and {count - MOST} more rows"
            kept[last] = find(code, kept[last].place, more, kept[last].hint)
    return kept


def _draw(found: Calibration, out: Path) -> None:
    """Write the reliability diagram as SVG, aside and then in place."""
    from armillary.figures.reliability import draw_reliability

    if out.suffix.lower() != ".svg":
        raise ArmillaryError(f"{out} is not an SVG file", "give a name that ends in .svg")
    bands = found.scores.bands if found.scores else []
    figure = draw_reliability([(b.predicted, b.observed, b.count, *b.interval) for b in bands])
    replace_file(out, figure.svg.encode())

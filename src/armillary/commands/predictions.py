"""Predictions and truths as tables: CSV, Parquet or JSON lines, row by row, with what is wrong with each row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from armillary.finding import ArmillaryError, Finding, Place, find

YES, NO = frozenset({"1", "true", "yes", "y"}), frozenset({"0", "false", "no", "n"})
SUM_SLACK = 0.01  # categories' probabilities are often rounded
CATEGORY = "p_"  # a column of the probability of one category
Row = tuple[int, dict[str, Any]]


def read_table(path: Path) -> tuple[list[Row], list[str]]:
    """The rows of a CSV, Parquet or JSON-lines file as people number them, the heading of a CSV being row 1."""
    readers = {
        ".csv": "read_csv(?, all_varchar = true, header = true, strict_mode = false, null_padding = true)",
        ".tsv": "read_csv(?, all_varchar = true, header = true, delim = '\t', null_padding = true)",
        ".parquet": "read_parquet(?)",
        ".jsonl": "read_json(?, format = 'newline_delimited')",
        ".ndjson": "read_json(?, format = 'newline_delimited')",
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ArmillaryError(f"{path} is not a table that can be read", "give a .csv, .tsv, .parquet or .jsonl file")
    if not path.is_file():
        raise ArmillaryError(f"there is no file {path}", "give the path of a table")
    try:
        with duckdb.connect() as connection:
            cursor = connection.execute(f"SELECT * FROM {reader}", [str(path)])
            columns = [str(column[0]).strip() for column in cursor.description or ()]
            values = cursor.fetchall()
    except (duckdb.Error, UnicodeDecodeError) as problem:
        first = str(problem).split("\n")[0][:200]
        raise ArmillaryError(f"{path} cannot be read as a table: {first}", "is it whole, and of that format?") from None
    start = 2 if path.suffix.lower() in (".csv", ".tsv") else 1
    return [(i, dict(zip(columns, row, strict=True))) for i, row in enumerate(values, start)], columns


def need_columns(path: Path, columns: list[str], wanted: list[str]) -> None:
    """Raise ArmillaryError for a table without a column that it must have."""
    for name in wanted:
        if name not in columns:
            raise ArmillaryError(f"{path.name} has no column '{name}'", f"it has {', '.join(columns) or 'none'}")


def each_once(file: str, items: Iterable[tuple[str, Any]], findings: list[Finding]) -> Iterator[tuple[str, Any]]:
    """Each id once, its first row; every other is a finding."""
    seen: dict[str, int] = {}
    for name, item in items:
        if name in seen:
            what = f"row {item[0]}: '{name}' stands in row {seen[name]} already"
            findings.append(find("Q652", Place(file, item[0]), what, "keep one row for each id; the first is used"))
        else:
            seen[name] = item[0]
            yield name, item


def outcomes_of(
    file: str, rows: list[Row], categories: list[str], findings: list[Finding]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """What was so, by id: 1 or 0, or the number of the category."""
    number = {name: i for i, name in enumerate(categories)}
    for line, row in rows:
        text = _text(row["outcome"])
        name = _text(row["id"])
        if categories:
            found, expected = number.get(text), f"one of {', '.join(categories)}"
        else:
            word = text.lower().removesuffix(".0")
            found, expected = (1 if word in YES else 0 if word in NO else None), "1 or 0, true or false, yes or no"
        if not name or found is None:
            what = f"row {line}: the outcome '{text[:40]}' is none" if name else f"row {line} has no id"
            findings.append(find("Q651", Place(file, line), what, f"an outcome is {expected}" if name else "add it"))
        else:
            yield name, (line, found)


def chances_of(
    file: str, rows: list[Row], categories: list[str], by: str, findings: list[Finding]
) -> Iterator[tuple[str, tuple[int, list[float], str]]]:
    """The probabilities of each row, by id, with the group it belongs to."""
    columns = [CATEGORY + name for name in categories] or ["probability"]
    for line, row in rows:
        name = _text(row["id"])
        given = [_number(row[column]) for column in columns]
        wrong = next((c for c, p in zip(columns, given, strict=True) if p is None or not 0 <= p <= 1), None)
        total = math.fsum(p for p in given if p is not None)
        what, hint = "", "a probability lies between 0 and 1"
        if not name:
            what, hint = f"row {line} has no id", "add it"
        elif wrong is not None:
            what = f"row {line}: '{_text(row[wrong])[:40]}' is no probability"
            what += f" ({wrong})" if categories else ""
        elif categories and abs(total - 1) > SUM_SLACK:
            what, hint = f"row {line}: the probabilities of the categories add up to {total:.3g}", "they add up to 1"
        if what:
            findings.append(find("Q651", Place(file, line), what, hint))
            continue
        shares = [p / total if categories else p for p in given if p is not None]
        yield name, (line, shares, _text(row[by]) if by else "")


def _number(value: object) -> float | None:
    """A finite number, however it is written."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(str(value).strip())
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()

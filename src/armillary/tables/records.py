"""What weighing a plain table gives back, and the findings on its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from armillary.finding import Finding, Place, find

if TYPE_CHECKING:
    import duckdb

SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class Table:
    """A result as a table: whatever reads Arrow streams reads it (`pyarrow.table(t)`, `polars.DataFrame(t)`)."""

    relation: duckdb.DuckDBPyRelation
    size: int

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        return list(self.relation.columns)

    def __len__(self) -> int:
        return self.size

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table as a stream of Arrow batches (the Arrow PyCapsule interface)."""
        return self.relation.__arrow_c_stream__(requested_schema)

    def rows(self) -> list[dict[str, Any]]:
        """The table as plain Python."""
        return [dict(zip(self.relation.columns, row, strict=True)) for row in self.relation.fetchall()]

    def column(self, name: str) -> list[Any]:
        """One column as plain Python."""
        at = self.relation.columns.index(name)
        return [row[at] for row in self.relation.fetchall()]

    def head(self, rows: int) -> Table:
        """The first rows."""
        return Table(self.relation.limit(rows), min(rows, self.size))


@dataclass(frozen=True, slots=True)
class Weighing:
    """Judgements and coins of a plain table, and how they came about.

    `judgements` has one row a question (for questions of kind `several` one for each accepted answer); `answers` every
    answer that was given, with its likelihood; `coins` one row a source; `confusion` what sources say for what is true,
    empty unless answers are shared labels; `copies` the pairs of sources that are suspected of copying.
    """

    kind: str
    judgements: Table
    answers: Table
    coins: Table
    confusion: Table
    copies: Table
    findings: list[Finding] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weighing as plain data: a list of rows for each table, under the names of its columns."""

    kind: str
    settings: dict[str, Any]
    findings: list[dict[str, Any]]
    judgements: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    coins: list[dict[str, Any]]
    confusion: list[dict[str, Any]]
    copies: list[dict[str, Any]]


@dataclass(slots=True)
class Remarks:
    """Findings on a table's rows as they are gathered: one for each thing wrong, naming the first rows."""

    table: str
    findings: list[Finding] = field(default_factory=list)

    def rows(self, code: str, wrong: np.ndarray, message: str, hint: str) -> None:
        """Say what is wrong with rows, given as a mask or as numbers from 0; nothing where there are none."""
        rows = np.flatnonzero(wrong) if wrong.dtype == bool else np.sort(wrong)
        if len(rows):
            self.add(code, f"{message}: {list_rows(rows)}", hint, int(rows[0]) + 1)

    def add(self, code: str, message: str, hint: str = "", row: int = 0) -> None:
        """Say what is wrong with the table."""
        self.findings.append(find(code, Place(self.table, row, 1 if row else 0), message, hint))


def list_rows(rows: Sequence[int] | np.ndarray) -> str:
    """Rows as people count them, from 1: `rows 3, 7 and 12`, the first few."""
    first = [str(int(row) + 1) for row in rows[:SHOWN_ROWS]]
    if len(rows) == 1:
        return f"row {first[0]}"
    if len(rows) > SHOWN_ROWS:
        return f"rows {', '.join(first)} and {len(rows) - SHOWN_ROWS:,} more"
    return f"rows {', '.join(first[:-1])} and {first[-1]}"

"""Finding tables: rows of short cells at the same heights, which columns of running text are not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from armillary.reading.pdf.lines import Line
from armillary.reading.pdf.measures import Column

_ROWS = 3  # a table has at least so many
_CELL = 0.6  # of the width of a column: what is longer is a line of text


def find_tables(lines: Sequence[Line], columns: Sequence[Column], size: float) -> dict[int, bool]:
    """The places of lines that are cells of a table, and whether each is the first of its row."""
    rows: list[list[int]] = []
    for place, line in enumerate(lines):
        same = rows and abs(lines[rows[-1][-1]].bottom - line.bottom) < 0.5 * size
        if same and line.left > lines[rows[-1][-1]].right:
            rows[-1].append(place)
        else:
            rows.append([place])
    found: dict[int, bool] = {}
    run: list[list[int]] = []
    for row in [*rows, []]:
        if _is_row(row, lines, columns, size):
            run.append(row)
            continue
        if len(run) >= _ROWS and _line_up(run, lines, size):
            found.update({place: place == cells[0] for cells in run for place in cells})
        run = []
    return found


def _is_row(row: list[int], lines: Sequence[Line], columns: Sequence[Column], size: float) -> bool:
    if len(row) < 2:
        return False
    widest = max(lines[place].right - lines[place].left for place in row)
    column = min((column.width for column in columns), default=0.0)
    gaps = [lines[b].left - lines[a].right for a, b in pairwise(row)]
    return widest < _CELL * max(column, 20 * size) and min(gaps) > 0.8 * size


def _line_up(run: list[list[int]], lines: Sequence[Line], size: float) -> bool:
    """Whether cells of one row stand below those of another, by their left or right edges."""
    lefts = [lines[row[1]].left for row in run]
    rights = [lines[row[1]].right for row in run]
    return any(
        sum(abs(edge - edges[0]) < 1.5 * size for edge in edges) >= 0.6 * len(edges) for edges in (lefts, rights)
    )

"""How pending proposals and verdicts are listed in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from armillary.reading.coverage_screen import QUIET, STRONG
from armillary.reviewing.menus import LOUD
from armillary.reviewing.reports import Pending, Verdicts
from armillary.text.invisible import show


def show_pending(found: Sequence[Pending]) -> RenderableType:
    """What is to decide, in a table."""
    if not found:
        return Text("Nothing is to decide. `armillary propose CASEBOOK FILE --write` makes proposals.")
    grid = Table("id", "score", "claim", "at", box=None, padding=(0, 2, 0, 0), header_style=QUIET)
    grid.columns[1].justify = "right"
    for one in found:
        line = Text(show(one.line))
        for gap in one.gaps:
            line.append(show(f"\n! {gap}"), style=LOUD)
        grid.add_row(
            Text(one.id, style=QUIET), f"{one.score:.2f}", line, Text(show(str(one.entry.get("at", ""))), style=QUIET)
        )
    return Group(grid, Text(f"\n{len(found)} to decide", style=STRONG))


def show_verdicts(found: Verdicts) -> RenderableType:
    """How proposals turned out, by who proposed them and how."""
    if not found.verdicts and not found.by_kind:
        return Text("No verdict has been given. `armillary review CASEBOOK` asks for them.")
    names = ("by", "frame", "accepted", "edited", "rejected", "unsure", "gold", "held", "score", "now")
    table = Table(*names, box=None, padding=(0, 1, 0, 0), header_style=QUIET)
    for column in table.columns[2:]:
        column.justify = "right"
    for one in (*found.by_kind, found.total):
        precision = "—" if one.precision is None else f"{one.precision:.2f}"
        counts = [str(n) for n in (one.accepted, one.edited, one.rejected, one.unsure)]
        gold = one.gold_right + one.gold_wrong
        counts.append(f"{one.gold_right}/{gold}" if gold else "—")
        name = one.extractor or "all"
        style = STRONG if not one.extractor else ""
        table.add_row(name, one.frame, *counts, precision, f"{one.score:.2f}", f"{one.becomes:.2f}", style=style)
    return table

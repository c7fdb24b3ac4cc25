"""How a weighed table is shown in a terminal: what came out, the least sure judgements, whom to believe, copies."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from armillary.tables.records import Weighing
from armillary.tables.store import quote
from armillary.text.invisible import isolate

QUIET, STRONG, FOR = "dim", "bold", "blue"
SHOWN = 8
WORDS = {
    "label": "one of a list of answers that the questions share",
    "single": "one right answer to each question",
    "several": "several answers may be true",
    "number": "numbers",
    "date": "dates and times",
    "place": "places in a hierarchy",
}


def show_weighing(found: Weighing) -> RenderableType:
    """A summary: everything else is in the tables."""
    judged, sources = len(found.judgements), len(found.coins)
    settings = found.settings
    parts: list[RenderableType] = [
        Text(f"{judged:,} judgements from {settings['votes']:,} votes of {sources:,} sources", style=STRONG),
        Text(f"{WORDS[found.kind]}; coins learned from {settings['taught by questions']:,} questions", style=QUIET),
    ]
    if not judged:
        return Group(*parts)
    likelihood = [float(value) for value in found.judgements.column("likelihood")]
    parts += [Text(""), _bands(likelihood)]
    least = found.judgements.relation.order("likelihood, question, value").limit(SHOWN)
    parts += [
        Text("\nleast sure", style=STRONG),
        _rows(least, ("question", "value", "likelihood", "agreeing", "voices")),
    ]
    coins = found.coins.relation
    wanted = [name for name in ("source", "votes", "accuracy", "coarser", "offset") if name in coins.columns]
    shown = f"sources with most votes, {SHOWN} of {sources:,}" if sources > SHOWN else "sources"
    parts += [Text(f"\n{shown}", style=STRONG), _rows(coins.order("votes DESC, source").limit(SHOWN), tuple(wanted))]
    if len(found.copies):
        how = "discounted" if settings["copies discounted"] else "counted in full, as that foretells as much"
        parts.append(Text(f"\nsuspected copies, {how}: {len(found.copies):,}", style=STRONG))
        parts.append(_rows(found.copies.relation.limit(SHOWN), ("copier", "original", "probability", "shared_errors")))
        parts.append(Text("where no dates tell, either may be the copier", style=QUIET))
    elif not settings["copies looked for"]:
        parts.append(Text("\ncopies were not looked for", style=QUIET))
    if settings.get("sources believed alike"):
        parts.append(Text("\nall sources are believed alike, as plain votes foretell more", style=QUIET))
    return Group(*parts)


def _bands(likelihood: list[float]) -> Table:
    """How many judgements are how likely."""
    edges = (0.0, 0.55, 0.8, 0.95, 1.01)
    names = ("55 % or less", "55 to 80 %", "80 to 95 %", "over 95 %")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    counts = [sum(low < one <= high or (not low and one <= low) for one in likelihood) for low, high in pairwise(edges)]
    for name, count in zip(names, counts, strict=True):
        bar = "█" * round(30 * count / len(likelihood)) or ("▏" if count else "")
        table.add_row(name, f"{count:,}", Text(bar, style=FOR))
    return table


def _rows(relation: Any, columns: tuple[str, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, header_style=QUIET)
    for name in columns:
        number = name not in ("question", "value", "source", "copier", "original")
        table.add_column(
            name.replace("_", " "),
            justify="right" if number else "left",
            overflow="ellipsis",
            no_wrap=True,
            max_width=None if number else 36,
        )
    for row in relation.project(", ".join(map(quote, columns))).fetchall():
        table.add_row(*(_shown(name, entry) for name, entry in zip(columns, row, strict=True)))
    return table


def _shown(name: str, entry: Any) -> str:
    if name in ("likelihood", "accuracy", "coarser", "probability"):
        return f"{float(entry):.0%}"
    if isinstance(entry, float):
        return f"{entry:,.6g}"
    if isinstance(entry, int) and name in ("votes", "voices", "agreeing"):
        return f"{entry:,}"
    text = str(entry)
    return isolate(text)

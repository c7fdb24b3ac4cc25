"""The threat from each group."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import Aspect, Ground, Threat
from armillary.pictures.screens.parts import CONFIDENCE, FOR, QUIET, STRONG, headline, isolated, percent, table_of
from armillary.pictures.sentences import counted

FINDINGS = {
    "shown": "shown by deeds",
    "means": "has means, no deed judged likely",
    "declared": "declared by itself",
    "ascribed": "ascribed by others",
    "disclaimed": "disclaimed",
    "doubted": "claimed, judged unlikely",
    "attacks": "attacks",
    "presence": "presence",
    "threats": "threats only",
    "foreseen": "foreseen, not seen",
    "rising": "rising",
    "falling": "falling",
    "mixed": "mixed",
    "steady": "no move",
    "not_known": "not known",
}
ASPECTS = ("capability", "intent", "local", "regional", "external", "trend")
_SHOWN = 3  # grounds an aspect


def show_threat(found: list[Threat], book: Book) -> RenderableType:
    """One block a group: what is found, the first grounds of it, and what is not known."""
    if not found:
        return Text("No claim bears on a threat from any group.", style=QUIET)
    parts: list[RenderableType] = [headline(found[0].as_of, None)]
    for row in found:
        home = f", seen from {isolated(book, row.home)}" if row.home else ""
        counts = f"  {counted(row.claims, 'claim')} of {counted(row.origins, 'origin')}{home}"
        parts.append(Text.assemble("\n", (isolated(book, row.actor), STRONG), (counts, QUIET)))
        table = table_of()
        table.show_header = False
        table.add_column(no_wrap=True, min_width=10)
        table.add_column(min_width=14, ratio=1)
        table.add_column(ratio=3)
        for name in ASPECTS:
            aspect: Aspect = getattr(row, name)
            style = QUIET if aspect.finding == "not_known" else FOR
            table.add_row(name, Text(FINDINGS[aspect.finding], style=style), _grounds(aspect.grounds))
        table.expand = True
        parts.append(table)
        if row.unknown:
            parts.append(Padding(Text("Not known: " + " ".join(row.unknown), style=QUIET), (0, 0, 0, 2)))
    return Group(*parts)


def _grounds(grounds: list[Ground]) -> Text:
    text = Text()
    for number, ground in enumerate(grounds[:_SHOWN]):
        text.append("\n" if number else "")
        text.append(ground.text)
        if ground.likelihood is not None:
            text.append(f"  {percent(ground.likelihood).strip()} {CONFIDENCE[ground.confidence]}", QUIET)
        elif ground.when:
            text.append(f"  {ground.when}", QUIET)
    if len(grounds) > _SHOWN:
        text.append(f"\nand {len(grounds) - _SHOWN} more", QUIET)
    return text

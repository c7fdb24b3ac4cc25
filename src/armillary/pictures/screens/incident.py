"""An incident: who did what to whom, then its numbers, places and dates."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.screens.parts import AGAINST, FOR, QUIET, STRONG, headline, tie_text
from armillary.pictures.screens.values import show_sums, show_value
from armillary.pictures.value_records import IncidentPage


def show_incident(found: IncidentPage, book: Book) -> RenderableType:
    """Its ties, then each value in full."""
    parts: list[RenderableType] = [Text(found.event, style=STRONG), headline(found.as_of, found.known_by), Text("")]
    for tie in found.ties:
        line = tie_text(tie.subject, tie.relation, tie.object, book)
        kinds = ", ".join(kind.replace("_", " ") for kind in tie.types)
        claims = f"{len(tie.claims)} claim{'' if len(tie.claims) == 1 else 's'}"
        says = Text(tie.polarity, style=FOR if tie.polarity == "asserts" else AGAINST)
        parts.append(Text("; ").join([line, Text(kinds), says]) + Text(f"  {claims}", style=QUIET))
    if not found.values:
        parts.append(Text("\nNo number, place or date is given of it.", style=QUIET))
    parts += [Padding(show_value(value, book), (1, 0, 0, 0)) for value in found.values]
    parts += show_sums(found.sums)
    return Group(*parts)

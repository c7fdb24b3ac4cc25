"""An actor and everything the book holds of it."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import ActorPage
from armillary.pictures.screens.parts import (
    FOR,
    QUIET,
    STRONG,
)
from armillary.pictures.screens.ties import show_ties
from armillary.text.invisible import isolate


def show_actor(found: ActorPage, book: Book) -> RenderableType:
    """Who it is, then its ties, then what it says and has undertaken."""
    facts = [found.kind, f"exists {found.exists}" if found.exists else ""]
    facts += [f"part of {', '.join(found.part_of)}" if found.part_of else ""]
    facts += [f"parts: {', '.join(found.parts)}" if found.parts else ""]
    facts += [" ".join(f"{k} {v}" for k, v in found.ids.items())]
    facts += [f"speaks with grade {found.grade}" if found.grade else ""]
    parts: list[RenderableType] = [
        Text(found.name, style=STRONG) + Text(f"  {found.id}", style=QUIET),
        Text(" · ".join(filter(None, facts))),
    ]
    if found.aliases:
        parts.append(Text("also " + ", ".join(isolate(name) for name in found.aliases), style=QUIET))
    if found.note:
        parts.append(Text(found.note))
    parts += [Text(""), show_ties(found.ties, book)]
    if found.statements:
        parts.append(Text("\nsays", style=STRONG))
        for said in found.statements:
            words = f"{said.when or 'undated'}  {said.verb.replace('_', ' ')}"
            parts.append(Text.assemble((words, FOR), f"  {said.text}", (f"  {said.claim}", QUIET)))
    if found.commitments:
        parts.append(Text("\nhas undertaken", style=STRONG))
        for item in found.commitments:
            due = f"  due {item.due}" if item.due else ""
            parts.append(Text.assemble((item.id, FOR), f"  {item.undertaking}", (due, QUIET)))
    return Group(*parts)

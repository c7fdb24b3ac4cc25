"""A source and what rests on it."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import ClaimThere, SourcePage
from armillary.pictures.screens.parts import (
    AGAINST,
    FOR,
    QUIET,
    STRONG,
)
from armillary.pictures.screens.ties import TieTable


def show_source(found: SourcePage, book: Book) -> RenderableType:
    """What it is, what rests on it, what is read in it."""
    facts = [found.kind, found.date or "undated", found.publisher, found.url]
    party = f", for {book.names.get(found.party, found.party)}" if found.party != found.speaker else ""
    parts: list[RenderableType] = [
        Text(found.title, style=STRONG) + Text(f"  {found.id}", style=QUIET),
        Text(" · ".join(filter(None, facts))),
        Text(f"speaker {found.speaker_name}{party}, grade {found.grade}: {found.grade_reason}"),
    ]
    if found.withdrawn:
        parts.append(Text(f"withdrawn {found.withdrawn}", style=AGAINST))
    if found.derived_from:
        parts.append(Text(f"derived from {', '.join(found.derived_from)}"))
    read, credited = len(found.read_here), len(found.credited)
    parts.append(Text(f"\n{read} claims read in it, {credited} credited through it, {found.votes} votes"))
    if found.bears:
        parts += [Text("\njudgements that would fall or move without its voice", style=STRONG)]
        parts.append(TieTable(found.bears, book))
    for title, claims in (("read in it", found.read_here), ("credited through it", found.credited)):
        if claims:
            parts += [Text(f"\n{title}", style=STRONG), *(_claim_line(claim) for claim in claims)]
    return Group(*parts)


def _claim_line(claim: ClaimThere) -> Text:
    return Text.assemble((claim.claim, FOR), f"  {claim.text}", (f"  {claim.at}", QUIET))

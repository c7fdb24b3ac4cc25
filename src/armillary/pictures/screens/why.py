"""A judgement taken apart: the answer, the waterfall, what it leans on."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import Part, Why
from armillary.pictures.screens.parts import (
    AGAINST,
    FOR,
    QUIET,
    STRONG,
    headline,
    percent,
    range_text,
    signed,
    table_of,
    tie_text,
)


def show_why(found: Why, book: Book) -> RenderableType:
    """The answer, then the waterfall of decibans, then what it leans on."""
    q = found.question
    at = ", ".join(filter(None, (q.level, q.object_level, q.place)))
    title = tie_text(q.subject, q.relation, q.object, book)
    title.stylize(STRONG)
    parts: list[RenderableType] = [title + Text(f"  ({at})" if at else ""), headline(found.as_of, found.known_by)]
    if found.likelihood is None:
        parts.append(Text(f"\n{found.word}", style=STRONG))
    else:
        answer = f"{percent(found.likelihood).strip()} {found.word}, {range_text(found.range)}"
        answer += f"; {found.confidence} confidence"
        parts.append(Text(f"\n{answer}", style=STRONG))
    parts.append(_Waterfall(found, book))
    notes = [f"coins: {found.coins}"]
    if found.lifted_by is not None:
        other = found.lifted_by
        where = ", ".join(filter(None, (other.level, other.object_level, other.place)))
        more = f" ({where})" if where else ""
        tie = tie_text(other.subject, other.relation, other.object, book).plain
        if found.coherence_db > 0:
            notes.append(f"coherence: no less likely than {tie}{more}, which it follows from")
        else:
            notes.append(f"coherence: no likelier than {tie}{more}, which would follow from it")
    if found.load_bearing:
        notes.append("rests on: " + ", ".join(book.names.get(name, name) for name in found.load_bearing))
    if found.would_change:
        notes.append("would change the word: " + "; ".join(found.would_change))
    parts.append(Padding(Text("\n".join(notes)), (1, 0)))
    parts += [_claims_of(part, book) for part in found.contributions if abs(part.decibans) >= 0.05]
    if found.not_counted:
        table = table_of("not counted", "because")
        for item in found.not_counted:
            table.add_row(item.claim, Text(item.reason, style=QUIET))
        parts.append(table)
    return Group(*parts)


@dataclass(frozen=True)
class _Waterfall:
    """Decibans from the prior to the answer, a bar for each step; voices that weigh nothing any more share a line."""

    found: Why
    book: Book

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield _waterfall(self.found, self.book, bar=min(max(options.max_width - 72, 8), 32))


def _waterfall(found: Why, book: Book, bar: int) -> Table:
    audible = [part for part in found.contributions if abs(part.decibans) >= 0.05]
    silent = [part for part in found.contributions if abs(part.decibans) < 0.05]
    rest = sum(part.decibans for part in silent)
    steps = [found.prior_db, *(part.decibans for part in audible), rest, found.coherence_db]
    reach = [0.0]
    for step in steps:
        reach.append(reach[-1] + step)
    low, high = min(reach), max(reach)
    table = table_of()
    table.add_column("origin", overflow="fold")
    table.add_column("grade", no_wrap=True)
    table.add_column("says", no_wrap=True)
    table.add_column("weight", justify="right", no_wrap=True)
    table.add_column("decibans", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_row(
        Text("before any evidence", style=QUIET), "", "", "", signed(steps[0]), _bar(0.0, steps[0], low, high, bar)
    )
    for i, part in enumerate(audible):
        stance = (
            ""
            if part.stance == "free"
            else {"no_serves_me": " no serves it", "yes_serves_me": " yes serves it"}[part.stance]
        )
        relay = f", {part.relays} relay{'s' if part.relays > 1 else ''}" if part.relays else ""
        table.add_row(
            Text(book.names.get(part.origin, part.origin)) + Text(f"{stance}{relay}", style=QUIET),
            part.grade,
            Text(part.polarity, style=FOR if part.polarity == "asserts" else AGAINST),
            f"{part.weight:.2f}",
            signed(part.decibans),
            _bar(reach[i + 1], reach[i + 2], low, high, bar),
        )
    if silent:
        names = ", ".join(book.names.get(part.origin, part.origin) for part in silent)
        table.add_row(Text(f"weigh nothing: {names}", style=QUIET), "", "", "", signed(rest), "")
    if abs(found.coherence_db) > 1e-9:
        table.add_row(
            Text("coherence", style=QUIET),
            "",
            "",
            "",
            signed(found.coherence_db),
            _bar(reach[-2], reach[-1], low, high, bar),
        )
    table.add_row(
        Text("in all", style=STRONG),
        "",
        "",
        "",
        Text(f"{reach[-1]:+.1f}", style=STRONG),
        _bar(0.0, reach[-1], low, high, bar),
    )
    return table


def _bar(start: float, stop: float, low: float, high: float, width: int) -> Text:
    """A step of a waterfall on a common scale; to the right is for, to the left against."""
    scale = width / ((high - low) or 1)
    a, b = sorted((round((start - low) * scale), round((stop - low) * scale)))
    mark = "█" if stop >= start else "▒"
    return Text(" " * a) + Text(mark * max(b - a, 1), style=FOR if stop >= start else AGAINST)


def _claims_of(part: Part, book: Book) -> RenderableType:
    lines: list[RenderableType] = [Text(f"{book.names.get(part.origin, part.origin)} {part.polarity}", style=STRONG)]
    if not part.claims:
        lines.append(Text("  withheld from this release", style=QUIET))
    for claim in part.claims[:4]:
        place = Text.assemble(
            (claim.id, FOR), (f"  {claim.at}" + (f"  {claim.file}:{claim.line}" if claim.file else ""), QUIET)
        )
        lines += [Padding(place, (0, 0, 0, 2)), Padding(Text(claim.text), (0, 0, 0, 4))]
    if len(part.claims) > 4:
        lines.append(Text(f"  and {len(part.claims) - 4} more claims that add nothing to its vote", style=QUIET))
    return Padding(Group(*lines), (0, 0, 1, 0))

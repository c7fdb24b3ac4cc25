"""What is not known: requirements, what one more source would change, and a grid of what is covered."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.needs import Empty, Gap, Gaps, Grid, Required, Row
from armillary.pictures.screens.parts import (
    AGAINST,
    CONFIDENCE,
    FOR,
    QUIET,
    STRONG,
    likelihood_text,
    percent,
    table_of,
    tie_text,
)

STATUS = {"overdue": f"{STRONG} {AGAINST}", "open": "", "answered": QUIET}
LABEL = 18  # columns for the name of a row of a grid


def show_gaps(found: Gaps, book: Book) -> RenderableType:
    """Requirements first, as somebody waits for them; then judgements; then coverage."""
    parts: list[RenderableType] = [Text(f"as of {found.as_of}", style=QUIET), Text("\nrequirements", style=STRONG)]
    if found.requirements:
        parts.append(_Requirements(found.requirements))
    else:
        parts.append(Text("None is written down. They stand in requirements/.", style=QUIET))
    parts.append(Text(f"\nwhat one more {found.grade} source would change most", style=STRONG))
    if found.gaps:
        parts.append(_Judgements(found.gaps, book))
        note = f"{found.wanting} of {found.judgements} ties are weak, stale, not assessed or one voice's word; "
        note += "± is the mean change of likelihood, in points, over what the source may say"
        parts.append(Text(note, style=QUIET))
    else:
        parts.append(Text("Nothing is weak, stale, or one voice's word.", style=QUIET))
    where = book.names.get(found.country, found.country)
    if where:
        parts += [Text(f"\norigins by province of {where} and year", style=STRONG), _Counts(found.provinces)]
        parts += _named([empty for empty in found.empty if empty.what == "province"], "on", found.as_of)
    parts += [Text("\norigins by kind of source and year", style=STRONG), _Counts(found.kinds)]
    parts += _named([empty for empty in found.empty if empty.what == "kind"], "of kind", found.as_of)
    return Group(*parts)


@dataclass(frozen=True)
class _Requirements:
    """What is asked, by whom, by when, and where it stands."""

    rows: list[Required]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= 96
        table = table_of()
        table.add_column("status", no_wrap=True)
        table.add_column("due", no_wrap=True)
        table.add_column("question", overflow="fold", ratio=1)
        if wide:
            table.add_column("owner", overflow="fold", max_width=18)
        table.add_column("now", overflow="fold", max_width=24 if wide else 15)
        table.expand = True
        for row in self.rows:
            urgent = ("! ", AGAINST) if row.priority == "high" else ""
            question = Text.assemble(urgent, row.question, (f"  {row.id}", QUIET))
            cells = [Text(row.status, style=STATUS[row.status]), Text(row.due or "", style=QUIET), question]
            if wide:
                cells.append(Text(row.owner, style=QUIET))
            table.add_row(*cells, _standing(row))
        yield table


def _standing(row: Required) -> Text:
    if row.answered_by:
        return Text(", ".join(row.answered_by), style=FOR)
    if row.rests_on:
        return Text(f"{row.judged} of {len(row.rests_on)} ties judged")
    if not row.tie:
        return Text("nothing answers it", style=QUIET)
    if row.likelihood is None:
        return Text((row.standing or "").replace("_", " "), style=QUIET)
    return likelihood_text(row.likelihood, row.word)


@dataclass(frozen=True)
class _Judgements:
    """Ties by what a source more would change; outcomes are left out where the window is narrow."""

    rows: list[Gap]
    book: Book

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide, roomy = options.max_width >= 112, options.max_width >= 88
        table = table_of()
        table.add_column("tie", overflow="fold", ratio=1)
        table.add_column("now", no_wrap=True)
        if wide:
            table.add_column("", no_wrap=True)
        table.add_column("±", justify="right", no_wrap=True)
        if roomy:
            table.add_column("if yes", no_wrap=True)
            table.add_column("if no", no_wrap=True)
        table.add_column("why", overflow="fold", max_width=26 if roomy else 14)
        table.expand = True
        for row in self.rows:
            now = likelihood_text(row.likelihood, row.word) if wide else _short(row)
            cells = [tie_text(row.subject, row.relation, row.object, self.book), now]
            if wide:
                cells.append(Text(CONFIDENCE[row.confidence]))
            cells.append(Text(f"{row.expected * 100:.0f}", style=STRONG))
            if roomy:
                cells += [Text(percent(row.if_yes).strip(), style=FOR), Text(percent(row.if_no).strip(), style=AGAINST)]
            table.add_row(*cells, Text(", ".join(row.why), style=QUIET))
        yield table


def _short(row: Gap) -> Text:
    return Text("–", style=QUIET) if row.likelihood is None else Text(percent(row.likelihood))


@dataclass(frozen=True)
class _Counts:
    """A grid of counts, as many of the latest years as fit; rows with nothing at all are left to the words below it."""

    grid: Grid

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        rows = [row for row in self.grid.rows if row.origins]
        if not rows:
            yield Text("nothing is dated or located", style=QUIET)
            return
        fit = max(1, min(len(self.grid.years), (options.max_width - LABEL - 6) // 3))
        years = self.grid.years[-fit:]
        head = Text(" " * LABEL, style=QUIET)
        for year in years:
            head.append(f" {year % 100:02}")
        yield head + Text("   all", style=QUIET)
        for row in rows:
            yield _line(row, fit)


def _line(row: Row, fit: int) -> Text:
    label = row.label if len(row.label) <= LABEL else row.label[: LABEL - 1] + "…"
    line = Text(f"{label:<{LABEL}}")
    for count in row.by_year[-fit:]:
        if count:
            line.append(f"{min(count, 99):>3}", style=FOR)
        else:
            line.append("  ·", style=QUIET)
    return line + Text(f"{row.origins:>6}")


def _named(found: list[Empty], word: str, as_of: str) -> list[RenderableType]:
    """The empty rows in words: those with nothing at all together, the others by the year after which nothing is."""
    lines: list[RenderableType] = []
    never = [empty.label for empty in found if empty.after is None]
    if never:
        lines.append(Text.assemble((f"no source {word} ", STRONG), ", ".join(never)))
    for year in sorted({empty.after for empty in found if empty.after is not None}, reverse=True):
        names = [empty.label for empty in found if empty.after == year]
        lines.append(Text.assemble((f"no source after {year} {word} ", STRONG), ", ".join(names)))
    if not lines:
        lines.append(Text(f"every row has a source of the last years before {as_of}", style=QUIET))
    return lines

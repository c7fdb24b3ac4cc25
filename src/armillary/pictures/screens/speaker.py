"""A speaker's record: the verdict, the tallies by stance, the coins, every statement."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.screens.parts import AGAINST, FOR, QUIET, STRONG, headline, isolated, percent, table_of
from armillary.pictures.speaker_records import SpeakerPage, StatementRow

MOST = 12  # statements that could not be checked are only counted beyond this many


def show_speaker(found: SpeakerPage, book: Book) -> RenderableType:
    """What may be said of it, then on what grounds."""
    facts = [found.kind.replace("_", " "), f"grade {found.grade}" if found.grade else "not graded"]
    facts += [f"for {isolated(book, found.party)}"] if found.party != found.id else []
    parts: list[RenderableType] = [
        Text(found.name, style=STRONG) + Text(f"  {found.id}", style=QUIET),
        Text(" · ".join(facts)),
        headline(found.as_of, found.known_by),
        Text(f"\n{found.verdict}", style=STRONG),
    ]
    if found.tallies[-1].said:
        parts += [Text(""), _Tallies(found)]
    if found.coins:
        table = table_of("coin", "grade", "yes when so", "no when not so", "learned")
        for coin in found.coins:
            learned = f"{coin.sens:.2f} {coin.spec:.2f} from {coin.taught:.1f}" if coin.taught else "no"
            words = coin.stance.replace("_", " ")
            table.add_row(words, coin.grade, f"{coin.prior_sens:.2f}", f"{coin.prior_spec:.2f}", learned)
        parts += [Text(""), table, Text(f"coins: {found.coins_from}", style=QUIET)]
    checked = [item for item in found.statements if item.right is not None]
    others = [item for item in found.statements if item.right is None]
    if checked:
        parts += [Text("\nstatements that the rest of the evidence bears on", style=STRONG), _Statements(checked)]
    if others:
        reasons = sorted({item.why for item in others})
        counts = "; ".join(f"{sum(item.why == why for item in others)} where {why}" for why in reasons)
        parts.append(Text(f"\nnot checkable: {counts}", style=STRONG))
        parts.append(_Statements(others[:MOST]))
        if len(others) > MOST:
            parts.append(Text(f"and {len(others) - MOST} more", style=QUIET))
    if found.forecasts:
        brier = "" if found.brier is None else f", Brier score {found.brier:.2f}"
        parts.append(Text(f"\npredictions{brier}", style=STRONG))
        table = table_of("", "due", "predicted", "")
        for item in found.forecasts:
            mark = "·" if item.outcome is None else "✓" if item.score == 0 else "✗"
            table.add_row(mark, item.due, f"{'not ' if item.polarity == 'denies' else ''}{item.question}", item.claim)
        parts.append(table)
    return Group(*parts)


@dataclass(frozen=True)
class _Tallies:
    """A row for each stance: counts, the share that was right, and its interval as a bar."""

    found: SpeakerPage

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(max(options.max_width - 70, 8), 40)
        scale = "0" + "\u00a0" * (width - 2) + "1"
        table = table_of("stance", "said", "checkable", "right", "rate", "95 % interval", scale)
        table.columns[0].no_wrap = table.columns[6].no_wrap = True
        for column in table.columns[1:5]:
            column.justify = "right"
        for item in self.found.tallies:
            style = STRONG if item.stance == "in all" else ""
            if item.rate is None or item.interval is None:
                table.add_row(Text(item.stance, style=style), str(item.said), "0", "", "", "", "")
                continue
            low, high = item.interval
            table.add_row(
                Text(item.stance, style=style),
                str(item.said),
                str(item.checked),
                str(item.right),
                f"{item.rate:.0%}",
                f"{low:.0%}–{high:.0%}",
                Text(_bar(low, item.rate, high, width), style=FOR),
            )
        yield table


def _bar(low: float, rate: float, high: float, width: int) -> str:
    cells = ["·"] * width
    a, b, at = (min(round(part * (width - 1)), width - 1) for part in (low, high, rate))
    cells[a : b + 1] = "─" * (b - a + 1)
    cells[at] = "●"
    return "".join(cells)


@dataclass(frozen=True)
class _Statements:
    """A line for each statement: whether it holds, what it says, and how likely the rest makes it."""

    items: list[StatementRow]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= 84
        table = table_of("", "says", "the rest")
        table.columns[1].overflow, table.columns[1].ratio = "fold", 1
        if wide:
            table.add_column("stance", no_wrap=True)
        table.add_column("claim", overflow="fold")
        table.expand = True
        for item in self.items:
            mark = {True: Text("✓", style=FOR), False: Text("✗", style=AGAINST), None: Text("·", style=QUIET)}[
                item.right
            ]
            more = f" and {item.questions - 1} more" if item.questions > 1 else ""
            says = f"{'not ' if item.polarity == 'denies' else ''}{item.question}{more}"
            cells = [mark, Text(says), Text(item.answer or ("" if item.rest is None else percent(item.rest)))]
            cells += [Text(item.stance, style=QUIET)] if wide else []
            table.add_row(*cells, Text(item.claim, style=QUIET))
        yield table

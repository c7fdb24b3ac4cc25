"""One value as weighed: the answer, a plot of what rivals say, and the voices behind each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.amounts import amount
from armillary.pictures.screens.dots import Dots, Mark
from armillary.pictures.screens.parts import AGAINST, FOR, QUIET, STRONG, isolated, percent, table_of, years
from armillary.pictures.value_records import Bounds, Days, Rival, Sum, ValueAnswer, ValueAsked
from armillary.text.dates import parse_day, show_day
from armillary.weighing.values.questions import CHOICE, DATE, NAMES, NUMBER, PLACE

MOST_CLAIMS = 4  # of a voice that are shown in full


def title_of(asked: ValueAsked, book: Book, subject: bool = True) -> str:
    """What a value is of, in words."""
    names = book.names
    measure = asked.measure.replace("_", " ").replace("-", " ")
    of = names.get(asked.of, asked.of.replace("_", " "))
    if asked.sort == "flow":
        words = f"{names.get(asked.measure, measure)}: {names.get(asked.subject, asked.subject)} → {of}"
    elif asked.sort == "incident":
        words = measure + (f" of {of}" if of else "")
    else:
        label = names.get(asked.measure, measure)
        change = "change of" if asked.measure == "change_percent" else ""
        link = " " if label.endswith(" against") else " of "
        words = f"{change} {of}" if change else label + (f"{link}{of}" if of else "")
        words = f"{names.get(asked.subject, asked.subject)}: {words}" if subject else words
    if asked.kind == NAMES:
        words += ", who is counted"
    where = ", ".join(names.get(place, place) for place in asked.places)
    return words + (f" in {where}" if where else "") + _period(asked)


def _period(asked: ValueAsked) -> str:
    since, until = asked.since, asked.until
    if since is None and until is None:
        return ""
    if since and until and since.endswith("-01-01") and until == f"{since[:4]}-12-31":
        return f", {since[:4]}"
    return f", {since or '…'} to {until or 'now'}"


def show_value(found: ValueAnswer, book: Book, subject: bool = True) -> RenderableType:
    """A value with its plot, its voices and what does not count."""
    parts: list[RenderableType] = [Text(title_of(found.question, book, subject), style=STRONG)]
    parts.append(Text(headline_of(found, book)))
    if found.question.kind in (NUMBER, DATE) and _is_worth_drawing(found):
        parts += [Text(""), _plot(found, book)]
    elif found.question.kind not in (NUMBER, DATE) and found.rivals and found.confidence is not None:
        parts += [Text(""), _Bars(found, book)]
    if found.rivals:
        parts += [Text(""), _Voices(found, book)]
    parts += _notes(found, book)
    parts += [_claims(rival, book) for rival in found.rivals]
    if found.not_counted:
        parts.append(Text(""))
        table = table_of("not counted", "because")
        for item in found.not_counted:
            table.add_row(item.claim, Text(item.reason, style=QUIET))
        parts.append(table)
    return Group(*parts)


def headline_of(found: ValueAnswer, book: Book) -> str:
    """The answer in a line."""
    if found.confidence is None:
        return "not assessed"
    origins = f"{found.origins} origin{'' if found.origins == 1 else 's'}"
    return f"{answer_of(found, book)}; {found.confidence} confidence, {origins}"


def answer_of(found: ValueAnswer, book: Book) -> str:
    """The range, or the likeliest answer with how likely it is."""
    if found.likelihood is None or found.confidence is None:
        return found.answer
    if found.question.kind == NAMES:
        sure = [rival for rival in found.rivals if (rival.likelihood or 0) >= 0.5]
        return f"{len(sure)} named"
    leads = "" if found.likelihood >= 0.5 else " leads"
    return f"{shown(found.answer, book)}{leads}, {percent(found.likelihood).strip()} {found.word}"


def shown(answer: str, book: Book) -> str:
    """An answer by its name: a place, a stance or an actor."""
    return " and ".join(book.names.get(part, part.replace("_", " ")) for part in answer.split(" + "))


def _is_worth_drawing(found: ValueAnswer) -> bool:
    """Whether there is more than one number to see: rivals, or one that is wide."""
    edges = {rival.bounds or rival.days or (None, None) for rival in found.rivals}
    return len(edges) > 1 or any(low != high for low, high in edges) or any(rival.about for rival in found.rivals)


def _plot(found: ValueAnswer, book: Book) -> Dots:
    if found.question.kind == DATE:
        marks = [_mark(rival, _ordinals(rival.days), book) for rival in found.rivals]
        span = _ordinals(found.days) if found.days else None
        return Dots(marks, span, "weighed", lambda day: show_day(round(day)), dates=True)
    marks = [_mark(rival, rival.bounds or (None, None), book) for rival in found.rivals]
    return Dots(marks, found.range, "weighed", amount)


def _ordinals(days: Days | None) -> Bounds:
    first, last = days or (None, None)
    return float(parse_day(first)) if first else None, float(parse_day(last)) if last else None


def _mark(rival: Rival, bounds: Bounds, book: Book) -> Mark:
    about = book.vocab.constant("value_about") if rival.about else 0.0
    who = [book.names.get(voice.origin, voice.origin) for voice in rival.voices]
    note = who[0] + (f" and {len(who) - 1} more" if len(who) > 1 else "")
    denied = all(voice.polarity == "denies" for voice in rival.voices)
    return Mark(rival.text, note, *bounds, about, rival.fits, denied)


@dataclass(frozen=True)
class _Bars:
    """Answers with how likely each is, the likeliest first; places under those that they lie in."""

    found: ValueAnswer
    book: Book

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        likely = {r.answer: r.likelihood for r in self.found.rivals if r.likelihood is not None}
        order = sorted(likely, key=lambda answer: (-(likely[answer] or 0), answer))
        width = min(max(options.max_width - 56, 10), 40)
        table = table_of()
        table.show_header = False
        table.add_column(overflow="fold", max_width=max(16, options.max_width // 3))
        table.add_column(justify="right", no_wrap=True)
        table.add_column(no_wrap=True)
        for answer in order:
            p = likely[answer] or 0.0
            inside = self._depth(answer, order) if self.found.question.kind == PLACE else 0
            name = "  " * inside + shown(answer, self.book)
            bar = "█" * round(p * width) or "▏"
            style = FOR if answer == self.found.answer or self.found.question.kind == NAMES else QUIET
            table.add_row(name, percent(p), Text(bar, style=style))
        if self.found.question.kind == CHOICE and (rest := 1 - sum(p or 0 for p in likely.values())) > 0.005:
            table.add_row(Text("any other stance", style=QUIET), percent(rest), Text("░" * round(rest * width)))
        yield table

    def _depth(self, place: str, others: list[str]) -> int:
        return len(self.book.vocab.place_parents.get(place, frozenset()) & set(others))


@dataclass(frozen=True)
class _Voices:
    """A row for each origin; narrow windows leave out its dates and weight."""

    found: ValueAnswer
    book: Book

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide, roomy = options.max_width >= 90, options.max_width >= 72
        table = table_of()
        table.add_column("origin", overflow="fold")
        table.add_column("grade", no_wrap=True)
        table.add_column("says", overflow="fold")
        if roomy:
            table.add_column("seen", no_wrap=True)
        if wide:
            table.add_column("weight", justify="right", no_wrap=True)
            table.add_column("decibans", justify="right", no_wrap=True)
        table.add_column("share", justify="right", no_wrap=True)
        for origin, grade, says, seen, weight, decibans, share in self._rows():
            cells: list[RenderableType] = [origin, grade, says]
            cells += [seen] if roomy else []
            cells += [weight, decibans] if wide else []
            table.add_row(*cells, share)
        yield table

    def _rows(self) -> Iterator[tuple[RenderableType, str, RenderableType, str, str, str, str]]:
        seen: dict[str, list[tuple[Rival, int]]] = {}
        for rival in self.found.rivals:
            for i, voice in enumerate(rival.voices):
                seen.setdefault(voice.origin, []).append((rival, i))
        for origin, said in seen.items():
            rival, i = said[0]
            voice = rival.voices[i]
            stance = {"no_serves_me": " no serves it", "yes_serves_me": " yes serves it"}.get(voice.stance, "")
            relay = f", {voice.relays} relay{'s' if voice.relays > 1 else ''}" if voice.relays else ""
            words = "; ".join(self._says(rival) for rival, _ in said[:MOST_CLAIMS])
            more = f"; {len(said) - MOST_CLAIMS} more" if len(said) > MOST_CLAIMS else ""
            fits = rival.fits
            yield (
                Text(isolated(self.book, origin)) + Text(f"{stance}{relay}", style=QUIET),
                voice.grade,
                Text(words + more, style=FOR if fits else AGAINST),
                years(voice.first, voice.last),
                f"{voice.weight:.2f}",
                f"{voice.decibans:.1f}",
                f"{sum(r.voices[k].share for r, k in said):.0%}",
            )

    def _says(self, rival: Rival) -> str:
        if self.found.question.kind in (NUMBER, DATE):
            return rival.text
        return ("not " if rival.text.startswith("not ") else "") + shown(rival.answer, self.book)


def _notes(found: ValueAnswer, book: Book) -> list[RenderableType]:
    def name(ids: list[str]) -> str:
        return ", ".join(isolated(book, item) for item in ids)

    notes = []
    if found.outliers:
        what = "outside the range" if found.question.kind in (NUMBER, DATE) else "for another answer"
        notes.append(f"{what}: {name(found.outliers)}")
    if found.load_bearing:
        notes.append(f"rests on: {name(found.load_bearing)}")
    return [Padding(Text("\n".join(notes)), (1, 0, 0, 0))] if notes else []


def _claims(rival: Rival, book: Book) -> RenderableType:
    lines: list[RenderableType] = []
    for voice in rival.voices:
        lines.append(Text(f"{isolated(book, voice.origin)}: {rival.text.replace('_', ' ')}", style=STRONG))
        for claim in voice.claims[:MOST_CLAIMS]:
            place = Text.assemble((claim.id, FOR), (f"  {claim.at}  {claim.file}:{claim.line}", QUIET))
            lines += [Padding(place, (0, 0, 0, 2)), Padding(Text(claim.text), (0, 0, 0, 4))]
        if len(voice.claims) > MOST_CLAIMS:
            more = len(voice.claims) - MOST_CLAIMS
            lines.append(Text(f"  and {more} more that add nothing to its vote", style=QUIET))
    return Padding(Group(*lines), (1, 0, 0, 0))


def show_sums(sums: list[Sum]) -> list[RenderableType]:
    """The arithmetic, a line for each sum, with a mark before what does not fit."""
    if not sums:
        return []
    lines: list[RenderableType] = [Text("\narithmetic", style=STRONG)]
    for item in sums:
        mark = {True: "=", None: "≤", False: "≠"}[item.fits]
        lines.append(Padding(Text.assemble((mark, AGAINST if item.fits is False else QUIET), f" {item.says}"), (0, 0)))
    return lines

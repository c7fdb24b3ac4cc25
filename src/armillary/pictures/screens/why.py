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
from armillary.pictures.sentences import counted, listed, number


def show_why(found: Why, book: Book) -> RenderableType:
    """The answer, then the waterfall of decibans, then what it leans on."""
    q = found.question
    title = tie_text(q.subject, q.relation, q.object, book, q.level, q.object_level, q.place)
    title.stylize(STRONG)
    parts: list[RenderableType] = [title, headline(found.as_of, found.known_by), Text("")]
    parts += [Text(line, style=STRONG if number == 0 else "") for number, line in enumerate(_answer(found, book))]
    if found.contributions:
        parts += [Text(""), _Waterfall(found, book)]
    notes = [f"coins: {found.coins}"] if found.contributions else []
    if found.lifted_by is not None:
        other = found.lifted_by
        where = (other.level, other.object_level, other.place)
        tie = tie_text(other.subject, other.relation, other.object, book, *where).plain
        if found.coherence_db > 0:
            notes.append(f"coherence: no less likely than {tie}, which it follows from")
        else:
            notes.append(f"coherence: no likelier than {tie}, which would follow from it")
    if found.load_bearing:
        notes.append("rests on: " + ", ".join(book.names.get(name, name) for name in found.load_bearing))
    if found.would_change:
        notes.append("would change the word: " + "; ".join(_named(what, book) for what in found.would_change))
    if notes:
        parts.append(Padding(Text("\n".join(notes)), (1, 0)))
    parts += [_claims_of(part, book) for part in found.contributions if _shown(part)]
    if found.not_counted:
        table = table_of("not counted", "because")
        for item in found.not_counted:
            table.add_row(item.claim, Text(item.reason, style=QUIET))
        parts.append(table)
    return Group(*parts)


def _answer(found: Why, book: Book) -> list[str]:
    """The four parts of the answer, each in a sentence of its own."""
    lines = []
    if found.likelihood is not None:
        lines.append(f"{percent(found.likelihood).strip()} {found.word}, {range_text(found.range)}")
    lines.append(_standing(found))
    if found.on_record:
        told = [f"{r.when or 'no date'}, {r.source or 'without a source'}" for r in found.on_record]
        lines.append(f"On record: {'; '.join(told)}.")
    lines += [line for line in (_currency(found, book), _denials(found, book)) if line]
    if found.confidence is not None:
        lines.append(f"Confidence: {found.confidence}.")
    return lines


def _standing(found: Why) -> str:
    if found.standing == "on_record":
        return "On record: stated by the casebook's own structure, with no claim to weigh."
    if found.standing == "not_assessed":
        why = "the voices say too little" if found.contributions else "nobody speaks of it"
        return f"Not assessed: {why}."
    yes = counted(found.voices_for, "voice") if found.voices_for else "none"
    no = number(found.voices_against) if found.voices_against else "none"
    are = "are" if found.voices_for > 1 else "is"
    return f"{found.standing.capitalize()}: {yes} {are} heard to assert it, {no} to deny it."


def _currency(found: Why, book: Book) -> str:
    if found.ended is not None:
        if found.ended.with_:
            return f"Ended {found.ended.when}, with {book.names.get(found.ended.with_, found.ended.with_)}."
        by = f", by the word of {_names(found.ended.by, book)}" if found.ended.by else ""
        return f"Ended {found.ended.when}{by}."
    said = found.said_to_have_ended_by
    more = f" Said by {_names(said, book)} to have ended." if said else ""
    if found.currency == "stands":
        return f"Stands: it was done.{more}"
    if found.last_seen is None:
        return more.strip()
    lapsed = "; whether it still holds is not known" if found.currency == "lapsed" else ""
    return f"{(found.currency or '').capitalize()}: last seen {found.last_seen}{lapsed}.{more}"


def _names(ids: list[str], book: Book) -> str:
    return listed([book.names.get(name, name) for name in ids])


def _denials(found: Why, book: Book) -> str:
    return f"Denied by {_names(found.denied_by, book)}." if found.denied_by else ""


def _named(what: str, book: Book) -> str:
    """What would change the word, with the name of the voice that it takes away."""
    before, withdrawal, voice = what.partition("withdrawal of ")
    return before + withdrawal + book.names.get(voice, voice)


def _shown(part: Part) -> bool:
    return abs(part.decibans) >= 0.05 or bool(part.one_with)


@dataclass(frozen=True)
class _Waterfall:
    """Decibans from even odds to the answer, a bar for each step; voices that weigh nothing share a line."""

    found: Why
    book: Book

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield _waterfall(self.found, self.book, bar=min(max(options.max_width - 72, 8), 32))


_AFTER = (
    ("age_db", "older evidence yields to newer"),
    ("bound_db", "as far as so few voices carry"),
    ("coherence_db", "coherence"),
    ("untold_db", "not told apart in this release"),
)


def _waterfall(found: Why, book: Book, bar: int) -> Table:
    told = [part for part in found.contributions if _shown(part)]
    silent = [part for part in found.contributions if not _shown(part)]
    rest = sum(part.decibans for part in silent)
    after = [(words, float(getattr(found, name))) for name, words in _AFTER]
    steps = [*(part.decibans for part in told), rest, *(step for _, step in after)]
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
    stances = {"free": "", "no_serves_me": " no serves it", "yes_serves_me": " yes serves it"}
    for i, part in enumerate(told):
        more = stances[part.stance] + (f", {part.relays} relay{'s' if part.relays > 1 else ''}" if part.relays else "")
        more += ", of a class" if part.of_class else ""
        more += f", one voice with {book.names.get(part.one_with, part.one_with)}" if part.one_with else ""
        table.add_row(
            Text(book.names.get(part.origin, part.origin)) + Text(more, style=QUIET),
            part.grade,
            Text(part.polarity, style=FOR if part.polarity == "asserts" else AGAINST),
            f"{part.weight:.2f}",
            Text("·", style=QUIET) if part.one_with else signed(part.decibans),
            "" if part.one_with else _bar(reach[i], reach[i + 1], low, high, bar),
        )
    if silent:
        names = ", ".join(book.names.get(part.origin, part.origin) for part in silent)
        table.add_row(Text(f"weigh nothing: {names}", style=QUIET), "", "", "", signed(rest), "")
    for i, (words, step) in enumerate(after):
        if abs(step) > 1e-9:
            at = len(told) + 1 + i
            drawn = _bar(reach[at], reach[at + 1], low, high, bar)
            table.add_row(Text(words, style=QUIET), "", "", "", signed(step), drawn)
    table.add_row(
        Text("in all, from even odds", style=STRONG),
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

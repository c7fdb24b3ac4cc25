"""The terminal templates of the pictures: tables that read from the left, ids where somebody will copy them."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from armillary.book.book import Book
from armillary.pictures.records import ActorPage, ClaimThere, Comparison, Part, SourcePage, TieRow, Why

# blue and orange, told apart by every eye; the sign or word says the same without colour
FOR, AGAINST, QUIET, STRONG = "blue", "dark_orange", "dim", "bold"
_CONFIDENCE = {"high": "●●●", "moderate": "●●○", "low": "●○○", None: ""}


def show_ties(rows: list[TieRow], book: Book) -> RenderableType:
    """Ties by dimension, the likeliest first."""
    if not rows:
        return Text("No tie fits. Leave out a filter, or see `armillary ties BOOK`.", style=QUIET)
    parts: list[RenderableType] = [_headline(rows[0].as_of, rows[0].known_by)]
    dimensions = sorted(book.vocab.lists.dimensions.values(), key=lambda d: d.order)
    for dimension in dimensions:
        here = [row for row in rows if row.dimension == dimension.id]
        if not here:
            continue
        parts += [Text(f"\n{dimension.label or dimension.id}", style=STRONG), _TieTable(here, book)]
    parts.append(Text("\nconfidence ●●● high ●●○ moderate ●○○ low · origins: for/against", style=QUIET))
    return Group(*parts)


def _headline(as_of: str, known_by: str | None) -> Text:
    return Text(f"as of {as_of}" + (f", known by {known_by}" if known_by else ""), style=QUIET)


@dataclass(frozen=True)
class _TieTable:
    """A table of ties that leaves out its last columns where the window is narrow."""

    rows: list[TieRow]
    book: Book

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide, roomy = options.max_width >= 96, options.max_width >= 72
        table = _table()
        table.add_column("tie", overflow="fold", ratio=1)
        table.add_column("likelihood", no_wrap=True, min_width=23)  # as wide as its widest word, so that tables line up
        if roomy:
            table.add_column("range", no_wrap=True, justify="right", min_width=6)
        table.add_column("", no_wrap=True)
        table.add_column("origins" if wide else "", no_wrap=True, justify="right")
        if wide:
            table.add_column("seen", no_wrap=True, min_width=9)
        table.expand = True
        for row in self.rows:
            at = ", ".join(filter(None, (row.level, row.object_level, row.place)))
            tie = tie_text(row.subject, row.relation, row.object, self.book)
            cells = [tie + Text(f" ({at})", style=QUIET) if at else tie, _likelihood(row.likelihood, row.word)]
            if roomy:
                cells.append(Text(_range(row.range), style=QUIET))
            cells.append(Text(_CONFIDENCE[row.confidence]))
            cells.append(
                Text.assemble((str(row.for_), FOR), ("/", QUIET), (str(row.against), AGAINST if row.against else QUIET))
            )
            if wide:
                cells.append(Text(_years(row.first, row.last), style=QUIET))
            table.add_row(*cells)
        yield table


def _table(*headers: str) -> Table:
    return Table(*headers, box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, header_style=QUIET)


def tie_text(subject: str, relation: str, object_: str, book: Book) -> Text:
    """A tie as a sentence, by the names of its ends."""
    hostile = book.vocab.relations[relation].tone == "hostile"
    words = book.vocab.relations[relation].label or relation.replace("_", " ")
    return Text.assemble(
        _isolated(book, subject), " ", (words, AGAINST if hostile else FOR), " ", _isolated(book, object_)
    )


def _isolated(book: Book, name: str) -> str:
    """A name that keeps its own direction in a line of the other one (Unicode isolates)."""
    shown = book.names.get(name, name)
    return f"\u2068{shown}\u2069" if not shown.isascii() else shown


def _likelihood(likelihood: float | None, word: str) -> Text:
    if likelihood is None:  # in a table the year is enough
        return Text(word[: len("not assessed since 2023")], style=QUIET)
    return Text(f"{percent(likelihood)} {word}")


def percent(likelihood: float) -> str:
    """A likelihood as people are shown it: from 1 to 99 %."""
    return f"{min(max(likelihood, 0.01), 0.99):3.0%}"


def _range(found: tuple[float, float] | None) -> str:
    return "" if found is None else f"{percent(found[0]).strip().rstrip('%')}–{percent(found[1]).strip()}"


def _years(first: str | None, last: str | None) -> str:
    if first is None and last is None:
        return ""
    one, two = (first or "")[:4], (last or "")[:4]
    return one if one == two else f"{one}–{two}"


def show_why(found: Why, book: Book) -> RenderableType:
    """The answer, then the waterfall of decibans, then what it leans on."""
    q = found.question
    at = ", ".join(filter(None, (q.level, q.object_level, q.place)))
    title = tie_text(q.subject, q.relation, q.object, book)
    title.stylize(STRONG)
    parts: list[RenderableType] = [title + Text(f"  ({at})" if at else ""), _headline(found.as_of, found.known_by)]
    if found.likelihood is None:
        parts.append(Text(f"\n{found.word}", style=STRONG))
    else:
        answer = (
            f"{percent(found.likelihood).strip()} {found.word}, {_range(found.range)}; {found.confidence} confidence"
        )
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
        table = _table("not counted", "because")
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
    table = _table()
    table.add_column("origin", overflow="fold")
    table.add_column("grade", no_wrap=True)
    table.add_column("says", no_wrap=True)
    table.add_column("weight", justify="right", no_wrap=True)
    table.add_column("decibans", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_row(
        Text("before any evidence", style=QUIET), "", "", "", _signed(steps[0]), _bar(0.0, steps[0], low, high, bar)
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
            _signed(part.decibans),
            _bar(reach[i + 1], reach[i + 2], low, high, bar),
        )
    if silent:
        names = ", ".join(book.names.get(part.origin, part.origin) for part in silent)
        table.add_row(Text(f"weigh nothing: {names}", style=QUIET), "", "", "", _signed(rest), "")
    if abs(found.coherence_db) > 1e-9:
        table.add_row(
            Text("coherence", style=QUIET),
            "",
            "",
            "",
            _signed(found.coherence_db),
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


def _signed(decibans: float) -> Text:
    return Text(f"{decibans:+.1f}", style=FOR if decibans > 0 else AGAINST)


def _bar(start: float, stop: float, low: float, high: float, width: int) -> Text:
    """A step of a waterfall on a common scale; to the right is for, to the left against."""
    scale = width / ((high - low) or 1)
    a, b = sorted((round((start - low) * scale), round((stop - low) * scale)))
    mark = "█" if stop >= start else "▒"
    return Text(" " * a) + Text(mark * max(b - a, 1), style=FOR if stop >= start else AGAINST)


def _claims_of(part: Part, book: Book) -> RenderableType:
    lines: list[RenderableType] = [Text(f"{book.names.get(part.origin, part.origin)} {part.polarity}", style=STRONG)]
    for claim in part.claims[:4]:
        place = Text.assemble((claim.id, FOR), (f"  {claim.at}  {claim.file}:{claim.line}", QUIET))
        lines += [Padding(place, (0, 0, 0, 2)), Padding(Text(claim.text), (0, 0, 0, 4))]
    if len(part.claims) > 4:
        lines.append(Text(f"  and {len(part.claims) - 4} more claims that add nothing to its vote", style=QUIET))
    return Padding(Group(*lines), (0, 0, 1, 0))


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
        parts.append(Text("also " + ", ".join(f"\u2068{name}\u2069" for name in found.aliases), style=QUIET))
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
        parts.append(_TieTable(found.bears, book))
    for title, claims in (("read in it", found.read_here), ("credited through it", found.credited)):
        if claims:
            parts += [Text(f"\n{title}", style=STRONG), *(_claim_line(claim) for claim in claims)]
    return Group(*parts)


def _claim_line(claim: ClaimThere) -> Text:
    return Text.assemble((claim.claim, FOR), f"  {claim.text}", (f"  {claim.at}", QUIET))


def show_compare(found: Comparison, book: Book) -> RenderableType:
    """What moved, most first, with its causes."""
    other = "" if found.book == found.other else f" ({found.other} against {found.book})"
    parts: list[RenderableType] = [
        Text(
            f"from {found.before} to {found.after}{other}: {len(found.moved)} ties moved, {found.unmoved} did not",
            style=STRONG,
        )
    ]
    table = _table()
    table.add_column("tie", ratio=3, overflow="fold")
    table.add_column(found.before, no_wrap=True)
    table.add_column(found.after, no_wrap=True)
    table.add_column("dB", justify="right", no_wrap=True)
    table.add_column("because", ratio=2, overflow="fold")
    for row in found.moved:
        sums: dict[str, float] = {}
        for cause in row.causes:
            sums[cause.cause] = sums.get(cause.cause, 0.0) + cause.decibans
        why = ", ".join(f"{name} {value:+.1f}" for name, value in sorted(sums.items(), key=lambda item: -abs(item[1])))
        table.add_row(
            tie_text(row.subject, row.relation, row.object, book),
            _likelihood(row.before.likelihood, row.before.word),
            _likelihood(row.after.likelihood, row.after.word),
            _signed(row.decibans),
            Text(why, style=QUIET),
        )
    parts += [Text(""), table] if found.moved else [Text("Nothing moved.", style=QUIET)]
    return Group(*parts)

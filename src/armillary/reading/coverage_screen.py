"""How coverage is shown in a terminal: places on the left, what codes them on the right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from armillary.reading.reports import CodedPlaces, Coder, CoveredDocument, CoveredPassage, Lost, Reason
from armillary.text.runs import show_runs

DONE, OPEN, QUIET, STRONG = "blue", "dark_orange", "dim", "bold"
_MARKS = {"coded": ("●", DONE), "reasoned": ("○", DONE), "uncovered": ("✗", OPEN), "set_aside": ("·", QUIET)}
_SHOWN = 6  # ids in a line
_PLURALS = {"paragraph": "paragraphs", "list_item": "items of lists", "note": "notes", "caption": "captions"}


def show_places(found: CodedPlaces) -> RenderableType:
    """The casebook's own account, section by section."""
    parts: list[RenderableType] = [
        Text(f"{found.title}  ", style=STRONG) + Text(found.source, style=QUIET),
        Text(f"{found.claims} records code {len(found.places)} places, {found.entries} entries say why there is none"),
    ]
    section = None
    for place in found.places:
        if place.section != section:
            section = place.section
            parts.append(Text(f"\n{section or 'without a section'}", style=STRONG))
            table = _table()
            parts.append(table)
        mark = _MARKS["coded" if place.coded_by else "reasoned"]
        table.add_row(Text(place.place or "as a whole"), Text(*mark), _accounts(place.coded_by, place.reasons))
    hashes = f"{len(found.hashes)} hashes of passages are kept" if found.hashes else "no hashes of passages are kept"
    parts.append(Text(f"\n{hashes}; hold a text against this with --text FILE", style=QUIET))
    return Group(*parts)


def show_document(found: CoveredDocument, review: bool, only: Sequence[CoveredPassage] = ()) -> RenderableType:
    """A document passage by passage; with `review` in full, each beside what codes it."""
    parts: list[RenderableType] = [
        Text(f"{found.title}  ", style=STRONG) + Text(f"{found.source}, {found.document}", style=QUIET)
    ]
    passages = list(only) or found.passages
    if review or only:
        parts += [_beside(passage) for passage in passages if only or passage.state != "set_aside"]
    else:
        parts += _by_section(passages)
    if not only:
        parts += [Text(""), *_verdict(found)]
    return Group(*parts)


def _by_section(passages: Sequence[CoveredPassage]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    number, table = -1, _table()
    for passage in sorted(passages, key=lambda passage: passage.section_number):
        if passage.kind in ("front_matter", "bibliography", "heading", "note"):
            continue
        if passage.section_number != number:
            number, table = passage.section_number, _table()
            table.add_column(no_wrap=True)
            table.add_column(no_wrap=True)
            table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
            table.add_column(ratio=1, overflow="fold")
            table.expand = True
            parts += [Text(f"\n{passage.section or 'without a section'}", style=STRONG), table]
        accounts = _accounts(passage.coded_by, passage.reasons)
        table.add_row(_number(passage), Text(*_MARKS[passage.state]), Text(passage.text), accounts)
    notes = [passage for passage in passages if passage.kind == "note"]
    return [*parts, Text("\nNotes", style=STRONG), _notes(notes)] if notes else parts


def _notes(notes: Sequence[CoveredPassage]) -> RenderableType:
    """Notes by what accounts for them; one line for those that share it."""
    groups: dict[tuple[str, str], list[int]] = {}
    for passage in notes:
        said = {"coded": "coded", "uncovered": "not accounted for"}.get(passage.state, "")
        if not said:
            whole = all(reason.whole_section for reason in passage.reasons)
            said = "an entry for all: " * whole + _accounts([], passage.reasons).plain.strip()
        groups.setdefault((passage.state, said), []).append(passage.note)
    table = _table()
    for (state, said), numbers in groups.items():
        table.add_row(
            Text(*_MARKS[state]), Text(said), Text(show_runs(numbers, "n"), style=OPEN if state == "uncovered" else "")
        )
    return table


def _number(passage: CoveredPassage) -> Text:
    words = [f"¶{passage.paragraph}" if passage.paragraph else ""]
    words += [f"item {passage.item}"] if passage.item else []
    if passage.kind in ("caption", "pull_quote"):
        return Text(passage.kind.replace("_", " "), style=QUIET)
    return Text(" ".join(words))


def _beside(passage: CoveredPassage) -> RenderableType:
    """A passage with its text on the left and its claims on the right."""
    mark, style = _MARKS[passage.state]
    head = Text.assemble((f"{mark} {passage.at}", f"{STRONG} {style}"), (f"  {passage.kind.replace('_', ' ')}", QUIET))
    notes = "".join(f" n{number}" for number in passage.markers)
    said = [_coder(coder) for coder in passage.coded_by] + [_reason(reason) for reason in passage.reasons]
    grid = Table.grid(padding=(0, 3, 0, 0), expand=True)
    grid.add_column(ratio=1)
    grid.add_column(ratio=1)
    text = Text(passage.text) + Text(notes, style=QUIET)
    grid.add_row(text, Group(*said) if said else Text("nothing codes it", style=OPEN))
    return Padding(Group(head, grid), (1, 0, 0, 0))


def _coder(coder: Coder) -> Text:
    line = Text(coder.id, style=DONE)
    if coder.says:
        line += Text(f"  {coder.says}")
    return line + Text(f"\n  {coder.text}", style=QUIET)


def _reason(reason: Reason) -> Text:
    words = reason.reason.replace("_", " ") + (f" {reason.repeats}" if reason.repeats else "")
    where = f"  {reason.at}" if reason.at else ""
    return Text.assemble((words, DONE), (where, QUIET), (f"\n  {reason.note}" if reason.note else "", QUIET))


def _accounts(coders: Sequence[Coder], reasons: Sequence[Reason]) -> Text:
    """Ids and reasons in one line; an id without its source where it is a claim's."""
    ids = [coder.id.partition("/")[2] if coder.record == "claim" else coder.id for coder in coders]
    shown = " ".join(ids[:_SHOWN]) + (f" +{len(ids) - _SHOWN}" if len(ids) > _SHOWN else "")
    words: list[str] = []
    for reason in reasons:
        word = reason.reason.replace("_", " ") + (f" {reason.repeats.partition('/')[2]}" if reason.repeats else "")
        if word not in words:
            words.append(word)
    text = Text(shown)
    if words:
        text += Text(("  " if shown else "") + "; ".join(words), style=QUIET)
    return text


def _verdict(found: CoveredDocument) -> list[RenderableType]:
    """The counts, then what is wrong, worst first."""
    parts: list[RenderableType] = [Text("● coded  ○ a reason is stated  ✗ neither\n", style=QUIET)]
    table = _table("", "in all", "coded", "reason stated", "open")
    for column in table.columns[1:]:
        column.justify = "right"
    for tally in found.tallies:
        left = Text(str(tally.uncovered), style=OPEN if tally.uncovered else QUIET)
        table.add_row(_PLURALS[tally.kind], str(tally.passages), str(tally.coded), str(tally.reasoned), left)
    parts.append(table)
    if found.set_aside:
        aside = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in found.set_aside.items())
        parts.append(Text(f"set aside: {aside}", style=QUIET))
    lists = (
        ("not accounted for", [Text(f"  {at}") for at in found.uncovered]),
        ("locators that match no passage", [_lost(item) for item in found.unmatched]),
        ("notes that are called in another paragraph", [_lost(item) for item in found.misplaced]),
        ("claims that name no paragraph", [_lost(item) for item in found.loose]),
        (
            "not as the casebook has it",
            [
                Text(f"  {c.what}: {c.at}" + (f", now {c.now}" if c.now not in ("", c.at) else ""))
                for c in found.changed
            ],
        ),
    )
    for title, lines in lists:
        if lines:
            parts += [Text(f"\n{title}", style=f"{STRONG} {OPEN}"), *lines]
    if not found.uncovered:
        parts.append(Text("\nEvery passage is accounted for.", style=DONE))
    if not found.hashes:
        parts.append(Text("No hashes are kept, so a changed document would not be noticed: --write.", style=QUIET))
    return parts


def _lost(item: Lost) -> Text:
    name = f" {item.id}" if item.id else ""
    hint = f" — {item.hint}" if item.hint else ""
    return Text.assemble(f"  {item.file}:{item.line}{name} '{item.at}': {item.problem}", (hint, QUIET))


def _table(*headers: str) -> Table:
    show = bool(headers)
    return Table(
        *headers, box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, show_header=show, header_style=QUIET
    )

"""The screen of the review desk: the passage with its quote, the claim that is proposed, and what stands beside it.

Nothing is said by colour alone: the quote stands behind a bar, every kind of neighbour has its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from armillary.reading.coverage_screen import DONE, OPEN, QUIET, STRONG
from armillary.reviewing.beside import Neighbour
from armillary.reviewing.desk import Shown
from armillary.reviewing.drafts import FIELDS, Draft, one_line
from armillary.reviewing.reports import Pending, Verdicts
from armillary.reviewing.verdicts import REASONS, Verdict

WIDE = 116  # columns from which the casebook's claims stand at the side


class _Room(NamedTuple):
    """How much is shown around a claim: claims and proposals beside it, characters of a quote and of its neighbours."""

    claims: int
    others: int
    quote: int
    context: int


# The rest is behind `v`.
_ROOMS = (
    _Room(10, 8, 1500, 400),
    _Room(7, 5, 1200, 300),
    _Room(5, 4, 900, 240),
    _Room(4, 3, 900, 160),
    _Room(3, 2, 600, 120),
    _Room(2, 1, 480, 70),
    _Room(1, 1, 320, 50),
    _Room(1, 0, 320, 50),
    _Room(1, 0, 240, 0),
    _Room(0, 0, 160, 0),
)
_KINDS = {
    "duplicate": ("says the same", OPEN),
    "rival": ("says the contrary", OPEN),
    "same_ends": ("the same two", DONE),
    "same_passage": ("same passage", QUIET),
}
KEYS = (
    ("a", "accept"),
    ("e", "edit"),
    ("r", "reject"),
    ("u", "unsure"),
    ("s", "skip"),
    ("z", "undo"),
    ("n", "next"),
    ("p", "previous"),
    ("v", "view"),
    ("?", "help"),
    ("q", "quit"),
)
FIELD_KEYS = dict(zip("sropmwhlbcatn", FIELDS, strict=True))
HELP = """\
a  accept: you are asked for one sentence in your own words, then the claim is written into the casebook
e  edit: change any field first, or the whole entry in your editor
r  reject: one more key gives a reason, Enter none
u  unsure: keep it out of the casebook for now; `armillary review --again` brings it back
s  skip: decide later in this session
z  undo: take the last decision back, and what it wrote, to the byte; also after quitting
n  next, p  previous (also the arrow keys), without deciding
v  view the whole passage and every claim beside it
q  quit; everything decided is kept"""


def show_candidate(shown: Shown, place: str, said: str, console: Console) -> RenderableType:
    """One candidate; `place` says where in the list it is, `said` what the last key did.

    As much of what stands around it is shown as the height of the terminal has room for.
    """
    for room in _ROOMS[:-1]:
        made = _candidate(shown, place, said, console.width >= WIDE, room)
        if len(console.render_lines(made)) < console.height:
            return made
    return _candidate(shown, place, said, console.width >= WIDE, _ROOMS[-1])


def _candidate(shown: Shown, place: str, said: str, wide: bool, room: _Room) -> RenderableType:
    main: list[RenderableType] = [_passage(shown, room), Text(""), _claim(shown)]
    side = [_beside(shown.neighbours, room.claims), *_others(shown, room.others)]
    if wide:
        grid = Table.grid(padding=(0, 3, 0, 0), expand=True)
        grid.add_column(ratio=6)
        grid.add_column(ratio=5)
        grid.add_row(Group(*main), Group(*side))
        body: list[RenderableType] = [grid]
    else:
        body = [*main, Text(""), *side]
    head = Table.grid(expand=True)
    head.add_column(ratio=1)
    head.add_column(justify="right", no_wrap=True)
    one = shown.candidate
    how = f"{', '.join(one.extractors)} · {one.proposal.frame or one.proposal.relation} · {shown.score:.2f}"
    head.add_row(Text(place, style=STRONG), Text(how, style=QUIET))
    source = shown.source or "source not known"
    head.add_row(Text(f"{one.proposal.document} as {source}", style=QUIET), Text(one.id, style=QUIET))
    parts = [head, Rule(style=QUIET), *body, Rule(style=QUIET)]
    if shown.verdict is not None:
        parts.append(Text(f"decided: {describe(shown.verdict)}", style=STRONG))
    if said:
        parts.append(Text(said, style=STRONG))
    return Group(*parts, keys())


def show_all(shown: Shown) -> RenderableType:
    """The whole passage and every claim beside it, for a pager."""
    whole = shown.around.passage or shown.around.quote
    head, quote, tail = whole.partition(shown.around.quote)
    parts = [Text(shown.draft.get("at"), style=STRONG), Text(head.strip()), _quoted(quote or shown.around.quote)]
    return Group(*parts, Text(tail.strip()), Text(""), _beside(shown.neighbours, 10_000), *_others(shown, 10_000))


def show_fields(shown: Shown, draft: Draft, said: Sequence[str]) -> RenderableType:
    """The quote and the fields of a draft, those that were changed marked with a star."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, width=4)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for key, name in FIELD_KEYS.items():
        value = draft.get(name)
        star = "*" if value != shown.draft.get(name) else " "
        cell = Text(value) if value else Text(_EMPTY.get(name, "—"), style=QUIET)
        grid.add_row(Text(f"  {key}", style=STRONG), Text(name), Text(star, style=OPEN), cell)
    deeds = (("letter", "change the field"), ("Enter", "write"), ("e", "all of it in the editor"), ("q", "back"))
    foot = Group(Text("In a field: Tab completes, Ctrl-C goes back.", style=QUIET), _keys(deeds))
    other = [Text(f"a claim of another kind: {one_line(draft.rest)}", style=OPEN)] if not any(draft.ends) else []
    head = [_quoted(_first(shown.around.quote, _ROOMS[-2].quote * 2)), Rule(style=QUIET)]
    return Group(*head, *other, grid, *(Text(f"! {line}", style=OPEN) for line in said), foot)


def show_reasons() -> RenderableType:
    """The reasons for rejecting, each with its key."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for key, (name, (says, counts)) in zip("123456789", REASONS.items(), strict=False):
        note = "" if counts else "  (not counted against the extractor)"
        grid.add_row(Text(f"  {key}", style=STRONG), Text(name.replace("_", " ")), Text(says + note, style=QUIET))
    return Group(Text("Why?"), grid, _keys((("Enter", "no reason"), ("q", "back"))))


def keys() -> Text:
    """The keys in one or two lines."""
    return _keys(KEYS)


def describe(verdict: Verdict) -> str:
    """A verdict in words."""
    reason = f" ({verdict.reason.replace('_', ' ')})" if verdict.reason else ""
    claim = f" as {verdict.claim}" if verdict.claim else ""
    coder = f" by {verdict.coder}" if verdict.coder else ""
    return f"{verdict.verdict}{claim}{reason}{coder}, {verdict.time[:10]}"


def show_pending(found: Sequence[Pending]) -> RenderableType:
    """What is to decide, in a table."""
    if not found:
        return Text("Nothing is to decide. `armillary propose CASEBOOK FILE --write` makes proposals.")
    grid = Table("id", "score", "claim", "at", box=None, padding=(0, 2, 0, 0), header_style=QUIET)
    grid.columns[1].justify = "right"
    for one in found:
        line = Text(one.line)
        for gap in one.gaps:
            line.append(f"\n! {gap}", style=OPEN)
        grid.add_row(Text(one.id, style=QUIET), f"{one.score:.2f}", line, Text(str(one.entry.get("at", "")), style=QUIET))
    return Group(grid, Text(f"\n{len(found)} to decide", style=STRONG))


def show_verdicts(found: Verdicts) -> RenderableType:
    """How proposals turned out, by who proposed them and how."""
    if not found.verdicts:
        return Text("No verdict has been given. `armillary review CASEBOOK` asks for them.")
    names = ("by", "frame", "accepted", "edited", "rejected", "unsure", "held", "score", "now")
    table = Table(*names, box=None, padding=(0, 1, 0, 0), header_style=QUIET)
    for column in table.columns[2:]:
        column.justify = "right"
    for one in (*found.by_kind, found.total):
        precision = "—" if one.precision is None else f"{one.precision:.2f}"
        counts = [str(n) for n in (one.accepted, one.edited, one.rejected, one.unsure)]
        name = one.extractor or "all"
        style = STRONG if not one.extractor else ""
        table.add_row(name, one.frame, *counts, precision, f"{one.score:.2f}", f"{one.becomes:.2f}", style=style)
    return table


_EMPTY = {"polarity": "asserts", "modality": "stated", "text": "— one sentence in your own words"}


def _passage(shown: Shown, room: _Room) -> RenderableType:
    around = shown.around
    parts: list[RenderableType] = [Text(shown.draft.get("at") or shown.candidate.proposal.passage, style=STRONG)]
    if around.before and room.context:
        parts.append(Padding(Text(_last(around.before, room.context), style=QUIET), (0, 0, 0, 2)))
    cut = len(around.quote) > room.quote
    parts.append(_quoted(_first(around.quote, room.quote) + (" (v: all of it)" if cut else "")))
    if around.after and room.context:
        parts.append(Padding(Text(_first(around.after, room.context), style=QUIET), (0, 0, 0, 2)))
    if not around.passage:
        parts.append(Text("  the text around it was not kept: propose once more with --write", style=QUIET))
    return Group(*parts)


class _Barred:
    """A text with a bar at the left of every line."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, max(options.max_width - 2, 10)):
            line.rstrip()
            yield Text.assemble(("┃ ", DONE), line)


def _quoted(quote: str) -> RenderableType:
    return _Barred(Text(quote, style=STRONG))


def _claim(shown: Shown) -> RenderableType:
    line = Text(one_line(shown.draft.entry()), style=f"{STRONG} {DONE}")
    parts: list[RenderableType] = [Text("Proposed", style=QUIET), Padding(line, (0, 0, 0, 2))]
    parts += [Padding(Text(f"! {gap}", style=OPEN), (0, 0, 0, 2)) for gap in shown.draft.gaps]
    return Group(*parts)


def _beside(neighbours: Sequence[Neighbour], most: int) -> RenderableType:
    if not neighbours:
        return Text("In the casebook: nothing on these two, nothing at this passage", style=QUIET)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, min_width=len(_KINDS["rival"][0]))
    grid.add_column(ratio=1)
    for one in neighbours[:most]:
        word, style = _KINDS[one.kind]
        here = ", here" if one.here and one.kind != "same_passage" else ""
        line = Text.assemble((one.id, STRONG), f"{here}  {one.line}")
        if one.kind != "same_passage":
            line.append(f"\n{_first(one.text, 110)}", style=QUIET)
        grid.add_row(Text(word, style=style), line)
    parts: list[RenderableType] = [Text("In the casebook", style=QUIET), Padding(grid, (0, 0, 0, 2))]
    if len(neighbours) > most:
        parts.append(Text(f"  and {len(neighbours) - most} more (v)", style=QUIET))
    return Group(*parts)


def _others(shown: Shown, most: int) -> list[RenderableType]:
    if not shown.others:
        return []
    if not most:
        return [Text(f"Also proposed here: {len(shown.others)} (v)", style=QUIET)]
    parts: list[RenderableType] = [Text("Also proposed here", style=QUIET)]
    for one in shown.others[:most]:
        proposal = one.proposal
        denies = "denies " if proposal.polarity == "denies" else ""
        line = f"{denies}{proposal.subject} {proposal.relation} {proposal.object}"
        parts.append(Padding(Text.assemble(line, (f"  {one.id}", QUIET)), (0, 0, 0, 2)))
    if len(shown.others) > most:
        parts.append(Text(f"  and {len(shown.others) - most} more (v)", style=QUIET))
    return parts


def _keys(pairs: Sequence[tuple[str, str]]) -> Text:
    line = Text()
    for key, word in pairs:
        line.append(key, style=STRONG)
        line.append("\u00a0" + word.replace(" ", "\u00a0") + "  ", style=QUIET)
    line.rstrip()
    return line


def _first(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _last(text: str, most: int) -> str:
    return text if len(text) <= most else "… " + text[-most:].split(" ", 1)[-1]

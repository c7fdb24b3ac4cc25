"""The screen of the review desk: the passage with its quote, the claim that is proposed, and what stands beside it.

Nothing is said by colour alone: the quote stands behind a bar, every kind of neighbour has its word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from armillary.reading.coverage_screen import QUIET, STRONG
from armillary.reviewing.beside import Neighbour
from armillary.reviewing.drafts import one_line
from armillary.reviewing.menus import KEYS, LIT, LOUD, barred, first_of, keys_line, last_of
from armillary.reviewing.pile import Shown
from armillary.reviewing.verdicts import Verdict
from armillary.text.invisible import show

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
    "duplicate": ("says the same", LOUD),
    "rival": ("says the contrary", LOUD),
    "same_ends": ("the same two", LIT),
    "same_passage": ("same passage", QUIET),
}


def show_slip(shown: Shown, place: str, said: str, console: Console) -> RenderableType:
    """One slip; `place` says where in the list it is, `said` what the last key did.

    As much of what stands around it is shown as the height of the terminal has room for.
    """
    for room in _ROOMS[:-1]:
        made = _slip(shown, place, said, console.width >= WIDE, room)
        if len(console.render_lines(made)) < console.height:
            return made
    return _slip(shown, place, said, console.width >= WIDE, _ROOMS[-1])


def _slip(shown: Shown, place: str, said: str, wide: bool, room: _Room) -> RenderableType:
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
    one = shown.slip
    how = f"{', '.join(one.extractors)} · {one.proposal.frame or one.proposal.relation} · {shown.score:.2f}"
    if shown.behind is not None:
        how += f" (first {one.proposal.score:.2f}; {shown.behind.held} of {shown.behind.judged} held)"
    head.add_row(Text(place, style=STRONG), Text(how, style=QUIET))
    source = shown.source or "source not known"
    old = " (an older text of it)" if one.older else ""
    head.add_row(Text(show(f"{one.proposal.document}{old} as {source}"), style=QUIET), Text(one.id, style=QUIET))
    parts = [head, Rule(style=QUIET), *body, Rule(style=QUIET)]
    if shown.verdict is not None:
        parts.append(Text(f"decided: {describe(shown.verdict)}", style=STRONG))
    if said:
        parts.append(Text(said, style=STRONG))
    return Group(*parts, keys_line(KEYS))


def show_all(shown: Shown) -> RenderableType:
    """The whole passage and every claim beside it, for a pager."""
    whole = shown.around.passage or shown.around.quote
    head, quote, tail = whole.partition(shown.around.quote)
    parts = [
        Text(show(shown.draft.get("at")), style=STRONG),
        Text(show(head.strip())),
        barred(quote or shown.around.quote),
    ]
    return Group(*parts, Text(show(tail.strip())), Text(""), _beside(shown.neighbours, 10_000), *_others(shown, 10_000))


def _passage(shown: Shown, room: _Room) -> RenderableType:
    around = shown.around
    parts: list[RenderableType] = [Text(show(shown.draft.get("at") or shown.slip.proposal.passage), style=STRONG)]
    if around.before and room.context:
        parts.append(Padding(Text(show(last_of(around.before, room.context)), style=QUIET), (0, 0, 0, 2)))
    cut = len(around.quote) > room.quote
    parts.append(barred(first_of(around.quote, room.quote) + (" (v: all of it)" if cut else "")))
    if around.after and room.context:
        parts.append(Padding(Text(show(first_of(around.after, room.context)), style=QUIET), (0, 0, 0, 2)))
    if not around.passage:
        parts.append(Text("  the text around it was not kept: propose once more with --write", style=QUIET))
    return Group(*parts)


def _claim(shown: Shown) -> RenderableType:
    line = Text(show(one_line(shown.draft.entry())), style=STRONG)
    parts: list[RenderableType] = [Text("Proposed", style=QUIET), Padding(line, (0, 0, 0, 2))]
    parts += [Padding(Text(show(f"! {gap}"), style=LOUD), (0, 0, 0, 2)) for gap in shown.draft.gaps]
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
            line.append(f"\n{first_of(one.text, 110)}", style=QUIET)
        grid.add_row(Text(word, style=style), line)
    parts: list[RenderableType] = [Text("In the casebook", style=QUIET), Padding(grid, (0, 0, 0, 2))]
    if rest := neighbours[most:]:
        counts = Counter(one.kind for one in rest)
        # A rival or a duplicate is told even where there is no room to show it.
        kinds = ", ".join(f"{counts[kind]} {word}" for kind, (word, _) in _KINDS.items() if counts[kind])
        loud = LOUD if counts["rival"] or counts["duplicate"] else QUIET
        parts.append(Text(f"  {'and ' if most else ''}{kinds} (v)", style=loud))
    return Group(*(parts if most else (parts[0], parts[-1])))


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
        parts.append(Padding(Text.assemble(show(line), (f"  {one.id}", QUIET)), (0, 0, 0, 2)))
    if len(shown.others) > most:
        parts.append(Text(f"  and {len(shown.others) - most} more (v)", style=QUIET))
    return parts


def describe(verdict: Verdict) -> str:
    """A verdict in words."""
    reason = f" ({verdict.reason.replace('_', ' ')})" if verdict.reason else ""
    claim = f" as {verdict.claim}" if verdict.claim else ""
    coder = f" by {verdict.coder}" if verdict.coder else ""
    return f"{verdict.verdict}{claim}{reason}{coder}, {verdict.time[:10]}"

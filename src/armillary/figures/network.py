"""The network: who is tied to whom at a date, in what dimension, and how sure we may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

import numpy as np

from armillary.book.book import Book
from armillary.figures.curves import Frame, bundle, mark_end
from armillary.figures.figure import Figure
from armillary.figures.keys import draw_key
from armillary.figures.layout import lay_out
from armillary.figures.nesting import Box, nest
from armillary.figures.standing import alive_at, ties_between, wholes_above, wholes_at
from armillary.figures.strands import FADED, RECORD, Strand, gather, state_of, stroke
from armillary.figures.svg import Canvas
from armillary.figures.theme import Theme
from armillary.pictures.asking import actor_id, day
from armillary.pictures.records import TieRow
from armillary.pictures.ties import ties
from armillary.text.dates import show_day

WIDTH = 720.0
MOST_ACTORS = 80
MOST_STRANDS = 170
EDGE = 8.0


def draw_network(
    book: Book,
    *,
    as_of: str | None = None,
    known_by: str | None = None,
    actor: str | None = None,
    least: float = 0.8,
    theme: Theme = Theme.PRINT,
) -> Figure:
    """Draw the ties between actors that are at least so likely at a date, all or those of one actor and its parts."""
    on = day(as_of, book.as_of) or book.as_of
    wholes = wholes_at(book, on)
    who = actor_id(book, actor) if actor else ""
    alive = alive_at(book, on)
    found = ties_between(ties(book, as_of=as_of, known_by=known_by), alive)
    rows = [row for row in found if row.standing == "on_record" or (row.likelihood or 0.0) >= least]
    if who:
        own = {who} | {part for part in wholes if who in wholes_above(part, wholes)}
        rows = [row for row in rows if row.subject in own or row.object in own]
    strands = [s for s in gather(rows, book.vocab) if not _within(s, wholes)]
    shown, left_out = most_connected([s for s in strands if not s.state], MOST_ACTORS, who)
    kept = strongest([s for s in strands if s.a in shown and s.b in shown], MOST_STRANDS)
    boxes = place_boxes(book, shown, kept, wholes, WIDTH - 2 * EDGE, size=10.5)
    boxes = [box.moved(EDGE, EDGE) for box in boxes]
    bottom = max((box.y + box.height for box in boxes), default=60.0) + 14
    canvas = Canvas(theme, WIDTH, bottom)
    if not boxes:
        canvas.text((WIDTH / 2, 40), "No tie between actors is likely enough to draw.", anchor="middle", ink="quiet")
    draw_strands(canvas, book, boxes, kept, (2.0, 2.0, WIDTH - 2.0, bottom - 2.0))
    for box in boxes:
        draw_box(canvas, box, who)
    if boxes:
        canvas.height = draw_key(canvas, book, kept, [b.kind for box in boxes for b in box.all()], EDGE, bottom)
    rows = [row for row in rows if not state_of(row) and {row.subject, row.object} <= shown]
    thinned = sum(s.a in shown and s.b in shown for s in strands) - len(kept)
    return _figure(book, canvas, rows, kept, shown, left_out, thinned, who, show_day(on), least)


def _figure(
    book: Book,
    canvas: Canvas,
    rows: Sequence[TieRow],
    kept: Sequence[Strand],
    shown: set[str],
    left_out: int,
    thinned: int,
    who: str,
    on: str,
    least: float,
) -> Figure:
    title = (
        f"Ties of {book.names.get(who, who)}, {on}"
        if who
        else f"Ties between {len(shown)} actors, {on}"
        if shown
        else "No tie between actors"
    )
    hostile = sum(s.tone == "hostile" for s in kept)
    caption = (
        f"{len(rows)} ties of a likelihood of at least {least:.0%} as of {on}, between {len(shown)} actors. Ties "
        f"of two actors in one dimension share a line: {len(kept)} lines, {hostile} of them hostile. Colour and line "
        "style give the dimension, a bar at the end hostility; what is less likely is fainter, what is less well "
        "founded thinner. Parts stand inside their whole; actors that were not yet or no more at the date are left out."
    )
    for state, words in ((FADED, "what is over or has long not been seen"), (RECORD, "what is on record alone")):
        if count := sum(s.state == state for s in kept):
            caption += f" {'Dotted grey' if state == FADED else 'Thin grey'}: {words} ({count})."
    if left_out:
        caption += f" {left_out} actors with fewer ties are left out."
    if thinned > 0:
        caption += f" Of the lines, {thinned} weaker ones are left out."
    strongest_rows = sorted(rows, key=lambda row: -(row.likelihood or 0))[:12]
    names = book.names
    told = "; ".join(
        f"{names.get(r.subject, r.subject)} {_words(book, r.relation)} {names.get(r.object, r.object)} ({r.word})"
        for r in strongest_rows
    )
    alt = f"Network of {len(kept)} lines between {len(shown)} actors as of {on}. Most likely: {told or 'none'}."
    name = f"network-{who}" if who else "network"
    return Figure(
        name=name,
        svg=canvas.document(title, alt),
        title=title,
        caption=caption,
        alt=alt,
        width=round(canvas.width),
        height=round(canvas.height),
    )


def _words(book: Book, relation: str) -> str:
    return book.vocab.relations[relation].label or relation.replace("_", " ")


def _within(strand: Strand, wholes: dict[str, str]) -> bool:
    """Whether the drawing says it already, one box being inside the other."""
    return strand.relations == ("part_of",) and (
        strand.b in wholes_above(strand.a, wholes) or strand.a in wholes_above(strand.b, wholes)
    )


def most_connected(strands: Sequence[Strand], most: int, who: str = "") -> tuple[set[str], int]:
    """The actors with the most and likeliest ties, so many at most, and how many that leaves out."""
    weight: dict[str, float] = defaultdict(float)
    for strand in strands:
        weight[strand.a] += strand.likelihood
        weight[strand.b] += strand.likelihood
    ranked = sorted(weight, key=lambda name: (name != who, -round(weight[name], 9), name))
    return set(ranked[:most]), max(len(ranked) - most, 0)


def strongest(strands: Sequence[Strand], most: int) -> list[Strand]:
    """The likeliest strands, so many at most, in the order they came in."""
    if len(strands) <= most:
        return list(strands)
    ranked = sorted(range(len(strands)), key=lambda i: (strands[i].state, -round(strands[i].likelihood, 9), i))
    return [strands[i] for i in sorted(ranked[:most])]


def place_boxes(
    book: Book,
    actors: set[str],
    strands: Sequence[Strand],
    wholes: dict[str, str],
    width: float,
    *,
    size: float,
    label: float = 104.0,
    gap: float = 9.0,
    crowd: float = 1.6,
    roomy: float = 2.7,
) -> list[Box]:
    """The boxes of actors, and of the wholes they are parts of, where the layout puts them."""
    every = actors | {whole for name in actors for whole in wholes_above(name, wholes)}
    kinds = {row["id"]: row["kind"] for row in book.sql("SELECT id, kind FROM actors")}
    boxes = nest(every, wholes, book.names, kinds, size, label)
    root = {part.actor: i for i, box in enumerate(boxes) for part in box.all()}
    close: dict[tuple[int, int], float] = {}
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for strand in strands:
        a, b = sorted((root[strand.a], root[strand.b]))
        if a != b:
            pull = strand.likelihood * (0.35 if strand.tone == "hostile" else 1.0)
            counts[a, b] += 1
            close[a, b] = max(close.get((a, b), 0.0), pull)
    lines = np.zeros(len(boxes))
    for (a, b), count in counts.items():
        lines[[a, b]] += count
    sizes = np.array([[box.width, box.height] for box in boxes]).reshape(-1, 2)
    room = sizes + np.minimum(lines, 24.0)[:, None] * crowd  # many lines want air round the box
    centres = lay_out([box.actor for box in boxes], room, close, width, gap, roomy)
    return [
        box.moved(float(x) - box.width / 2, float(y) - box.height / 2)
        for box, (x, y) in zip(boxes, centres, strict=True)
    ]


def draw_strands(canvas: Canvas, book: Book, boxes: Sequence[Box], strands: Sequence[Strand], frame: Frame) -> None:
    """Draw ties within a frame, the fainter below the stronger."""
    every = {box.actor: box for outer in boxes for box in outer.all()}
    inside = {box.actor: {part.actor for part in box.all()} for box in every.values()}
    pairs: dict[tuple[str, str], list[Strand]] = defaultdict(list)
    for strand in strands:
        pairs[strand.pair].append(strand)
    for pair, several in sorted(pairs.items(), key=lambda item: max((not s.state, s.likelihood) for s in item[1])):
        one, two = (ends_at(every[end], every[other], inside) for end, other in (pair, pair[::-1]))
        ends = set(pair)
        around = [
            box for name, box in every.items() if not ends & inside[name] and not any(name in inside[e] for e in ends)
        ]
        for strand, way in zip(several, bundle(one, two, around, len(several), frame), strict=False):
            ink, dash, thick, faint = stroke(strand, book.vocab.lists.dimensions)
            canvas.path(way.d, ink, thick, dash, faint)
            both = strand.tone == "hostile" and not (strand.forth or strand.back)
            if strand.forth or both:
                mark_end(canvas, tuple(way.b), tuple(way.c), strand.tone, ink, thick, faint)
            if strand.back or both:
                mark_end(canvas, tuple(way.a), tuple(way.c), strand.tone, ink, thick, faint)


def ends_at(box: Box, other: Box, inside: dict[str, set[str]]) -> Box:
    """Where a tie of a box ends: at its border or, when the other end is inside it, at its own name."""
    if other.actor not in inside[box.actor] or not box.parts:
        return box
    return Box(box.actor, box.kind, box.lines, box.size, box.width, box.head, (), box.x, box.y)


OFFICIAL = frozenset({"state", "state_body", "intergovernmental"})
ARMED = frozenset({"group", "faction"})


def draw_box(canvas: Canvas, box: Box, who: str = "", ghosts: Set[str] = frozenset()) -> None:
    """Draw an actor with its parts: armed groups framed, states and their bodies square, persons in italics.

    Of those that are not there at the date, the ghosts, only the place is drawn.
    """
    framed, ghost = box.kind in ARMED, box.actor in ghosts
    canvas.rect(
        box.x,
        box.y,
        box.width,
        box.height,
        fill="wash" if box.parts or box.kind in OFFICIAL else "paper",
        ink="ghost" if ghost else "ink" if framed or box.actor == who else "rule" if box.kind == "person" else "quiet",
        line=2.0 if box.actor == who else 1.1 if framed and not ghost else 0.8,
        dash="2 2" if ghost else "",
        round_=0.0 if box.kind in OFFICIAL else 7.0,
    )
    base = box.y + 3.5 + box.size * 0.95
    for i, line in enumerate(box.lines):
        canvas.text(
            (box.x + box.width / 2, base + i * box.size * 1.2),
            line,
            size=box.size,
            anchor="middle",
            ink="ghost" if ghost else "ink",
            bold=bool(box.parts) or box.actor == who,
            italic=box.kind == "person",
        )
    for part in box.parts:
        draw_box(canvas, part, who, ghosts)

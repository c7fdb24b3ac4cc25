"""Small multiples: the network at several dates in one layout, so that the eye sees what began and what ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from armillary.book.book import Book
from armillary.figures.curves import bundle, mark_end
from armillary.figures.figure import Figure
from armillary.figures.lettering import text_width
from armillary.figures.nesting import Box
from armillary.figures.network import (
    draw_box,
    ends_at,
    most_connected,
    place_boxes,
)
from armillary.figures.standing import alive_at, ties_between, wholes_at
from armillary.figures.strands import Strand, gather
from armillary.figures.svg import Canvas
from armillary.figures.theme import Theme
from armillary.finding import ArmillaryError
from armillary.pictures.asking import day
from armillary.pictures.ties import ties
from armillary.text.dates import show_day

WIDTH, GUTTER, HEAD = 720.0, 16.0, 30.0
MOST_ACTORS = 16
TONES = {"cooperative": "for", "neutral": "quiet", "hostile": "against"}

Tied = dict[tuple[str, str, str], Strand]  # by the two ends and the tone


def draw_multiples(book: Book, dates: Sequence[str], theme: Theme = Theme.PRINT, *, least: float = 0.8) -> Figure:
    """Draw the ties of the most connected actors at each date: new ones bold, those that have ended since as ghosts."""
    if not dates:
        raise ArmillaryError("small multiples want at least one date", "give them as --dates 2001-09-11,2021-08-14")
    days = sorted({day(text, book.as_of) or book.as_of for text in dates})
    alive = [alive_at(book, on) for on in days]
    seen = [_tied(book, on, among, least) for on, among in zip(days, alive, strict=True)]
    strands = [strand for tied in seen for strand in tied.values()]
    shown, left_out = most_connected(strands, MOST_ACTORS)
    drawn = [{key: s for key, s in tied.items() if s.a in shown and s.b in shown} for tied in seen]
    wholes = wholes_at(book, days[-1])
    panel = (WIDTH - GUTTER) / 2
    once = {key: s for tied in drawn for key, s in tied.items()}
    boxes = place_boxes(
        book, shown, list(once.values()), wholes, panel - 12, size=8.5, label=72, gap=9, crowd=1.8, roomy=2.1
    )
    boxes = [box.moved(6, 6) for box in boxes]
    high = max((box.y + box.height for box in boxes), default=50.0) + 8 + HEAD
    rows = (len(days) + 1) // 2
    canvas = Canvas(theme, WIDTH, rows * (high + GUTTER) + 24)
    told = []
    for i, on in enumerate(days):
        before = drawn[i - 1] if i else None
        corner = (i % 2) * (panel + GUTTER), (i // 2) * (high + GUTTER)
        told.append(_panel(canvas, boxes, drawn[i], before, alive[i], show_day(on), corner, (panel, high)))
    _key(canvas)
    title = f"Ties between {len(shown)} actors at {len(days)} dates, {show_day(days[0])} to {show_day(days[-1])}"
    if not shown:
        title = f"No tie between actors at {len(days)} dates, {show_day(days[0])} to {show_day(days[-1])}"
    alt = "The same network at several dates. " + " ".join(told)
    caption = (
        f"Ties of a likelihood of at least {least:.0%} at each date, on all that is known now, neither over nor long "
        "unseen by then. Every actor stands at the same place in each panel; a dotted frame means that it "
        "was not yet or no more. "
        "Bold: not there in the panel before. Dotted grey: there in the panel before and no longer."
    )
    if left_out:
        caption += f" Of the actors, the {len(shown)} with the most ties are shown and {left_out} left out."
    return Figure(
        name="multiples",
        svg=canvas.document(title, alt),
        title=title,
        caption=caption,
        alt=alt,
        width=round(canvas.width),
        height=round(canvas.height),
    )


def _tied(book: Book, on: int, among: frozenset[str], least: float) -> Tied:
    """Who is tied to whom at a date, of one tone once."""
    found: Tied = {}
    for strand in gather(ties_between(ties(book, as_of=show_day(on), min_likelihood=least), among), book.vocab):
        if strand.state:
            continue
        key = (strand.a, strand.b, strand.tone)
        old = found.get(key)
        if old is None:
            found[key] = strand
        else:
            best = max(old, strand, key=lambda s: s.likelihood)
            found[key] = replace(best, forth=old.forth or strand.forth, back=old.back or strand.back)
    return found


def _panel(
    canvas: Canvas,
    boxes: Sequence[Box],
    now: Tied,
    before: Tied | None,
    alive: frozenset[str],
    on: str,
    corner: tuple[float, float],
    room: tuple[float, float],
) -> str:
    """Draw one date; what it shows in words."""
    (x, y), (width, height) = corner, room
    canvas.rect(x + 0.5, y + 0.5, width - 1, height - 1, ink="rule", line=0.8)
    new = set() if before is None else now.keys() - before.keys()
    ended = set() if before is None else before.keys() - now.keys()
    count = f"{len(now)} ties" + ("" if before is None else f": {len(new)} new, {len(ended)} ended")
    canvas.text((x + 9, y + 19), on, size=12, bold=True)
    canvas.text((x + width - 9, y + 19), count, size=9.5, anchor="end", ink="quiet")
    frame = (x + 2.0, y + HEAD - 6.0, x + width - 2.0, y + height - 2.0)
    placed = [box.moved(x, y + HEAD) for box in boxes]
    every = {box.actor: box for outer in placed for box in outer.all()}
    inside = {box.actor: {part.actor for part in box.all()} for box in every.values()}
    gone = before or {}
    pairs: dict[tuple[str, str], list[tuple[str, Strand]]] = defaultdict(list)
    for key in sorted(now.keys() | ended):
        pairs[key[:2]].append(("ended" if key in ended else "new" if key in new else "", now.get(key) or gone[key]))
    states = {"ended": 0, "": 1, "new": 2}
    for pair, several in sorted(pairs.items(), key=lambda item: (max(states[state] for state, _ in item[1]), item[0])):
        one, two = (ends_at(every[end], every[other], inside) for end, other in (pair, pair[::-1]))
        around = [
            b for name, b in every.items() if not set(pair) & inside[name] and not any(name in inside[e] for e in pair)
        ]
        for (state, strand), way in zip(several, bundle(one, two, around, len(several), frame, 4.0), strict=False):
            ink = "ghost" if state == "ended" else TONES[strand.tone]
            thick = {"ended": 1.2, "": 1.1, "new": 2.6}[state]
            canvas.path(way.d, ink, thick, "1.5 3" if state == "ended" else "6 2.5" if strand.tone == "hostile" else "")
            if state != "ended":
                both = strand.tone == "hostile" and not (strand.forth or strand.back)
                for wanted, tip in ((strand.forth or both, way.b), (strand.back or both, way.a)):
                    if wanted:
                        mark_end(canvas, tuple(tip), tuple(way.c), strand.tone, ink, thick, 1)
    for box in placed:
        draw_box(canvas, box, ghosts=every.keys() - alive)
    return f"{on}: {count}."


def _key(canvas: Canvas) -> None:
    y = canvas.height - 8
    x = 8.0
    for text, ink, width, dash, tone in (
        ("co-operative", "for", 1.1, "", "cooperative"),
        ("neutral", "quiet", 1.1, "", "neutral"),
        ("hostile", "against", 1.1, "6 2.5", "hostile"),
        ("new: bold", "for", 2.6, "", ""),
        ("ended", "ghost", 1.2, "1.5 3", ""),
    ):
        canvas.line((x, y - 3.5), (x + 28, y - 3.5), ink, width, dash)
        if tone:
            mark_end(canvas, (x + 30, y - 3.5), (x, y - 3.5), tone, ink, width, 1)
        canvas.text((x + 37, y), text, size=9.5, ink="quiet")
        x += 37 + text_width(text, 9.5) + 22

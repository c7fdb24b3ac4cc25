"""The timeline: since when and until when ties have been seen, by dimension, with incidents and statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from armillary.book.book import Book
from armillary.figures.axes import Axis, year_ticks
from armillary.figures.figure import Figure
from armillary.figures.lettering import shorten, text_width
from armillary.figures.palette import dimension_style
from armillary.figures.svg import Canvas
from armillary.figures.theme import Theme
from armillary.pictures.asking import day
from armillary.pictures.records import TieRow, faded
from armillary.pictures.sentences import sentence, tie_sentence
from armillary.pictures.ties import ties
from armillary.text.dates import show_day

WIDTH, LEFT, RIGHT, TOP, ROW = 720.0, 236.0, 16.0, 30.0, 16.0
MOST_TIES = 30
MOST_INCIDENTS = 12
COLUMNS_HIGH = 44.0


@dataclass(frozen=True, slots=True)
class Happened:
    """Something between two days (ordinals), how its date is written, and how it is called."""

    on: int
    until: int
    when: str
    name: str


def draw_timeline(book: Book, theme: Theme = Theme.PRINT, since: str | None = None, *, least: float = 0.8) -> Figure:
    """Draw the best founded ties of each dimension as bars from first to last seen, then incidents and statements."""
    rows = [row for row in ties(book, min_likelihood=least) if row.first]
    incidents, statements = _incidents(book), _statements(book)
    end = book.as_of
    dates = [_day(row.first, end) for row in rows] + [h.on for h in incidents] + statements
    start = day(since, None) if since else _begin(dates, end)
    start = max(min(start or end, end - 365), 1)
    end = max(end, start + 365)
    axis = Axis(start, end, LEFT, WIDTH - RIGHT)
    lanes = _lanes(book, [row for row in rows if _last(row, end) >= start])
    incidents = [h for h in incidents if start <= h.on <= end]
    statements = [on for on in statements if start <= on <= end]
    canvas = Canvas(theme, WIDTH, 0)
    y = TOP
    for name, lane in lanes:
        y = _draw_lane(canvas, book, axis, name, lane, y)
    if len(incidents) > MOST_INCIDENTS:
        y = _draw_columns(canvas, axis, "Incidents", [happened.on for happened in incidents], y)
    elif incidents:
        y = _heading(canvas, "Incidents", y)
        for happened in incidents:
            y = _draw_incident(canvas, axis, happened, y)
    if statements:
        y = _draw_columns(canvas, axis, "Statements", statements, y)
    if y == TOP:
        canvas.text((WIDTH / 2, TOP + 24), "Nothing dated to draw.", anchor="middle", ink="quiet")
        y += 40
    canvas.height = y + 14
    ground = Canvas(theme, WIDTH, canvas.height)
    for on, text in year_ticks(start, end) if y > TOP + 40 else []:
        ground.line((axis.at(on), TOP - 8), (axis.at(on), y + 4), "rule", 0.7)
        ground.text((axis.at(on), TOP - 13), text, size=10, anchor="middle", ink="quiet")
    canvas.parts[:0] = ground.parts
    return _figure(canvas, lanes, len(rows), incidents, statements, show_day(start), show_day(end), book, least)


def _figure(
    canvas: Canvas,
    lanes: Sequence[tuple[str, list[TieRow]]],
    every: int,
    incidents: Sequence[Happened],
    statements: Sequence[int],
    start: str,
    end: str,
    book: Book,
    least: float,
) -> Figure:
    drawn = sum(len(lane) for _, lane in lanes)
    title = f"Ties, incidents and statements, {start} to {end}"
    caption = (
        f"The {drawn} best founded of {every} ties of a likelihood of at least {least:.0%}, each from the day it "
        "was first seen to the last. An arrow to the left means longer ago; a white line along a bar means hostile, "
        "a faint bar less likely; what is over or has long not been seen stands last, in the faintest. Below, "
        f"{len(incidents)} incidents and {len(statements)} statements by date."
    )
    told = "; ".join(
        f"{_sentence(book, row)}, {row.first} to {row.last or 'now'}" for _, lane in lanes for row in lane[:2]
    )
    counts = f"{len(incidents)} incidents, {len(statements)} statements"
    alt = f"Timeline from {start} to {end}. {told or 'Nothing dated'}. {counts}."
    return Figure(
        name="timeline",
        svg=canvas.document(title, alt),
        title=title,
        caption=caption,
        alt=alt,
        width=round(canvas.width),
        height=round(canvas.height),
    )


def _day(text: str | None, otherwise: int) -> int:
    found = day(text, otherwise)
    return otherwise if found is None else found


def _last(row: TieRow, end: int) -> int:
    return min(_day(row.last, end), end)


def _begin(dates: Sequence[int], end: int) -> int:
    """The first day of the year from which on four in five of the dates lie."""
    if not dates:
        return end - 3650
    early = sorted(dates)[len(dates) // 5]
    return date(date.fromordinal(min(early, end)).year, 1, 1).toordinal()


def _lanes(book: Book, rows: Sequence[TieRow]) -> list[tuple[str, list[TieRow]]]:
    """The best founded ties by dimension, in the order of the vocabulary, as many of each as there is room for."""
    dimensions = sorted(book.vocab.lists.dimensions.values(), key=lambda term: term.order)
    by = {term.id: [row for row in rows if row.dimension == term.id] for term in dimensions}
    by = {name: sorted(found, key=lambda r: (-r.origins, -(r.likelihood or 0))) for name, found in by.items() if found}
    each = 1
    while sum(min(len(found), each + 1) for found in by.values()) <= MOST_TIES and each < 12:
        each += 1
    return [
        (name, sorted(found[:each], key=lambda r: (faded(r), r.first or "", r.last or "9")))
        for name, found in by.items()
    ]


def _heading(canvas: Canvas, text: str, y: float) -> float:
    canvas.line((8, y + 5), (WIDTH - RIGHT, y + 5), "rule", 0.7)
    canvas.text((8, y + ROW + 2), text, size=10.5, bold=True)
    return y + ROW + 7


def _draw_lane(canvas: Canvas, book: Book, axis: Axis, name: str, lane: Sequence[TieRow], y: float) -> float:
    term = book.vocab.lists.dimensions[name]
    y = _heading(canvas, term.label or name, y)
    for row in lane:
        tone = book.vocab.relations[row.relation].tone
        ink, _ = dimension_style(name, tone, book.vocab.lists.dimensions)
        middle = y + ROW / 2
        first, last = _day(row.first, int(axis.high)), _last(row, int(axis.high))
        x0, x1 = axis.at(first), axis.at(last)
        canvas.text((16, middle + 3.5), shorten(_sentence(book, row), x0 - 26, 10), size=10, halo=True)
        faint = 0.28 if faded(row) else 1.0 if (row.likelihood or 0) >= 0.8 else 0.6
        if x1 - x0 < 3:
            canvas.circle((x0, middle), 3.6, fill=ink)
        else:
            canvas.line((x0, middle), (x1, middle), ink, 5, opacity=faint)
            if tone == "hostile":  # told without colour by a line along the middle
                canvas.line((x0 + 2, middle), (x1 - 2, middle), "paper", 1.2, "4 3")
        if first < axis.low:
            canvas.polygon([(x0 - 6, middle), (x0, middle - 5), (x0, middle + 5)], fill=ink, opacity=faint)
        if row.last is None:
            canvas.polygon([(x1 + 7, middle), (x1, middle - 5), (x1, middle + 5)], fill=ink, opacity=faint)
        y += ROW
    return y


def _draw_incident(canvas: Canvas, axis: Axis, happened: Happened, y: float) -> float:
    middle = y + ROW / 2
    x, until = axis.at(happened.on), axis.at(happened.until)
    canvas.text((16, middle + 3.5), shorten(happened.name, x - 80, 10), size=10, halo=True)
    if until - x > 8:  # known to a month or a year only
        canvas.line((x, middle), (until, middle), "against", 1.4)
        x = (x + until) / 2
    canvas.polygon([(x, middle - 5), (x + 5, middle), (x, middle + 5), (x - 5, middle)], fill="against")
    beside = max(until, x) + 9
    right = beside + text_width(happened.when, 8.5) > WIDTH - 4
    at = (axis.at(happened.on) - 9 if right else beside, middle + 3)
    canvas.text(at, happened.when, size=8.5, anchor="end" if right else "start", ink="quiet", halo=True)
    return y + ROW


def _draw_columns(canvas: Canvas, axis: Axis, heading: str, days: Sequence[int], y: float) -> float:
    """Draw how many there were in each month, quarter or year, so many columns as are still wide enough to see."""
    y = _heading(canvas, f"{heading} ({len(days)})", y)
    months = (axis.high - axis.low) / 30.44
    per, word = next(
        (p, w) for p, w in ((1, "month"), (3, "quarter"), (12, "year"), (120, "decade")) if months / p <= 70
    )
    bins = Counter(_bin(on, per) for on in days)
    most = max(bins.values())
    base = y + COLUMNS_HIGH
    for start, count in sorted(bins.items()):
        x0, x1 = axis.at(_ordinal(start, per)), axis.at(_ordinal(start + 1, per))
        high = (COLUMNS_HIGH - 12) * count / most
        canvas.rect(x0 + 0.5, base - high, max(x1 - x0 - 1, 1.0), high, fill="quiet")
        if count == most:
            canvas.text(((x0 + x1) / 2, base - high - 3), str(count), size=9, anchor="middle", ink="quiet")
    canvas.line((LEFT, base), (WIDTH - RIGHT, base), "quiet", 0.8)
    canvas.text((16, base - 2), f"by {word}", size=10, ink="quiet")
    return base + 2


def _bin(on: int, per: int) -> int:
    at = date.fromordinal(on)
    return (at.year * 12 + at.month - 1) // per


def _ordinal(bin_: int, per: int) -> int:
    year, month = divmod(bin_ * per, 12)
    return date(min(max(year, 1), 9999), month + 1, 1).toordinal()


def _sentence(book: Book, row: TieRow) -> str:
    return sentence(tie_sentence(book, row.subject, row.relation, row.object)).removesuffix(".")


def _incidents(book: Book) -> list[Happened]:
    """Incidents by their day, each once however many claims are about it."""
    found: dict[str, Happened] = {}
    for row in book.sql(
        "SELECT * FROM claims WHERE kind = 'incident' AND when_first IS NOT NULL ORDER BY when_first, id"
    ):
        matter = msgspec.json.decode(row["matter"])
        ends = matter["triple"]
        what = matter.get("type") or ends["relation"]
        who = book.names.get(ends["subject"]["name"], ends["subject"]["name"])
        whom = book.names.get(ends["object"]["name"], ends["object"]["name"])
        key = matter.get("event") or row["id"]
        name = f"{who}: {what.replace('_', ' ')}, {whom}"
        first = row["when_first"].toordinal()
        last = row["when_last"].toordinal() if row["when_last"] else first
        found.setdefault(key, Happened(first, last, row["when_text"], name))
    return sorted(found.values(), key=lambda h: (h.on, h.name))


def _statements(book: Book) -> list[int]:
    """The days of statements."""
    rows = book.sql("SELECT when_first FROM claims WHERE kind = 'statement' AND when_first IS NOT NULL")
    return sorted(row["when_first"].toordinal() for row in rows)

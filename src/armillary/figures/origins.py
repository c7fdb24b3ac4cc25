"""The histogram of origins: on how many independent origins judgements stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from armillary.book.book import Book
from armillary.figures.axes import Axis, linear
from armillary.figures.figure import Figure
from armillary.figures.lettering import text_width
from armillary.figures.svg import Canvas
from armillary.figures.theme import Theme
from armillary.pictures.records import TieRow

WIDTH, HEIGHT = 720.0, 268.0
LEFT, RIGHT, TOP, BASE = 52.0, 12.0, 40.0, 214.0
MANY = 5
TONES = (("low", "level-low"), ("moderate", "level-moderate"), ("high", "level-high"))


def draw_origins(rows: Sequence[TieRow], book: Book, theme: Theme = Theme.PRINT) -> Figure:
    """Draw how many judged ties stand on 1, 2, 3, 4, 5 and more origins, each column divided by confidence."""
    counts: Counter[tuple[int, str]] = Counter(
        (min(max(row.origins, 1), MANY), row.confidence or "low") for row in rows if row.likelihood is not None
    )
    totals = {n: sum(counts[n, word] for word, _ in TONES) for n in range(1, MANY + 1)}
    every = sum(totals.values())
    canvas = Canvas(theme, WIDTH, HEIGHT)
    axis = linear([0, max([*totals.values(), 4])], BASE, TOP + 14, zero=True)
    _ground(canvas, axis)
    across = (WIDTH - LEFT - RIGHT) / MANY
    for n, total in totals.items():
        middle = LEFT + across * (n - 0.5)
        below = 0
        for word, ink in TONES:
            count = counts[n, word]
            if count:
                top, bottom = axis.at(below + count), axis.at(below)
                canvas.rect(middle - 36, top, 72, bottom - top, fill=ink, ink="paper", line=0.8)
                below += count
        canvas.text((middle, axis.at(total) - 5), f"{total:,}", size=11, anchor="middle", bold=True)
        canvas.text((middle, BASE + 16), f"{n} or more" if n == MANY else str(n), size=11, anchor="middle")
    canvas.line((LEFT, BASE), (WIDTH - RIGHT, BASE), "ink", 1)
    canvas.text((LEFT + across * MANY / 2, BASE + 36), "independent origins", size=10.5, anchor="middle", ink="quiet")
    canvas.text((LEFT, 14), "judged ties", size=10.5, ink="quiet")
    _key(canvas)
    if not every:
        canvas.text((WIDTH / 2, (TOP + BASE) / 2), "No tie is judged.", anchor="middle", ink="quiet")
    single = totals[1] / every if every else 0.0
    title = f"{single:.0%} of {every:,} judged ties stand on one origin" if every else "No tie is judged"
    told = ", ".join(f"{total:,} on {n}{' or more' if n == MANY else ''}" for n, total in totals.items())
    return Figure(
        name="origins",
        svg=canvas.document(title, f"Judged ties by independent origins: {told}."),
        title=title,
        caption=(
            f"Judged ties of {book.manifest.title or 'the book'} by the number of independent origins they stand on: "
            "reports that repeat one speaker count as one. The shade is the confidence of the judgement."
        ),
        alt=f"Judged ties by independent origins: {told}.",
        width=round(WIDTH),
        height=round(HEIGHT),
    )


def _ground(canvas: Canvas, axis: Axis) -> None:
    for tick in axis.ticks(5):
        if tick == round(tick):
            y = axis.at(tick)
            canvas.line((LEFT, y), (WIDTH - RIGHT, y), "rule", 0.7)
            canvas.text((LEFT - 8, y + 3.5), f"{tick:,.0f}", size=10, anchor="end", ink="quiet")


def _key(canvas: Canvas) -> None:
    words = [(f"{word} confidence", ink) for word, ink in TONES]
    x = WIDTH - RIGHT - sum(text_width(word, 10) + 34 for word, _ in words) + 18
    for word, ink in words:
        canvas.rect(x, 5, 11, 11, fill=ink)
        canvas.text((x + 16, 14), word, size=10, ink="quiet")
        x += text_width(word, 10) + 34

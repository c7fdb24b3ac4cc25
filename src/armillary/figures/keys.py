"""The key of a network: what colours, line styles, end marks, strengths and frames mean, for what is drawn only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from armillary.book.book import Book
from armillary.figures.curves import mark_end
from armillary.figures.lettering import text_width
from armillary.figures.palette import dimension_style
from armillary.figures.strands import FADED, QUIET, RECORD, Strand, opacity, thickness
from armillary.figures.svg import Canvas

Sample = tuple[str, Callable[[Canvas, float, float], None]]
SIZE, ROW, LONG = 9.5, 17.0, 34.0


def draw_key(canvas: Canvas, book: Book, strands: Sequence[Strand], kinds: Iterable[str], x: float, y: float) -> float:
    """Draw the key below a network; where it ends."""
    canvas.line((x, y), (canvas.width - x, y), "rule", 0.8)
    order = {name: term.order for name, term in book.vocab.lists.dimensions.items()}
    drawn = sorted({(s.tone == "hostile", order.get(s.dimension, 99), s.dimension) for s in strands if not s.state})
    apart = [
        (words, _plain(*QUIET[state]))
        for state, words in ((FADED, "over or long unseen"), (RECORD, "on record alone"))
        if any(s.state == state for s in strands)
    ]
    friendly = [_dimension(book, name, "cooperative") for hostile, _, name in drawn if not hostile]
    hostile = [_dimension(book, name, "hostile") for hostile, _, name in drawn if hostile]
    strength = [
        *(_line(text, opacity(at), 1.9) for text, at in (("likely or less", 0.6), ("very likely", 0.9))),
        *(_line(word, 1.0, thickness(word.split()[0])) for word in ("low", "moderate", "high confidence")),
    ]
    y += 5
    for title, samples in (
        ("Co-operative or neutral", friendly),
        ("Hostile", hostile),
        ("How sure", strength),
        ("Apart", apart),
        ("Actors", _frames(set(kinds))),
    ):
        if samples:
            y = _row(canvas, title, samples, x, y)
    return y + 8


def _row(canvas: Canvas, title: str, samples: Sequence[Sample], x: float, y: float) -> float:
    y += ROW
    canvas.text((x, y), title, size=SIZE, bold=True)
    at = start = x + 124
    for text, draw in samples:
        wide = LONG + 6 + text_width(text, SIZE) + 14
        if at + wide > canvas.width and at > start:
            at, y = start, y + ROW
        draw(canvas, at, y - 3.5)
        canvas.text((at + LONG + 6, y), text, size=SIZE, ink="quiet")
        at += wide
    return y


def _dimension(book: Book, name: str, tone: str) -> Sample:
    term = book.vocab.lists.dimensions.get(name)
    ink, dash = dimension_style(name, tone, book.vocab.lists.dimensions)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.line((x, y), (x + LONG - 2, y), ink, 1.9, dash)
        mark_end(canvas, (x + LONG, y), (x, y), tone, ink, 1.9, 1)

    return (term.label if term and term.label else name).lower(), draw


def _line(text: str, faint: float, thick: float) -> Sample:
    return text, _plain("ink", "", thick, faint)


def _plain(ink: str, dash: str, thick: float, faint: float) -> Callable[[Canvas, float, float], None]:
    return lambda canvas, x, y: canvas.line((x, y), (x + LONG, y), ink, thick, dash, faint)


def _frames(kinds: set[str]) -> list[Sample]:
    def frame(fill: str, ink: str, line: float, round_: float) -> Callable[[Canvas, float, float], None]:
        return lambda canvas, x, y: canvas.rect(x + 6, y - 5.5, 26, 11, fill=fill, ink=ink, line=line, round_=round_)

    found = []
    if kinds & {"group", "faction"}:
        found.append(("armed group or faction", frame("paper", "ink", 1.1, 5)))
    if kinds & {"state", "state_body", "intergovernmental"}:
        found.append(("state or body of states", frame("wash", "quiet", 0.8, 0)))
    if "person" in kinds:
        found.append(("person (italic)", frame("paper", "rule", 0.8, 5)))
    if kinds - {"group", "faction", "state", "state_body", "intergovernmental", "person"}:
        found.append(("others", frame("paper", "quiet", 0.8, 5)))
    return found

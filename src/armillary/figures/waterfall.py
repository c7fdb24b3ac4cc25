"""The waterfall of evidence: from even odds, origin by origin, to the answer, in decibans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from armillary.book.book import Book
from armillary.figures.axes import Axis
from armillary.figures.figure import Figure
from armillary.figures.lettering import shorten, text_width
from armillary.figures.svg import Canvas
from armillary.figures.theme import Theme
from armillary.pictures.records import Part, Why

WIDTH, ROW, LEFT, RIGHT, TOP = 720.0, 23.0, 238.0, 54.0, 46.0
MOST = 14  # bars of origins; of more the smallest stand together
TOLD = 0.05  # decibans: what is less rounds to nothing
PER_CENT = (1, 5, 20, 50, 80, 95, 99)


class Step(NamedTuple):
    """One bar: what it is, a note on it, how many decibans it adds, and whether it is an origin."""

    label: str
    note: str
    decibans: float
    origin: bool = True


def draw_waterfall(why: Why, book: Book, theme: Theme = Theme.PRINT) -> Figure:
    """Draw how the evidence adds up to a likelihood: a bar for each origin, and hollow ones for what is no evidence."""
    sentence = _sentence(why, book)
    steps = _steps(why, book)
    answer = sum(step.decibans for step in steps)
    judged = why.likelihood is not None
    ends = [0.0]
    for step in steps:
        ends.append(ends[-1] + step.decibans)
    reach = max(12.0, *(abs(end) for end in ends)) * 1.04
    axis = Axis(-reach, reach, LEFT, WIDTH - RIGHT)
    bottom = TOP + ROW * (len(steps) + 1) + 6
    canvas = Canvas(theme, WIDTH, bottom + 40)
    _ground(canvas, axis, bottom, book)
    at = 0.0
    for i, step in enumerate(steps):
        _draw_step(canvas, axis, TOP + ROW * i, step, at)
        at += step.decibans
        canvas.line((axis.at(at), TOP + ROW * i + 5), (axis.at(at), TOP + ROW * (i + 1) + 5), "quiet", 0.7)
    _draw_answer(canvas, axis, TOP + ROW * len(steps), why, answer)
    title = f"{sentence}: {why.word}" if judged else f"{sentence}: not assessed"
    words = "; ".join(f"{step.label} {step.decibans:+.1f}" for step in steps)
    alt = f"Weight of evidence in decibans as of {why.as_of}: {words}; answer {answer:+.1f}" + (
        f", a likelihood of {why.likelihood:.0%}." if why.likelihood is not None else ", not assessed."
    )
    return Figure(
        name=f"waterfall-{why.question.subject}-{why.question.relation}-{why.question.object}",
        svg=canvas.document(title, alt),
        title=title,
        caption=(
            f"How the evidence adds up as of {why.as_of}, from even odds. Each bar is what one origin adds for (right) "
            "or against (left), in decibans: 10 decibans make the odds ten times as high. A hollow bar is no evidence. "
            "The last line is the answer with its range."
        ),
        alt=alt,
        width=round(WIDTH),
        height=round(canvas.height),
    )


def _sentence(why: Why, book: Book) -> str:
    q = why.question
    words = book.vocab.relations[q.relation].label or q.relation.replace("_", " ")
    tail = "".join(f", {text}" for text in (q.level and f"{q.level} level", book.names.get(q.place, q.place)) if text)
    return f"{book.names.get(q.subject, q.subject)} {words} {book.names.get(q.object, q.object)}{tail}"


# What is no origin's: the field of the explanation, and how it is called.
_OTHERS = (
    ("age_db", "Age", "older yields to newer"),
    ("bound_db", "Number of voices", "so few carry no more"),
    ("coherence_db", "Coherence", "with what it entails"),
    ("untold_db", "Withheld", "not told apart"),
)


def _steps(why: Why, book: Book) -> list[Step]:
    counted = [part for part in why.contributions if not part.one_with or abs(part.decibans) >= TOLD]
    parts = sorted(counted, key=lambda part: (-abs(part.decibans), part.origin))
    rest: Sequence[Part] = ()
    if len(parts) > MOST:
        parts, rest = parts[: MOST - 1], parts[MOST - 1 :]
    steps = [Step(book.names.get(part.speaker, part.speaker), _note(why, part), part.decibans) for part in parts]
    if rest:
        steps.append(Step(f"{len(rest)} other origins", "", sum(part.decibans for part in rest)))
    others = [Step(label, note, getattr(why, name), origin=False) for name, label, note in _OTHERS]
    return steps + [step for step in others if abs(step.decibans) >= TOLD]


def _note(why: Why, part: Part) -> str:
    words = ["of a class" if part.of_class else f"grade {part.grade}"]
    if not part.audible and not part.of_class:
        words.append("not audible")
    if {part.origin, part.party} & set(why.load_bearing):
        words.append("load-bearing")
    return ", ".join(words)


def _ground(canvas: Canvas, axis: Axis, bottom: float, book: Book) -> None:
    from math import log10

    for word in book.vocab.lists.likelihood.values():
        low, high = (10 * log10(p / (1 - p)) for p in (max(word.low, 1e-9), min(word.high, 1 - 1e-9)))
        low = axis.low if word.low <= 0.01 else max(low, axis.low)
        high = axis.high if word.high >= 0.99 else min(high, axis.high)
        if high <= axis.low or low >= axis.high:
            continue
        x0, x1 = axis.at(low), axis.at(high)
        if word.low > 0.01:
            canvas.line((x0, TOP - 8), (x0, bottom), "rule", 0.7)
        label = word.label or word.id
        lines = label.split(" ") if text_width(label, 8.5) > x1 - x0 - 4 else [label]
        if max(text_width(line, 8.5) for line in lines) <= x1 - x0:
            for i, line in enumerate(lines[::-1]):
                canvas.text(((x0 + x1) / 2, TOP - 12 - 10 * i), line, size=8.5, anchor="middle", ink="quiet")
    canvas.line((axis.at(0), TOP - 8), (axis.at(0), bottom), "quiet", 1)
    for per_cent in PER_CENT:
        odds = 10 * log10(per_cent / (100 - per_cent))
        if abs(odds) <= axis.high:
            canvas.line((axis.at(odds), bottom), (axis.at(odds), bottom + 4), "quiet", 0.8)
            canvas.text((axis.at(odds), bottom + 15), f"{per_cent} %", size=9.5, anchor="middle", ink="quiet")
    canvas.text(((axis.begin + axis.end) / 2, bottom + 31), "likelihood", size=10, anchor="middle", ink="quiet")


def signed(decibans: float) -> str:
    """Decibans with their sign; what rounds to nothing has none."""
    text = f"{decibans:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", "−")


def _draw_step(canvas: Canvas, axis: Axis, y: float, step: Step, at: float) -> None:
    note = text_width(step.note, 9) + 6 if step.note else 0.0
    room = LEFT - 22 - note
    canvas.text((8, y + 15), shorten(step.label, room, 11), size=11, italic=not step.origin)
    if step.note:
        canvas.text((LEFT - 10, y + 15), step.note, size=9, anchor="end", ink="quiet")
    begin, end = axis.at(at), axis.at(at + step.decibans)
    left, wide = min(begin, end), max(abs(end - begin), 1.0)
    ink = "for" if step.decibans >= 0 else "against"
    # what is no evidence is drawn hollow; what speaks against has a notch that shows without colour
    canvas.rect(left, y + 5, wide, ROW - 9, fill=ink if step.origin else "paper", ink=ink, line=1.1)
    if step.decibans < 0 and step.origin and wide > 8:
        canvas.line((left + 3, y + 5 + (ROW - 9) / 2), (left + wide - 3, y + 5 + (ROW - 9) / 2), "paper", 1.4)
    text = signed(step.decibans)
    if step.decibans >= 0:
        canvas.text((left + wide + 5, y + 15), text, size=9.5, halo=True)
    else:
        canvas.text((left - 5, y + 15), text, size=9.5, anchor="end", halo=True)


def _draw_answer(canvas: Canvas, axis: Axis, y: float, why: Why, answer: float) -> None:
    from math import log10

    canvas.line((8, y + 1), (WIDTH - 8, y + 1), "rule", 0.8)
    canvas.text((8, y + 18), "Answer", size=11, bold=True)
    middle = y + 14
    if why.likelihood is None:
        canvas.text((LEFT - 10, y + 18), "not assessed", size=10, anchor="end", ink="quiet")
        return
    if why.range is not None:
        low, high = (10 * log10(min(max(p, 1e-6), 1 - 1e-6) / (1 - min(max(p, 1e-6), 1 - 1e-6))) for p in why.range)
        for end in (low, high):
            canvas.line((axis.at(end), middle - 4), (axis.at(end), middle + 4), "answer", 1.4)
        canvas.line((axis.at(low), middle), (axis.at(high), middle), "answer", 1.4)
    x = axis.at(answer)
    canvas.polygon([(x, middle - 6), (x + 6, middle), (x, middle + 6), (x - 6, middle)], fill="answer")
    words = f"{why.word}, {min(max(why.likelihood, 0.01), 0.99):.0%}"
    canvas.text((LEFT - 10, y + 18), words, size=10, anchor="end", bold=True)

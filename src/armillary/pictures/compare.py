"""What moved between two dates, or two books, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from armillary.book.book import Book
from armillary.finding import ArmillaryError
from armillary.pictures.asking import actor_id, day
from armillary.pictures.records import Comparison, Moved, Side
from armillary.pictures.registry import picture
from armillary.pictures.screens.compare import show_compare
from armillary.pictures.weighed import View, view_at
from armillary.text.dates import show_day
from armillary.weighing.change import causes
from armillary.weighing.likelihood import DECIBANS


@picture(
    show_compare,
    ("armillary compare book --from 2021-08-14 --to 2024-12", "armillary compare book --other older-book --actor ttp"),
)
def compare(
    book: Book,
    *,
    from_: Annotated[str | None, "the earlier date; default: the book's own date"] = None,
    to: Annotated[str | None, "the later date; default: the book's own date"] = None,
    other: Annotated[str | None, "an earlier book to compare with, instead of an earlier date of this one"] = None,
    actor: Annotated[str | None, "only ties of this actor"] = None,
    least: Annotated[float, "leave out ties that moved by fewer decibans"] = 0.5,
) -> Comparison:
    """What moved between two dates or two books and why: each date is judged by what had been published by then."""
    if from_ is None and other is None:
        raise ArmillaryError("compare wants two dates or two books", "give --from DATE, or --other BOOK")
    who = actor_id(book, actor) if actor else ""
    end = day(to, book.as_of) or book.as_of
    if other is None:
        start = day(from_, book.as_of) or book.as_of
        if start > end:
            raise ArmillaryError(f"{show_day(start)} is after {show_day(end)}", "--from is the earlier date")
        return _compare(view_at(book, start, start), view_at(book, end, end), book, book, who, least)
    with Book(Path(other)) as older:
        start = day(from_, older.as_of) or older.as_of
        return _compare(view_at(older, start, start), view_at(book, end, end), older, book, who, least)


def _compare(before: View, after: View, older: Book, book: Book, who: str, least: float) -> Comparison:
    moved = []
    unmoved = 0
    asked = before.asked | after.asked
    for question in sorted(before.rows.keys() | after.rows.keys()):
        if question[:3] not in asked or any(question[3:]) or (who and who not in (question.subject, question.object)):
            continue
        then, now = before.rows.get(question, -1), after.rows.get(question, -1)
        delta = _odds(after, now, before, then) - _odds(before, then, after, now)
        one, two = _side(before, then), _side(after, now)
        if abs(delta) < max(least, 1e-9) and one.word == two.word:
            unmoved += one.likelihood is not None or two.likelihood is not None
            continue
        if one.likelihood is None and two.likelihood is None:
            continue
        moved.append(
            Moved(
                subject=question.subject,
                relation=question.relation,
                object=question.object,
                before=one,
                after=two,
                decibans=delta,
                causes=sorted(causes(before.weighed, after.weighed, then, now), key=lambda c: -abs(c.decibans)),
            )
        )
    moved.sort(key=lambda row: -abs(row.decibans))
    return Comparison(
        before=show_day(before.weighed.judgements.as_of),
        after=show_day(after.weighed.judgements.as_of),
        book=str(book.path),
        other=str(older.path),
        unmoved=unmoved,
        moved=moved,
    )


def _odds(seen: View, row: int, otherwise: View, other_row: int) -> float:
    """Decibans of a question; one that a book does not have stands at its prior."""
    if row >= 0:
        return float(seen.weighed.judgements.odds[row]) * DECIBANS
    return float(otherwise.weighed.evidence.q_prior[other_row]) * DECIBANS


def _side(seen: View, row: int) -> Side:
    if row < 0:
        return Side(likelihood=None, word="not asked", confidence=None)
    return Side(likelihood=seen.likelihood(row), word=seen.word(row), confidence=seen.confidence(row))

"""What moved between two dates, or two books, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from armillary.book.book import Book
from armillary.finding import ArmillaryError
from armillary.pictures.asking import actor_id, day
from armillary.pictures.records import Comparison, Judged, Moved
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
    other: Annotated[
        str | None, "an earlier book or casebook to compare with, instead of an earlier date of this one"
    ] = None,
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
        return compared(view_at(book, start, start), view_at(book, end, end), who, least)
    with Book(Path(other)) as older:
        start = day(from_, older.as_of) or older.as_of
        return compared(view_at(older, start, start), view_at(book, end, end), who, least)


def compared(before: View, after: View, who: str = "", least: float = 0.5) -> Comparison:
    """What moved between two views, of one actor if one is named."""
    found: dict[str, list[Moved]] = {"moved": [], "ended": [], "resumed": [], "stale": []}
    unmoved = 0
    asked = before.asked | after.asked
    for question in sorted(before.rows.keys() | after.rows.keys()):
        if question[:3] not in asked or any(question[3:]) or (who and who not in (question.subject, question.object)):
            continue
        then, now = before.rows.get(question, -1), after.rows.get(question, -1)
        one, two = Judged(**before.judged(then)), Judged(**after.judged(now))
        if one.likelihood is None and two.likelihood is None:
            continue
        delta = _odds(after, now) - _odds(before, then)
        moves = abs(delta) >= max(least, 1e-9) or one.word != two.word
        into = [name for name, fits in (("moved", moves), (_aged(one, two), True)) if fits and name]
        unmoved += not into
        row = Moved(
            subject=question.subject,
            relation=question.relation,
            object=question.object,
            before=one if then >= 0 else None,
            after=two if now >= 0 else None,
            decibans=delta,
            causes=sorted(causes(before.weighed, after.weighed, then, now), key=lambda c: -abs(c.decibans)),
        )
        for name in into:
            found[name].append(row)
    found["moved"].sort(key=lambda row: -abs(row.decibans))
    return Comparison(
        before=show_day(before.weighed.judgements.as_of),
        after=show_day(after.weighed.judgements.as_of),
        book=str(after.book.path),
        other=str(before.book.path),
        unmoved=unmoved,
        **found,
    )


def _aged(before: Judged, after: Judged) -> str:
    """What became of a tie's currency, '' where nothing that a reader would want to know."""
    if after.currency == "ended" and before.currency not in ("ended", None):
        return "ended"
    if before.currency in ("ended", "lapsed") and after.currency in ("current", "ageing"):
        return "resumed"
    order = ("current", "ageing", "lapsed")
    if before.currency in order and after.currency in order:
        return "stale" if order.index(after.currency) > order.index(before.currency) else ""
    return ""


def _odds(seen: View, row: int) -> float:
    """Decibans of a question; one that a book does not have stands at even odds."""
    return float(seen.weighed.judgements.odds[row]) * DECIBANS if row >= 0 else 0.0

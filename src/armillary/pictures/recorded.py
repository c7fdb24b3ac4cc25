"""What the casebook's own structure states: parts, descent, offices and listings, from actors' entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from armillary.book.book import Book
from armillary.pictures.records import Ended, Recorded
from armillary.text.dates import parse_day, show_day
from armillary.weighing.questions import EVER
from armillary.weighing.standing import ON_RECORD

LISTED, LISTS = "listed_by", "sanctions"  # an actor's key, and the relation the other way round
_RELATIONS = ("part_of", "splinter_of", "affiliate_of", "leads", "member_of")


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A tie that an actor's entry states, from one day (ordinal) to another; of a deed `stands` is true."""

    first: int
    last: int
    stands: bool
    published: int | None  # its source's day, None without a source that has one
    told: Recorded
    gone: tuple[int, str]  # the last day on which both ends exist, and the end that is gone after it


def records_of(book: Book) -> Iterator[tuple[tuple[str, str, str], OnRecord]]:
    """Every tie on record in a book."""
    lasts = {
        row["id"]: row["exists_last"].toordinal()
        for row in book.sql("SELECT id, exists_last FROM actors WHERE exists_last IS NOT NULL")
    }
    rows = book.sql(
        "SELECT s.*, coalesce(w.date_last, w.date_first) AS published "
        "FROM on_record s LEFT JOIN sources w ON w.id = s.source "
        "WHERE relation <> 'territory' ORDER BY actor, relation, when_first, source"
    )
    for row in rows:
        relation = row["relation"]
        tie = (row["to"], LISTS, row["actor"]) if relation == LISTED else (row["actor"], relation, row["to"])
        ends = [(lasts[name], name) for name in (tie[0], tie[2]) if name in lasts]
        yield (
            tie,
            OnRecord(
                first=EVER[0] if row["when_first"] is None else row["when_first"].toordinal(),
                last=EVER[1] if row["when_last"] is None else row["when_last"].toordinal(),
                stands=book.vocab.relations[tie[1]].nature == "event",
                published=None if row["published"] is None else row["published"].toordinal(),
                told=Recorded(when=row["when_text"], source=row["source"]),
                gone=min(ends, default=(EVER[1], "")),
            ),
        )


def on_record(items: list[OnRecord], as_of: int) -> dict[str, Any]:
    """Standing and currency of a tie that only the casebook's own structure states."""
    newest = max(items, key=lambda item: item.last)
    gone, end = newest.gone
    last = newest.last if newest.stands else min(newest.last, gone)
    ended = None
    if last < as_of and not newest.stands:
        ended = Ended(when=show_day(last), with_=end if gone <= newest.last else None, by=[])
    currency = "stands" if newest.stands else "ended" if ended else "current"
    return {"standing": ON_RECORD, "currency": currency, "ended": ended}


def dated_by_record(items: list[OnRecord], last_seen: int, currency: str | None, as_of: int) -> dict[str, Any]:
    """What the record says of the currency of a tie that claims speak of: whether it goes on, or when it was over.

    It does not end what somebody has seen since, nor what was done.
    """
    found = on_record(items, as_of)
    ended: Ended | None = found["ended"]
    if currency in ("ageing", "lapsed") and ended is None:
        return {"currency": found["currency"]}
    if currency in ("current", "ageing", "lapsed") and ended is not None and last_seen <= parse_day(ended.when):
        return {"currency": "ended", "ended": ended}
    return {}

"""Which actors are parts of which at a date, as the casebook's own record of them says."""

from __future__ import annotations

from armillary.book.book import Book


def wholes_at(book: Book, day: int) -> dict[str, str]:
    """The whole of every actor that is part of one on a day (ordinal); of several the first by id."""
    found: dict[str, str] = {}
    for row in book.sql("SELECT * FROM standing WHERE relation = 'part_of' ORDER BY actor, \"to\""):
        begins, ends = row["when_first"], row["when_last"]
        if (begins is None or begins.toordinal() <= day) and (ends is None or day <= ends.toordinal()):
            found.setdefault(row["actor"], row["to"])
    return found

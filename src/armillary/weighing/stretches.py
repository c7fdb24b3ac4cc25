"""Stretches: from which day to which a claim speaks for a side of a question, and from which for the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from armillary.text.dates import When
from armillary.weighing.questions import EVER, NEVER, days_of


class Stretch(NamedTuple):
    """A stretch of time that a saying speaks of, for (+1) or against (-1); from `cut` on it says nothing."""

    side: int
    first: int
    last: int
    cut: int
    direct: bool


def days_seen(when: When | None, ended: When | None, dated: When | None, known: int | None) -> tuple[int, int] | None:
    """The first and the last day on which something was seen to hold; what is open was still so when it was said.

    Without a date of its own it is what was so on the day before it ended, else at its root's date; None without any.
    """
    if when is None and ended is not None:
        end = days_of(ended)
        day = end[0] if end[0] != EVER[0] else end[1]
        return day - 1, day - 1
    if when is None and dated is None:
        return None
    first, last = days_of(when or dated)
    if last == EVER[1]:
        last = first if known is None else max(first, known)
    return first, last


def stretches(
    side: int, first: int, last: int, ended: When | None, known: int | None, event: bool
) -> Iterator[Stretch]:
    """What ended speaks for one side up to its end and for the other from then on, for as long as its root could know.

    An event is over when it has happened, and stands.
    """
    if ended is None or event:
        yield Stretch(side, first, last, NEVER, True)
        return
    end, end_last = days_of(ended)
    if end == EVER[0]:
        end = end_last
    if end_last == EVER[1]:
        end_last = end
    if end <= first:  # seen in the year in which it ended: it ended after it was seen
        end = max(first + 1, min(last + 1, end_last))
    yield Stretch(side, first, min(last, end - 1), end, True)
    yield Stretch(-side, end, max(end_last, end if known is None else known), NEVER, False)

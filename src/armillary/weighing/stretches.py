"""Stretches: from which day to which a claim says that something held, and when it says that it ended."""

from __future__ import annotations

from armillary.text.dates import When
from armillary.weighing.questions import EVER, NEVER, days_of


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


def until_the_end(first: int, last: int, ended: When | None) -> tuple[int, int, int]:
    """The last day on which it was seen before it ended, and the first and last day of its end, NEVER without one."""
    if ended is None:
        return last, NEVER, NEVER
    end, end_last = days_of(ended)
    if end == EVER[0]:
        end = end_last
    if end_last == EVER[1]:
        end_last = end
    if end <= first:  # seen in the year in which it ended: it ended after it was seen
        end = max(first + 1, min(last + 1, end_last))
    return min(last, end - 1), end, max(end, end_last)

"""Value questions: what a number, a place, a date or a choice is the answer to."""

from __future__ import annotations

from typing import NamedTuple

from armillary.weighing.questions import EVER

NUMBER, CHOICE, PLACE, DATE, NAMES = "number", "choice", "place", "date", "names"


class ValueQuestion(NamedTuple):
    """What the value of something is; '' is none or any.

    `kind` says how answers are compared. `sort` is the kind of claim it is asked of: quantity, flow, position or
    incident, whose `subject` is its event. `of` is whose or to whom, `places` where, joined by ' + '. `per` is 'rate'
    where a flow is so much a period. A state holds while it is seen and has an open period; any other value stands for
    the days from `first` to `last` alone.
    """

    kind: str
    sort: str
    subject: str
    measure: str
    of: str = ""
    places: str = ""
    per: str = ""
    dimension: str = ""
    first: int = EVER[0]
    last: int = EVER[1]


def joined(places: tuple[str, ...], subject: str) -> str:
    """Where a value is of, in one spelling; that a place's number is of that place need not be said."""
    return " + ".join(sorted({place for place in places if place != subject}))

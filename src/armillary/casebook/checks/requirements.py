"""Requirements: what is asked can be settled, and what nobody has answered is not overdue."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Requirement
from armillary.finding import Finding, find
from armillary.text.dates import show_day, show_when
from armillary.vocab.vocabulary import Vocabulary


def check_requirements(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """I851, I852: requirements that are overdue on the casebook's date, and a likelihood asked of what has none.

    Whether a likelihood settles a requirement is for `gaps` to say: a check does not weigh.
    """
    out = []
    today = book.date
    for need in book.requirements.values():
        if need.settled_at and (need.tie is None or need.tie.subject.is_class or need.tie.object.is_class):
            message = f"'{need.id}' is to be settled by a likelihood, but asks of no one tie"
            hint = "give the tie between two actors that settles it, or leave out 'settled_at'"
            out.append(find("I852", need.place("settled_at"), message, hint))
        elif not need.settled_at and is_overdue(need, today):
            assert need.due is not None
            message = f"'{need.id}' was due {show_when(need.due)}, and on {show_day(today or 0)} nothing answers it"
            out.append(find("I851", need.place("due"), message, "name what answers it, or set another date"))
    return out


def is_overdue(need: Requirement, today: int | None) -> bool:
    """Whether a requirement that nothing is named to answer was due before a day (ordinal)."""
    due = None if need.due is None else need.due.last
    return due is not None and today is not None and due < today and not need.answered_by

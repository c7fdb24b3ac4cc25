"""Descent: what comes from another is not older than it."""

from __future__ import annotations

from datetime import date

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.spots import place_of_item
from armillary.casebook.records import Actor, Since
from armillary.finding import Finding, find
from armillary.text.dates import Precision, When, show_when
from armillary.vocab.vocabulary import Vocabulary


def check_descent(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L307: actors that are older than what they broke away from, or a part or affiliate before the whole existed.

    Without a date a part or affiliate is taken to be one from its own beginning; a person never is.
    """
    persons = {kind.id for kind in vocab.lists.actor_kinds.values() if kind.named_person}
    out = []
    for actor in book.actors.values():
        for key, word, origins in (
            ("splinter_of", "a splinter", actor.splinter_of),
            ("part_of", "part", actor.part_of),
            ("affiliate_of", "an affiliate", actor.affiliate_of),
            ("leads", "a leader", actor.leads),
            ("member_of", "a member", actor.member_of),
        ):
            for index, origin in enumerate(origins):
                began = _began(actor, origin, key, actor.kind in persons)
                parent = book.actors.get(origin.to)
                if began is None or parent is None or parent is actor or parent.exists is None:
                    continue
                latest, since = _latest_beginning(began), parent.exists.first
                if latest is not None and since is not None and latest < since:
                    message = (
                        f"'{actor.id}' is {word} of '{parent.id}' from {show_when(began)},"
                        f" but that exists {show_when(parent.exists)}"
                    )
                    hint = "correct one of the dates" if key == "splinter_of" else "say from when: {actor:, when:}"
                    place = place_of_item(actor, key, index)
                    out.append(find("L307", place, message, hint, (parent.place("exists"),)))
    return out


def _began(actor: Actor, origin: Since, key: str, person: bool) -> When | None:
    if key != "splinter_of" and (origin.when is not None or person):
        return origin.when
    both = [when for when in (actor.exists, origin.when) if when is not None]
    return min(both, key=lambda when: when.first if when.first is not None else -1) if both else None


def _latest_beginning(when: When) -> int | None:
    """The last day on which an interval may begin: the end of the unit in which its first edge is written."""
    if when.first is None or when.first_precision is None:
        return None
    units = 3 if when.approximate else 1  # widened by one on either side
    if when.first_precision is Precision.DAY:
        return when.first + units - 1
    first = date.fromordinal(when.first)
    months = units * {Precision.MONTH: 1, Precision.YEAR: 12, Precision.DECADE: 120}[when.first_precision]
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, min(first.day, 28)).toordinal() - 1  # Hijri months begin on any day

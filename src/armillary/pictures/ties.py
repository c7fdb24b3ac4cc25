"""Who is tied to whom, how, and how sure we may be."""

from __future__ import annotations

from typing import Annotated, Any

from armillary.book.book import Book
from armillary.pictures.asking import AsOf, KnownBy, actor_id, fraction, place_id, term
from armillary.pictures.recorded import on_record
from armillary.pictures.records import TieRow, faded
from armillary.pictures.registry import picture
from armillary.pictures.screens.ties import show_ties
from armillary.pictures.weighed import View, view
from armillary.text.dates import show_day
from armillary.weighing.likelihood import per_cent
from armillary.weighing.questions import Question


@picture(
    show_ties, ("armillary ties book", "armillary ties book --actor 'القاعدة' --dimension logistical --as-of 2023")
)
def ties(
    book: Book,
    *,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    actor: Annotated[str | None, "only ties of this actor, by id or any name in any script"] = None,
    dimension: Annotated[str | None, "only this dimension: allegiance, logistical, economic ..."] = None,
    level: Annotated[str | None, "ties at this level: leadership, mid or local"] = None,
    place: Annotated[str | None, "ties at this place, by id or any name"] = None,
    min_likelihood: Annotated[float | None, "leave out what is less likely than this (0 to 1)"] = None,
    entailed: Annotated[bool, "also ties that nobody claims as such, only more specific ones"] = False,
) -> list[TieRow]:
    """Who is tied to whom: how the evidence stands, how likely it is, whether it still holds, how sure we may be."""
    least = fraction(min_likelihood, "--min-likelihood")
    who = actor_id(book, actor) if actor else ""
    side = term(book.vocab.lists.dimensions, dimension, "dimension") if dimension else ""
    rank = term(book.vocab.lists.levels, level, "level") if level else ""
    spot = place_id(book, place) if place else ""
    seen = view(book, as_of, known_by)
    rows = []
    for row, question in enumerate(seen.weighed.evidence.questions):
        if not (entailed or question[:3] in seen.asked):
            continue
        if who and who not in (question.subject, question.object):
            continue
        if side and book.vocab.relations[question.relation].dimension != side:
            continue
        if not (_at_level(question, rank) and _at_place(book, question, spot)) or not len(seen.ballots(row)):
            continue
        if least is None or (seen.likelihood(row) or -1.0) >= least:
            rows.append(tie_row(seen, row))
    if not rank and not spot and least is None:
        rows += [
            row for row in on_record_alone(seen) if who in ("", row.subject, row.object) and side in ("", row.dimension)
        ]
    return sorted(rows, key=_by_worth)


def on_record_alone(seen: View) -> list[TieRow]:
    """Ties that the casebook's own structure states and on which no claim counts."""
    found = []
    for tie in seen.records:
        row = seen.rows.get(Question(*tie), -1)
        if row < 0 or not len(seen.ballots(row)):
            found.append(_recorded_row(seen, Question(*tie)))
    return found


def _by_worth(row: TieRow) -> tuple[bool, int, int, int, str, str, str, str]:
    unjudged = {"on_record": 1, "not_assessed": 2}.get(row.standing, 0)
    likely = per_cent(row.likelihood) if row.likelihood is not None else 0
    newest = row.last_seen or ""
    return faded(row), unjudged, -likely, -row.voices_for, _backwards(newest), row.subject, row.relation, row.object


def _backwards(day: str) -> str:
    """A day so spelt that newer ones come first."""
    return "".join(chr(ord("9") - int(c) + ord("0")) if c.isdigit() else c for c in day or "0000-00-00")


def tied(seen: View) -> list[TieRow]:
    """Every tie of a view that claims are about as such, at no level or place, in the order of the evidence."""
    return [
        tie_row(seen, row)
        for row, question in enumerate(seen.weighed.evidence.questions)
        if question[:3] in seen.asked and not any(question[3:]) and len(seen.ballots(row))
    ]


def _at_level(question: Question, rank: str) -> bool:
    if not rank:
        return not question.level and not question.object_level
    return rank in (question.level, question.object_level) and {question.level, question.object_level} <= {rank, ""}


def _at_place(book: Book, question: Question, spot: str) -> bool:
    if not spot:
        return not question.place
    if question.place:
        return question.place == spot
    return spot == question.object or spot in book.vocab.place_parents.get(question.object, ())


def tie_row(seen: View, row: int) -> TieRow:
    """One question as a row of the ties picture; made once for a view."""
    found = seen.tie_rows.get(row)
    if found is None:
        found = seen.tie_rows[row] = _tie_row(seen, row)
    return found


def _asked(seen: View, question: Question) -> dict[str, Any]:
    j = seen.weighed.judgements
    return question._asdict() | {
        "dimension": seen.book.vocab.relations[question.relation].dimension,
        "as_of": show_day(j.as_of),
        "known_by": None if j.known_by is None else show_day(j.known_by),
    }


def _recorded_row(seen: View, question: Question) -> TieRow:
    recorded = seen.recorded(question)
    judged = seen.judged(-1) | {"on_record": [item.told for item in recorded]}
    judged |= on_record(recorded, seen.weighed.judgements.as_of)
    nothing: dict[str, int] = {}
    return TieRow(
        **_asked(seen, question),
        **judged,
        origins=0,
        claims=0,
        for_=0,
        against=0,
        first=None,
        last=None,
        levels=nothing,
        places=nothing,
    )


def _tie_row(seen: View, row: int) -> TieRow:
    question = seen.weighed.evidence.questions[row]
    origins, yes, no = seen.voters(row)
    first, last = seen.span(row)
    levels, places = seen.levels_and_places(row)
    return TieRow(
        **_asked(seen, question),
        **seen.judged(row),
        origins=origins,
        claims=len(seen.claims(row)),
        for_=yes,
        against=no,
        first=first,
        last=last,
        levels=levels,
        places=places,
    )

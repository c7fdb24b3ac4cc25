"""Why a tie is judged as it is: every origin's weight of evidence, age, bounds, coherence; what would change it."""

from __future__ import annotations

from typing import Annotated, Any

from armillary.book.book import Book
from armillary.pictures.asking import AsOf, KnownBy, end, place_id, term
from armillary.pictures.recorded import on_record
from armillary.pictures.records import Asked, ClaimRead, Part, Silent, Why
from armillary.pictures.registry import picture
from armillary.pictures.screens.why import show_why
from armillary.pictures.weighed import View, view
from armillary.text.dates import show_day
from armillary.weighing.questions import Question
from armillary.weighing.records import Contribution


@picture(
    show_why,
    (
        "armillary why book taliban hosts al-qaeda",
        "armillary why book Taliban hosts 'القاعدة' --as-of 2023 --known-by 2022",
    ),
)
def why(
    book: Book,
    subject: Annotated[str, "an actor, by id or any name in any script"],
    relation: Annotated[str, "a relation of the vocabulary, such as hosts"],
    object: Annotated[str, "an actor, place or thing"],
    *,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    level: Annotated[str | None, "of the subject at this level"] = None,
    object_level: Annotated[str | None, "of the object at this level"] = None,
    place: Annotated[str | None, "at this place"] = None,
) -> Why:
    """Why a tie is judged as it is: a row for every independent origin, adding up to the likelihood."""
    levels = book.vocab.lists.levels
    question = Question(
        end(book, subject),
        term(book.vocab.relations, relation, "relation"),
        end(book, object),
        term(levels, level, "level") if level else "",
        term(levels, object_level, "level") if object_level else "",
        place_id(book, place) if place else "",
    )
    seen = view(book, as_of, known_by)
    row = seen.rows.get(question)
    if row is None and book.vocab.relations[question.relation].symmetric:
        turned = Question(
            question.object, question.relation, question.subject, question.object_level, question.level, question.place
        )
        row = seen.rows.get(turned)
        question = question if row is None else turned
    if row is None:
        return _never_asked(seen, question)
    return why_row(book, seen, row)


def why_row(book: Book, seen: View, row: int) -> Why:
    """The explanation of one question of a view."""
    weighed = seen.weighed
    found = seen.explainer.explain(row)
    question = weighed.evidence.questions[row]
    return Why(
        question=_asked(question),
        **_dates(seen),
        **seen.judged(row),
        age_db=found.age_db,
        bound_db=found.bound_db,
        coherence_db=found.coherence_db,
        untold_db=found.untold_db,
        lifted_by=_asked(weighed.evidence.questions[found.lifted_by]) if found.lifted_by >= 0 else None,
        coins=found.coins,
        contributions=_parts(book, found.contributions),
        load_bearing=list(found.load_bearing),
        would_change=list(found.would_change),
        not_counted=[Silent(claim=item.claim, reason=item.reason) for item in found.not_counted],
    )


def _never_asked(seen: View, question: Question) -> Why:
    judged = seen.judged(-1)
    if recorded := seen.recorded(question):
        judged = judged | {"on_record": [item.told for item in recorded]}
        judged |= on_record(recorded, seen.weighed.judgements.as_of)
    return Why(
        question=_asked(question),
        **_dates(seen),
        **judged,
        age_db=0.0,
        bound_db=0.0,
        coherence_db=0.0,
        untold_db=0.0,
        lifted_by=None,
        coins="prior",
        contributions=[],
        load_bearing=[],
        would_change=[],
        not_counted=[],
    )


def _asked(question: Question) -> Asked:
    return Asked(**question._asdict())


def _dates(seen: View) -> dict[str, Any]:
    judgements = seen.weighed.judgements
    known_by = None if judgements.known_by is None else show_day(judgements.known_by)
    return {"as_of": show_day(judgements.as_of), "known_by": known_by}


def parts_of(book: Book, seen: View, row: int) -> list[Part]:
    """What every origin adds to one question of a view, with the claims that carry it."""
    return _parts(book, seen.explainer.contributions(row))


def _parts(book: Book, found: tuple[Contribution, ...]) -> list[Part]:
    wanted = sorted({claim for part in found for claim in part.claims})
    claims = {row["id"]: row for row in book.query("claims", ids=wanted)}
    return [_part(part, claims) for part in found]


def _part(part: Contribution, claims: dict[str, dict[str, Any]]) -> Part:
    return Part(
        origin=part.origin,
        speaker=part.speaker,
        party=part.bloc,
        stance=part.stance,
        grade=part.grade,
        polarity=part.polarity,
        weight=part.weight,
        relays=part.relays,
        decibans=part.decibans,
        one_with=part.one_with,
        audible=part.audible,
        of_class=part.of_class,
        claims=[
            ClaimRead(
                id=claim,
                source=claims[claim]["source"],
                at=claims[claim]["at"],
                text=claims[claim]["text"],
                credit=claims[claim]["chains"],
                file=claims[claim]["file"],
                line=claims[claim]["line"],
            )
            for claim in part.claims
            if claim in claims  # what a release withholds votes and cannot be read
        ],
    )

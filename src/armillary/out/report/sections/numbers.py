"""The numbers that are given of actors: the weighed range of each, who gives it, and what does not add up."""

from __future__ import annotations

from armillary.out.report.content import Block, Column, Heading, Paragraph, Points, Runs, Section, Table, runs
from armillary.out.report.dates import in_words
from armillary.out.report.draft import Draft, with_note
from armillary.out.report.sections.tables import cells, left_out
from armillary.pictures.screens.values import answer_of, title_of
from armillary.pictures.sums import sums_of
from armillary.pictures.value_records import Sum, ValueAnswer
from armillary.pictures.valued import Valued, value_at
from armillary.weighing.values.questions import NUMBER

SORTS = ("quantity", "flow")
MOST = 10
COLUMNS = (
    Column("Of", 4.4),
    Column("Weighed", 2.6),
    Column("Confidence", 1.4),
    Column("Origins", 0.9, numbers=True),
    Column("Seen", 1.2, numbers=True),
)
_SURE = {"high": 2, "moderate": 1, "low": 0, None: -1}


def numbers(draft: Draft) -> list[Section]:
    """What most origins give a number for, none where no number is given."""
    seen = value_at(draft.book, draft.book.as_of, None)
    rows = [
        row
        for row, question in enumerate(draft.book.values.questions)
        if question.sort in SORTS and any(seen.ballots.weight[t] > 0 for t in seen.ballots.told(row))
    ]
    answers = [answer for row in rows if (answer := seen.answer(row)).question.kind == NUMBER and answer.confidence]
    if not answers:
        return []
    answers.sort(key=_rank)
    table = Table("Numbers that most evidence speaks to", COLUMNS, tuple(_row(draft, one) for one in answers[:MOST]))
    blocks: list[Block] = [
        Paragraph(
            runs(
                "Each number is weighed from all who give one: the range holds four fifths of what they say together. "
                "Numbers of different times or places are not rivals."
            )
        ),
        table,
        *left_out(len(answers) - MOST, "number"),
    ]
    if wrong := _wrong(seen, rows):
        blocks += [Heading("What does not add up"), Points(tuple(runs(one.says) for one in wrong[:MOST]))]
    return [Section("numbers", "Numbers", tuple(blocks))]


def _rank(answer: ValueAnswer) -> tuple[object, ...]:
    asked = answer.question
    rise = asked.measure == "change_percent"  # an amount says more than that it rose
    return (-_SURE[answer.confidence], rise, -answer.origins, asked.subject, asked.measure, asked.of, asked.places)


def _row(draft: Draft, answer: ValueAnswer) -> tuple[Runs, ...]:
    voices = [voice for rival in answer.rivals for voice in rival.voices]
    seen = sorted(day[:4] for voice in voices for day in (voice.first, voice.last) if day)
    span = "–" if not seen else seen[0] if seen[0] == seen[-1] else f"{seen[0]}–{seen[-1]}"
    note = draft.notes.on_claims(claim.id for voice in voices for claim in voice.claims)
    words = (answer_of(answer, draft.book), answer.confidence or "–", f"{answer.origins}", span)
    return (with_note(in_words(title_of(answer.question, draft.book)), note), *cells(words))


def _wrong(seen: Valued, rows: list[int]) -> list[Sum]:
    """Each sum that does not come out, once."""
    return list({one.says: one for one in sums_of(seen, rows) if one.fits is False}.values())

"""What is disputed or denied, by whom: those who are heard, and those whom the denial serves, under their names."""

from __future__ import annotations

from armillary.out.report.content import Block, Column, Paragraph, Runs, Section, Table, runs
from armillary.out.report.draft import Draft, likelihood_text, with_note
from armillary.out.report.prose import people, speaking
from armillary.out.report.sections.tables import left_out
from armillary.pictures.records import TieRow
from armillary.pictures.sentences import counted, sentence

MOST = 10
COLUMNS = (Column("Tie", 4), Column("For it", 2.4), Column("Against", 2.4), Column("Likelihood", 2))


def disputes(draft: Draft) -> list[Section]:
    """Ties that somebody who is heard denies, and those that only they deny whom it serves."""
    heard = [tie for tie in draft.judged if tie.voices_against]
    heard.sort(key=lambda tie: (tie.standing != "disputed", -tie.voices_against, tie.subject, tie.object))
    served = [tie for tie in draft.judged if tie.denied_by and not tie.voices_against]
    served.sort(key=lambda tie: (-tie.voices_for, tie.subject, tie.object))
    blocks: list[Block] = []
    for ties, caption, said in (
        (heard, "Denied by voices that are heard", "voices that are heard deny {}"),
        (
            served,
            "Denied by those concerned alone",
            "{} are denied only by those whom the denial serves, or who are hardly heard; it weighs little",
        ),
    ):
        if ties:
            rows = tuple(_row(draft, tie) for tie in ties[:MOST])
            blocks += [
                Paragraph(runs(sentence(said.format(counted(len(ties), "tie"))))),
                Table(caption, COLUMNS, rows),
                *left_out(len(ties) - MOST, "tie"),
            ]
    blocks = blocks or [Paragraph(runs("Nobody denies a tie."))]
    return [Section("disputes", "Disputed and denied", tuple(blocks))]


def _row(draft: Draft, tie: TieRow) -> tuple[Runs, ...]:
    against = draft.speakers(tie, "denies") or speaking(draft.book, tie.denied_by)
    sides = [people(draft.book, who) or "nobody" for who in (draft.speakers(tie, "asserts"), against)]
    clause = with_note(sentence(draft.clause(tie)).rstrip("."), draft.note(tie))
    return (clause, *(runs(sentence(side).rstrip(".")) for side in sides), runs(likelihood_text(tie)))

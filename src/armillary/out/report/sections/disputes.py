"""What is disputed or denied by independent voices, and the denials that parties have made."""

from __future__ import annotations

from armillary.out.report.content import Block, Column, Heading, Paragraph, Runs, Section, Table, runs
from armillary.out.report.dates import show_stretch
from armillary.out.report.draft import Draft, likelihood_text, with_note
from armillary.out.report.prose import people
from armillary.out.report.sections.tables import left_out
from armillary.pictures.records import TieRow
from armillary.pictures.sentences import counted, in_text, sentence

MOST, SAID = 10, 6
DENIALS = ("denies", "rejects", "disclaims_responsibility_for", "disclaims_knowledge_of", "questions")
COLUMNS = (Column("Tie", 4), Column("For it", 2.4), Column("Against", 2.4), Column("Likelihood", 2))


def disputes(draft: Draft) -> list[Section]:
    """Ties with voices against them, and the denials that statements make."""
    rows = [tie for tie in draft.judged if tie.voices_against]
    rows.sort(key=lambda tie: (tie.standing != "disputed", -tie.voices_against, tie.subject, tie.object))
    served = [tie for tie in draft.judged if tie.denied_by and not tie.voices_against]
    said = (
        f"Voices that are heard deny {counted(len(rows), 'tie')}. " if rows else "No voice that is heard denies a tie. "
    )
    if served:
        said += sentence(
            f"{counted(len(served), 'tie')} {'is' if len(served) == 1 else 'are'} denied only by those whom the denial "
            "serves, which is kept under their name and weighs little"
        )
    blocks: list[Block] = [Paragraph(runs(said.strip()))]
    if rows:
        table = tuple(_row(draft, tie) for tie in rows[:MOST])
        blocks += [Table("Ties that are disputed or denied", COLUMNS, table), *left_out(len(rows) - MOST, "tie")]
    return [Section("disputes", "Disputed and denied", (*blocks, *_denials(draft)))]


def _row(draft: Draft, tie: TieRow) -> tuple[Runs, ...]:
    sides = [people(draft.book, draft.speakers(tie, side)) or "nobody" for side in ("asserts", "denies")]
    clause = with_note(sentence(draft.clause(tie)).rstrip("."), draft.note(tie))
    return (clause, *(runs(sentence(side).rstrip(".")) for side in sides), runs(likelihood_text(tie)))


def _denials(draft: Draft) -> list[Block]:
    rows = draft.book.sql(
        "SELECT id, text, when_text, when_first, json_extract_string(matter, '$.speaker') AS speaker, "
        "json_extract_string(matter, '$.verb') AS verb FROM claims WHERE kind = 'statement' AND polarity = 'asserts' "
        "AND list_contains($1, json_extract_string(matter, '$.verb')) ORDER BY when_first DESC NULLS LAST, id",
        [list(DENIALS)],
    )
    if not rows:
        return []
    shown = tuple(_denial(draft, row) for row in rows[:SAID])
    columns = (Column("Who", 1.6), Column("What was said", 5.5), Column("When", 1.6))
    return [
        Heading("Denials that parties have made"),
        Table("The newest first", columns, shown),
        *left_out(len(rows) - SAID, "denial"),
    ]


def _denial(draft: Draft, row: dict[str, str]) -> tuple[Runs, ...]:
    who = sentence(in_text(draft.book, row["speaker"])).rstrip(".").removeprefix("The ")
    mark = draft.notes.on_claims([row["id"]])
    return (runs(who), with_note(sentence(row["text"]), mark), runs(show_stretch(row["when_text"])))

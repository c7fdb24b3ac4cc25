"""What is disputed between origins, and what parties deny."""

from __future__ import annotations

from armillary.out.report.content import Block, Column, Heading, Paragraph, Runs, Section, Table, runs
from armillary.out.report.dates import show_stretch
from armillary.out.report.draft import Draft, with_note
from armillary.out.report.sections.tables import left_out, tie_table
from armillary.pictures.sentences import counted, in_text, sentence

MOST = 10
DENIALS = ("denies", "rejects", "disclaims_responsibility_for", "disclaims_knowledge_of", "questions")


def disputes(draft: Draft) -> list[Section]:
    """Ties with origins on both sides, and the denials that statements make."""
    disputed = [tie for tie in draft.ties if tie.for_ and tie.against]
    disputed.sort(key=lambda tie: (-min(tie.for_, tie.against), -tie.origins, tie.subject, tie.object))
    said = (
        f"Origins contradict each other on {counted(len(disputed), 'tie')}. A denial by a party that it would serve is "
        "kept, and weighs little: the judgement says what is left when both are heard."
        if disputed
        else "No tie has origins on both sides."
    )
    blocks: list[Block] = [Paragraph(runs(said))]
    blocks += tie_table(draft, "The most disputed ties", disputed, MOST)
    return [Section("disputes", "Disputed and denied", (*blocks, *_denials(draft)))]


def _denials(draft: Draft) -> list[Block]:
    rows = draft.book.sql(
        "SELECT id, text, when_text, when_first, json_extract_string(matter, '$.speaker') AS speaker, "
        "json_extract_string(matter, '$.verb') AS verb FROM claims WHERE kind = 'statement' AND polarity = 'asserts' "
        "AND list_contains($1, json_extract_string(matter, '$.verb')) ORDER BY when_first DESC NULLS LAST, id",
        [list(DENIALS)],
    )
    if not rows:
        return [Heading("Denied"), Paragraph(runs("No statement in the casebook denies anything."))]
    shown = tuple(_denial(draft, row) for row in rows[:MOST])
    columns = (Column("Who", 1.6), Column("What was said", 5.5), Column("When", 1.6))
    table = Table("Denials, the newest first", columns, shown)
    return [Heading("Denied"), table, *left_out(len(rows) - MOST, "denial")]


def _denial(draft: Draft, row: dict[str, str]) -> tuple[Runs, ...]:
    who = sentence(in_text(draft.book, row["speaker"])).rstrip(".").removeprefix("The ")
    mark = draft.notes.on_claims([row["id"]])
    return (runs(who), with_note(sentence(row["text"]), mark), runs(show_stretch(row["when_text"])))

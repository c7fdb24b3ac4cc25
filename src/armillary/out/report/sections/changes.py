"""What changed: since the casebook's date, or, in a periodic edition, since the last one."""

from __future__ import annotations

from collections import Counter

from armillary.out.report.content import Block, Column, Heading, Paragraph, Runs, Section, Table, runs
from armillary.out.report.draft import Draft, likelihood_text, percent, short_word, with_note
from armillary.out.report.headlines import main_changes
from armillary.out.report.sections.tables import left_out
from armillary.pictures.records import Moved, Side, TieRow
from armillary.pictures.sentences import counted, listed, sentence, tie_sentence
from armillary.text.dates import show_day
from armillary.text.months import said_date

MOST = 12
# How the causes of `compare` are put to a reader.
CAUSES = {
    "new claim": "new evidence",
    "claim removed": "evidence taken out of the casebook",
    "retraction": "evidence taken back",
    "expired interval": "evidence that speaks of a time that is over",
    "begins to hold": "evidence that speaks of this time",
    "decay": "the passing of time",
    "coin": "what has been learned of the speakers",
    "coherence": "what is judged of related ties",
    "vocabulary": "another vocabulary",
    "weight": "evidence weighed anew",
}
_GONE = ("retraction", "claim removed")


def changes(draft: Draft) -> list[Section]:
    """The section on change."""
    since = said_date(show_day(draft.then_day))
    if draft.edition is not None:
        return [Section("changes", f"What is new since {since}", tuple(_edition(draft, since)))]
    return [Section("changes", f"What has changed since {since}", tuple(_history(draft, since)))]


def _history(draft: Draft, since: str) -> list[Block]:
    new = risen = fallen = 0
    for tie in draft.judged:
        then = draft.before.get((tie.subject, tie.relation, tie.object))
        if then is None or then.likelihood is None:
            new += 1
        elif (tie.likelihood or 0) - then.likelihood >= 0.1:
            risen += 1
        elif then.likelihood - (tie.likelihood or 0) >= 0.1:
            fallen += 1
    counts = (
        (new, f"could not be judged for {since}"),
        (risen, "rose by ten points or more"),
        (fallen, "fell by ten points or more"),
    )
    moved = listed([f"{count:,} {words}" for count, words in counts if count]) or "none moved by ten points or more"
    said = (
        f"Of {counted(len(draft.judged), 'tie')} judged as of {said_date(draft.as_of)}, {moved}. Both dates are judged "
        "by all that is known today, so the section tells what changed, not what was learned."
    )
    chosen = main_changes(draft, MOST)
    rows = [_row(draft, tie, then) for tie, then in chosen]
    columns = (Column("Tie", 4), Column(since, 2.5), Column(said_date(draft.as_of), 2.5), Column("Confidence", 1.2))
    blocks: list[Block] = [Paragraph(runs(said))]
    if rows:
        blocks.append(Table("The judgements that changed most", columns, tuple(rows)))
    return blocks


def _row(draft: Draft, tie: TieRow, then: TieRow | None) -> tuple[Runs, ...]:
    earlier = "nothing known" if then is None else likelihood_text(then)
    return (
        with_note(sentence(draft.clause(tie)).rstrip("."), draft.note(tie)),
        runs(earlier),
        runs(likelihood_text(tie)),
        runs(tie.confidence or "–"),
    )


def _edition(draft: Draft, since: str) -> list[Block]:
    found = draft.comparison
    new = [row for row in found.moved if row.before.likelihood is None and row.after.likelihood is not None]
    expired = [row for row in found.moved if row.before.likelihood is not None and row.after.likelihood is None]
    moved = [row for row in found.moved if row.before.likelihood is not None and row.after.likelihood is not None]
    retracted = [row for row in found.moved if any(cause.cause in _GONE for cause in row.causes)]
    said = (
        f"Since {since} {counted(len(new), 'tie')} came to be judged, {len(moved):,} moved and {len(expired):,} can no "
        f"longer be judged; {found.unmoved:,} stayed where they were. Each date is judged by what had been published "
        "by then."
    )
    blocks: list[Block] = [Paragraph(runs(said))]
    for title, rows, empty in (
        ("What is new", new, "No tie came to be judged."),
        ("What moved, and why", moved, "No judgement moved."),
        ("What was retracted", retracted, "Nothing that counted was retracted or taken out."),
        ("What expired", expired, "No judgement lapsed for want of fresh evidence."),
    ):
        blocks.append(Heading(title))
        blocks += _moved(draft, title, rows) if rows else [Paragraph(runs(empty))]
    return blocks


def _moved(draft: Draft, title: str, rows: list[Moved]) -> list[Block]:
    relations = draft.book.vocab.relations
    rows = sorted(rows, key=lambda row: (relations[row.relation].dimension == "general", -abs(row.decibans)))
    columns = (Column("Tie", 3.4), Column("Then", 1.8), Column("Now", 1.8), Column("Because of", 3.4))
    shown = tuple(
        (
            _with_claims(draft, row),
            runs(_side(row.before)),
            runs(_side(row.after)),
            runs(_because(row)),
        )
        for row in rows[:MOST]
    )
    return [Table(title, columns, shown), *left_out(len(rows) - MOST, "tie", "armillary compare shows all")]


def _with_claims(draft: Draft, row: Moved) -> Runs:
    claims = {cause.claim for cause in row.causes if cause.claim}
    text = sentence(tie_sentence(draft.book, row.subject, row.relation, row.object)).rstrip(".")
    return with_note(text, draft.notes.on_claims(claims))


def _side(side: Side) -> str:
    if side.likelihood is None:
        return "not judged" if side.word == "not asked" else short_word(side.word)
    return f"{side.word}, {percent(side.likelihood)}\u00a0%"


def _because(row: Moved) -> str:
    sums: Counter[str] = Counter()
    for cause in row.causes:
        sums[cause.cause] += cause.decibans  # type: ignore[assignment]
    # what pulls the way the judgement went comes first, and what hardly counts is left out
    toward = sorted(sums.items(), key=lambda item: -item[1] * (1 if row.decibans >= 0 else -1))
    told = [
        f"{CAUSES.get(name, name)} ({'+' if value > 0 else '−'}{abs(value):.1f} dB)"
        for name, value in toward
        if abs(value) >= 0.5
    ]
    return ", ".join(told) or "small changes that add up"

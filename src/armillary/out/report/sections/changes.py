"""What changed and why: moved by evidence, seen again, ended; and, apart, what has only become older."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from armillary.out.report.content import Block, Column, Heading, Paragraph, Runs, Section, Table, runs
from armillary.out.report.draft import Draft, likelihood_text
from armillary.out.report.prose import people
from armillary.out.report.sections.tables import left_out
from armillary.pictures.records import Moved, TieRow
from armillary.pictures.sentences import counted, in_text, listed, number, sentence, tie_sentence
from armillary.text.dates import show_day
from armillary.text.months import said_date

MOST = 6
COLUMNS = (Column("Tie", 3.2), Column("Then", 1.6), Column("Now", 1.8), Column("Because of", 3.4))
# How the causes of `compare` are put to a reader; those with a speaker are told with the speaker.
CAUSES = {
    "new claim": "new evidence",
    "begins to hold": "what was seen since",
    "claim removed": "evidence taken out of the casebook",
    "retraction": "evidence taken back",
    "accepted copy": "copies found",
    "claim changed": "evidence coded anew",
    "one voice": "voices that are one",
    "coin": "what has been learned of the speakers",
    "older against newer evidence": "older evidence that yields to newer",
    "number of voices": "how many voices there are",
    "coherence": "what is judged of related ties",
    "not told apart": "what is withheld",
}


EVIDENCE = ("new claim", "begins to hold", "retraction", "claim removed", "claim changed")


class Movements(NamedTuple):
    """What moved: came to be judged, rose or fell by evidence, was seen again, ended; and what went stale."""

    new: list[Moved]
    risen: list[Moved]
    fallen: list[Moved]
    resumed: list[Moved]
    ended: list[Moved | TieRow]
    stale: list[Moved]


def movements(draft: Draft) -> Movements:
    """The changes since the earlier day, each in one place, the largest first."""
    found = draft.comparison
    again = {_key(row) for row in found.resumed}
    moved = [row for row in found.moved if _key(row) not in again]
    new = [row for row in moved if row.before is None or row.before.likelihood is None]
    old = [row for row in moved if row not in new]
    return Movements(
        new=new,
        risen=[row for row in old if row.decibans > 0],
        fallen=[row for row in old if row.decibans < 0],
        resumed=sorted(found.resumed, key=lambda row: -row.decibans),
        ended=[*ended_on_record(draft), *found.ended],
        stale=found.stale,
    )


def changes(draft: Draft) -> list[Section]:
    """The section on change."""
    since = said_date(show_day(draft.since))
    found = movements(draft)
    by = "what had been published by then" if draft.edition is not None else "all that is known today"
    counts = [
        f"{number(len(rows))} {words}"
        for rows, words in (
            (found.new, "came to be judged"),
            ((*found.risen, *found.fallen), "moved by evidence"),
            (found.resumed, "were seen again"),
            (found.ended, "ended"),
        )
        if rows
    ]
    said = sentence(f"of the ties, {listed(counts)}" if counts else "no judgement moved")
    blocks: list[Block] = [Paragraph(runs(f"{said} Each date is judged by {by}."))]
    for title, rows in (
        ("New", found.new),
        ("Seen again", found.resumed),
        ("More likely than before", found.risen),
        ("Less likely than before", found.fallen),
    ):
        blocks += _moved(draft, title, rows)
    if found.ended:
        ended = ". ".join(sentence(how_ended(draft, row)).rstrip(".") for row in found.ended[:MOST])
        blocks += [Heading("No longer"), Paragraph(runs(f"{ended}."))]
    if found.stale:
        stale = [
            tie_sentence(draft.book, *_key(row)) for row in found.stale if row.after and row.after.currency == "lapsed"
        ]
        rest = counted(len(found.stale) - len(stale[:MOST]), "more tie")
        said = f"Nothing was heard against {counted(len(found.stale), 'tie')}, and nothing of late for them. " + (
            f"Of these it is no longer known whether {listed([*stale[:MOST], rest])} still hold." if stale else ""
        )
        blocks += [Heading("Gone stale, which is no change"), Paragraph(runs(said.strip()))]
    return [Section("changes", f"What has changed since {since}", tuple(blocks))]


def _key(row: Moved) -> tuple[str, str, str]:
    return row.subject, row.relation, row.object


def _moved(draft: Draft, title: str, rows: Sequence[Moved]) -> list[Block]:
    relations = draft.book.vocab.relations
    rows = sorted(
        rows, key=lambda row: (relations[row.relation].dimension == "general", -_voices(row), -abs(row.decibans))
    )
    if not rows:
        return []
    shown = tuple(
        (
            runs(sentence(tie_sentence(draft.book, *_key(row))).rstrip(".")),
            runs(_then(row)),
            runs("–" if row.after is None else likelihood_text(row.after)),
            _because(draft, row),
        )
        for row in rows[:MOST]
    )
    return [Table(title, COLUMNS, shown), *left_out(len(rows) - MOST, "tie", "armillary compare shows all")]


def _voices(row: Moved) -> int:
    return 0 if row.after is None else max(row.after.voices_for, row.after.voices_against)


def _then(row: Moved) -> str:
    if row.before is None or row.before.likelihood is None:
        return "nothing known"
    seen = row.before.last_seen
    gone = f", last seen {seen[:4]}" if seen and row.before.currency in ("lapsed", "ended") else ""
    return f"{likelihood_text(row.before)}{gone}"


def _because(draft: Draft, row: Moved) -> Runs:
    """The causes that pull the way the judgement went, evidence with the names of who gave it before all else."""
    toward = 1 if row.decibans >= 0 else -1
    said: dict[str, list[str]] = {}
    for cause in sorted(row.causes, key=lambda cause: (cause.cause not in EVIDENCE, -cause.decibans * toward)):
        if cause.decibans * toward > 0 and (cause.cause in EVIDENCE or not said):
            said.setdefault(CAUSES[cause.cause], []).extend([cause.origin] if cause.origin else [])
    told = [f"{words} ({people(draft.book, [*dict.fromkeys(who)])})" if who else words for words, who in said.items()]
    again = f"seen again, last in {row.after.last_seen[:4]}" if row.after and row.after.last_seen else ""
    return runs("; ".join(told) or again or "small changes that add up")


def ended_on_record(draft: Draft) -> list[TieRow]:
    """Ties on record alone that ended since the earlier day."""
    since = show_day(draft.since)
    rows = [tie for tie in draft.ties if tie.standing == "on_record" and tie.dimension == "allegiance"]
    return sorted(
        (tie for tie in rows if tie.ended and tie.ended.when >= since), key=lambda tie: tie.relation != "leads"
    )


def how_ended(draft: Draft, row: Moved | TieRow) -> str:
    """A tie that is over, with when and how it ended."""
    ended = row.ended if isinstance(row, TieRow) else row.after.ended if row.after else None
    said = tie_sentence(draft.book, row.subject, row.relation, row.object)
    if ended is None:
        return said
    how = f"by the word of {people(draft.book, ended.by)}" if ended.by else ""
    if ended.with_:
        dead = draft.book.kinds.get(ended.with_) == "person"
        how = "by death" if dead else f"with the end of {in_text(draft.book, ended.with_)}"
    return f"{said} ({', '.join(filter(None, (said_date(ended.when), how)))})"

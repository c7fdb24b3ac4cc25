"""The evidence base: origins a judgement, what leans on one voice, and how fresh it all is."""

from __future__ import annotations

from collections import Counter

from armillary.out.report.content import Block, Column, Heading, Paragraph, Section, Table, runs
from armillary.out.report.draft import Draft
from armillary.out.report.figures import origins_figure
from armillary.out.report.sections.tables import cells, left_out
from armillary.pictures.sentences import counted, listed, sentence
from armillary.text.dates import show_day
from armillary.text.months import said_date

MOST = 10
FRESH_YEARS = (1, 2, 5)


def evidence(draft: Draft) -> list[Section]:
    """The section on the evidence."""
    blocks = [*_base(draft), *_origins(draft), *_bearing(draft), *_freshness(draft)]
    return [Section("evidence", "The evidence base", tuple(blocks))]


def _base(draft: Draft) -> list[Block]:
    book = draft.book
    tables = book.manifest.tables
    kinds = book.sql("SELECT kind, count(*) AS n FROM sources GROUP BY kind ORDER BY n DESC, kind")
    shown = listed([counted(row["n"], *_noun(row["kind"])) for row in kinds[:6]])
    rest = sum(row["n"] for row in kinds[6:])
    also = f", and {counted(rest, 'other')}" if rest else ""
    origins, sources = tables.get("origins", 0), tables.get("sources", 0)
    said = (
        f"The book holds {tables.get('claims', 0):,} claims by {counted(origins, 'independent origin')} in "
        f"{counted(sources, 'source')}: {shown}{also}. Reports that repeat one origin count once."
    )
    return [Paragraph(runs(said))]


def _noun(kind: str) -> tuple[str, str]:
    word = kind.replace("_", " ")
    return word, {"correspondence": "letters or e-mails"}.get(kind, f"{word}s")


def _origins(draft: Draft) -> list[Block]:
    counts = Counter(min(tie.origins, 5) for tie in draft.judged)
    total = sum(counts.values())
    if not total:
        return []
    one = counts[1]
    said = (
        f"Of {counted(total, 'judged tie')}, {one:,} ({round(100 * one / total)}\u00a0%) rest on a single origin and "
        f"{total - one - counts[2]:,} on three or more."
    )
    rows = tuple(
        cells(
            (
                f"{number}{' or more' if number == 5 else ''}",
                f"{counts[number]:,}",
                f"{round(100 * counts[number] / total)}\u00a0%",
            )
        )
        for number in range(1, 6)
    )
    columns = (Column("Origins", 1), Column("Judged ties", 1, numbers=True), Column("Share", 1, numbers=True))
    table = Table("Independent origins a judgement", columns, rows)
    return [Heading("Origins"), Paragraph(runs(said)), *(origins_figure(draft) or [table])]


def _bearing(draft: Draft) -> list[Block]:
    seen = draft.now
    e, j = seen.weighed.evidence, seen.weighed.judgements
    rows = {seen.row_of(tie) for tie in draft.judged}
    several = {seen.row_of(tie) for tie in draft.judged if tie.origins > 1}
    leans: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for question, bloc in j.load_bearing:
        if question in rows:
            (leans if question in several else alone)[e.blocs[bloc]] += 1
    voices = sorted(leans.keys() | alone.keys(), key=lambda name: (-leans[name], -alone[name], name))
    if not voices:
        return [
            Heading("What the judgements lean on"),
            Paragraph(runs("No judgement would move far without one voice.")),
        ]
    grades = {row["id"]: row["grade"] for row in draft.book.sql("SELECT id, grade FROM speakers")}
    table = Table(
        "Voices that judgements lean on",
        (
            Column("Voice", 3),
            Column("Grade", 0.8),
            Column("Judgements that would move or turn", 2, numbers=True),
            Column("Judgements with no other origin", 2, numbers=True),
        ),
        tuple(
            cells((_voice(draft, name), grades.get(name) or "–", f"{leans[name]:,}", f"{alone[name]:,}"))
            for name in voices[:MOST]
        ),
    )
    said = (
        "A voice is an origin, or all origins that speak for one party. Without the voice the judgement would move by "
        "ten points or more, cross one half, or could not be made."
    )
    return [
        Heading("What the judgements lean on"),
        Paragraph(runs(said)),
        table,
        *left_out(len(voices) - MOST, "voice"),
    ]


def _voice(draft: Draft, name: str) -> str:
    return draft.book.names.get(name) or name.rpartition("/")[2].replace("-", " ")


def _freshness(draft: Draft) -> list[Block]:
    lasts = [tie.last for tie in draft.judged if tie.last]
    newest = draft.book.sql("SELECT max(date_last) AS day FROM sources WHERE date_last IS NOT NULL")[0]["day"]
    lapsed = [tie for tie in draft.ties if tie.likelihood is None]
    total = len(draft.judged)
    parts: list[str] = []
    for years in FRESH_YEARS:
        since = show_day(max(draft.book.as_of - round(years * 365.25), 1))
        count = sum(last >= since for last in lasts)
        parts.append(f"{count:,} {'were last seen to hold ' if not parts else ''}within {counted(years, 'year')}")
    said = f"Of {counted(total, 'judged tie')}, {listed(parts)} of the report's date. " if total else ""
    if newest:
        said += f"The newest source is of {said_date(newest.isoformat())}. "
    if lapsed:
        said += sentence(
            f"{counted(len(lapsed), 'tie')} {'is' if len(lapsed) == 1 else 'are'} no longer assessed: what was seen of "
            "them is too long ago to speak for today"
        )
    return [Heading("Freshness"), Paragraph(runs(said))] if said else []

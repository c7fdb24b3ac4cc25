"""The evidence base: what it is, how many voices a judgement has, what leans on one, how fresh it is, what is wrong."""

from __future__ import annotations

import re
from collections import Counter

from armillary.out.report.content import Block, Column, Heading, Paragraph, Points, Section, Table, runs
from armillary.out.report.dates import in_words
from armillary.out.report.draft import Draft
from armillary.out.report.sections.tables import cells, left_out
from armillary.pictures.sentences import counted, in_text, listed, sentence, tie_sentence
from armillary.text.dates import show_day
from armillary.text.months import said_date

MOST, SHOWN = 6, 8  # voices, findings
FRESH_YEARS = (1, 2, 5)
_QUOTED = re.compile(r"'([^']+)'")


def evidence(draft: Draft) -> list[Section]:
    """The section on the evidence."""
    blocks = [*_base(draft), *_bearing(draft), *_findings(draft)]
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
    return [Paragraph(runs(said)), *_voices(draft), *_freshness(draft)]


def _voices(draft: Draft) -> list[Block]:
    total = len(draft.judged)
    if not total:
        return []
    voices = [tie.voices_for + tie.voices_against for tie in draft.judged]
    one, many = sum(count <= 1 for count in voices), sum(count > 2 for count in voices)
    share = round(100 * one / total)
    said = (
        f"Of {counted(total, 'judged tie')}, {one:,} ({share}\u00a0%) rest on a single independent voice and {many:,} "
        "on three or more."
    )
    return [Paragraph(runs(said))]


def _noun(kind: str) -> tuple[str, str]:
    word = kind.replace("_", " ")
    return word, {"correspondence": "letters or e-mails"}.get(kind, f"{word}s")


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
        return []
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
    lasts = [tie.last_seen for tie in draft.judged if tie.last_seen]
    newest = draft.book.sql("SELECT max(date_last) AS day FROM sources WHERE date_last IS NOT NULL")[0]["day"]
    lapsed = [tie for tie in draft.judged if tie.currency == "lapsed"]
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
        it, holds, was = ("it", "holds", "was it") if len(lapsed) == 1 else ("they", "hold", "were they")
        long_ago = f"whether {it} still {holds}, so long ago {was} last seen"
        said += sentence(f"of {counted(len(lapsed), 'tie')} it is not known {long_ago}")
    return [Paragraph(runs(said.strip()))] if said else []


def _findings(draft: Draft) -> list[Block]:
    """Warnings in words, notes as counts."""
    rows = draft.book.sql("SELECT severity, message FROM findings ORDER BY code, file, line")
    warned = list(dict.fromkeys(said(draft, row["message"]) for row in rows if row["severity"] != "note"))
    if not warned:
        return [Heading("What the check found"), Paragraph(runs("The check of the casebook left no warning open."))]
    return [
        Heading("What the check found"),
        Paragraph(runs("The check of the casebook left these open. They bear on what is judged above.")),
        Points(tuple(runs(text) for text in warned[:SHOWN])),
        *left_out(len(warned) - SHOWN, "finding", "armillary check shows all"),
    ]


def said(draft: Draft, message: str) -> str:
    """The message of a finding with names in place of ids."""
    return sentence(_QUOTED.sub(lambda match: _named(draft, match[1]), in_words(message)))


def _named(draft: Draft, quoted: str) -> str:
    words = quoted.split()
    book = draft.book
    if len(words) == 3 and words[1] in book.vocab.relations:
        return f"“{tie_sentence(book, words[0], words[1], words[2])}”"
    if quoted in book.names:
        return in_text(book, quoted)
    titles = book.sql("SELECT title FROM sources WHERE id = ?", [quoted])
    return f"“{titles[0]['title']}”" if titles else f"“{quoted.replace('-', ' ').replace('_', ' ')}”"

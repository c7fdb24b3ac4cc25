"""The threat assessment: capability, intent, reach and trend of each group, and what is not known."""

from __future__ import annotations

from armillary.out.report.content import (
    Block,
    Column,
    Heading,
    Paragraph,
    Run,
    Runs,
    Section,
    Table,
    Text,
    quiet,
    runs,
    strong,
)
from armillary.out.report.draft import Draft
from armillary.out.report.prose import percent
from armillary.out.report.sections.tables import left_out
from armillary.pictures.records import Aspect, Ground, Threat
from armillary.pictures.sentences import counted, in_text, number, sentence
from armillary.text.months import said_date

MOST, DETAILED = 8, 3  # groups
GROUNDS = 2  # of one aspect
ASPECTS = {
    "capability": "Capability",
    "intent": "Intent",
    "local": "Reach at home",
    "regional": "Reach in the region",
    "external": "Reach beyond it",
    "trend": "Trend",
}
FINDINGS = {
    "shown": "deeds",
    "means": "means only",
    "steady": "no move",
    "not_known": "not known",
    **{name: name for name in ("declared", "ascribed", "disclaimed", "doubted", "attacks", "presence", "threats")},
    **{name: name for name in ("foreseen", "rising", "falling", "mixed")},
}


def threats(draft: Draft) -> list[Section]:
    """The section on threats, the groups with most origins first."""
    if not draft.threats:
        return []
    said = (
        "Each aspect is one word from a fixed list, with the claims and judgements that it follows from. A word says "
        "what the evidence shows, not how bad it is. A tie counts where it is judged more likely than not and neither "
        "over nor long unseen."
    )
    blocks: list[Block] = [Paragraph(runs(said)), _overview(draft)]
    for row in draft.threats[:DETAILED]:
        blocks += _group(draft, row)
    rest = draft.threats[DETAILED:]
    blocks += left_out(len(rest), "group", "armillary threat shows all")
    return [Section("threats", "Threat assessment", tuple(blocks))]


def _overview(draft: Draft) -> Table:
    columns = (
        Column("Group", 2),
        Column("Capability", 1.6),
        Column("Intent", 1.6),
        Column("At home", 1.2),
        Column("In the region", 1.2),
        Column("Beyond it", 1.2),
        Column("Trend", 1.2),
    )
    rows = tuple(
        (
            runs(strong(row.name)),
            *(
                runs(quiet("not known") if aspect.finding == "not_known" else FINDINGS[aspect.finding])
                for aspect in (row.capability, row.intent, row.local, row.regional, row.external, row.trend)
            ),
        )
        for row in draft.threats[:MOST]
    )
    return Table("The groups at a glance", columns, rows)


def _group(draft: Draft, row: Threat) -> list[Block]:
    home = f" Its reach is seen from {in_text(draft.book, row.home)}." if row.home else ""
    said = f"The assessment of {in_text(draft.book, row.actor)} stands on {counted(row.claims, 'claim')}"
    ties = f", its ties on {counted(row.origins, 'origin')}." if row.origins else "."
    names = draft.book.sql("SELECT name, language FROM aliases WHERE actor = ? ORDER BY language, name", [row.actor])
    other = [name["name"] for name in names if not name["name"].isascii() and _is_arabic(name["name"])][:3]
    lead: list[Text] = [quiet("Also written "), Text(", ".join(other)), quiet(". ")] if other else []
    rows = tuple(
        (runs(strong(title)), runs(FINDINGS[aspect.finding]), _grounds(draft, aspect))
        for name, title in ASPECTS.items()
        for aspect in (getattr(row, name),)
        if aspect.grounds
    )
    unknown = (strong(" Not known. "), Text(" ".join(row.unknown))) if row.unknown else ()
    blocks: list[Block] = [Heading(row.name), Paragraph(runs(*lead, said + ties + home, *unknown))]
    columns = (Column("Aspect", 1.7), Column("Finding", 1.7), Column("Stands on", 5.4))
    return [*blocks, Table(f"{row.name}: assessment as of {said_date(row.as_of)}", columns, rows)]


def _grounds(draft: Draft, aspect: Aspect) -> Runs:
    parts: list[str | Run] = []
    for ground in aspect.grounds[:GROUNDS]:
        parts += [" " if parts else "", *_ground(draft, ground)]
    rest = len(aspect.grounds) - GROUNDS
    if rest > 0:
        parts.append(quiet(f" And {number(rest)} more."))
    return runs(*parts) if parts else runs(quiet("–"))


def _ground(draft: Draft, ground: Ground) -> list[Run]:
    text = ground.text
    if ground.likelihood is not None:
        text += f" ({ground.word}, {percent(ground.likelihood)}\u00a0%)"
    elif ground.when and "/" not in ground.when and ".." not in ground.when:
        text += f" ({said_date(ground.when.rstrip('~'))})"
    mark = draft.notes.on_claims(ground.claims)
    return [Text(sentence(text)), *([mark] if mark else [])]


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)

"""From a book to a report: every section of the registry, then the notes and references that they called for."""

from __future__ import annotations

from armillary.book.book import Book
from armillary.finding import ArmillaryError
from armillary.out.report.content import Report, Runs
from armillary.out.report.draft import PAGE, PAPER, Draft
from armillary.out.report.references import NUMBERED, Reference, set_references
from armillary.out.report.sections.registry import BRIEF, SECTIONS
from armillary.pictures.asking import day
from armillary.pictures.sentences import counted, number
from armillary.text.dates import show_day
from armillary.text.months import said_date

INTERVIEWS, WORKS = "Interviews and correspondence", "Sources"


def make_report(
    book: Book, since: str | None = None, forms: tuple[str, ...] = (PAGE, PAPER), brief: bool = False
) -> Report:
    """The report of a book; with a date, the periodic edition of what is new since then; figures for the forms alone.

    A brief one is the two pages and their notes. Raises ArmillaryError when the date is not before the book's, or an
    optional package is missing.
    """
    edition = day(since, None)
    if edition is not None and edition >= book.as_of:
        raise ArmillaryError(
            f"{show_day(edition)} is not before {show_day(book.as_of)}, the date of the book",
            "--since is the date of the last edition",
        )
    draft = Draft(book, edition, forms, brief)
    sections = tuple(section for make in (BRIEF if brief else SECTIONS) for section in make(draft))
    references = set_references(book, draft.notes.cited())
    manifest = book.manifest
    commit = f", revision {manifest.commit[:8]}" if manifest.commit else ""
    return Report(
        title=manifest.title or manifest.casebook or "Report",
        subtitle=_subtitle(draft),
        basis=_basis(book),
        edition="Periodic edition" if edition is not None else "Brief" if brief else "Report",
        as_of=draft.as_of,
        date=said_date(draft.as_of),
        since=show_day(edition) if edition is not None else "",
        marking=_marking(book),
        caveats=tuple(getattr(manifest, "caveats", None) or ()),
        language="en",
        keywords=_keywords(draft),
        facts=(
            ("As of", said_date(draft.as_of)),
            ("Change since", said_date(show_day(draft.since))),
            ("Coder", _coders(book)),
            ("Made by", f"Armillary {manifest.tool}{commit}"),
        ),
        sections=sections,
        notes=draft.notes.finish(references),
        references=_listed(references),
    )


def _basis(book: Book) -> str:
    """On how many works it all rests."""
    read = book.sql(
        "SELECT kind, title, date_text, speaker FROM sources WHERE id IN (SELECT source FROM claims) ORDER BY id"
    )
    cited = book.sql(
        "SELECT kind FROM sources WHERE id IN (SELECT unnest(flatten(chains)) FROM claims) "
        "AND id NOT IN (SELECT source FROM claims)"
    )
    if not read:
        return "Rests on no claim yet."
    talks = sum(row["kind"] in NUMBERED for row in cited)
    works = f"{counted(len(read), 'work')}"
    if len(read) == 1:
        one = read[0]
        by, when = book.names.get(one["speaker"], ""), said_date((one["date_text"] or "").rstrip("~"))
        told = ", ".join(text for text in (by, when) if text)
        works = f"one {one['kind'].replace('_', ' ')}, “{one['title']}”" + (f" ({told})," if told else ",")
    drawn = (
        f" and the {number(len(cited))} sources that {'it draws' if len(read) == 1 else 'they draw'} on"
        if cited
        else ""
    )
    drawn += f", {number(talks)} of them interviews or letters" if talks else ""
    tables = book.manifest.tables
    return (
        f"Codes {works}{drawn}: {tables.get('claims', 0):,} claims of {tables.get('origins', 0):,} independent origins."
    ).replace(",:", ":")


def _coders(book: Book) -> str:
    names = [row["coder"] for row in book.sql("SELECT DISTINCT coder FROM claims WHERE coder <> '' ORDER BY coder")]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "") or "not named"


def _marking(book: Book) -> str:
    """The marking of a release as TLP 2.0 writes it, with its compartments; '' for a book that is no release."""
    marking = str(getattr(book.manifest, "marking", ""))
    if not marking:
        return ""
    shown = f"TLP:{marking}" if marking in book.vocab.lists.markings else marking
    return " · ".join((shown, *getattr(book.manifest, "compartments", ())))


def _subtitle(draft: Draft) -> str:
    if draft.edition is not None:
        return f"What is new between {said_date(show_day(draft.edition))} and {said_date(draft.as_of)}"
    return f"What the evidence bears out as of {said_date(draft.as_of)}"


def _keywords(draft: Draft) -> tuple[str, ...]:
    """The groups that the report assesses, and what it is."""
    return (*(row.name for row in draft.threats[:8]), "armed groups", "weight of evidence")


def _listed(references: dict[str, Reference]) -> tuple[tuple[str, tuple[Runs, ...]], ...]:
    """The references under their headings, by speaker; interviews by number."""
    found = sorted(references.values(), key=lambda item: (item.order, item.source))
    works = tuple(item.full for item in found if not item.numbered)
    talks = tuple(item.full for item in found if item.numbered)
    return tuple((title, items) for title, items in ((WORKS, works), (INTERVIEWS, talks)) if items)

"""From a book to a report: every section of the registry, then the notes and references that they called for."""

from __future__ import annotations

from armillary.book.book import Book
from armillary.finding import ArmillaryError
from armillary.out.report.content import Report, Runs
from armillary.out.report.draft import PAGE, PAPER, Draft
from armillary.out.report.references import Reference, set_references
from armillary.out.report.sections.registry import SECTIONS
from armillary.pictures.asking import day
from armillary.text.dates import show_day
from armillary.text.months import said_date

INTERVIEWS, WORKS = "Interviews and correspondence", "Sources"


def make_report(book: Book, since: str | None = None, forms: tuple[str, ...] = (PAGE, PAPER)) -> Report:
    """The report of a book; with a date, the periodic edition of what is new since then; figures for the forms alone.

    Raises ArmillaryError when the date is not before the book's, or an optional package is missing.
    """
    edition = day(since, None)
    if edition is not None and edition >= book.as_of:
        raise ArmillaryError(
            f"{show_day(edition)} is not before {show_day(book.as_of)}, the date of the book",
            "--since is the date of the last edition",
        )
    draft = Draft(book, edition, forms)
    sections = tuple(section for make in SECTIONS for section in make(draft))
    references = set_references(book, draft.notes.cited())
    manifest = book.manifest
    caveats = getattr(manifest, "caveats", None) or ()
    tables = manifest.tables
    return Report(
        title=manifest.title or manifest.casebook or "Report",
        subtitle=_subtitle(draft),
        edition="Periodic edition" if edition is not None else "Report",
        as_of=draft.as_of,
        date=said_date(draft.as_of),
        since=show_day(edition) if edition is not None else "",
        marking=_marking(book),
        caveats=tuple(caveats),
        language="en",
        keywords=_keywords(draft),
        facts=(
            ("As of", said_date(draft.as_of)),
            ("Claims", f"{tables.get('claims', 0):,}"),
            ("Origins", f"{tables.get('origins', 0):,}"),
            ("Judged ties", f"{len(draft.judged):,}"),
            ("Sources", f"{tables.get('sources', 0):,}"),
        ),
        sections=sections,
        notes=draft.notes.finish(references),
        references=_listed(references),
    )


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
    return f"Ties, threats and the evidence for them as of {said_date(draft.as_of)}"


def _keywords(draft: Draft) -> tuple[str, ...]:
    """The groups that the report assesses, and what it is."""
    return (*(row.name for row in draft.threats[:8]), "armed groups", "weight of evidence")


def _listed(references: dict[str, Reference]) -> tuple[tuple[str, tuple[Runs, ...]], ...]:
    """The references under their headings, by speaker; interviews by number."""
    found = sorted(references.values(), key=lambda item: (item.order, item.source))
    works = tuple(item.full for item in found if not item.numbered)
    talks = tuple(item.full for item in found if item.numbered)
    return tuple((title, items) for title, items in ((WORKS, works), (INTERVIEWS, talks)) if items)

"""Rendering the report of a book in the forms asked for, and writing it into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from armillary.book.book import Book
from armillary.casebook.replace import replace_all
from armillary.finding import ArmillaryError
from armillary.out.report.draft import PAGE, PAPER
from armillary.out.report.edition import make_report
from armillary.out.report.page import render_page
from armillary.out.report.paper import render_paper


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a report that was written."""

    files: list[str]


FILES = {PAGE: "report.html", PAPER: "report.pdf"}


def render_report(
    book: Book,
    forms: Sequence[str],
    since: str | None = None,
    cache: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
    brief: bool = False,
) -> dict[str, bytes]:
    """The forms asked for, the whole or only the two pages, by file name; ArmillaryError when a package is missing."""
    progress("writing the report")
    report = make_report(book, since, tuple(forms), brief)
    made: dict[str, bytes] = {}
    files = {form: name.replace("report", "brief") if brief else name for form, name in FILES.items()}
    if PAGE in forms:
        made[files[PAGE]] = render_page(report, cache).encode()
    if PAPER in forms:
        progress("setting the PDF")
        made[files[PAPER]] = render_paper(report)
    return made


def write_report(out: Path, made: Mapping[str, bytes]) -> list[Path]:
    """Put a report into a folder that is no book's, all of it or nothing; returns the files."""
    try:
        replace_all(out, made)
    except OSError as problem:
        hint = "the last good one is still there"
        raise ArmillaryError(f"cannot write the report to {out}: {problem.strerror}", hint) from None
    return [out / name for name in made]

"""The work on reports: beside a book that was just built, or from a book into a folder."""

from __future__ import annotations

from pathlib import Path

from armillary.commands.run import cache_folder, spinner, to_json
from armillary.finding import ArmillaryError
from armillary.terminal import tell
from armillary.text.nearest import did_you_mean

FORMS = ("report", "pdf")


def read_forms(text: str | None) -> tuple[str, ...]:
    """The forms that `--with` asks for; raises ArmillaryError for one that there is not."""
    forms = tuple(part.strip() for part in (text or "").split(",") if part.strip())
    for form in forms:
        if form not in FORMS:
            raise ArmillaryError(
                f"--with knows no '{form}'", did_you_mean(form, FORMS) or f"it knows {', '.join(FORMS)}"
            )
    return forms


def run_report(path: Path, out: Path | None, pdf: bool, since: str | None, brief: bool, json: bool) -> int:
    """Write the report of a book, or of a casebook, which is built into a cache first."""
    from armillary.commands.pictures import open_or_build
    from armillary.out.report.write import Written, write_report

    if out is None and (path / "armillary.toml").exists():
        raise ArmillaryError(f"{path} is a casebook, which holds no reports", "name a folder for the report with --out")
    with spinner(json) as say, open_or_build(path) as book:
        forms = FORMS if pdf else FORMS[:1]
        files = write_report(book, out or path, forms, since, cache_folder() / "fonts", say, brief)
    names = [str(file) for file in files]
    tell(to_json(Written(files=names)) if json else "".join(f"{name}\n" for name in names))
    return 0


def write_beside(out: Path, forms: tuple[str, ...], since: str | None, json: bool) -> list[Path]:
    """Write the report of the book at a folder into that folder."""
    from armillary.book.book import open_book
    from armillary.out.report.write import write_report

    with spinner(json) as say, open_book(out) as book:
        return write_report(book, out, forms, since, cache_folder() / "fonts", say)

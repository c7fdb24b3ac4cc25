"""The work on reports: with a book that is being built, into one that is there, or into another folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from armillary.commands.run import cache_folder, spinner, to_json
from armillary.finding import ArmillaryError
from armillary.terminal import tell
from armillary.text.nearest import did_you_mean

if TYPE_CHECKING:
    from armillary.book.outputs import Outputs

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
    from armillary.book.manifest import NAME
    from armillary.book.outputs import add_outputs
    from armillary.commands.pictures import open_or_build
    from armillary.out.report.write import Written, render_report, write_report

    if out is None and (path / "armillary.toml").exists():
        raise ArmillaryError(f"{path} is a casebook, which holds no reports", "name a folder for the report with --out")
    own = out is None or out.resolve() == path.resolve()
    if out is not None and not own and (out / NAME).exists():
        raise ArmillaryError(f"{out} is another book", "name a folder that is none")
    with spinner(json) as say, open_or_build(path) as book:
        made = render_report(book, FORMS if pdf else FORMS[:1], since, cache_folder() / "fonts", say, brief)
    files = add_outputs(path, made) if out is None or own else write_report(out, made)
    names = [str(file) for file in files]
    tell(to_json(Written(files=names)) if json else "".join(f"{name}\n" for name in names))
    return 0


def reporting(forms: tuple[str, ...], since: str | None, say: Callable[[str], None]) -> Outputs | None:
    """What makes a report in these forms of a book that is being built; None for none."""
    if not forms:
        return None
    from armillary.out.report.write import render_report

    return lambda book: render_report(book, forms, since, cache_folder() / "fonts", say)

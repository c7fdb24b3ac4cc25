"""The work on a casebook: check, build, fmt and schema."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from armillary.checking import Checked, check_casebook
from armillary.codes import CODES
from armillary.commands.run import cache_folder, keeping_everything, record_cache, spinner, to_json, vocabulary
from armillary.finding import ArmillaryError, Severity, as_json, render_text
from armillary.terminal import tell

if TYPE_CHECKING:
    from armillary.book.manifest import Manifest

MOST_SHOWN = 20  # findings of a release; all of them are in its notes
RELEASE_CODES = frozenset(code for code in CODES if code.startswith("P"))

# `check` is run at every save: nothing here imports typer, rich, numpy or DuckDB before it is needed.


def run_check(casebook: Path, json: bool, notes: bool) -> int:
    """Check and print; 1 when there are errors."""
    return 0 if print_check(casebook, json, notes).sound else 1


def print_check(casebook: Path, json: bool, notes: bool) -> Checked:
    """Check and print; returns what was checked, so that the caller decides when to let go of it."""
    with keeping_everything():
        checked = check_casebook(casebook, vocabulary(), record_cache())
        _print_findings(checked, json, notes)
        return checked


def _print_findings(checked: Checked, json: bool, notes: bool) -> None:
    if json:
        tell(to_json([as_json(finding) for finding in checked.findings]))
        return
    shown = [f for f in checked.findings if notes or f.severity is not Severity.NOTE]
    for finding in shown:
        tell(render_text(finding) + "\n")
    count = {severity: sum(f.severity is severity for f in checked.findings) for severity in Severity}
    book = checked.casebook
    held: dict[str, dict[str, Any]] = {
        "claims": book.claims,
        "sources": book.sources,
        "speakers": book.speakers,
        "actors": book.actors,
    }
    what = ", ".join(f"{len(records)} {name}" for name, records in held.items())
    found = ", ".join(f"{number} {severity.value}s" for severity, number in count.items())
    tail = "" if notes or not count[Severity.NOTE] else " (--notes shows them)"
    tell(f"{what}: {found}{tail}\n")


def run_build(
    casebook: Path,
    out: Path,
    json: bool,
    release: str | None = None,
    compartments: Sequence[str] = (),
    with_: str | None = None,
    since: str | None = None,
) -> int:
    """Build and say what was built; 1 when the casebook has errors. The report comes after the book is in place."""
    from armillary.commands.report import read_forms, write_beside
    from armillary.compile import build_casebook

    forms = read_forms(with_)
    if since is not None and not forms:
        raise ArmillaryError("--since is for a report, and none is asked for", "add --with report")
    keep = cache_folder() / "releases"
    with spinner(json) as say, keeping_everything():
        checked, manifest = build_casebook(
            casebook, out, vocabulary(), record_cache(), say, release=release, compartments=compartments, keep=keep
        )
    if manifest is None:
        _print_findings(checked, json, notes=False)
        if not json:
            tell("No book was made: mend the errors first.\n")
        return 1
    written = write_beside(out, forms, since, json) if forms else []
    if json:
        tell(to_json(manifest))
        return 0
    tables = manifest.tables
    tell(
        f"{manifest.title or manifest.casebook}: {tables['claims']} claims of {tables['origins']} origins on "
        f"{tables['questions']} questions, weighed as of {manifest.as_of}\n"
        f"The book is in {out}. Look: armillary ties {out}\n"
    )
    tell("".join(f"The report is in {file}\n" for file in written))
    if manifest.release:
        _say_release(checked, manifest, keep)
    return 0


def _say_release(checked: Checked, manifest: Manifest, keep: Path) -> None:
    """For whom the book is, and what its readers could work out; nothing that is hidden is named."""
    from armillary.releasing.notes import notes_path

    within = f" with {', '.join(manifest.compartments)}" if manifest.compartments else ""
    tell(f"It is the release '{manifest.release}': {manifest.marking}{within}.\n")
    for caveat in manifest.caveats:
        tell(f"Caveat: {caveat}\n")
    warnings = [f for f in checked.findings if f.code in RELEASE_CODES and f.severity is Severity.WARNING]
    for finding in warnings[:MOST_SHOWN]:
        tell(render_text(finding) + "\n")
    if warnings:
        rest = f"{len(warnings) - MOST_SHOWN} more and " if len(warnings) > MOST_SHOWN else ""
        tell(
            f"{len(warnings)} findings have no answer in armillary.toml; {rest}whom each pseudonym stands for: "
            f"{notes_path(keep, manifest.content)}\n"
        )


def run_fmt(casebook: Path, check: bool) -> int:
    """Format files and name those that changed; with `check` only name them. 1 if any would change or is not YAML."""
    from armillary.casebook.fmt import format_casebook

    left: list[str] = []
    changed = format_casebook(casebook, vocabulary(), not check, left.append)
    for name in changed:
        tell(f"{'would change' if check else 'formatted'} {name}\n")
    for line in left:
        tell(f"left alone {line}\n")
    if not changed and not left:
        tell("Everything is in order.\n")
    return 1 if left or (check and changed) else 0


def run_schema(out: Path | None, casebook: Path | None) -> None:
    """Print the schemas, or write one file for each folder."""
    from armillary.casebook.read import read_casebook
    from armillary.casebook.schema import schemas

    vocab = vocabulary()
    if casebook is not None:
        _, vocab, _ = read_casebook(casebook, vocab)
    made = schemas(vocab)
    if out is None:
        tell(to_json(made))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, schema in made.items():
        (out / f"{name}.schema.json").write_text(to_json(schema), encoding="utf-8")
        tell(f"{out / f'{name}.schema.json'}\n")

"""The work of exchange: import and export."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from armillary.casebook.writing import writing
from armillary.checking import check_casebook
from armillary.commands.run import keeping_everything, record_cache, spinner, to_json, vocabulary
from armillary.exchange.intake import Taken, take_in
from armillary.exchange.journal import undo, write_files
from armillary.exchange.protocol import Into
from armillary.exchange.registry import EXPORTERS, IMPORTERS, names, read_with
from armillary.exchange.reports import Export, Import, Undone
from armillary.finding import ArmillaryError, as_json, render_text
from armillary.terminal import tell


def run_import(
    casebook: Path, format_: str, files: Sequence[Path], into: str, update: bool, dry_run: bool, json: bool
) -> int:
    """Import and say what was written; 1 when something is wrong: nothing was written, or not what cannot be read."""
    if not format_:
        raise ArmillaryError("it is not said what the files are", "--from " + "|".join(names(IMPORTERS)))
    if not files:
        raise ArmillaryError("no file is named", f"armillary import {casebook} --from {format_} FILE")
    if missing := next((file for file in files if not file.exists()), None):
        raise ArmillaryError(f"{missing} is not there", "name a file that is")
    with spinner(json) as say, keeping_everything(), nullcontext() if dry_run else writing(casebook):
        say("reading the casebook")
        checked = check_casebook(casebook, vocabulary(), record_cache())
        say(f"reading {files[0].name}")
        found = read_with(format_, files, Into(checked.casebook, checked.vocab))
        say("comparing and checking")
        taken = take_in(checked, found.entries, _stem(into or files[0].stem), update)
        taken = Taken(taken.files, [*found.findings, *taken.findings], taken.added, taken.changed, taken.same)
        write = taken.sound and bool(taken.files) and not dry_run
        if write:
            write_files(casebook, taken.files, "import", f"import of {', '.join(file.name for file in files)}")
    _report(taken, casebook, write, dry_run, json)
    return 0 if taken.whole else 1


def run_undo_import(casebook: Path, json: bool) -> int:
    """Take the last import back."""
    step = undo(casebook, "import")
    if json:
        tell(to_json(Undone(undone=step.what, when=step.when, files=sorted(step.after))))
        return 0
    for name, text in sorted(step.before.items()):
        tell(f"{'removed' if text is None else 'put back'} {name}\n")
    tell(f"Undone: {step.what}.\n")
    return 0


def run_export(path: Path, format_: str, out: Path, release: str, compartments: Sequence[str], json: bool) -> int:
    """Export what a release allows."""
    from armillary.commands.released import released
    from armillary.exchange.outgoing import put_in_place
    from armillary.exchange.registry import write_with

    if format_ not in names(EXPORTERS):
        raise ArmillaryError(f"there is no exporter for '{format_[:80]}'", "there are: " + ", ".join(names(EXPORTERS)))
    with spinner(json) as say, keeping_everything(), released(path, release, compartments, say) as allowed:
        say(f"writing {format_}")
        folder, made = write_with(format_, allowed)
    written = put_in_place(out, folder, made)
    if json:
        sizes = {str(name): len(data) for name, data in zip(written, made.values(), strict=True)}
        tell(to_json(Export(release=allowed.release, format=format_, files=sizes)))
        return 0
    book = allowed.casebook
    tell(
        f"{len(book.claims)} claims, {len(book.sources)} sources, {len(book.speakers)} speakers and "
        f"{len(book.actors)} actors that {allowed.release} allows are in {out}\n"
    )
    return 0


def _report(taken: Taken, root: Path, written: bool, dry_run: bool, json: bool) -> None:
    if json:
        made = Import(
            written=written,
            files={name: data.decode() for name, data in taken.files.items()} if taken.sound else {},
            added=list(taken.added),
            changed=list(taken.changed),
            same=taken.same,
            findings=[as_json(finding) for finding in taken.findings],
        )
        tell(to_json(made))
        return
    for finding in taken.findings:
        tell(render_text(finding) + "\n")
    if not taken.sound:
        tell("Nothing was written: mend the errors first.\n")
        return
    if dry_run:
        for name, data in taken.files.items():
            tell(_difference(root, name, data))
    would = "would be " if dry_run else ""
    tell(f"{len(taken.added)} records {would}added, {len(taken.changed)} {would}changed, {taken.same} there already\n")
    if written:
        for name in taken.files:
            tell(f"  {root / name}\n")
        tell(f"Read them over. To take all of it back: armillary import {root} --undo\n")


def _difference(root: Path, name: str, data: bytes) -> str:
    """What would change in a file, as a unified difference."""
    before = (root / name).read_text("utf-8").splitlines(keepends=True) if (root / name).exists() else []
    lines = difflib.unified_diff(before, data.decode().splitlines(keepends=True), name if before else "/dev/null", name)
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def _stem(name: str) -> str:
    """A name fit for a file of the casebook."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "imported"

"""The work of `add`: a document becomes a source of a casebook, and what it cites becomes drafts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from armillary.casebook.writing import writing
from armillary.checking import Checked, check_casebook
from armillary.commands.asking import ask, on_terminal
from armillary.commands.run import keeping_everything, page_progress, record_cache, spinner, to_json, vocabulary
from armillary.exchange.documents.particulars import ASKED, Particulars, read_bibliography, read_particulars
from armillary.exchange.documents.registration import Known, Registration, find_known, register, register_known
from armillary.exchange.documents.reports import as_record
from armillary.exchange.intake import Taken
from armillary.exchange.journal import write_files
from armillary.exchange.protocol import Into
from armillary.finding import ArmillaryError, render_text
from armillary.reading.documents import keep_document, missing_files
from armillary.reading.formats import Reading, open_document
from armillary.reading.transcripts import Transcript, doubts, transcribe
from armillary.terminal import tell, warn
from armillary.text.forms import ID


def run_add(
    casebook: Path,
    file: Path,
    identity: str,
    bibliography: Path | None,
    given: Mapping[str, str],
    cited: bool,
    ocr: str,
    dry_run: bool,
    json: bool,
) -> int:
    """Register a document and say what came of it; 1 when something is wrong and so nothing was written."""
    if identity and not re.fullmatch(ID, identity):
        raise ArmillaryError(f"'{identity[:80]}' is not an id", "lower-case words joined by hyphens, such as desk-2024")
    checked = check_casebook(casebook, vocabulary(), record_cache())
    with page_progress(file.name) as progress:
        reading = open_document(file, progress, ocr)
    for finding in reading.findings:
        warn(render_text(finding) + "\n")
    if not reading.sound:
        return 1
    transcript = transcribe(reading, file.name)
    for finding in doubts(transcript):
        warn(render_text(finding) + "\n")
    into = Into(checked.casebook, checked.vocab)
    of = read_particulars(reading).told({key: given[key] for key in ("title", "url") if given.get(key)}, "option")
    if bibliography is not None:
        of = read_bibliography(bibliography, into, of)
    of = of.told(given, "option").dated(file.name)
    known = find_known(checked.casebook, reading, of, identity)
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    if known is not None and known.by != "id":
        return _tell_known(casebook, checked, known, reading, transcript, dry_run, json)
    if known is None:
        if on_terminal() and not json:
            of = ask(of, checked.vocab, given).dated(file.name)
            known = find_known(checked.casebook, reading, of, identity)
            if known is not None:
                return _tell_known(casebook, checked, known, reading, transcript, dry_run, json)
        if of.missing:
            options = " ".join(f"--{key}" for key in of.missing)
            raise ArmillaryError(f"it is not known of {file.name}: {', '.join(of.missing)}", f"say it with {options}")
    with spinner(json) as say, keeping_everything(), nullcontext() if dry_run else writing(casebook):
        say("looking up what it cites, and checking the whole")
        checked = check_casebook(casebook, vocabulary(), record_cache())  # others may have written since
        if find_known(checked.casebook, reading, of, identity) != known:
            raise ArmillaryError(f"{file.name} was added by another command meanwhile", "nothing was written")
        if known is None:
            made = register(checked, reading, transcript, of, identity, day, cited)
        else:
            made = register_known(checked, reading, transcript, checked.casebook.sources[known.source], day, cited)
        write = made.taken.sound and not dry_run
        if write:
            local = missing_files(casebook, reading, transcript)  # what was kept before is not for this change to undo
            write_files(casebook, {**made.taken.files, **local}, "import", f"adding {file.name} as {made.source}")
    if json:
        status = "refused" if not made.taken.sound else "added" if known is None else "completed"
        tell(to_json(as_record(made, status, known, write, reading)))
    else:
        _show(casebook, made, of, known, write)
    return 0 if made.taken.sound else 1


def _tell_known(
    root: Path, checked: Checked, known: Known, reading: Reading, transcript: Transcript, dry_run: bool, json: bool
) -> int:
    """Say that the document is there; of one with the same hash, its passages are kept where they are not yet."""
    missing = missing_files(root, reading, transcript) if known.by == "hash" else {}
    if missing and not dry_run:
        keep_document(root, reading, transcript)
    if json:
        nothing = Registration(known.source, Taken({}, [], [], [], 0), missing)
        tell(to_json(as_record(nothing, "known", known, bool(missing) and not dry_run, reading)))
        return 0
    source = checked.casebook.sources[known.source]
    tell(f"It is there already: {known.source}, {source.title} (same {known.by}).\n")
    if known.by == "hash":
        if missing:
            would = "would now be" if dry_run else "are now"
            tell(f"Its passages {would} kept on this machine: {', '.join(missing)}\n")
        return 0
    if not source.sha256:
        tell(f"If it is, keep its hash and passages with: --id {known.source}\n")
    if known.by == "title":
        tell("If it is another document, give it an id of its own: --id NEW\n")
    return 0


def _show(root: Path, made: Registration, of: Particulars, known: Known | None, written: bool) -> None:
    for finding in made.taken.findings:
        tell(render_text(finding) + "\n")
    if not made.taken.sound:
        tell("Nothing was written: mend the errors first.\n")
        return
    if not written:
        for name, data in made.taken.files.items():
            text = data.decode()
            if name == f"claims/{made.source}-passages.yaml":
                head = text.splitlines()[:6]
                text = "\n".join(head) + f"\n  # and so on: {made.passages} passages\n"
            tell(f"# {name}\n{text}\n")
    would = "" if written else "would be "
    drafts, speakers = made.drafts, made.proposed
    done = "completed" if known else "registered"
    tell(f"{made.source} {would or 'is '}{done}.\n")
    if known is None:
        for by in ("bibliography", "file"):
            told = [key for key in ASKED if of.told_by.get(key) == by and key in of.values]
            tell(f"Taken from the {by}: {', '.join(told)}\n" if told else "")
    if made.passages:
        tell(f"{made.passages} passages {would}kept by locator and hash; their text stays on this machine.\n")
    if drafts.known or drafts.drafted:
        there, new = len(drafts.known), len(drafts.drafted)
        tell(f"Of the sources that it cites, {there} are in the casebook and {new} {would or 'are '}drafted.\n")
    if speakers:
        shown = ", ".join(speakers[:8]) + (f" and {len(speakers) - 8} more" if len(speakers) > 8 else "")
        tell(f"Proposed with grade F, to be judged: {shown}\n")
    if drafts.left_out:
        tell(f"No draft could be made of: {'; '.join(drafts.left_out)}\n")
    if drafts.unresolved:
        tell(f"Notes that lead nowhere: {', '.join(map(str, drafts.unresolved))}\n")
    if written:
        for name in made.taken.files:
            tell(f"  {root / name}\n")
        tell(f"Read them over. To take all of it back: armillary import {root} --undo\n")

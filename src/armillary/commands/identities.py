"""The work on identity decisions: record, list, undo."""

from __future__ import annotations

import datetime
from pathlib import Path

from armillary.checking import Checked, check_casebook
from armillary.commands.run import record_cache, to_json, vocabulary
from armillary.exchange.deciding import decide, proposals
from armillary.exchange.journal import undo, write_files
from armillary.exchange.reports import Decided, Decision, Decisions, Proposed, Undone
from armillary.finding import as_json, render_text
from armillary.terminal import tell


def run_decide(casebook: Path, verdict: str, one: str, other: str, who: str, why: str, when: str, json: bool) -> int:
    """Record a decision; 1 when it contradicts others, and then nothing is written."""
    checked = _check(casebook)
    taken = decide(
        checked, verdict, one, other, who, why, when or datetime.datetime.now(datetime.UTC).date().isoformat()
    )
    if taken.sound:
        write_files(casebook, taken.files, "identity", f"{one} and {other} are {verdict}")
    if json:
        findings = [as_json(finding) for finding in taken.findings]
        tell(to_json(Decision(written=taken.sound, files=sorted(taken.files), findings=findings)))
        return 0 if taken.sound else 1
    for finding in taken.findings:
        tell(render_text(finding) + "\n")
    if not taken.sound:
        tell("Nothing was written.\n")
        return 1
    said = {"same": "are one", "different": "are two", "unsure": "may be one"}[verdict]
    tell(f"'{one}' and '{other}' {said}: {', '.join(sorted(taken.files))}\n")
    tell(f"To take it back: armillary identity {casebook} --undo\n")
    return 0


def run_undo(casebook: Path, json: bool) -> int:
    """Take the last decision back."""
    step = undo(casebook, "identity")
    if json:
        tell(to_json(Undone(undone=step.what, when=step.when, files=sorted(step.after))))
    else:
        tell(f"Undone: {step.what}. {', '.join(sorted(step.after))} is as it was.\n")
    return 0


def run_list(casebook: Path, json: bool) -> int:
    """Show what is decided, and which names of partners' actors could be decided on."""
    book = _check(casebook).casebook
    decided = list(book.identities.values())
    open_ = proposals(book)
    if json:
        made = [
            Decided(id=d.id, verdict=d.verdict, of=list(d.of), who=d.who, when=d.when.text, why=d.why) for d in decided
        ]
        asked = [Proposed(of=[one, other], name=name) for one, other, name in open_]
        tell(to_json(Decisions(decisions=made, proposals=asked)))
        return 0
    for d in decided:
        tell(f"{d.verdict:9}  {d.of[0]}  {d.of[1]}  ({d.who}, {d.when.text}: {d.why})\n")
    for one, other, name in open_:
        tell(f"{'?':9}  {one}  {other}  (both are called '{name}')\n")
    if not decided and not open_:
        tell("Nothing is decided, and no two ids share a name.\n")
    return 0


def _check(casebook: Path) -> Checked:
    return check_casebook(casebook, vocabulary(), record_cache())

"""The work of reviewing proposals: at a terminal, or one decision at a time for scripts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from armillary.commands.run import record_cache, show_found, spinner, to_json, vocabulary
from armillary.finding import ArmillaryError
from armillary.terminal import console, is_seen, tell, warn

if TYPE_CHECKING:
    from armillary.checking import Checked
    from armillary.reviewing.desk import Desk
    from armillary.reviewing.slips import Slip, Wanted

SCREEN = "reviewing.reports_screen:"
_UNSOUND = "the casebook has errors, so that what it holds may seem to be missing"


def run_review(casebook: Path, source: str, coder: str, again: bool, wanted: Wanted, json: bool) -> int:
    """List what is to decide, or on a terminal go through it one by one."""
    desk = _open(casebook, coder, source, json)
    slips = _slips(desk, source, wanted, again)
    if json or not (sys.stdin.isatty() and is_seen()):
        from armillary.reviewing.reports import list_pending

        show_found(list_pending(desk, slips), f"{SCREEN}show_pending", json)
        return 0
    if not slips:
        show_found([], f"{SCREEN}show_pending", False)
        return 0
    return _hold(desk, slips)


def run_decide(
    casebook: Path, verdict: str, name: str, source: str, coder: str, values: dict[str, Any], json: bool
) -> int:
    """Decide one proposal by its id; 1 when the claim cannot be written as it is."""
    from armillary.reviewing.pile import Refused
    from armillary.reviewing.reports import Decision
    from armillary.reviewing.slips import find_slip

    desk = _open(casebook, coder, source, json)
    one = find_slip(desk.slips, name)
    if verdict == "rejected":
        desk.reject(one, values.get("reason", ""))
    elif verdict == "unsure":
        desk.unsure(one)
    else:
        try:
            written = _accept(desk, one, values.get("text", ""), values.get("set", ()))
        except Refused as refused:
            for reason in refused.reasons:
                warn(f"{reason}\n")
            warn("Nothing was written.\n")
            return 1
        decided = desk.decided[one.id].verdict
        made = Decision(id=one.id, verdict=decided, claim=written.claim, file=written.file, warnings=written.warnings)
        _say(made, f"{written.claim} is in {casebook / written.file}", json)
        return 0
    _say(Decision(id=one.id, verdict=verdict), f"{verdict}: {one.id}", json)
    return 0


def run_undo_review(casebook: Path, coder: str, json: bool) -> int:
    """Take the last decision back."""
    from armillary.reviewing.reports import Decision

    desk = _open(casebook, coder, "", json)
    last = desk.undo()
    claim = f"; {last.claim} is out of the casebook again" if last.claim else ""
    _say(Decision(id=last.id, verdict="undone", claim=last.claim), f"undone: {last.verdict} {last.id}{claim}", json)
    return 0


def run_verdicts(casebook: Path, json: bool) -> int:
    """Show the verdicts with counts by frame and extractor."""
    from armillary.reviewing.reports import report_verdicts

    if not casebook.is_dir():
        raise ArmillaryError(f"{casebook} is not a folder", "name the folder that holds armillary.toml")
    show_found(report_verdicts(casebook), f"{SCREEN}show_verdicts", json)
    return 0


def _open(casebook: Path, coder: str, source: str, json: bool) -> Desk:
    from armillary.checking import check_casebook
    from armillary.reviewing.desk import Desk

    vocab, cache = vocabulary(), record_cache()

    def check(root: Path, beside: Path | None = None) -> Checked:
        return check_casebook(root, vocab, cache, beside)

    with spinner(json) as say:
        say("reading the casebook and its proposals")
        desk = Desk(casebook, check, coder, source)
    if not desk.checked.sound:
        warn(f"{_UNSOUND}: `armillary check {casebook}`\n")
    return desk


def _slips(desk: Desk, source: str, wanted: Wanted, again: bool) -> list[Slip]:
    from armillary.reviewing.slips import chosen

    vocab = desk.checked.vocab
    known = (*vocab.relations, *vocab.terms("measures"))
    if wanted.relation and wanted.relation not in known:
        from armillary.text.nearest import did_you_mean

        raise ArmillaryError(
            f"the vocabulary has no relation or measure '{wanted.relation[:80]}'",
            did_you_mean(wanted.relation, known),
        )
    if not desk.slips:
        raise ArmillaryError(f"{desk.root} has no proposals", "`armillary propose CASEBOOK FILE --write` makes some")
    documents = sorted({one.proposal.document for one in desk.slips})
    found = chosen(desk.pending(again), wanted, desk.scores)
    if wanted.document and not any(wanted.document in (name, Path(name).stem) for name in documents):
        raise ArmillaryError(f"there are no proposals of '{wanted.document}'", f"there are of: {', '.join(documents)}")
    return [one for one in found if not source or desk.source_of(one) == source]


def _accept(desk: Desk, one: Slip, text: str, changes: Sequence[str]) -> Any:
    from armillary.reviewing.fields import Fields
    from armillary.reviewing.pile import Refused

    draft = desk.show(one).draft
    fields = Fields(desk.checked)
    for change in [f"text={text}", *changes]:
        name, equals, value = change.partition("=")
        if name not in draft.fields or not equals:
            hint = "--set when=2021.. ; one of " + ", ".join(draft.fields)
            raise ArmillaryError(f"'{change[:80]}' changes no field", hint)
        draft, problem = fields.put(draft, name, value) if value.strip() else (draft.put(name, ""), "")
        if problem:
            raise Refused(f"{name}: {problem}")
    return desk.accept(one, draft)


def _hold(desk: Desk, slips: list[Slip]) -> int:
    from armillary.reviewing.keys import read_key
    from armillary.reviewing.lines import ask, edit
    from armillary.reviewing.session import Session

    if not desk.coder:
        desk.coder = ask("Your initials, to stand with what you decide (Enter: none): ") or ""
    session = Session(desk, slips, console(), read_key, ask, edit)
    session.said = "" if desk.checked.sound else _UNSOUND
    made = session.run()
    left = len([one for one in slips if one.id not in desk.decided])
    tell(f"{made} decided, {left} left. `armillary review {desk.root} --undo` takes the last one back.\n")
    return 0


def _say(decision: Any, line: str, json: bool) -> None:
    if json:
        tell(to_json(decision))
        return
    tell(line + "\n")
    for warning in decision.warnings:
        warn(f"{warning}\n")
